"""A room's load on a real server, by sessions that speak to it as a browser does."""
