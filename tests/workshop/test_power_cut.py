"""What was confirmed is on the disk, and the shim that says so can tell when it is not."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.workshop.power_cut import after_cut, available, bare, bare_loses, cuts

pytestmark = pytest.mark.skipif(
    not available(), reason="SQLite's own file layer can't be reached in this Python"
)


def test_no_confirmed_ballot_is_lost_when_the_power_is_cut() -> None:
    assert cuts(24, seed=random.randrange(10**6)) == []


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
