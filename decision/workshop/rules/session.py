"""The state machine of a session: which stage follows which, and what each allows. No files here.

A round is `open` (takes ballots; turnout is visible, contents are not), then `closed` (takes
none; contents still hidden), then `revealed`. After a reveal the next round may be opened;
earlier rounds never change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from decision.workshop.errors import NotNowError

State = Literal["open", "closed", "revealed"]
MOST_ROUNDS = 9


@dataclass(frozen=True)
class Round:
    """One round of ballots, numbered from 1."""

    number: int
    state: State


@dataclass(frozen=True)
class Session:
    """The rounds of a workshop so far; `early`: the result may be seen at any time."""

    rounds: tuple[Round, ...] = ()
    early: bool = False

    @property
    def last(self) -> Round | None:
        """The latest round; None before the first."""
        return self.rounds[-1] if self.rounds else None

    def round(self, number: int) -> Round:
        """Return a round by its number. Raises NotNowError: there is no such round."""
        for each in self.rounds:
            if each.number == number:
                return each
        raise NotNowError(f"There is no round {number} in this workshop.")


def open_next(session: Session) -> Session:
    """Return the session with the first round opened, or the next after a reveal.

    Raises NotNowError: the last round has not been revealed, or there are nine already.
    """
    last = session.last
    if last is None:
        return replace(session, rounds=(Round(1, "open"),))
    if last.state == "open":
        raise NotNowError(f"Round {last.number} is still open; close it first.")
    if last.state == "closed":
        raise NotNowError(f"Round {last.number} has not been revealed yet; reveal it first.")
    if last.number >= MOST_ROUNDS:
        raise NotNowError(f"A workshop has at most {MOST_ROUNDS} rounds.")
    return replace(session, rounds=(*session.rounds, Round(last.number + 1, "open")))


def close(session: Session) -> Session:
    """Return the session with the open round closed. Raises NotNowError: no round is open."""
    return _moved(session, "open", "closed", "No round is open.")


def resume(session: Session) -> Session:
    """Return the session with the closed round opened again.

    Raises NotNowError: the last round is not closed, or has been revealed.
    """
    message = "Only a closed round that nobody has seen can go on."
    return _moved(session, "closed", "open", message)


def reveal(session: Session) -> Session:
    """Return the session with the closed round revealed.

    Raises NotNowError: no round is closed and unrevealed.
    """
    last = session.last
    if last is not None and last.state == "open":
        raise NotNowError(f"Round {last.number} is still open; close it before the reveal.")
    return _moved(session, "closed", "revealed", "No round is waiting to be revealed.")


def number_open(session: Session) -> int:
    """Return the number of the round that takes ballots now.

    Raises NotNowError: no round is open.
    """
    last = session.last
    if last is None:
        raise NotNowError("The first round has not been opened yet. Wait for the facilitator.")
    if last.state != "open":
        raise NotNowError(f"Round {last.number} is closed and takes no more ballots.")
    return last.number


def may_show(session: Session, number: int) -> None:
    """Check that a round's contents may be seen.

    Raises NotNowError: it has not been revealed, or there is no such round.
    """
    if session.round(number).state != "revealed":
        raise NotNowError(f"Round {number} has not been revealed yet.")


def may_agree(session: Session) -> int:
    """Return the number of the round that an agreement would rest on.

    Raises NotNowError: the last round has not been revealed.
    """
    last = session.last
    if last is None or last.state != "revealed":
        raise NotNowError("Weights are agreed after the last round has been revealed.")
    return last.number


def result_may_show(session: Session, agreed: bool = False) -> bool:
    """Whether the room may see which option leads.

    False until the second round is revealed, so that people don't choose weights backwards from
    the answer that they want; a closed round may still be opened again. True earlier only where
    the facilitator allowed it, or the weights are agreed.
    """
    later = [each for each in session.rounds if each.number >= 2]
    return session.early or agreed or any(each.state == "revealed" for each in later)


def _moved(session: Session, source: State, target: State, message: str) -> Session:
    last = session.last
    if last is None or last.state != source:
        raise NotNowError(message)
    return replace(session, rounds=(*session.rounds[:-1], replace(last, state=target)))
