"""What was confirmed is on the disk, and the shim that says so can tell when it is not."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from pathlib import Path

import pytest

from decision.workshop.store import backups, database
from tests.workshop.power_cut import Event, after_cut, available, bare, bare_loses, cuts, lost, vote

pytestmark = pytest.mark.skipif(
    not available(), reason="SQLite's own file layer can't be reached in this Python"
)


def whole() -> list[Event]:
    """The log of a workshop."""
    with tempfile.TemporaryDirectory() as made:
        return vote(Path(made).resolve(), writers=2, each=3)


def at_the_end() -> list[str]:
    """What is wrong where the power is cut when all is done."""
    log = whole()
    return lost(log, len(log), None)


def test_when_all_is_done_all_is_kept() -> None:
    assert at_the_end() == []


def test_no_confirmed_ballot_is_lost_when_the_power_is_cut() -> None:
    assert cuts(24, seed=random.randrange(10**6)) == []


def _normal(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=10)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    return db


def test_a_workshop_that_does_not_flush_each_commit_is_caught_every_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(database, "_connect", _normal)
    for seed in range(3):
        assert any("confirmed" in fault for fault in cuts(24, seed=seed))


def test_a_folder_that_is_not_flushed_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "sync_folder", lambda _: None)
    assert "a backup that was confirmed is gone" in str(at_the_end())


def test_people_who_are_lost_are_counted_by_the_check() -> None:
    log = [each for each in whole() if each[0] != "confirmed"]
    token, request = "t" * 43, "r" * 16
    (fault,) = lost([*log, ("confirmed", (token, request, 5.0))], len(log) + 1, None)
    assert fault == "a confirmed ballot is gone: None"


@pytest.mark.parametrize(
    ("journal", "synchronous", "loses"),
    [
        ("WAL", "NORMAL", True),
        ("DELETE", "FULL", True),
        ("TRUNCATE", "OFF", True),
        ("TRUNCATE", "EXTRA", False),
        ("WAL", "FULL", False),
    ],
)
def test_the_shim_tells_the_modes_that_lose_from_those_that_do_not(
    tmp_path: Path, journal: str, synchronous: str, loses: bool
) -> None:
    log = bare(tmp_path.resolve(), journal, synchronous, rows=10)
    places = [place + 1 for place, event in enumerate(log) if event[0] == "confirmed"]
    assert len(places) == 10
    assert any(bare_loses(log, place) for place in places) == loses


def test_a_file_keeps_what_was_flushed_under_a_name_that_was() -> None:
    log = [
        ("made", "a"), ("write", "a", 0, b"one"), ("sync", "a"), ("folder",),
        ("write", "a", 3, b"two"), ("made", "b"), ("write", "b", 0, b"x"), ("sync", "b"),
        ("truncate", "a", 1), ("deleted", "a"), ("folder",),
    ]  # fmt: skip
    assert after_cut(log, 3, None) == {}
    assert after_cut(log, 4, None) == {"a": b"one"}
    assert after_cut(log, 9, None) == {"a": b"one"}
    assert after_cut(log, 11, None) == {"b": b"x"}
    kept = {after_cut(log, 5, random.Random(seed))["a"] for seed in range(20)}
    assert kept == {b"one", b"onetwo"}
