"""Which stage follows which, and what each allows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from decision.workshop.errors import NotNowError
from decision.workshop.rules import session
from decision.workshop.rules.session import MOST_ROUNDS, Round, Session

Rule = Callable[[Session], Session]


def after(*rules: Rule) -> Session:
    where = Session()
    for rule in rules:
        where = rule(where)
    return where


OPEN = after(session.open_next)
CLOSED = session.close(OPEN)
REVEALED = session.reveal(CLOSED)
AGAIN = session.open_next(REVEALED)


def test_a_round_goes_from_open_to_closed_to_revealed() -> None:
    assert OPEN.rounds == (Round(1, "open"),)
    assert CLOSED.rounds == (Round(1, "closed"),)
    assert REVEALED.rounds == (Round(1, "revealed"),)


def test_the_second_round_leaves_the_first_as_it_was() -> None:
    assert AGAIN.rounds == (Round(1, "revealed"), Round(2, "open"))
    assert session.close(AGAIN).rounds == (Round(1, "revealed"), Round(2, "closed"))


def test_a_round_closed_too_soon_goes_on() -> None:
    assert session.resume(CLOSED) == OPEN


@pytest.mark.parametrize(
    ("where", "rule", "message"),
    [
        (Session(), session.close, "No round is open"),
        (Session(), session.reveal, "No round is waiting"),
        (Session(), session.resume, "Only a closed round"),
        (OPEN, session.open_next, "still open"),
        (OPEN, session.reveal, "close it before"),
        (OPEN, session.resume, "Only a closed round"),
        (CLOSED, session.close, "No round is open"),
        (CLOSED, session.open_next, "not been revealed"),
        (REVEALED, session.resume, "nobody has seen"),
        (REVEALED, session.reveal, "No round is waiting"),
        (REVEALED, session.close, "No round is open"),
    ],
)
def test_no_stage_is_skipped_or_taken_back(where: Session, rule: Rule, message: str) -> None:
    with pytest.raises(NotNowError, match=message):
        rule(where)


def test_ballots_come_in_while_a_round_is_open_and_only_then() -> None:
    assert session.number_open(OPEN) == 1
    assert session.number_open(AGAIN) == 2
    for where in (Session(), CLOSED, REVEALED):
        with pytest.raises(NotNowError):
            session.number_open(where)


def test_contents_are_seen_after_the_reveal_and_of_that_round_alone() -> None:
    session.may_show(AGAIN, 1)
    for where, number in ((OPEN, 1), (CLOSED, 1), (AGAIN, 2), (AGAIN, 3)):
        with pytest.raises(NotNowError):
            session.may_show(where, number)


def test_weights_are_agreed_on_the_last_round_revealed() -> None:
    assert session.may_agree(REVEALED) == 1
    for where in (Session(), OPEN, CLOSED, AGAIN):
        with pytest.raises(NotNowError):
            session.may_agree(where)


def test_the_result_stays_hidden_until_the_second_round_is_revealed() -> None:
    closed = session.close(AGAIN)  # and may be opened again
    hidden = (Session(), OPEN, CLOSED, REVEALED, AGAIN, closed)
    assert not any(session.result_may_show(where) for where in hidden)
    seen = session.reveal(closed)
    assert session.result_may_show(seen)
    assert session.result_may_show(session.open_next(seen))


def test_the_result_shows_earlier_where_the_facilitator_says_so_or_weights_are_agreed() -> None:
    assert session.result_may_show(Session(OPEN.rounds, early=True))
    assert session.result_may_show(REVEALED, agreed=True)


def test_rounds_come_to_an_end() -> None:
    where = Session()
    for _ in range(MOST_ROUNDS):
        where = session.reveal(session.close(session.open_next(where)))
    with pytest.raises(NotNowError, match="at most"):
        session.open_next(where)
