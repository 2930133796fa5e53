"""Who may come in: codes, links, secrets, addresses and rate limits."""
