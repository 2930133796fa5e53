"""The seal notices a change in what the audit log does not cover."""

from __future__ import annotations

import sqlite3

import pytest

from decision.workshop.store import rows, seal


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE workshop SET title = 'another'",
        "UPDATE workshop SET forgetting = 1",
        "UPDATE workshop SET code = 'AAAAAA'",
        "UPDATE participants SET token = x'02'",
        "UPDATE participants SET place = x'02'",
        "DELETE FROM participants",
        "INSERT INTO rounds (number, state, opened) VALUES (1, 'open', '')",
        "INSERT INTO requests VALUES (x'01', 1, 1, x'01', 1)",
    ],
)
def test_a_change_breaks_the_seal_until_it_is_renewed(db: sqlite3.Connection, change: str) -> None:
    db.execute("INSERT INTO participants VALUES (1, x'01', NULL, x'01')")
    seal.renew(db)
    assert seal.holds(db)
    db.execute(change)
    assert not seal.holds(db)
    seal.renew(db)
    assert seal.holds(db)


def test_what_the_seal_covers_is_every_column_that_the_log_does_not(db: sqlite3.Connection) -> None:
    rows.settings(db)
    sealed = " ".join(seal._SEALED)
    known = {"seal", "weights", "scores", "comments", "salt", "words_salt", "how", "method"}
    for table in ("workshop", "participants", "rounds", "ballots", "agreements", "requests"):
        names = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
        assert {name for name in names - known if name not in sealed} == set()
