"""Many sites side by side, and two cases of one site."""
