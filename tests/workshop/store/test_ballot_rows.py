"""A ballot is taken once for each request, changed while it may be, and removed with a reason."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from decision.workshop.access import admission
from decision.workshop.errors import BallotError, NotNowError
from decision.workshop.rules import session
from decision.workshop.rules.ballots import Given
from decision.workshop.store import agreements, audit_check, audit_log, rows
from decision.workshop.store.agreements import Agreement
from decision.workshop.store.ballot_rows import MOST_CHANGES, Receipt, set_removed, take
from tests.workshop.data import AT, weights


@pytest.fixture
def who(db: sqlite3.Connection) -> int:
    """A person in a workshop whose first round is open."""
    token = admission.new_token()
    admission.admit(db, token, "HR", 5, AT)
    rows.keep_session(db, session.open_next(rows.session(db)), AT)
    return admission.person(db, token)[0]


def sent(
    db: sqlite3.Connection, who: int, points: float, request: str, how: str = "phone"
) -> Receipt:
    return take(db, who, Given(weights(points)), request, how, AT)  # type: ignore[arg-type]


def test_a_receipt_names_the_round_and_the_row_of_the_record(
    db: sqlite3.Connection, who: int
) -> None:
    receipt = sent(db, who, 20, "request-1")
    last = audit_log.rows(db)[-1]
    assert (receipt.round, receipt.number, receipt.hash) == (1, last["number"], last["hash"])
    assert not receipt.replaced
    (kept,) = rows.ballots(db)
    assert (kept.participant, kept.given.weights, kept.how) == (who, weights(20), "phone")


def test_a_request_taken_before_changes_nothing_whatever_came_since(
    db: sqlite3.Connection, who: int
) -> None:
    first = sent(db, who, 20, "request-1")
    sent(db, who, 30, "request-2")
    rows.keep_session(db, session.close(rows.session(db)), AT)
    before = "\n".join(db.iterdump())
    assert sent(db, who, 20, "request-1") == replace(first, replaced=True)
    with pytest.raises(BallotError, match="out of date"):
        sent(db, who, 99, "request-1")
    with pytest.raises(NotNowError, match="takes no more ballots"):
        sent(db, who, 40, "request-3")
    assert "\n".join(db.iterdump()) == before


def test_a_person_changes_a_ballot_so_often_and_no_more(db: sqlite3.Connection, who: int) -> None:
    for number in range(MOST_CHANGES):
        sent(db, who, number, f"request-{number}")
    with pytest.raises(NotNowError, match=f"has sent {MOST_CHANGES} ballots in this round"):
        sent(db, who, 99, "request-more")
    rows.keep_session(db, session.reveal(session.close(rows.session(db))), AT)
    rows.keep_session(db, session.open_next(rows.session(db)), AT)
    assert sent(db, who, 99, "request-more").round == 2  # each round counts its own


@pytest.mark.parametrize(
    ("how", "words"), [("paper", "Put it back first"), ("phone", "Speak to them")]
)
def test_a_removed_ballot_is_not_replaced_by_another(
    db: sqlite3.Connection, who: int, how: str, words: str
) -> None:
    sent(db, who, 20, "request-1")
    (kept,) = rows.ballots(db)
    set_removed(db, kept.id, "a trial", AT)
    with pytest.raises(NotNowError, match=rf"\(a trial\).*{words}"):
        sent(db, who, 30, "request-2", how)
    set_removed(db, kept.id, None, AT)
    sent(db, who, 30, "request-2", how)
    assert [each.given.weights for each in rows.ballots(db)] == [weights(30)]
    assert audit_check.verify(db) is None


def test_removing_and_putting_back_are_recorded_without_the_reasons_words(
    db: sqlite3.Connection, who: int
) -> None:
    receipt = sent(db, who, 20, "request-1")
    (kept,) = rows.ballots(db)
    set_removed(db, kept.id, "came twice", AT)
    set_removed(db, kept.id, None, AT)
    removed, back = audit_log.rows(db)[-2:]
    assert (removed["what"], back["what"]) == ("ballot removed", "ballot put back")
    assert removed["detail"]["ballot"] == back["detail"]["ballot"] == receipt.number
    assert len(removed["detail"]["reason"]) == 64
    assert "reason" not in back["detail"]
    assert audit_check.verify(db) is None


def test_a_ballot_is_removed_once_and_put_back_once(db: sqlite3.Connection, who: int) -> None:
    sent(db, who, 20, "request-1")
    (kept,) = rows.ballots(db)
    with pytest.raises(NotNowError, match="no such ballot"):
        set_removed(db, kept.id, None, AT)
    set_removed(db, kept.id, "a trial", AT)
    for ballot in (kept.id, kept.id + 1):
        with pytest.raises(NotNowError, match="no such ballot"):
            set_removed(db, ballot, "again", AT)


def test_a_ballot_of_a_round_that_was_agreed_on_stays_as_it_is(
    db: sqlite3.Connection, who: int
) -> None:
    sent(db, who, 20, "request-1")
    rows.keep_session(db, session.reveal(session.close(rows.session(db))), AT)
    agreements.keep(db, Agreement(1, "agreed", weights(20), "why", AT))
    with pytest.raises(NotNowError, match="Round 1 has been agreed on"):
        set_removed(db, rows.ballots(db)[0].id, "too late", AT)


def test_a_forgotten_persons_ballot_is_removed_without_a_commitment(
    db: sqlite3.Connection, who: int
) -> None:
    sent(db, who, 20, "request-1")
    rows.forget(db)
    set_removed(db, rows.ballots(db)[0].id, "a trial", AT)
    assert audit_log.rows(db)[-1]["detail"]["reason"] is None
    assert audit_check.verify(db) is None
