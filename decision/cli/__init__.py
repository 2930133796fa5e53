"""The command line: `decision`, or `python -m decision`."""

from decision.cli.parser import main

__all__ = ["main"]
