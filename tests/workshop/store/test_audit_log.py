"""The record's chain breaks wherever it is touched, and holds no words of anybody."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from decision.workshop.errors import DamagedError
from decision.workshop.results import export
from decision.workshop.room import Room
from decision.workshop.store import audit_check, audit_log
from tests.workshop.data import ballot, make


@pytest.fixture(scope="module")
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


def touched(path: Path, *statements: str) -> audit_log.Broken | None:
    """Change a file behind the tool's back; give what its own check then says."""
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()
    with pytest.raises(DamagedError):
        Room.open(path)
    room = Room.open(path, anyway=True)
    try:
        return room.store.verify()
    finally:
        room.close()


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


def test_a_commitment_is_to_each_part_of_a_ballot() -> None:
    salt = audit_log.new_salt()
    whole = audit_check.numbers_of(salt, {"a": 1.0}, {})
    assert whole == audit_check.numbers_of(salt, {"a": 1.0}, {})
    assert whole != audit_check.numbers_of(salt, {"a": 1.5}, {})
    assert whole != audit_check.numbers_of(salt, {"a": 1.0}, {"a": {"b": 1.0}})
    assert audit_check.words_of(salt, "HR", {}) != audit_check.words_of(salt, None, {})


def test_an_export_says_where_a_record_is_broken(whole: Path) -> None:
    with closing(sqlite3.connect(whole)) as db:
        db.execute("UPDATE audit SET detail = '{}' WHERE number = 5")
        out = export.export(db)
    assert out["record_holds"] is False
    assert out["record_broken"] == {"row": 5, "why": "its content has been changed"}
