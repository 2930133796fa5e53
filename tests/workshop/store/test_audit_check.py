"""A ballot or an agreement that differs from what the audit log holds is found."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from decision.workshop.errors import DamagedError
from decision.workshop.room import Room
from decision.workshop.store import audit_check, audit_log
from tests.workshop.data import touched


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ballots SET weights = replace(weights, '60.0', '61.0') WHERE round = 1",
        "UPDATE ballots SET weights = 'no json' WHERE id = 1",
        'UPDATE ballots SET scores = \'{"speed": {"stay": 1}}\' WHERE id = 2',
        'UPDATE ballots SET comments = \'{"speed": "other words"}\' WHERE id = 2',
        "UPDATE ballots SET round = 2 WHERE id = 1",
        "UPDATE ballots SET how = 'paper' WHERE id = 1",
        "UPDATE ballots SET entry = 1 WHERE id = 1",
        "UPDATE participants SET role = 'Digital' WHERE id = 1",
        "DELETE FROM ballots WHERE id = 3",
        "UPDATE ballots SET removed = 'x' WHERE id = 1",
        "UPDATE ballots SET removed = NULL",
        "UPDATE ballots SET removed = 'other words' WHERE removed IS NOT NULL",
        "UPDATE agreements SET weights = replace(weights, '1', '2')",
        "UPDATE agreements SET reason = 'other words'",
        "UPDATE agreements SET method = 'panel-median'",
        "DELETE FROM agreements",
    ],
)
def test_a_ballot_or_an_agreement_changed_is_found(whole: Path, statement: str) -> None:
    assert touched(whole, statement) is not None


def test_a_flipped_byte_in_a_ballot_is_found_though_sqlite_sees_none(whole: Path) -> None:
    data = bytearray(whole.read_bytes())
    place = data.index(b'"speed": 60.0') + len(b'"speed": ')
    data[place] ^= 1
    whole.write_bytes(data)
    with closing(sqlite3.connect(whole)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    with pytest.raises(DamagedError, match="has been changed"):
        Room.open(whole)


def test_a_commitment_is_to_each_part_of_a_ballot() -> None:
    salt = audit_log.new_salt()
    whole = audit_check.numbers_of(salt, {"a": 1.0}, {})
    assert whole == audit_check.numbers_of(salt, {"a": 1.0}, {})
    assert whole != audit_check.numbers_of(salt, {"a": 1.5}, {})
    assert whole != audit_check.numbers_of(salt, {"a": 1.0}, {"a": {"b": 1.0}})
    assert audit_check.words_of(salt, "HR", {}) != audit_check.words_of(salt, None, {})


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE ballots SET scores = '{\"speed\": {}}' WHERE id = 2", "ballot it speaks of has"),
        ("DELETE FROM agreements", "what it speaks of is gone"),
        ("UPDATE agreements SET reason = 'x'", "agreement it speaks of has been changed"),
        ("UPDATE ballots SET removed = NULL", "removed or put back in no record"),
        ("UPDATE ballots SET removed = 'x' WHERE removed IS NOT NULL", "the reason it speaks of"),
        ("UPDATE ballots SET weights = '{'", "what it speaks of can't be read"),
        ("UPDATE audit SET what = 'x' WHERE number = 2", "its content has been changed"),
    ],
)
def test_what_is_wrong_is_named(whole: Path, statement: str, why: str) -> None:
    with closing(sqlite3.connect(whole)) as db:
        assert audit_check.verify(db) is None
        db.execute(statement)
        broken = audit_check.verify(db)
        assert broken is not None
        assert why in broken.why


def test_a_ballot_replaced_by_its_person_is_not_missed(whole: Path) -> None:
    with closing(sqlite3.connect(whole)) as db:
        replaced = [
            row["detail"]["replaces"] for row in audit_log.rows(db) if row["what"] == "ballot"
        ]
        assert len([each for each in replaced if each is not None]) == 8
        assert audit_check.verify(db) is None


def test_words_that_were_forgotten_are_not_held_against_the_record(whole: Path) -> None:
    with closing(sqlite3.connect(whole)) as db:
        db.execute("UPDATE ballots SET comments = '{}', words_salt = NULL")
        db.execute("UPDATE agreements SET reason = '(words deleted)', salt = NULL")
        db.execute("UPDATE ballots SET removed = '(words deleted)' WHERE removed IS NOT NULL")
        assert audit_check.verify(db) is None
        db.execute("UPDATE ballots SET weights = replace(weights, '60.0', '61.0')")
        assert audit_check.verify(db) is not None  # numbers still are
