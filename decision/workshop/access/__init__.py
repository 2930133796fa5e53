"""Admission: codes, links, tokens and secrets, the rate limit, and this machine's addresses."""
