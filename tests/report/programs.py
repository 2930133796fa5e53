"""Other programs that some tests of the board pack need."""

from __future__ import annotations

import os
import shutil

import pytest


def program(name: str) -> str:
    """Give where a program is. Without it a test is skipped, but in CI it fails."""
    found = shutil.which(name)
    if found is None:
        reason = f"{name} is not here"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found
