"""Numbers → English."""
