"""Codes, links and tokens admit those who have them, each person once, and nobody else."""

from __future__ import annotations

import sqlite3

import pytest

from decision.workshop.access import admission
from decision.workshop.access.admission import Keys, new_token, token_from
from decision.workshop.errors import NotNowError, RefusedError
from decision.workshop.store import audit_log, rows
from tests.workshop.data import AT


def test_a_new_workshop_lets_nobody_in(db: sqlite3.Connection) -> None:
    assert admission.keys(db) == Keys(None, None)
    assert admission.is_shut(db)
    assert not any(admission.opens(db, key) for key in ("", "None", "ABC123", "x" * 22))


def test_a_code_opens_however_it_is_typed_and_a_link_only_as_it_is(db: sqlite3.Connection) -> None:
    made = admission.unlock(db)
    assert made == admission.keys(db)
    assert made.code
    assert made.link
    for typed in (made.code, made.code.lower(), f"{made.code[:3]}-{made.code[3:]}"):
        assert admission.opens(db, typed)
    assert admission.opens(db, made.link)
    for wrong in (made.link.swapcase(), made.link[:-1], made.link + "x", "\ud800", "é" * 22):
        assert not admission.opens(db, wrong)
    assert not admission.is_shut(db)


def test_unlocking_keeps_what_is_there_and_renewing_replaces_it(db: sqlite3.Connection) -> None:
    first = admission.unlock(db)
    assert admission.unlock(db) == first
    second = admission.renew(db)
    assert not {first.code, first.link} & {second.code, second.link}
    assert not admission.opens(db, first.code or "")
    assert not admission.opens(db, first.link or "")
    admission.shut(db)
    assert admission.is_shut(db)
    assert not admission.opens(db, second.link or "")
    assert admission.unlock(db) != second


def test_a_file_from_before_there_were_links_gets_both(db: sqlite3.Connection) -> None:
    db.execute("UPDATE workshop SET code = 'ABC123', link = NULL")
    assert not admission.is_shut(db)
    made = admission.unlock(db)
    assert made.link
    assert made.code != "ABC123"


def test_a_person_is_admitted_once_and_keeps_the_first_role(db: sqlite3.Connection) -> None:
    token = new_token()
    for role in ("HR", "Digital"):
        admission.admit(db, token, role, 5, AT)
    number, role = admission.person(db, token)
    assert role == "HR"
    assert rows.participant(db, token) == (number, "HR")
    assert [row["what"] for row in audit_log.rows(db)].count("joined") == 1


def test_the_room_fills_and_whoever_is_in_may_come_again(db: sqlite3.Connection) -> None:
    tokens = [new_token() for _ in range(3)]
    for token in tokens:
        admission.admit(db, token, None, 3, AT)
    with pytest.raises(NotNowError, match="The room is full: 3 people have joined"):
        admission.admit(db, new_token(), None, 3, AT)
    admission.admit(db, tokens[0], None, 3, AT)


@pytest.mark.parametrize("token", ["", "x" * 42, "x" * 44, None, 5, b"x" * 43])
def test_what_is_no_token_is_refused_before_it_is_looked_up(
    db: sqlite3.Connection, token: str
) -> None:
    with pytest.raises(RefusedError, match="not a token of this tool"):
        admission.admit(db, token, None, 5, AT)
    with pytest.raises(RefusedError, match="has not joined"):
        admission.person(db, token)
    assert db.execute("SELECT count(*) FROM participants").fetchone()[0] == 0


def test_a_token_of_a_slip_follows_from_the_secret_and_the_mark() -> None:
    made = token_from("secret", "slip 1")
    assert made == token_from("secret", "slip 1")
    assert len(made) == len(new_token()) == 43
    assert len({made, token_from("secret", "slip 2"), token_from("other", "slip 1")}) == 3
    assert len(token_from("secret", "\ud800")) == 43  # a mark may be any text


def test_only_the_facilitators_secret_is_the_facilitators(db: sqlite3.Connection) -> None:
    assert admission.is_facilitator(db, "secret")
    for other in ("", "Secret", "secret ", "\ud800"):
        assert not admission.is_facilitator(db, other)
