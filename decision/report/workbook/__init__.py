"""The sheets of the workbook, one module a sheet; `plan` says where everything stands."""
