"""The facilitator's acts: each is checked against the secret, and recorded."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from decision.model.case import Case
from decision.workshop.access import admission
from decision.workshop.access.admission import Keys
from decision.workshop.errors import BallotError, NotNowError, RefusedError, StoreError
from decision.workshop.results import export
from decision.workshop.results.round_results import PANEL_METHODS, Reveal, panel_weights
from decision.workshop.room import Room
from decision.workshop.rules import session
from decision.workshop.rules.ballots import checked, request_id, required_reason
from decision.workshop.rules.paper_slips import slip_weights
from decision.workshop.rules.session import Session
from decision.workshop.store import agreements, audit_log, rows
from decision.workshop.store.agreements import Agreement, Method
from decision.workshop.store.ballot_rows import Receipt, set_removed, take
from decision.workshop.store.rows import How

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]


@dataclass(frozen=True)
class Sealed:
    """A ballot without its contents: all that the facilitator sees of it.

    `removed` is the reason for which it doesn't count; None: it counts.
    """

    id: int
    role: str | None
    how: How
    removed: str | None


class Facilitator:
    """What the facilitator may do in a room. Safe from many threads, as the room is.

    `warning`: what went wrong with the last automatic backup; None: nothing did.

    Raises RefusedError: the secret is not the facilitator's. Every method raises it too.
    """

    def __init__(self, room: Room, secret: str) -> None:
        self.room = room
        self._secret = secret
        self.warning: str | None = None
        self._read(lambda db: None)

    # Rounds

    def open_round(self) -> Keys:
        """Open the first round, or the next after a reveal; return what lets people in. Back up.

        Raises NotNowError: the last round has not been revealed.
        """
        self._change_round("round opened", session.open_next, admission.unlock)
        self._back_up()
        return self.keys()

    def close_round(self) -> None:
        """Close the open round and withdraw its code and link; then back up.

        Raises NotNowError: no round is open.
        """
        self._change_round("round closed", session.close, admission.shut)
        self._back_up()

    def resume_round(self) -> Keys:
        """Reopen the last round, which was closed too soon; return what lets people in.

        Raises:
            NotNowError: the last round is not closed, has been revealed, or holds ballots whose
                people were forgotten: they could send another, and would count twice.
        """
        self._change_round("round resumed", session.resume, _unlock_unless_forgotten)
        return self.keys()

    def reveal(self) -> Reveal:
        """Reveal the closed round and back up; return what the room sees of it.

        Raises NotNowError: no round is closed and unrevealed, or no ballot counts.
        """
        after = self._change_round("round revealed", session.reveal, _require_a_ballot)
        self._back_up()
        assert after.last is not None
        return self.room.reveal(after.last.number)

    def show_result_early(self, early: bool, reason: str) -> None:
        """Set whether the room may see the result before the second round is revealed.

        Raises BallotError: there is no reason, or it is too long.
        """
        kept = required_reason(reason)

        def work(db: sqlite3.Connection) -> None:
            db.execute("UPDATE workshop SET early = ?, early_reason = ?", (early, kept))

        self._write(self._logged("result early", work, {"early": early}))

    # Admission

    def keys(self) -> Keys:
        """Return the code and the link that let people in now."""
        return self._read(admission.keys)

    def new_keys(self) -> Keys:
        """Replace the code and the link; the ones before open nothing any more."""
        return self._write(self._logged("code changed", admission.renew))

    def close_door(self) -> None:
        """Withdraw the code and the link; whoever has joined stays."""
        self._write(self._logged("code closed", admission.shut))

    def seat(self, role: str | None = None) -> str:
        """Admit a person who has no phone; return the token to submit with on this machine.

        Raises:
            NotNowError: the room is full.
            BallotError: the role is not on the list.
        """
        token, kept = admission.new_token(), self.room.settings.role(role)
        self._write(lambda db: self.room.admit(db, token, kept))
        return token

    def free_places(self) -> int:
        """Free the places of whoever has given no ballot; return how many they were."""
        return self._write(lambda db: admission.free_places(db, self.room.store.now()))

    # Ballots

    def paper(
        self, slip: str, request: str, role: str | None = None, who: str | None = None
    ) -> Receipt:
        """Add a ballot from a paper slip; return its receipt.

        Args:
            slip: the numbers of the criteria, the most important first, as `3 7 1 12 4`.
            request: an id of this act; the same one again changes nothing.
            who: the mark on the slip. Slips with one mark are one person's in every round, and
                a corrected one replaces the first. The mark is not stored, and means another
                person under another secret.

        Raises:
            BallotError: the slip can't be read, or the person's first slip had another role.
            NotNowError: no round is open, or the room is full.
        """
        form = self.room.settings.form
        given = checked(form, {"weights": slip_weights(slip, list(form.criteria))})
        name, kept = request_id(request), self.room.settings.role(role)
        token = admission.token_from(self._secret, who or request)

        def work(db: sqlite3.Connection) -> Receipt:
            self.room.admit(db, token, kept)
            person, first = admission.person(db, token)
            if first != kept:  # the audit log holds a commitment to the first role
                was = f"with the role {first}" if first else "without a role"
                raise BallotError(
                    f"That slip number was keyed {was} before. Key it so again; or if the role was "
                    f"wrong, take that ballot out and give the slip another number."
                )
            return take(db, person, given, name, "paper", self.room.store.now())

        return self._write(work)

    def ballots(self, number: int) -> list[Sealed]:
        """Return the ballots of a round without their contents, in a random order."""
        casts = self._read(lambda db: rows.ballots(db, number))
        return [Sealed(each.id, each.role, each.how, each.removed) for each in casts]

    def comments(self, number: int) -> dict[str, list[str]]:
        """Return the comments of a round by criterion id, each list in alphabetical order.

        Raises NotNowError: the round has not been revealed.
        """

        def work(db: sqlite3.Connection) -> dict[str, list[str]]:
            session.may_show(rows.session(db), number)
            found: dict[str, list[str]] = {name: [] for name in self.room.settings.form.criteria}
            for each in rows.ballots(db, number):
                for name, text in each.given.comments.items() if each.removed is None else ():
                    found[name].append(text)
            return {name: sorted(texts) for name, texts in found.items() if texts}

        return self._read(work)

    def remove(self, ballot: int, reason: str) -> None:
        """Remove a ballot from the count; it stays in the audit log, with the reason.

        Raises:
            BallotError: there is no reason, or it is too long.
            NotNowError: there is no such ballot that counts, or its round has been agreed on.
        """
        kept = required_reason(reason)
        self._write(lambda db: set_removed(db, ballot, kept, self.room.store.now()))

    def put_back(self, ballot: int) -> None:
        """Count a removed ballot again.

        Raises NotNowError: there is no such ballot, or its round has been agreed on.
        """
        self._write(lambda db: set_removed(db, ballot, None, self.room.store.now()))

    # Results

    def agree(
        self, method: Method, reason: str, weights: Mapping[str, float] | None = None
    ) -> Agreement:
        """Record the weights that the room agrees on, and back up.

        `weights`: for the method `agreed` alone: 0 to 100 by criterion id, complete.

        Raises:
            NotNowError: the last round has not been revealed, or no ballot counts.
            BallotError: the weights or the reason can't be used.
        """
        kept = required_reason(reason)
        form = self.room.settings.form
        if (method == "agreed") != (weights is not None):
            raise BallotError("Give weights where they were agreed in the room, and only there.")
        if method != "agreed" and method not in PANEL_METHODS:
            raise BallotError("Choose the mean, the mean of roles, the median, or agreed weights.")
        given = checked(form, {"weights": weights}).weights if weights is not None else None

        def work(db: sqlite3.Connection) -> Agreement:
            number = session.may_agree(rows.session(db))
            points = given or panel_weights(method, rows.ballots(db, number), list(form.criteria))
            made = Agreement(number, method, points, kept, self.room.store.now())
            agreements.keep(db, made)
            return made

        agreed = self._write(work)
        self._back_up()
        return agreed

    def to_case(self, case: Case) -> Case:
        """Return a copy of a case with the ballots of revealed rounds and the agreed weights.

        Roles of fewer than four people are left out: they would identify somebody.
        """
        return self._read(lambda db: export.to_case(db, case))

    def export(self) -> dict[str, Any]:
        """Return the whole workshop as data that JSON can hold, without tokens."""
        return self._read(export.export)

    # The file

    def back_up(self) -> Path:
        """Copy the file as it stands; return the copy's path.

        Raises StoreError: the copy can't be made.
        """
        self._read(lambda db: None)
        return self.room.store.back_up()

    def forget(self) -> None:
        """Delete what is personal: comments, reasons, tokens, roles in people's own words.

        Weights stay, and the audit log still verifies. Backups are deleted, so that no file
        holds the words afterwards. Raises NotNowError: a round is open.
        """

        def work(db: sqlite3.Connection) -> None:
            last = rows.session(db).last
            if last is not None and last.state == "open":
                raise NotNowError(f"Round {last.number} is still open; close it first.")
            rows.forget(db)

        self.room.store.forget(self._authorised(self._logged("forgotten", work)))

    def delete(self) -> None:
        """Delete the workshop and its backups for good. The room is closed afterwards."""
        self._read(lambda db: None)
        self.room.store.delete()

    def _authorised(self, work: Work[T]) -> Work[T]:
        """Return work that checks the secret first, in the same transaction."""

        def authorised(db: sqlite3.Connection) -> T:
            if not admission.is_facilitator(db, self._secret):
                raise RefusedError("That is not the facilitator's link; open the right one again.")
            return work(db)

        return authorised

    def _logged(self, what: str, work: Work[T], detail: Mapping[str, Any] | None = None) -> Work[T]:
        """Return work that is logged as `what`, in the same transaction."""

        def logged(db: sqlite3.Connection) -> T:
            result = work(db)
            audit_log.add(db, self.room.store.now(), what, detail or {})
            return result

        return logged

    def _read(self, work: Work[T]) -> T:
        return self.room.store.read(self._authorised(work))

    def _write(self, work: Work[T]) -> T:
        return self.room.store.write(self._authorised(work))

    def _back_up(self) -> None:
        """Back up after a change that stands even where the copy fails; set `warning`."""
        self.warning = None
        try:
            self.room.store.back_up()
        except StoreError as error:
            self.warning = str(error)

    def _change_round(
        self, what: str, rule: Callable[[Session], Session], also: Work[object]
    ) -> Session:
        """Apply a rule of the session, log it as `what`, and do `also` in one transaction."""

        def work(db: sqlite3.Connection) -> Session:
            after, at = rule(rows.session(db)), self.room.store.now()
            rows.keep_session(db, after, at)
            assert after.last is not None
            joined, voted = rows.counts(db, after.last.number)
            detail = {"round": after.last.number, "joined": joined, "voted": voted}
            audit_log.add(db, at, what, detail)
            also(db)
            return after

        return self._write(work)


def renew_secret(room: Room) -> str:
    """Replace the facilitator's secret, where the old one is lost; return the new one.

    Only the process that opens the file may call this, never a page: it needs no secret.
    Marks of slips that were keyed under the old secret mean nobody now; see
    `Facilitator.paper`.
    """
    secret = secrets.token_urlsafe(16)

    def work(db: sqlite3.Connection) -> None:
        db.execute("UPDATE workshop SET facilitator = ?", (rows.hashed(secret),))
        audit_log.add(db, room.store.now(), "facilitator changed", {})

    room.store.write(work)
    return secret


def _unlock_unless_forgotten(db: sqlite3.Connection) -> None:
    last = rows.session(db).last
    if last is not None and rows.forgotten(db, last.number):
        raise NotNowError(
            "What is personal in this round has been deleted, so it can't be opened again; "
            "reveal it."
        )
    admission.unlock(db)


def _require_a_ballot(db: sqlite3.Connection) -> None:
    last = rows.session(db).last
    if last is None or not rows.counts(db, last.number)[1]:
        raise NotNowError("Nobody's ballot counts in this round; open it again first.")
