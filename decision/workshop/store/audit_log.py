"""The audit log: what was done, each row chained to the row before by its hash.

A row's hash covers the previous hash and the whole row, and the file keeps the last hash apart:
a row that is changed, removed, inserted or cut off the end breaks the chain. No row holds words
that a person wrote, or one person's weights, but only a commitment: their hash with a random
salt. Once the words and the salt are deleted, the log still verifies and reveals nothing.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

START = "0" * 64  # the previous hash of the first row
_ROWS = "SELECT number, at, what, detail, previous, hash FROM audit ORDER BY number"


@dataclass(frozen=True)
class Entry:
    """One row: its number, from 1, and its hash."""

    number: int
    hash: str


@dataclass(frozen=True)
class Broken:
    """The row at which the audit log does not verify, and why."""

    number: int
    why: str


def canonical(value: object) -> str:
    """Return data as canonical JSON, so that equal data has equal hashes."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )


def new_salt() -> bytes:
    """Return 16 random bytes."""
    return secrets.token_bytes(16)


def commitment(salt: bytes, value: object) -> str:
    """Return the SHA-256 of a salt and a value, in hexadecimal."""
    return hashlib.sha256(salt + canonical(value).encode()).hexdigest()


def add(db: sqlite3.Connection, at: str, what: str, detail: Mapping[str, Any]) -> Entry:
    """Append a row, in the transaction of what it records; return its number and hash."""
    row = db.execute("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    number, previous = (row[0] + 1, row[1]) if row else (1, START)
    written = canonical(detail)
    mine = _hash(number, at, what, written, previous)
    db.execute(
        "INSERT INTO audit (number, at, what, detail, previous, hash) VALUES (?, ?, ?, ?, ?, ?)",
        (number, at, what, written, previous, mine),
    )
    db.execute("UPDATE workshop SET head = ?", (f"{number} {mine}",))
    return Entry(number, mine)


def verify(db: sqlite3.Connection) -> Broken | None:
    """Return the first row that breaks the chain; None: the chain is whole."""
    expected, previous = 1, START
    for number, at, what, detail, before, mine in db.execute(_ROWS):
        if number != expected:
            return Broken(expected, "this row is missing")
        if before != previous:
            return Broken(number, "it doesn't follow the row before it")
        if _hash(number, at, what, detail, before) != mine:
            return Broken(number, "its content has been changed")
        expected, previous = number + 1, mine
    head = db.execute("SELECT head FROM workshop").fetchone()
    if head is None or head[0] != f"{expected - 1} {previous}":
        return Broken(expected, "rows are missing from the end, or were added by something else")
    return None


def rows(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return every row as data that JSON can hold, the first row first."""
    names = ("number", "at", "what", "detail", "previous", "hash")
    every = (dict(zip(names, row, strict=True)) for row in db.execute(_ROWS))
    return [row | {"detail": json.loads(row["detail"])} for row in every]


def _hash(number: int, at: str, what: str, detail: str, previous: str) -> str:
    whole = canonical([number, at, what, detail, previous])
    return hashlib.sha256(whole.encode()).hexdigest()
