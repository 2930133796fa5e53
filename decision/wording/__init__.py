"""Text that knows no model: numbers and their rounding."""
