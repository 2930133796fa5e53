"""The workbook, a module a sheet."""
