"""Adding and removing ballots. Every function runs in the caller's transaction."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass

from decision.workshop.errors import BallotError, NotNowError
from decision.workshop.rules import session
from decision.workshop.rules.ballots import Given
from decision.workshop.store import agreements, audit_log, rows
from decision.workshop.store.rows import How

MOST_CHANGES = 50  # ballots of one person in one round, lest a faulty phone fill the disk


@dataclass(frozen=True)
class Receipt:
    """The confirmation of a stored ballot."""

    round: int  # the number of its round
    number: int  # of its row in the audit log
    hash: str  # of that row
    replaced: bool = False  # whether a later ballot of the same person counts in its place


def take(
    db: sqlite3.Connection, who: int, given: Given, request: str, how: How, at: str
) -> Receipt:
    """Add a ballot and return its receipt. Idempotent for one request id.

    `request`: the id that the phone made for this ballot.

    Raises:
        BallotError: the request was made for another ballot.
        NotNowError: no round is open, or this person's ballot may not change.
    """
    name = rows.hashed(f"{who} {request}")
    sent = audit_log.canonical([given.weights, given.scores, given.comments])
    content = hashlib.sha256(sent.encode()).digest()
    if (earlier := _receipt(db, who, name, content)) is not None:
        return earlier
    number = session.number_open(rows.session(db))
    _may_change(db, who, number, how)
    entry = rows.put_ballot(db, who, number, given, how, at)
    db.execute(
        "INSERT INTO requests (name, participant, round, content, entry) VALUES (?, ?, ?, ?, ?)",
        (name, who, number, content, entry.number),
    )
    return Receipt(number, entry.number, entry.hash)


def set_removed(db: sqlite3.Connection, ballot: int, reason: str | None, at: str) -> None:
    """Remove a ballot from the count for a reason; with a reason of None, count it again.

    Raises NotNowError: there is no such ballot to remove or count again, or its round is agreed on.
    """
    row = db.execute(
        "SELECT round, entry, removed, words_salt FROM ballots WHERE id = ?", (ballot,)
    ).fetchone()
    if row is None or (row[2] is None) == (reason is None):
        raise NotNowError("There is no such ballot; look at the list again.")
    if any(each.round == row[0] for each in agreements.made(db)):
        raise NotNowError(f"Round {row[0]} has been agreed on; its ballots stay as they are.")
    db.execute("UPDATE ballots SET removed = ? WHERE id = ?", (reason, ballot))
    detail: dict[str, object] = {"round": row[0], "ballot": row[1]}
    if reason is not None:
        # A ballot whose words were deleted has no salt, so its reason gets no commitment.
        detail["reason"] = audit_log.commitment(row[3], reason) if row[3] else None
    audit_log.add(db, at, "ballot removed" if reason is not None else "ballot put back", detail)


def _receipt(db: sqlite3.Connection, who: int, name: bytes, content: bytes) -> Receipt | None:
    row = db.execute(
        "SELECT r.round, r.entry, r.content, a.hash, b.entry FROM requests r "
        "JOIN audit a ON a.number = r.entry "
        "LEFT JOIN ballots b ON b.participant = ? AND b.round = r.round WHERE r.name = ?",
        (who, name),
    ).fetchone()
    if row is None:
        return None
    if row[2] != content:
        raise BallotError("This page is out of date; load it again and send once more.")
    return Receipt(row[0], row[1], row[3], replaced=row[4] != row[1])


def _may_change(db: sqlite3.Connection, who: int, number: int, how: How) -> None:
    row = db.execute(
        "SELECT removed FROM ballots WHERE participant = ? AND round = ?", (who, number)
    ).fetchone()
    if row and row[0] is not None:
        raise NotNowError(
            f"The ballot of that slip was taken out of this round ({row[0]}). Put it back first."
            if how == "paper"  # keyed by the facilitator, who reads this
            else f"The facilitator has taken your ballot out of this round ({row[0]}). "
            f"Speak to them."
        )
    sent = db.execute(
        "SELECT count(*) FROM requests WHERE participant = ? AND round = ?", (who, number)
    ).fetchone()[0]
    if sent >= MOST_CHANGES:
        raise NotNowError(
            f"This phone has sent {sent} ballots in this round. The last one counts, "
            f"and no more are taken."
        )
