"""Deleted cases, kept on this machine for 30 days, so that deleting one can be undone.

Each is a draft, under a token of its own, in a folder named by the day on which it was
deleted: `deleted/2026-11-29/`. A folder is removed once its 30 days are over.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from dataclasses import dataclass

from decision.files.drafts import Draft, Drafts, new_token
from decision.model.case import Case

DAYS = 30


@dataclass(frozen=True)
class Deleted:
    """The token of a deleted case, and the day on which it was deleted, in local time."""

    token: str
    day: dt.date

    @property
    def until(self) -> dt.date:
        """The last day on which it is kept."""
        return self.day + dt.timedelta(days=DAYS)


class DeletedDrafts:
    """The deleted cases beside the drafts of one folder.

    >>> import tempfile
    >>> from pathlib import Path
    >>> DeletedDrafts(Drafts(Path(tempfile.mkdtemp()))).all(dt.date(2026, 11, 29))
    []
    """

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self.folder = drafts.folder / "deleted"

    def keep(self, case: Case, model_data: bytes | None, day: dt.date) -> Deleted:
        """Keep a case that is deleted on a day; return what finds it again.

        Raises OutputError: it can't be written, so its draft must stay.
        """
        kept = Deleted(new_token(), day)
        self._of(day).save(kept.token, case, model_data)
        return kept

    def all(self, today: dt.date) -> list[Deleted]:
        """Return every deleted case whose 30 days are not over, the latest first."""
        return [
            Deleted(token, day)
            for day in sorted(self._days(), reverse=True)
            if not _is_over(day, today)
            for token in self._of(day).tokens()
        ]

    def holds(self, one: Deleted) -> bool:
        """Return whether a deleted case is still kept."""
        return self._of(one.day).stamp(one.token) is not None

    def load(self, one: Deleted) -> Draft | None:
        """Return a deleted case; None where it is gone, or can't be read."""
        return self._of(one.day).load(one.token)

    def remove(self, one: Deleted) -> None:
        """Delete a case for good."""
        self._of(one.day).forget(one.token)

    def purge(self, today: dt.date) -> None:
        """Delete for good every case whose 30 days are over."""
        for day in self._days():
            if _is_over(day, today):
                shutil.rmtree(self.folder / day.isoformat(), ignore_errors=True)

    def _of(self, day: dt.date) -> Drafts:
        return self._drafts.beside(self.folder / day.isoformat())

    def _days(self) -> list[dt.date]:
        found = []
        with contextlib.suppress(OSError):
            for path in self.folder.iterdir():
                with contextlib.suppress(ValueError):  # no folder of ours
                    found.append(dt.date.fromisoformat(path.name))
        return found


def _is_over(day: dt.date, today: dt.date) -> bool:
    return (today - day).days > DAYS
