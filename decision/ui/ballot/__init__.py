"""One person's ballot: the form, its state, and the screens of a phone."""
