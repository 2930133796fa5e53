"""Invitations are kept through a restart, and taken back for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision.errors import DecisionError
from decision.serving import invitations
from decision.serving.hosted import Person
from decision.serving.invitations import FILE, MOST, NAMELESS, Invitation, Invitations
from tests.workshop.data import POSIX

ANN = Person("a", "ann")


def test_what_is_given_is_found_by_both_after_a_restart_and_not_once_it_is_taken_back(
    tmp_path: Path,
) -> None:
    every = Invitations(tmp_path)
    every.invite(ANN, "t", "Our site", " BOB ", False)
    every.invite(ANN, "t", "Our site", "bob", True)  # again: he may change it too
    every.invite(ANN, "u", "Another", "carol", False)
    again = Invitations(tmp_path)
    (bobs,) = again.received("bob")
    assert bobs == Invitation("a", "ann", "t", "bob", "Our site", True)
    assert again.given("a", "t") == [bobs]
    assert len(again.given("a")) == 2
    assert again.given("b") == again.received("dave") == []
    assert again.now(bobs) == bobs
    again.rename("a", "t", "Its new name")
    again.rename("b", "t", "What is not theirs to name")
    again.rename("a", "u", None)
    assert [each.title for each in Invitations(tmp_path).given("a")] == ["Its new name", NAMELESS]
    again.revoke(bobs)
    again.revoke(bobs)
    assert again.now(bobs) is None
    assert Invitations(tmp_path).received("bob") == []
    assert len(Invitations(tmp_path).received("carol")) == 1


def test_nobody_oneself_and_too_many_are_refused(tmp_path: Path) -> None:
    every = Invitations(tmp_path)
    for name in ("", " ", "a\nb", "x" * 201, "ANN"):
        with pytest.raises(DecisionError):
            every.invite(ANN, "t", "", name, False)
    for number in range(MOST):
        every.invite(ANN, "t", "", f"guest {number}", False)
    for token in ("t", "u"):
        with pytest.raises(DecisionError, match="Stop sharing"):
            every.invite(ANN, token, "", "one more", False)
    every.invite(Person("b", "bob"), "u", "", "one more", False)


@POSIX
def test_a_damaged_file_is_named_and_one_that_cannot_be_written_changes_nothing(
    tmp_path: Path,
) -> None:
    every = Invitations(tmp_path / "none")
    with pytest.raises(DecisionError):
        every.invite(ANN, "t", "", "bob", False)
    assert every.received("bob") == []
    for text in ("{", "[5]", '[{"owner": "a"}]', '[{"x": 1}]'):
        (tmp_path / FILE).write_text(text)
        with pytest.raises(DecisionError, match=FILE):
            Invitations(tmp_path)


def test_ones_own_case_is_held_and_anothers_by_what_stands_now(tmp_path: Path) -> None:
    assert invitations.holds(None)
    assert invitations.may_edit(None)
    one = Invitation("a", "ann", "t", "bob", "x", True)
    assert not invitations.holds(one)
    invitations.begin(tmp_path)
    try:
        every = invitations.store()
        assert every is not None
        every.invite(ANN, "t", "x", "bob", False)
        assert (invitations.holds(one), invitations.may_edit(one)) == (True, False)
        every.invite(ANN, "t", "x", "bob", True)
        assert invitations.may_edit(one)
        every.revoke(one)
        assert not invitations.holds(one)
    finally:
        invitations.begin(None)
