"""What is done in the facilitator's name: each act is checked against the secret."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from typing import TypeVar

from decision.workshop.access import admission
from decision.workshop.errors import BallotError, RefusedError, StoreError
from decision.workshop.room import Room
from decision.workshop.rules.ballots import MAX_REASON, clean
from decision.workshop.store import audit_log, rows

T = TypeVar("T")


class Authority:
    """Reads and writes in the facilitator's name.

    `warning` says what went wrong with the last automatic backup; None: nothing.

    Raises:
        RefusedError: the secret is not the facilitator's; as every call also does.
    """

    def __init__(self, room: Room, secret: str) -> None:
        self.room = room
        self._secret = secret
        self.warning: str | None = None
        self._read(lambda db: None)

    def _check(self, db: sqlite3.Connection) -> None:
        if not admission.is_facilitator(db, self._secret):
            raise RefusedError("That is not the facilitator's link; open the right one again.")

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        def checked_first(db: sqlite3.Connection) -> T:
            self._check(db)
            return work(db)

        return self.room.store.read(checked_first)

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        def checked_first(db: sqlite3.Connection) -> T:
            self._check(db)
            return work(db)

        return self.room.store.write(checked_first)

    def _back_up(self) -> None:
        """Back up after a stage. What was done stands, even where the copy can't be made."""
        self.warning = None
        try:
            self.room.store.back_up()
        except StoreError as error:
            self.warning = str(error)


def renew_secret(room: Room) -> str:
    """Make a new facilitator's secret, where the old one is lost.

    For whoever started the server, on the machine itself; no page may call this. Slips that
    were keyed under the old secret have no number any more: see `Chair.paper`.
    """
    secret = secrets.token_urlsafe(16)

    def work(db: sqlite3.Connection) -> None:
        db.execute("UPDATE workshop SET facilitator = ?", (rows.hashed(secret),))
        audit_log.add(db, room.store.now(), "facilitator changed", {})

    room.store.write(work)
    return secret


def spoken(text: str) -> str:
    """Clean a reason.

    Raises:
        BallotError: there is none, or it is too long.
    """
    words = clean(text, MAX_REASON, "The reason")
    if not words:
        raise BallotError("Write a reason; it is kept with the record.")
    return words
