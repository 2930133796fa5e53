"""What can go wrong in a workshop.

Each message is a sentence for a person in the room.

WorkshopError              any of those below
├── RefusedError           a wrong code, token or secret
│   └── TooManyTriesError  too many wrong codes; `wait` is in seconds
├── NotNowError            the workshop's stage does not allow it
│   └── HeldError          the facilitator has to let this person in first
├── BallotError            a ballot, role, reason or title that can't be used
└── StoreError             the workshop's file can't be used
    ├── InUseError         another program has it open
    └── DamagedError       it is damaged; `backup` is the copy to restore, if any
"""

from __future__ import annotations

import math
import sqlite3
from pathlib import Path

from decision.errors import DecisionError


class WorkshopError(DecisionError):
    """Base of every error of a workshop; its message is a sentence for a person."""


class RefusedError(WorkshopError):
    """A wrong code, token or secret."""


class TooManyTriesError(RefusedError):
    """Too many wrong codes; `wait` is the time until the next try, in seconds."""

    def __init__(self, wait: float) -> None:
        self.wait = wait
        seconds = max(1, math.ceil(wait))
        unit = "second" if seconds == 1 else "seconds"
        super().__init__(
            f"Too many wrong codes. Wait {seconds} {unit}, or scan the code on the screen."
        )


class NotNowError(WorkshopError):
    """An act that the workshop's stage does not allow."""


class HeldError(NotNowError):
    """A person whom the facilitator has to let in first."""


class BallotError(WorkshopError):
    """A ballot, role, reason or title that can't be used as it stands."""


class StoreError(WorkshopError):
    """The workshop's file can't be read or written; what was confirmed before is kept."""


class InUseError(StoreError):
    """Another program has the workshop open."""


class DamagedError(StoreError):
    """The workshop's file is damaged.

    Attributes:
        backup: the latest copy, not yet checked; None: there is none.
        opens: whether the file can be opened nonetheless: only its audit log does not verify.
    """

    def __init__(self, message: str, backup: Path | None = None, opens: bool = False) -> None:
        self.backup = backup
        self.opens = opens
        kept = f"The backup {backup.name} can be put in its place." if backup else None
        super().__init__(f"{message} {kept or 'No backup was found.'}")


_CAUSES = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space and try again",
    sqlite3.SQLITE_READONLY: "it can't be written; check who may write in its folder",
    sqlite3.SQLITE_CANTOPEN: "it can't be opened; check its folder and who may write there",
    sqlite3.SQLITE_PERM: "it can't be opened; check who may use it",
    sqlite3.SQLITE_BUSY: "another program is using it; close that one and try again",
    sqlite3.SQLITE_LOCKED: "another program is using it; close that one and try again",
    sqlite3.SQLITE_IOERR: "the disk can't be read or written; check that it has space left",
    sqlite3.SQLITE_CORRUPT: "it is damaged; close this workshop and open it again",
    sqlite3.SQLITE_NOTADB: "it is damaged; close this workshop and open it again",
}


def cause(error: sqlite3.Error) -> str:
    """Return what went wrong in the file and what to do about it, without SQLite's own words."""
    return _CAUSES.get(_code(error), "it can't be used; close this workshop and open it again")


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error means that the file's bytes are wrong, not that it can't be used now."""
    damage = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return _code(error) not in _CAUSES or _code(error) in damage


def is_read_only(error: sqlite3.Error) -> bool:
    """Whether an error means that the file takes no writing."""
    return _code(error) == sqlite3.SQLITE_READONLY


def _code(error: sqlite3.Error) -> int:
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
