"""The model shown, checked and edited."""
