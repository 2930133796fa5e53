"""A table of options and criteria, from a spreadsheet or a paste: read as a model, and written."""
