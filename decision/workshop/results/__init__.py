"""What comes out of a workshop: a revealed round, and its export."""
