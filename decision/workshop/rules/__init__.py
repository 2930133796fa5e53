"""The stages of a session, and what a ballot or a paper slip may contain. No files here."""
