"""The tables of a workshop's file, and its migrations.

Each version is a list of statements that lead to it from the version before. A new file runs
all of them, so that every migration is always in use.
"""

from __future__ import annotations

import contextlib
import functools
import sqlite3
from collections.abc import Callable

from decision.workshop.store import audit_log, seal

APPLICATION = 0x50414353  # "PACS": marks a file as a workshop's

STEPS: tuple[tuple[str, ...], ...] = (
    (  # 1
        """CREATE TABLE workshop (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            title TEXT NOT NULL,
            model_title TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            model BLOB,                     -- the model's file; NULL: the shipped one
            criteria TEXT NOT NULL,         -- names by id, as JSON
            options TEXT NOT NULL,
            roles TEXT NOT NULL,            -- the roles offered, as JSON
            free_roles INTEGER NOT NULL,
            early INTEGER NOT NULL,         -- the result may be seen before round two is revealed
            places INTEGER NOT NULL,
            facilitator BLOB NOT NULL,      -- hash of the secret
            code TEXT,                      -- to type; NULL: nobody can join
            head TEXT NOT NULL DEFAULT '',  -- number and hash of the record's last row
            forgetting INTEGER NOT NULL DEFAULT 0
        )""",
        """CREATE TABLE audit (
            number INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            what TEXT NOT NULL,
            detail TEXT NOT NULL,
            previous TEXT NOT NULL,
            hash TEXT NOT NULL
        )""",
        """CREATE TABLE participants (
            id INTEGER PRIMARY KEY,
            token BLOB UNIQUE,              -- hash; NULL once forgotten
            role TEXT,
            place BLOB NOT NULL             -- random: the order in which people are numbered
        )""",
        """CREATE TABLE rounds (
            number INTEGER PRIMARY KEY,
            state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'revealed')),
            opened TEXT NOT NULL,
            closed TEXT,
            revealed TEXT
        )""",
        """CREATE TABLE ballots (
            id INTEGER PRIMARY KEY,
            participant INTEGER NOT NULL REFERENCES participants,
            round INTEGER NOT NULL REFERENCES rounds,
            weights TEXT NOT NULL,          -- points by criterion id, as JSON
            scores TEXT NOT NULL,
            comments TEXT NOT NULL,
            salt BLOB NOT NULL,             -- of the commitment to the numbers
            words_salt BLOB,                -- ... to the words; NULL once forgotten
            entry INTEGER NOT NULL REFERENCES audit,
            removed TEXT,                   -- the reason; NULL: it counts
            UNIQUE (participant, round)
        )""",
        """CREATE TABLE requests (
            name BLOB PRIMARY KEY,          -- hash of the person and the id that the phone made
            participant INTEGER NOT NULL REFERENCES participants,
            round INTEGER NOT NULL,
            content BLOB NOT NULL,          -- hash of what was sent
            entry INTEGER NOT NULL REFERENCES audit
        ) WITHOUT ROWID""",
        """CREATE TABLE agreements (
            id INTEGER PRIMARY KEY,
            round INTEGER NOT NULL REFERENCES rounds,
            method TEXT NOT NULL,
            weights TEXT NOT NULL,
            reason TEXT NOT NULL,
            salt BLOB,                      -- of the commitment to the reason
            at TEXT NOT NULL,
            entry INTEGER NOT NULL REFERENCES audit
        )""",
    ),
    (  # 2: how each ballot came in; a link to scan that can't be guessed; why the result shows
        "ALTER TABLE ballots ADD COLUMN how TEXT NOT NULL DEFAULT 'phone'",
        "ALTER TABLE workshop ADD COLUMN link TEXT",
        "ALTER TABLE workshop ADD COLUMN early_reason TEXT",
    ),
    ("ALTER TABLE workshop ADD COLUMN seal BLOB",),  # 3: of what the log does not cover
)
VERSION = len(STEPS)


def version(db: sqlite3.Connection) -> int:
    """Return the version of a file; 0 for an empty one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def is_ours(db: sqlite3.Connection) -> bool:
    """Whether a file is a workshop's, of whatever version."""
    return bool(db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION)


def schema(db: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return every table, index, view and trigger of a file as its definition, and run none."""
    return db.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name"
    ).fetchall()


@functools.cache
def versions() -> tuple[list[tuple[str, ...]], ...]:
    """Return the schema of each version, from 1."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        found = []
        for statements in STEPS:
            for statement in statements:
                db.execute(statement)
            found.append(schema(db))
    return tuple(found)


def migrate(
    db: sqlite3.Connection, at: str, first: Callable[[sqlite3.Connection], object] | None = None
) -> None:
    """Migrate a file to the current version in one transaction.

    The version is part of the file's first page, so it changes together with the tables.

    `first`: fills a new file's tables, in the same transaction.

    Raises sqlite3.Error: a statement failed; closing the connection rolls back.
    """
    db.execute("BEGIN IMMEDIATE")
    before = version(db)
    for statements in STEPS[before:]:
        for statement in statements:
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {VERSION}")
    if before:
        audit_log.add(db, at, "migrated", {"from": before, "to": VERSION})
    if first:
        first(db)
    seal.renew(db)
    db.execute("COMMIT")
