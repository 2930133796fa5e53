"""A room in a folder of its own, tables in memory, and a finished workshop's file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from decision.workshop.facilitator import Facilitator
from decision.workshop.room import Room
from decision.workshop.store import rows, tables
from tests.workshop.data import AT, SETTINGS, Clock, ballot, make


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


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    """The tables of a new workshop, in memory; the secret is "secret"."""

    def fill(db: sqlite3.Connection) -> None:
        rows.begin(db, SETTINGS, None, rows.hashed("secret"), AT)

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.execute("PRAGMA foreign_keys = ON")
        tables.migrate(made, AT, fill)
        yield made


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a workshop of two rounds, with a removal and an agreement."""
    path = tmp_path_factory.mktemp("audit") / "a.db"
    room, facilitator = make(path)
    for number in (1, 2):
        link = facilitator.open_round().link or ""
        for person in range(4):
            token = room.join(link, "HR")
            sent = ballot(10 + person, comments={"speed": f"secret words {person}"})
            room.submit(token, sent, f"request-{number}-{person}")
            room.submit(token, ballot(60 + person), f"second-{number}-{person}")
        facilitator.close_round()
        facilitator.reveal()
    first, second, *_ = facilitator.ballots(2)
    facilitator.remove(first.id, "came twice")
    facilitator.remove(second.id, "by mistake")
    facilitator.put_back(second.id)
    facilitator.agree("panel-mean", "all content")
    assert room.store.verify() is None
    room.close()
    return path.read_bytes()


@pytest.fixture
def whole(made_once: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    path.write_bytes(made_once)
    return path
