"""What the board is told beside the result."""
