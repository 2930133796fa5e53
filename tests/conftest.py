"""What the tests of several folders start from."""

from __future__ import annotations

import pytest

from decision.workshop.network import candidates


@pytest.fixture(scope="session")
def host() -> str:
    """An address of this machine by which a phone would reach it."""
    found = candidates()
    if not found:
        pytest.skip("this machine has no address but loopback, so nobody would come as a phone")
    return found[0]
