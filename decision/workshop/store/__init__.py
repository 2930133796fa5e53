"""The workshop's file: tables, rows, the audit log, locks and backups."""
