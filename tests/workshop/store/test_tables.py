"""A new file gets every table, and an older one becomes current or stays as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from decision.workshop.room import Room
from decision.workshop.store import audit_log, tables
from decision.workshop.store import backups as store_backups
from decision.workshop.store.backups import backups, restore
from tests.workshop.data import AT, POSIX, Clock, ballot_of, make, run, voted


def connected() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None)


def test_a_new_file_is_current_and_marked_as_ours() -> None:
    with closing(connected()) as db:
        assert (tables.version(db), tables.is_ours(db)) == (0, False)
        tables.migrate(db, AT)
        assert (tables.version(db), tables.is_ours(db)) == (tables.VERSION, True)
        assert not db.in_transaction
        assert audit_log.rows(db) == []  # nothing was migrated: it is new


def test_a_migration_that_fails_leaves_the_version_and_the_tables_before(
    monkeypatch: pytest.MonkeyPatch, db: sqlite3.Connection
) -> None:
    before = "\n".join(db.iterdump())
    steps = (*tables.STEPS, ("CREATE TABLE more (x)", "ALTER TABLE none ADD COLUMN y"))
    monkeypatch.setattr(tables, "STEPS", steps)
    monkeypatch.setattr(tables, "VERSION", len(steps))
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        tables.migrate(db, AT)
    db.execute("ROLLBACK")
    assert "\n".join(db.iterdump()) == before
    assert tables.version(db) == len(steps) - 1


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO workshop SELECT 2, title, model_title, fingerprint, model, criteria, options, "
        "roles, free_roles, early, places, facilitator, code, head, forgetting, link, "
        "early_reason, seal FROM workshop",
        "INSERT INTO rounds (number, state, opened) VALUES (1, 'half open', '')",
        "INSERT INTO agreements (round, method, weights, reason, at, entry) "
        "VALUES (7, '', '', '', '', 1)",
        "UPDATE participants SET token = (SELECT token FROM participants WHERE id = 1)",
    ],
)
def test_the_tables_refuse_what_no_workshop_holds(db: sqlite3.Connection, statement: str) -> None:
    db.execute("INSERT INTO participants VALUES (1, x'01', NULL, x'01'), (2, x'02', NULL, x'02')")
    with pytest.raises(sqlite3.IntegrityError):
        db.execute(statement)


@pytest.fixture
def older(path: Path, clock: Clock) -> Path:
    """A file of version 1, as the first version of the tool made it, with two ballots."""
    room, facilitator = make(path, clock=clock.now)
    tokens = voted(room, facilitator, people=2)
    room.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("ALTER TABLE ballots DROP COLUMN how")
        db.execute("ALTER TABLE workshop DROP COLUMN link")
        db.execute("ALTER TABLE workshop DROP COLUMN early_reason")
        db.execute("ALTER TABLE workshop DROP COLUMN seal")
        db.execute("PRAGMA user_version = 1")
    for copy in backups(path):
        copy.unlink()
    path.with_suffix(".tokens").write_text("\n".join(tokens))
    return path


def test_an_older_file_is_migrated_with_a_backup_and_nothing_lost(older: Path) -> None:
    tokens = older.with_suffix(".tokens").read_text().splitlines()
    room = Room.open(older)
    assert room.turnout().voted == 2
    mine = ballot_of(room, tokens[1])
    assert mine is not None
    assert mine.given.weights["speed"] == 11
    assert room.store.verify() is None
    with closing(room.store._connect()) as db:
        assert tables.version(db) == tables.VERSION
        last = db.execute("SELECT what, detail FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    assert last == ("migrated", '{"from":1,"to":3}')
    room.close()
    (copy,) = backups(older)
    with closing(sqlite3.connect(copy)) as db:
        assert tables.version(db) == 1
    restore(older, copy)
    Room.open(older).close()


def test_a_current_file_is_not_migrated_again(room: Room) -> None:
    room.close()
    before = backups(room.store.path)
    Room.open(room.store.path).close()
    assert backups(room.store.path) == before


DIES = """
import os, pathlib, signal, sqlite3, sys
from decision.workshop.store import database
from decision.workshop.room import Room
real, left = database._connect, int(sys.argv[2])
def counted(path):
    db = real(path)
    def count(statement):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    db.set_trace_callback(count)
    return db
database._connect = counted
Room.open(pathlib.Path(sys.argv[1])).close()
print("migrated")
"""


@POSIX
def test_a_migration_killed_at_any_statement_leaves_the_old_version_or_the_new(older: Path) -> None:
    whole, seen = older.read_bytes(), set()
    for statement in range(4, 60, 2):  # each a process, so every other one
        for each in store_backups.everything(older):
            each.unlink()
        older.write_bytes(whole)
        told = run(DIES, str(older), str(statement))
        with closing(sqlite3.connect(older)) as db:
            found = tables.version(db)
            columns = {row[1] for row in db.execute("PRAGMA table_info(ballots)")}
            assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert (found == tables.VERSION) == ("how" in columns)
        seen.add(found)
        room = Room.open(older)
        assert room.turnout().voted == 2
        room.close()
        if "migrated" in told.stdout:
            break
    else:
        raise AssertionError("the migration never came to its end")
    assert seen == {1, tables.VERSION}
