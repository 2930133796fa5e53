"""The room: what a person with a phone may do and see.

People are anonymous: a person is a random token, stored as a hash, and optionally a role. What
the facilitator may do is in `facilitator`.
"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from decision.model.decision_model import DecisionModel
from decision.workshop.access import admission
from decision.workshop.access.addresses import is_code
from decision.workshop.access.arrivals import Arrivals
from decision.workshop.access.rate_limit import Tries
from decision.workshop.errors import NotNowError, RefusedError, StoreError
from decision.workshop.results.round_results import Reveal, reveal
from decision.workshop.rules import session
from decision.workshop.rules.ballots import MAX_ROLE, checked, clean, form_of, request_id
from decision.workshop.rules.session import Session
from decision.workshop.store import agreements, rows
from decision.workshop.store.agreements import Agreement
from decision.workshop.store.ballot_rows import Receipt, take
from decision.workshop.store.database import Clock, Store, stamp, wall_clock
from decision.workshop.store.rows import How, Settings

ROLES = ("Radiologist", "Radiographer", "PACS team", "Digital or IT", "Manager", "Clinician", "HR")
PLACES = 100  # people, lest one phone that keeps joining fill the file
MAX_TITLE = 200  # characters
BETWEEN = 25  # rows of the record between two backups while ballots come in


@dataclass(frozen=True)
class Turnout:
    """All that may be seen of a round while it is blind."""

    round: int  # its number; 0 before the first
    state: session.State | None  # of the round; None before the first
    joined: int  # people with a ballot in this round, and people with a phone
    voted: int  # ballots that count in this round
    before: int = 0  # ballots that counted in the round before


class Room:
    """An open workshop, one for the whole server. Safe from many threads.

    Args:
        store: its file.
        ticks: returns seconds on a clock that never goes back, for the rate limit.
    """

    def __init__(self, store: Store, ticks: Callable[[], float] = time.monotonic) -> None:
        self.store = store
        try:
            self.settings = store.read(rows.settings)  # never changed once it is made
        except BaseException:
            store.close()
            raise
        self._tries = Tries(ticks)
        self.arrivals = Arrivals()

    @classmethod
    def create(
        cls,
        path: Path,
        model: DecisionModel,
        *,
        title: str | None = None,
        model_data: bytes | None = None,
        roles: Sequence[str] = ROLES,
        free_roles: bool = False,
        clock: Clock = wall_clock,
        ticks: Callable[[], float] = time.monotonic,
    ) -> tuple[Room, str]:
        """Make a workshop's file; return the open room and the facilitator's secret.

        The secret is stored nowhere, only its hash. `model_data`: the bytes of the model's file;
        None: it is the shipped one.

        Raises:
            StoreError: the file can't be made.
            BallotError: the title or a role can't be used.
        """
        secret = secrets.token_urlsafe(16)
        named = clean(title or model.title[:MAX_TITLE], MAX_TITLE, "The title")
        offered = [clean(role, MAX_ROLE, "A role") for role in roles]
        settings = Settings(
            title=named,
            model_title=model.title,
            fingerprint=model.fingerprint,
            form=form_of(model),
            roles=tuple(role for role in dict.fromkeys(offered) if role),
            free_roles=free_roles,
            places=PLACES,
        )

        def first(db: sqlite3.Connection) -> None:
            rows.begin(db, settings, model_data, rows.hashed(secret), stamp(clock))

        room = cls(Store.create(path, first, clock), ticks)
        with contextlib.suppress(StoreError):  # it is made; the next act makes a copy, or says so
            room.store.back_up()
        return room, secret

    @classmethod
    def open(cls, path: Path, anyway: bool = False) -> Room:
        """Return a workshop that was made before, opened.

        Raises StoreError: it can't be opened; see `Store`, also for `anyway`.
        """
        return cls(Store(path, anyway=anyway))

    def close(self) -> None:
        """Close the file, so that another program can open it. Idempotent."""
        self.store.close()

    @property
    def model_data(self) -> bytes | None:
        """The bytes of the model's file; None: it is the shipped one."""
        data = self.store.read(lambda db: db.execute("SELECT model FROM workshop").fetchone()[0])
        return None if data is None else bytes(data)

    def join(
        self, key: str, role: str | None = None, phone: str = "", token: str | None = None
    ) -> str:
        """Admit a person by the typed code or the scanned link; return the person's token.

        Args:
            phone: the address that this phone comes from; used for the rate limit and to count
                who comes from one address, and never stored.
            token: from `admission.new_token`, so that a repeated call admits nobody else.

        Raises:
            TooManyTriesError: too many wrong codes; this one was not checked.
            RefusedError: the code or the link is wrong.
            NotNowError: the room is full, or nobody may join now.
            HeldError: many have joined from this address; the facilitator has to let this one in.
            BallotError: the role can't be used.
        """
        kept = self.settings.role(role)
        self._let_in(key, phone)
        token = token or admission.new_token()
        self.arrivals.enter(phone, token)

        def work(db: sqlite3.Connection) -> None:
            if not admission.opens(db, key):
                raise RefusedError("That code has been changed; look at the screen again.")
            self.admit(db, token, kept)

        try:
            self.store.write(work)
        except BaseException:
            self.arrivals.leave(phone, token)
            raise
        return token

    def admit(self, db: sqlite3.Connection, token: str, role: str | None) -> None:
        """Add a person in the caller's transaction; see `admission.admit`."""
        admission.admit(db, token, role, self.settings.places, self.store.now())

    def submit(self, token: str, sent: object, request: str, how: How = "phone") -> Receipt:
        """Store a ballot; return its receipt once it is on disk.

        A later ballot replaces an earlier one while the round is open. A request that was sent
        before returns its receipt, whatever has happened since, and changes nothing.

        `sent`: `weights` by criterion id, 0 to 100, complete; optionally `scores` and `comments`.
        Any value may come from a phone; it is validated here. `request`: an id that the phone
        makes for each ballot it sends.

        Raises:
            BallotError: the ballot can't be counted.
            NotNowError: no round is open, or the facilitator has removed this person's ballot.
            RefusedError: nobody has this token.
            StoreError: the ballot could not be written; it is not stored.
        """
        given = checked(self.settings.form, sent)
        name = request_id(request)

        def work(db: sqlite3.Connection) -> Receipt:
            who, _ = admission.person(db, token)
            return take(db, who, given, name, how, self.store.now())

        receipt = self.store.write(work)
        if receipt.number % BETWEEN == 0:
            with contextlib.suppress(StoreError):  # the ballot is in; the next copy may be made
                self.store.back_up()
        return receipt

    def session(self) -> Session:
        """Return the session: the rounds so far and their states."""
        return self.store.read(rows.session)

    def turnout(self) -> Turnout:
        """Return how many people have joined and voted in the last round."""

        def work(db: sqlite3.Connection) -> Turnout:
            last = rows.session(db).last
            number = last.number if last else 0
            joined, voted = rows.counts(db, number)
            before = rows.counts(db, number - 1)[1] if number > 1 else 0
            return Turnout(number, last.state if last else None, joined, voted, before)

        return self.store.read(work)

    def reveal(self, number: int) -> Reveal:
        """Return the aggregates of a revealed round.

        Raises NotNowError: it has not been revealed, or no ballot counts.
        """

        def work(db: sqlite3.Connection) -> Reveal:
            session.may_show(rows.session(db), number)
            return reveal(number, rows.ballots(db, number), list(self.settings.form.criteria))

        return self.store.read(work)

    def agreement(self) -> Agreement | None:
        """Return the agreement after the last round; None: there is none yet."""
        return self.store.read(agreements.in_force)

    def result_may_show(self) -> bool:
        """Whether the room may see which option leads."""

        def work(db: sqlite3.Connection) -> bool:
            return session.result_may_show(rows.session(db), agreements.in_force(db) is not None)

        return self.store.read(work)

    def _let_in(self, key: str, phone: str) -> None:
        """Check that a key is the one in force; a wrong code counts for the rate limit."""
        if self.store.read(admission.is_shut):
            raise NotNowError(
                "Nobody can join just now. Wait until the facilitator lets people in."
            )

        def right() -> bool:
            return self.store.read(lambda db: admission.opens(db, key))

        if is_code(key):
            if not self._tries.guess(phone, right):
                raise RefusedError("That code doesn't open this room; look at the screen again.")
        elif not right():  # a link has 128 bits: nobody finds one by trying
            raise RefusedError("A code has six letters or digits; look at the screen again.")
