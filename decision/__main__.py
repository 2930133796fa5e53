"""Runs the `decision` command as `python -m decision`."""

import sys

from decision.cli.parser import main

sys.exit(main())
