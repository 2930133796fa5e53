"""Text that knows no model: numbers, dates, lists, and outside text made fit to show."""
