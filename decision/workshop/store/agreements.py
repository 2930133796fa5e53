"""Agreed weights in the tables. Every function runs in the caller's transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from decision.workshop.store import audit_log
from decision.workshop.store import rows as table_rows

Method = Literal["panel-mean", "panel-role-mean", "panel-median", "agreed"]


@dataclass(frozen=True)
class Agreement:
    """Weights that the room agreed after a round."""

    round: int  # the number of the round
    method: Method  # how the weights came about
    weights: Mapping[str, float]  # points from 0 to 100 by criterion id
    reason: str  # why these
    at: str  # the time in UTC, as `2026-11-24T10:00:00Z`


def made(db: sqlite3.Connection) -> list[Agreement]:
    """Return every agreement, the earliest first."""
    rows = db.execute("SELECT round, method, weights, reason, at FROM agreements ORDER BY id")
    return [Agreement(one, how, json.loads(points), why, at) for one, how, points, why, at in rows]


def in_force(db: sqlite3.Connection) -> Agreement | None:
    """Return the latest agreement; None where there is none or a later round has been opened."""
    every = made(db)
    last = table_rows.session(db).last
    return every[-1] if every and last and every[-1].round == last.number else None


def keep(db: sqlite3.Connection, agreed: Agreement) -> None:
    """Add an agreement, and log it with a commitment to its reason."""
    salt = audit_log.new_salt()
    told = asdict(agreed)
    at, reason = told.pop("at"), told.pop("reason")
    detail = told | {"reason": audit_log.commitment(salt, reason)}
    entry = audit_log.add(db, at, "agreed", detail)
    db.execute(
        "INSERT INTO agreements (round, method, weights, reason, salt, at, entry) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (agreed.round, agreed.method, json.dumps(told["weights"]), reason, salt, at, entry.number),
    )
