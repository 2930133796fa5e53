"""What every test of the server starts from."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_data_folder(data_folder: Path) -> None:
    """No test of the server touches the drafts of whoever runs it."""
