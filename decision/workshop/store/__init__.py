"""The workshop's SQLite file: tables and rows, the audit log, the lock and backups."""
