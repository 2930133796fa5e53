"""Verification of ballots and agreements against the audit log.

SQLite's integrity check does not notice a byte changed inside a value. The audit log does: it
holds a commitment to every ballot.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from decision.workshop.store import audit_log, seal
from decision.workshop.store.audit_log import Broken

# What reading a value raises whose bytes were changed; errors of SQLite come beside them.
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
Details = Mapping[int, Mapping[str, Any]]


def numbers_of(salt: bytes, weights: object, scores: object) -> str:
    """Return the commitment to a ballot's weights and scores."""
    return audit_log.commitment(salt, [weights, scores])


def words_of(salt: bytes, role: str | None, comments: object) -> str:
    """Return the commitment to a ballot's role and comments."""
    return audit_log.commitment(salt, [role, comments])


def verify(db: sqlite3.Connection) -> Broken | None:
    """Return the first mismatch in the audit log, or of the tables with it; None: all verifies."""
    if broken := audit_log.verify(db):
        return broken
    rows = audit_log.rows(db)
    details = {row["number"]: row["detail"] for row in rows}
    try:
        return (
            _ballots(db, details)
            or _agreements(db, details)
            or _gone(db, rows)
            or _removed(db, rows)
        )
    except UNREADABLE:  # text that is no longer JSON, or salt that is no longer bytes
        return Broken(len(rows), "what it speaks of can't be read")


def verify_all(db: sqlite3.Connection) -> Broken | None:
    """Return the first mismatch as `verify` does, or that what the log leaves out was changed."""
    if (broken := verify(db)) or seal.holds(db):
        return broken
    last = db.execute("SELECT max(number) FROM audit").fetchone()[0]
    return Broken(last or 0, "what stands beside it has been changed")


def _ballots(db: sqlite3.Connection, details: Details) -> Broken | None:
    found = db.execute(
        "SELECT b.weights, b.scores, b.comments, b.salt, b.words_salt, p.role, b.entry, b.round, "
        "b.how FROM ballots b LEFT JOIN participants p ON p.id = b.participant ORDER BY b.entry"
    )
    for weights, scores, comments, salt, words_salt, role, entry, number, how in found:
        logged = details.get(entry, {})
        words = words_of(words_salt, role, json.loads(comments)) if words_salt else None
        same = (
            numbers_of(salt, json.loads(weights), json.loads(scores)) == logged.get("numbers")
            and words in (None, logged.get("words"))
            and (number, how) == (logged.get("round"), logged.get("how"))
        )
        if not same:
            return Broken(entry, "the ballot it speaks of has been changed")
    return None


def _agreements(db: sqlite3.Connection, details: Details) -> Broken | None:
    for number, method, weights, salt, reason, entry in db.execute(
        "SELECT round, method, weights, salt, reason, entry FROM agreements ORDER BY entry"
    ):
        logged = details.get(entry, {})
        wrong = salt is not None and audit_log.commitment(salt, reason) != logged.get("reason")
        kept = (number, method, json.loads(weights))
        if wrong or kept != (logged.get("round"), logged.get("method"), logged.get("weights")):
            return Broken(entry, "the agreement it speaks of has been changed")
    return None


def _gone(db: sqlite3.Connection, rows: list[dict[str, Any]]) -> Broken | None:
    """Return a ballot or an agreement that was logged, never replaced, and is missing."""
    kept = {row[0] for row in db.execute("SELECT entry FROM ballots")}
    kept |= {row[0] for row in db.execute("SELECT entry FROM agreements")}
    replaced = {row["detail"].get("replaces") for row in rows}
    for row in rows:
        stands = row["what"] in ("ballot", "agreed") and row["number"] not in replaced
        if stands and row["number"] not in kept:
            return Broken(row["number"], "what it speaks of is gone")
    return None


def _removed(db: sqlite3.Connection, rows: list[dict[str, Any]]) -> Broken | None:
    """Return a ballot that counts though its removal was logged, or the other way round."""
    last = {
        row["detail"]["ballot"]: row
        for row in rows
        if row["what"] in ("ballot removed", "ballot put back")
    }
    for entry, reason, salt in db.execute("SELECT entry, removed, words_salt FROM ballots"):
        row = last.get(entry)
        recorded = row is not None and row["what"] == "ballot removed"
        if (reason is not None) != recorded:
            return Broken(entry, "the ballot it speaks of was removed or put back in no record")
        if (
            row
            and reason
            and salt
            and audit_log.commitment(salt, reason) != row["detail"]["reason"]
        ):
            return Broken(row["number"], "the reason it speaks of has been changed")
    return None
