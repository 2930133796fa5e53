"""Documents made from a case, to print or to send."""
