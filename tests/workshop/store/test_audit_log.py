"""The record's chain breaks wherever it is touched, and holds no words of anybody."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from decision.workshop.store import audit_log
from tests.workshop.data import touched


def test_the_record_starts_at_the_start(whole: Path) -> None:
    with closing(sqlite3.connect(whole)) as db:
        rows = audit_log.rows(db)
    assert [row["number"] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0]["what"] == "created"
    assert rows[0]["previous"] == audit_log.START
    assert [row["what"] for row in rows].count("ballot") == 16


@pytest.mark.parametrize(
    ("statement", "number", "why"),
    [
        ("UPDATE audit SET detail = '{}' WHERE number = 5", 5, "content"),
        ("UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE number = 7", 7, "content"),
        ("UPDATE audit SET what = 'joined' WHERE number = 2", 2, "content"),
        ("UPDATE audit SET previous = hash WHERE number = 4", 4, "follow"),
        ("UPDATE audit SET hash = previous WHERE number = 6", 6, "content"),
    ],
)
def test_a_changed_row_is_found(whole: Path, statement: str, number: int, why: str) -> None:
    broken = touched(whole, statement)
    assert broken is not None
    assert broken.number == number
    assert why in broken.why


def test_a_missing_row_is_found(whole: Path) -> None:
    broken = touched(whole, "DELETE FROM audit WHERE number = 3")
    assert broken == audit_log.Broken(3, "this row is missing")


def test_a_tail_cut_off_is_found(whole: Path) -> None:
    broken = touched(whole, "DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)")
    assert broken is not None
    assert "missing from the end" in broken.why


def test_a_row_added_by_something_else_is_found(whole: Path) -> None:
    broken = touched(
        whole,
        "INSERT INTO audit SELECT number + 1, at, what, detail, hash, previous FROM audit "
        "ORDER BY number DESC LIMIT 1",
    )
    assert broken is not None


def test_the_record_holds_no_words_and_no_weights_of_one_person(whole: Path) -> None:
    with closing(sqlite3.connect(whole)) as db:
        details = [row["detail"] for row in audit_log.rows(db) if row["what"] == "ballot"]
        told = audit_log.canonical(audit_log.rows(db))
    for detail in details:
        assert detail.keys() == {"round", "how", "replaces", "numbers", "words"}
        assert len(detail["numbers"]) == len(detail["words"]) == 64
    for words in ("secret words", "came twice", "by mistake", "all content", "HR"):
        assert words not in told


def test_equal_ballots_leave_different_traces() -> None:
    assert audit_log.commitment(audit_log.new_salt(), [1]) != audit_log.commitment(
        audit_log.new_salt(), [1]
    )
    salt = audit_log.new_salt()
    assert audit_log.commitment(salt, {"a": 1, "b": 2}) == audit_log.commitment(
        salt, {"b": 2, "a": 1}
    )
