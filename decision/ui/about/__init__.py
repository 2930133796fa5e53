"""What stands behind the numbers: evidence, method, model."""
