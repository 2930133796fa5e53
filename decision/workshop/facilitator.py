"""The chair: what the facilitator may do. Every act is checked against the secret, and recorded."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from decision.workshop.access import admission
from decision.workshop.access.admission import Keys
from decision.workshop.errors import BallotError, NotNowError
from decision.workshop.facilitator_access import spoken
from decision.workshop.outcome import Outcome
from decision.workshop.results.round_results import Reveal
from decision.workshop.rules import session
from decision.workshop.rules.ballots import checked, request_id
from decision.workshop.rules.paper_slips import slip_weights
from decision.workshop.rules.session import Session
from decision.workshop.store import audit_log, rows
from decision.workshop.store.ballot_rows import Receipt, set_removed, take
from decision.workshop.store.rows import How


@dataclass(frozen=True)
class Sealed:
    """A ballot from outside: what the facilitator sees of it, which is nothing of what it says."""

    id: int
    role: str | None
    how: How
    removed: str | None


class Chair(Outcome):
    """The facilitator's side of a room.

    `warning` says what went wrong with the last automatic backup; None: nothing.

    Raises:
        RefusedError: the secret is not the facilitator's; as every call below also does.
    """

    def open_round(self) -> Keys:
        """Open the first round, or the next after a reveal; give what lets people in.

        Raises:
            NotNowError: the last round has not been revealed.
        """
        self._move("round opened", session.open_next, admission.unlock)
        return self.keys()

    def close_round(self) -> None:
        """Close the open round; what let people in goes with it.

        Raises:
            NotNowError: no round is open.
        """
        self._move("round closed", session.close, admission.shut)
        self._back_up()

    def resume_round(self) -> Keys:
        """Open the last round again, where it was closed too soon and nobody has seen it.

        Raises:
            NotNowError: the last round is not closed, has been revealed, or holds ballots whose
                people were forgotten: they could send another, and would count twice.
        """
        self._move("round resumed", session.resume, _unlock_known)
        return self.keys()

    def reveal(self) -> Reveal:
        """Reveal the closed round, and give what the room sees of it.

        Raises:
            NotNowError: no round is closed and unseen, or no ballot counts.
        """
        after = self._move("round revealed", session.reveal, _some_count)
        self._back_up()
        assert after.last is not None
        return self.room.reveal(after.last.number)

    # Getting in

    def keys(self) -> Keys:
        """Give what lets people in now."""
        return self._read(admission.keys)

    def new_keys(self) -> Keys:
        """Make a new code and a new link; the ones before open nothing any more."""

        def work(db: sqlite3.Connection) -> Keys:
            audit_log.add(db, self.room.store.now(), "code changed", {})
            return admission.renew(db)

        return self._write(work)

    def close_door(self) -> None:
        """Let nobody else in; those who are in stay."""

        def work(db: sqlite3.Connection) -> None:
            admission.shut(db)
            audit_log.add(db, self.room.store.now(), "code closed", {})

        self._write(work)

    def seat(self, role: str | None = None) -> str:
        """Let somebody in who has no phone; give the token to submit with, from this machine.

        Raises:
            NotNowError: the room is full.
            BallotError: the role is not on the list.
        """
        token, kept = admission.new_token(), self.room.settings.role(role)
        self._write(lambda db: self.room.admit(db, token, kept))
        return token

    def paper(
        self, slip: str, request: str, role: str | None = None, who: str | None = None
    ) -> Receipt:
        """Take a ballot that was written on paper: the numbers of the criteria, in order.

        Args:
            slip: such as `3 7 1 12 4`.
            request: an id for this act; the same one again changes nothing.
            role: of whoever wrote it.
            who: what the slip is marked with, so that a person's slips in two rounds belong
                together, and a corrected one replaces the first; kept nowhere, and another
                person under another secret.

        Raises:
            BallotError: the slip can't be read, or the person's first slip had another role.
            NotNowError: no round is open, or the room is full.
        """
        given = checked(
            self.room.settings.form,
            {"weights": slip_weights(slip, list(self.room.settings.form.criteria))},
        )
        name, kept = request_id(request), self.room.settings.role(role)
        token = admission.token_from(self._secret, who or request)

        def work(db: sqlite3.Connection) -> Receipt:
            self.room.admit(db, token, kept)
            person, first = admission.person(db, token)
            if first != kept:  # which the record holds, and may not change
                was = f"with the role {first}" if first else "without a role"
                raise BallotError(
                    f"That slip number was keyed {was} before. Key it so again; or if the role was "
                    f"wrong, take that ballot out and give the slip another number."
                )
            return take(db, person, given, name, "paper", self.room.store.now())

        return self._write(work)

    # Ballots

    def ballots(self, number: int) -> list[Sealed]:
        """Give the ballots of a round from outside, in a random order."""
        casts = self._read(lambda db: rows.ballots(db, number))
        return [Sealed(each.id, each.role, each.how, each.removed) for each in casts]

    def comments(self, number: int) -> dict[str, list[str]]:
        """Give what people wrote, by criterion id and in alphabetical order.

        Raises:
            NotNowError: the round has not been revealed.
        """

        def work(db: sqlite3.Connection) -> dict[str, list[str]]:
            session.may_show(rows.session(db), number)
            casts = [each for each in rows.ballots(db, number) if each.removed is None]
            found: dict[str, list[str]] = {}
            for name in self.room.settings.form.criteria:
                texts = [each.given.comments[name] for each in casts if name in each.given.comments]
                if texts:
                    found[name] = sorted(texts)
            return found

        return self._read(work)

    def remove(self, ballot: int, reason: str) -> None:
        """Take a ballot out of the count; it stays in the record, with the reason.

        Raises:
            BallotError: there is no reason, or it is too long.
            NotNowError: there is no such ballot that counts, or its round has been agreed on.
        """
        words = spoken(reason)
        self._write(lambda db: set_removed(db, ballot, words, self.room.store.now()))

    def put_back(self, ballot: int) -> None:
        """Count a ballot again that was removed.

        Raises:
            NotNowError: there is no such ballot, or its round has been agreed on.
        """
        self._write(lambda db: set_removed(db, ballot, None, self.room.store.now()))

    def show_result_early(self, early: bool, reason: str) -> None:
        """Say whether the room may see the result before the second round is revealed.

        Raises:
            BallotError: there is no reason, or it is too long.
        """
        words = spoken(reason)

        def work(db: sqlite3.Connection) -> None:
            db.execute("UPDATE workshop SET early = ?, early_reason = ?", (early, words))
            audit_log.add(db, self.room.store.now(), "result early", {"early": early})

        self._write(work)

    def _move(
        self,
        what: str,
        rule: Callable[[Session], Session],
        then: Callable[[sqlite3.Connection], object],
    ) -> Session:
        def work(db: sqlite3.Connection) -> Session:
            after, at = rule(rows.session(db)), self.room.store.now()
            rows.keep_session(db, after, at)
            assert after.last is not None
            joined, voted = rows.counts(db, after.last.number)
            detail = {"round": after.last.number, "joined": joined, "voted": voted}
            audit_log.add(db, at, what, detail)
            then(db)
            return after

        return self._write(work)


def _unlock_known(db: sqlite3.Connection) -> None:
    last = rows.session(db).last
    if last is not None and rows.forgotten(db, last.number):
        raise NotNowError(
            "What is personal in this round has been deleted, so it can't be opened again; "
            "reveal it."
        )
    admission.unlock(db)


def _some_count(db: sqlite3.Connection) -> None:
    last = rows.session(db).last
    if last is None or not rows.counts(db, last.number)[1]:
        raise NotNowError("Nobody's ballot counts in this round; open it again first.")
