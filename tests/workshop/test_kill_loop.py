"""A server killed while many write loses nothing that it confirmed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="forks, and kills with a signal")
def test_twenty_kills_lose_nothing() -> None:
    # In a process of its own, for a fork of one with many threads may hang.
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.workshop.kill_loop", "20"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "20 kills" in done.stdout
    assert "0 faults" in done.stdout
