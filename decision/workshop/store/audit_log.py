"""The record of what was done, each row chained to the one before by its hash.

A row's hash covers the hash before it and everything in the row, and the file keeps the
last one apart: a row changed, taken out, added or cut off the end breaks the chain. No
row holds words that a person wrote, nor weights of one person. Those are there as
commitments only: a hash of the words with a random salt. Deleting the words and the salt
leaves a record that still holds together and says nothing.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

START = "0" * 64  # what the first row has before it


@dataclass(frozen=True)
class Entry:
    """One row: its number, from 1, and its hash."""

    number: int
    hash: str


@dataclass(frozen=True)
class Broken:
    """Where the record does not hold together, and why; `number` is a row of the record."""

    number: int
    why: str


def canonical(value: object) -> str:
    """Write plain data as JSON in one way only, so that equal data has an equal hash."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )


def new_salt() -> bytes:
    """Make 128 random bits."""
    return secrets.token_bytes(16)


def commitment(salt: bytes, value: object) -> str:
    """Give the hash that stands for a value, which nobody can guess without the salt."""
    return hashlib.sha256(salt + canonical(value).encode()).hexdigest()


def add(db: sqlite3.Connection, at: str, what: str, detail: Mapping[str, Any]) -> Entry:
    """Add a row, within the transaction of what it records."""
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
    """Find the first row that doesn't hold; None where the whole record does."""
    expected, previous = 1, START
    rows = db.execute("SELECT number, at, what, detail, previous, hash FROM audit ORDER BY number")
    for number, at, what, detail, before, mine in rows:
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
    """Give the whole record as plain data, the first row first."""
    found = db.execute("SELECT number, at, what, detail, previous, hash FROM audit ORDER BY number")
    return [
        {
            "number": number,
            "at": at,
            "what": what,
            "detail": json.loads(detail),
            "previous": previous,
            "hash": mine,
        }
        for number, at, what, detail, previous, mine in found
    ]


def _hash(number: int, at: str, what: str, detail: str, previous: str) -> str:
    whole = canonical([number, at, what, detail, previous])
    return hashlib.sha256(whole.encode()).hexdigest()
