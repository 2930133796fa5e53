"""The model linter, double counting, and the conduct checklist."""
