"""Sockets, the request guard, the open workshop, and the launch of the server."""
