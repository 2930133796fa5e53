"""A room in a folder of its own, closed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from decision.workshop.facilitator import Facilitator
from decision.workshop.room import Room
from tests.workshop.data import Clock, make


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "workshops" / "a.db"


@pytest.fixture
def made(path: Path, clock: Clock) -> Iterator[tuple[Room, Facilitator]]:
    room, facilitator = make(path, clock=clock.now, ticks=clock.ticks)
    yield room, facilitator
    room.close()


@pytest.fixture
def room(made: tuple[Room, Facilitator]) -> Room:
    return made[0]


@pytest.fixture
def facilitator(made: tuple[Room, Facilitator]) -> Facilitator:
    return made[1]
