"""The session: the open case, what is saved of it, and what can be undone."""
