"""What one person in the room sees of themselves, read from the workshop's file on every run."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from decision.ui.ballot.entries import Answers
from decision.workshop.access import admission
from decision.workshop.room import Room
from decision.workshop.rules.ballots import Given
from decision.workshop.rules.session import Session
from decision.workshop.store import rows
from decision.workshop.store.rows import hashed


@dataclass(frozen=True)
class Kept:
    """A person's own ballot as the workshop has it; `removed` is the facilitator's reason."""

    given: Given
    at: dt.datetime
    removed: str | None


@dataclass(frozen=True)
class Own:
    """A person in the room: their role, their ballots by round, and where the workshop stands."""

    role: str | None
    ballots: Mapping[int, Kept]
    session: Session

    @property
    def latest(self) -> Kept | None:
        """Their ballot of the latest round that they gave one in."""
        return self.ballots[max(self.ballots)] if self.ballots else None


def own(room: Room, token: str) -> Own:
    """Return what a person sees of themselves.

    Raises:
        RefusedError: nobody has this token.
        StoreError: the file can't be read.
    """

    def work(db: sqlite3.Connection) -> Own:
        who, role = admission.person(db, token)
        session = rows.session(db)
        times = dict(
            db.execute(
                "SELECT b.round, a.at FROM ballots b JOIN audit a ON a.number = b.entry "
                "WHERE b.participant = ?",
                (who,),
            ).fetchall()
        )
        ballots = {
            each.round: Kept(each.given, dt.datetime.fromisoformat(times[each.round]), each.removed)
            for each in rows.ballots(db, who=who)
        }
        return Own(role, ballots, session)

    return room.store.read(work)


class Unsent:
    """Answers that were entered and not sent, in the server's memory: a reload loses none.

    They are kept for an hour after their last change, under a hash, of at most `most`
    people, and never on the disk; a restart of the server loses them.
    """

    def __init__(self, most: int = 300, seconds: float = 3600.0) -> None:
        self._most = most
        self._seconds = seconds
        self._guard = threading.Lock()
        self._found: OrderedDict[tuple[bytes, int], tuple[float, Answers]] = OrderedDict()

    def keep(self, token: str, number: int, answers: Answers) -> None:
        """Keep what a person entered in a round."""
        with self._guard:
            self._found[hashed(token), number] = (time.monotonic(), answers)
            self._found.move_to_end((hashed(token), number))
            self._forget()

    def find(self, token: str, number: int) -> Answers | None:
        """Return what a person entered in a round and has not sent."""
        with self._guard:
            self._forget()
            found = self._found.get((hashed(token), number))
            return found[1] if found else None

    def drop(self, token: str, number: int) -> None:
        """Forget what a person entered in a round."""
        with self._guard:
            self._found.pop((hashed(token), number), None)

    def _forget(self) -> None:
        oldest = time.monotonic() - self._seconds
        while self._found and (
            len(self._found) > self._most or next(iter(self._found.values()))[0] < oldest
        ):
            self._found.popitem(last=False)


class Devices:
    """The devices that each person's page has been shown on, in the server's memory.

    An address of a page can be passed on, and whoever opens it would take another's ballot for
    their own. A device is what its network address and its browser's name come to under a hash;
    the first one that shows a page is its own. A restart of the server forgets them all.
    """

    def __init__(self, most: int = 1000) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._found: OrderedDict[bytes, frozenset[bytes]] = OrderedDict()

    def is_own(self, token: str, device: str) -> bool:
        """Return whether a person's page is shown on a device of theirs, or is shown first."""
        with self._guard:
            known = self._found.setdefault(hashed(token), frozenset({hashed(device)}))
            self._found.move_to_end(hashed(token))
            while len(self._found) > self._most:
                self._found.popitem(last=False)
            return hashed(device) in known

    def add(self, token: str, device: str) -> None:
        """Take another device for a person's own too."""
        with self._guard:
            known = self._found.get(hashed(token), frozenset())
            self._found[hashed(token)] = known | {hashed(device)}
