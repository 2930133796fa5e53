"""Cases side by side: two views of one site, and several sites."""
