"""What is written into the tables comes back, and what is personal can be taken out of them."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.workshop.access import admission
from decision.workshop.errors import BallotError
from decision.workshop.rules import session
from decision.workshop.rules.ballots import MAX_ROLE, Given
from decision.workshop.store import audit_check, audit_log, rows
from decision.workshop.store.ballot_rows import set_removed
from tests.workshop.data import AT, SETTINGS, weights

LATER = "2026-11-24T11:00:00Z"


def joined(db: sqlite3.Connection, role: str | None = "HR") -> int:
    token = admission.new_token()
    admission.admit(db, token, role, 100, AT)
    return admission.person(db, token)[0]


def opened(db: sqlite3.Connection, *more: session.State) -> None:
    rules = {"open": session.open_next, "closed": session.close, "revealed": session.reveal}
    for state in ("open", *more):
        rows.keep_session(db, rules[state](rows.session(db)), AT)  # type: ignore[index]


# Settings


def test_settings_come_back_as_they_were_made(db: sqlite3.Connection) -> None:
    assert rows.settings(db) == SETTINGS
    first = audit_log.rows(db)[0]
    assert first["what"] == "created"
    assert first["detail"]["criteria"] == list(SETTINGS.form.criteria)


def test_a_file_holds_one_workshop(db: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        rows.begin(db, SETTINGS, None, b"", AT)


@pytest.mark.parametrize(
    ("given", "kept"),
    [(None, None), ("", None), (" \x00 ", None), ("HR", "HR"), (" H\x00R ", "HR")],
)
def test_a_role_on_the_list_is_kept_and_none_is_none(given: str | None, kept: str | None) -> None:
    assert SETTINGS.role(given) == kept


@pytest.mark.parametrize("given", ["hr", "Chief", "HR, Digital"])
def test_another_role_is_refused_unless_the_workshop_allows_it(given: str) -> None:
    with pytest.raises(BallotError, match="not on the list"):
        SETTINGS.role(given)
    free = replace(SETTINGS, free_roles=True)
    assert free.role(given) == given
    with pytest.raises(BallotError, match=f"limit is {MAX_ROLE}"):
        free.role("x" * (MAX_ROLE + 1))


@given(st.text(), st.text())
def test_equal_secrets_have_equal_hashes_and_others_do_not(one: str, two: str) -> None:
    assert (rows.hashed(one) == rows.hashed(two)) == (one == two)
    assert len(rows.hashed(one)) == 32


# Rounds


def test_a_session_comes_back_with_the_time_of_each_stage(db: sqlite3.Connection) -> None:
    assert rows.session(db) == session.Session()
    opened(db, "closed")
    assert rows.session(db).rounds == (session.Round(1, "closed"),)
    rows.keep_session(db, session.reveal(rows.session(db)), LATER)
    times = db.execute("SELECT opened, closed, revealed FROM rounds").fetchall()
    assert times == [(AT, AT, LATER)]
    rows.keep_session(db, session.open_next(rows.session(db)), "2026-11-24T12:00:00Z")
    again = db.execute("SELECT opened, closed, revealed FROM rounds ORDER BY number").fetchall()
    assert again == [*times, ("2026-11-24T12:00:00Z", None, None)]


def test_a_round_that_is_reopened_has_no_time_of_closing(db: sqlite3.Connection) -> None:
    opened(db, "closed")
    rows.keep_session(db, session.resume(rows.session(db)), LATER)
    assert db.execute("SELECT opened, closed FROM rounds").fetchall() == [(AT, None)]
    rows.keep_session(db, session.close(rows.session(db)), LATER)
    assert db.execute("SELECT opened, closed FROM rounds").fetchall() == [(AT, LATER)]


def test_an_early_result_is_kept(db: sqlite3.Connection) -> None:
    rows.keep_session(db, session.Session(early=True), AT)
    assert rows.session(db).early is True


# People and ballots


def test_a_ballot_comes_back_whole(db: sqlite3.Connection) -> None:
    opened(db)
    who = joined(db)
    sent = Given(weights(0.1, 99.9), {"speed": {"stay": 40.0}}, {"cost": "too é much"})
    rows.put_ballot(db, who, 1, sent, "seat", AT)
    (kept,) = rows.ballots(db)
    assert (kept.given, kept.role, kept.how, kept.removed) == (sent, "HR", "seat", None)
    assert audit_check.verify(db) is None


def test_a_later_ballot_of_a_person_replaces_the_earlier_one(db: sqlite3.Connection) -> None:
    opened(db)
    who = joined(db)
    first = rows.put_ballot(db, who, 1, Given(weights(10)), "phone", AT)
    rows.put_ballot(db, who, 1, Given(weights(20)), "phone", AT)
    (kept,) = rows.ballots(db)
    assert kept.given.weights == weights(20)
    assert audit_log.rows(db)[-1]["detail"]["replaces"] == first.number
    assert audit_check.verify(db) is None


def test_ballots_are_found_by_round_and_by_person(db: sqlite3.Connection) -> None:
    opened(db, "closed", "revealed", "open")
    one, two = joined(db), joined(db)
    for who, number in ((one, 1), (two, 1), (one, 2)):
        rows.put_ballot(db, who, number, Given(weights(number)), "phone", AT)
    assert [each.round for each in rows.ballots(db)] == [1, 1, 2]
    assert {each.participant for each in rows.ballots(db, 1)} == {one, two}
    assert [each.round for each in rows.ballots(db, who=one)] == [1, 2]
    assert rows.ballots(db, 2, two) == []


def test_people_are_in_the_same_random_order_in_every_round(db: sqlite3.Connection) -> None:
    opened(db, "closed", "revealed", "open")
    people = [joined(db) for _ in range(12)]
    for number in (1, 2):
        for who in people:
            rows.put_ballot(db, who, number, Given(weights(1)), "phone", AT)
    first, second = ([each.participant for each in rows.ballots(db, n)] for n in (1, 2))
    assert first == second
    assert first != people  # one time in 479 million
    assert sorted(first) == people


def test_who_has_joined_and_who_has_voted(db: sqlite3.Connection) -> None:
    opened(db)
    assert rows.counts(db, 1) == (0, 0)
    phone, paper, idle = joined(db), joined(db), joined(db)
    rows.put_ballot(db, phone, 1, Given(weights(1)), "phone", AT)
    rows.put_ballot(db, paper, 1, Given(weights(1)), "paper", AT)
    assert rows.counts(db, 1) == (3, 2)
    assert rows.counts(db, 2) == (2, 0)  # a slip of another round may be anybody's of this one
    set_removed(db, rows.ballots(db, 1, phone)[0].id, "twice", AT)
    assert rows.counts(db, 1) == (3, 1)
    assert rows.ballots(db, 1, idle) == []


def test_nobody_has_a_token_that_was_not_given_out(db: sqlite3.Connection) -> None:
    joined(db)
    assert rows.participant(db, admission.new_token()) is None
    assert rows.participant(db, "\ud800") is None


# What is personal


def test_forgetting_takes_the_words_and_leaves_the_numbers(db: sqlite3.Connection) -> None:
    opened(db)
    token = admission.new_token()
    admission.admit(db, token, "Jane Roe", 100, AT)
    listed = joined(db)
    who = admission.person(db, token)[0]
    for each in (who, listed):
        words = {"speed": f"Jane Roe {each}"}
        rows.put_ballot(db, each, 1, Given(weights(30), {}, words), "phone", AT)
    set_removed(db, rows.ballots(db, 1, who)[0].id, "Jane Roe came twice", AT)
    assert not rows.forgotten(db, 1)
    assert not rows.forgetting(db)
    rows.forget(db)
    assert rows.forgetting(db)
    assert rows.forgotten(db, 1)
    assert "Jane" not in "\n".join(db.iterdump())
    assert rows.participant(db, token) is None
    kept = {each.participant: each for each in rows.ballots(db)}
    assert [each.given for each in kept.values()] == [Given(weights(30))] * 2
    assert (kept[who].role, kept[who].removed) == (None, rows.FORGOTTEN)
    assert (kept[listed].role, kept[listed].removed) == ("HR", None)
    assert audit_check.verify(db) is None


def test_a_round_whose_forgotten_ballots_are_all_removed_holds_none(db: sqlite3.Connection) -> None:
    opened(db)
    rows.put_ballot(db, joined(db), 1, Given(weights(30)), "phone", AT)
    set_removed(db, rows.ballots(db)[0].id, "a trial", AT)
    rows.forget(db)
    assert not rows.forgotten(db, 1)
