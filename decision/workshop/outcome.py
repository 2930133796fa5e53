"""What comes out of a workshop, in the facilitator's hands: agreed weights, files, deletion."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from decision.model.case import Case
from decision.workshop.errors import BallotError, NotNowError
from decision.workshop.facilitator_access import Authority, spoken
from decision.workshop.results import export
from decision.workshop.results.round_results import PANEL_METHODS, panel_weights
from decision.workshop.rules import session
from decision.workshop.rules.ballots import checked
from decision.workshop.store import agreements, audit_log, rows
from decision.workshop.store.agreements import Agreement

Method = Literal["panel-mean", "panel-role-mean", "panel-median", "agreed"]


class Outcome(Authority):
    """What the facilitator takes from a workshop."""

    def agree(
        self, method: Method, reason: str, weights: Mapping[str, float] | None = None
    ) -> Agreement:
        """Record the weights that the room agrees on.

        Args:
            method: the mean of people, the mean of roles, the median, or weights `agreed`
                in the room.
            reason: why these.
            weights: for `agreed` alone: 0 to 100 by criterion id, complete.

        Raises:
            NotNowError: the last round has not been revealed, or no ballot counts.
            BallotError: the weights or the reason can't be used.
        """
        words = spoken(reason)
        form = self.room.settings.form
        if (method == "agreed") != (weights is not None):
            raise BallotError("Give weights where they were agreed in the room, and only there.")
        if method != "agreed" and method not in PANEL_METHODS:
            raise BallotError("Choose the mean, the mean of roles, the median, or agreed weights.")
        given = checked(form, {"weights": weights}).weights if weights is not None else None

        def work(db: sqlite3.Connection) -> Agreement:
            number = session.may_agree(rows.session(db))
            points = (
                dict(given)
                if given is not None
                else panel_weights(method, rows.ballots(db, number), list(form.criteria))
            )
            found = Agreement(number, method, points, words, self.room.store.now())
            agreements.keep(db, found)
            return found

        made = self._write(work)
        self._back_up()
        return made

    def to_case(self, case: Case) -> Case:
        """Put the ballots of the rounds revealed, and what was agreed, into a case.

        Roles of fewer than four people are left out: they would say who it was.
        """
        return self._read(lambda db: export.to_case(db, case))

    def export(self) -> dict[str, Any]:
        """Give the whole workshop as plain data, without tokens."""
        return self._read(export.export)

    def back_up(self) -> Path:
        """Copy the file as it stands.

        Raises:
            StoreError: the copy can't be made.
        """
        self._read(lambda db: None)
        return self.room.store.back_up()

    def forget(self) -> None:
        """Delete what is personal: comments, reasons, tokens, roles in people's own words.

        Weights stay, and the record holds. The words are in no file afterwards, back-ups
        included, which are deleted.

        Raises:
            NotNowError: a round is open.
        """

        def work(db: sqlite3.Connection) -> None:
            self._check(db)
            last = rows.session(db).last
            if last is not None and last.state == "open":
                raise NotNowError(f"Round {last.number} is still open; close it first.")
            rows.forget(db)
            audit_log.add(db, self.room.store.now(), "forgotten", {})

        self.room.store.forget(work)

    def delete(self) -> None:
        """Delete the workshop and its backups for good. The room is closed afterwards."""
        self._read(lambda db: None)
        self.room.store.delete()
