"""Agreed weights are kept in order, and the last counts until a later round is opened."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from decision.workshop.rules import session
from decision.workshop.store import agreements, audit_check, audit_log, rows
from decision.workshop.store.agreements import Agreement
from tests.workshop.data import AT, weights

MEAN = Agreement(1, "panel-mean", weights(12.5, 0.1), "all content", AT)
TALKED = Agreement(1, "agreed", weights(90), "talked through", AT)


@pytest.fixture
def revealed(db: sqlite3.Connection) -> sqlite3.Connection:
    for rule in (session.open_next, session.close, session.reveal):
        rows.keep_session(db, rule(rows.session(db)), AT)
    return db


def test_nothing_is_in_force_before_anything_is_agreed(db: sqlite3.Connection) -> None:
    assert agreements.made(db) == []
    assert agreements.in_force(db) is None


def test_every_agreement_comes_back_as_it_was_made_and_the_last_is_in_force(
    revealed: sqlite3.Connection,
) -> None:
    for made in (MEAN, TALKED):
        agreements.keep(revealed, made)
    assert agreements.made(revealed) == [MEAN, TALKED]
    assert agreements.in_force(revealed) == TALKED
    assert audit_check.verify(revealed) is None


def test_a_later_round_ends_it_until_another_is_made(revealed: sqlite3.Connection) -> None:
    agreements.keep(revealed, MEAN)
    rows.keep_session(revealed, session.open_next(rows.session(revealed)), AT)
    assert agreements.in_force(revealed) is None
    later = replace(TALKED, round=2)
    agreements.keep(revealed, later)
    assert agreements.in_force(revealed) == later
    assert agreements.made(revealed) == [MEAN, later]


def test_the_record_holds_the_weights_and_of_the_reason_a_commitment(
    revealed: sqlite3.Connection,
) -> None:
    agreements.keep(revealed, MEAN)
    last = audit_log.rows(revealed)[-1]
    assert (last["what"], last["at"]) == ("agreed", AT)
    assert last["detail"]["weights"] == MEAN.weights
    assert MEAN.reason not in audit_log.canonical(last)
    salt = revealed.execute("SELECT salt FROM agreements").fetchone()[0]
    assert last["detail"]["reason"] == audit_log.commitment(salt, MEAN.reason)


def test_a_round_that_is_not_there_has_no_agreement(db: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        agreements.keep(db, MEAN)
