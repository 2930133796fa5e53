"""The widget state of one ballot: changed, sent, cleared."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from decision.ui.ballot.entries import Answers
from decision.ui.ballot.form_state import BallotForm, clear
from decision.workshop.errors import NotNowError
from tests.ui.ballot.test_form import NAMES


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    held: dict[str, Any] = {"me": Answers(top="cost")}
    monkeypatch.setattr(st, "session_state", held)
    return held


def made(send: Any = None, changed: Any = None) -> BallotForm:
    return BallotForm(NAMES, "me", send or (lambda *_: None), None, changed)


def test_only_other_content_is_another_ballot(state: dict[str, Any]) -> None:
    kept: list[Answers] = []
    form = made(changed=kept.append)
    first = form.answers.request
    form.set(step=2)
    assert form.answers.request == first
    form.set(points={"voice": 20})
    assert form.answers.request != first
    assert [each.step for each in kept] == [2, 2]
    assert kept[-1] is form.answers


def test_a_widget_takes_its_value_once(state: dict[str, Any]) -> None:
    form = made()
    assert form.seed("top", "cost") == "me.top"
    state["me.top"] = "voice"
    form.seed("top", "cost")
    assert form.value("top") == "voice"
    assert form.value("nothing") is None
    assert form.entry("cost") is None  # no model is known


def test_leaving_the_first_step_keeps_what_mattered_most_before(state: dict[str, Any]) -> None:
    form = made()
    form.go(2, 1)
    assert (form.answers.step, form.answers.settled) == (2, "cost")
    form.set(step=1, top="voice")
    form.go(2, 1)
    assert form.answers.matter == {"cost"}


def test_a_step_that_was_left_already_is_not_left_again(state: dict[str, Any]) -> None:
    form = made()
    form.go(2, 1)
    form.go(2, 1)
    assert form.answers.step == 2
    form.go(3, 2)
    form.go(2, 3)
    form.go(2, 3)
    assert form.answers.step == 2


def test_what_comes_after_a_ballot_is_in_changes_nothing(state: dict[str, Any]) -> None:
    form = made()
    form.change(lambda _: {"points": {"voice": 20}})
    assert form.answers.points == {"voice": 20}
    form.hand_in()
    form.change(lambda _: {"points": {"voice": 30}})
    form.go(2, 1)
    form.hand_in()
    assert state == {}


def test_a_ballot_that_is_in_is_cleared_and_a_second_tap_sends_nothing(
    state: dict[str, Any],
) -> None:
    sent: list[str] = []
    form = made(send=lambda _, request: sent.append(request))
    request = form.answers.request
    form.hand_in()
    form.hand_in()
    assert sent == [request]
    assert state == {}


def test_a_ballot_that_is_not_in_stays_with_the_reason(state: dict[str, Any]) -> None:
    def closed(*_: object) -> None:
        raise NotNowError("Round 1 is closed")

    form = made(send=closed)
    before = form.answers
    form.hand_in()
    assert form.answers is before
    assert state["me.trouble"] == "Round 1 is closed"


def test_clearing_leaves_the_keys_of_others(state: dict[str, Any]) -> None:
    state |= {"me.top": "cost", "men": 1, "you.top": "voice"}
    clear("me")
    assert state == {"men": 1, "you.top": "voice"}
