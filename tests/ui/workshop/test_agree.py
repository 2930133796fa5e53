"""Weights agreed, and taken into the case."""

from __future__ import annotations

import pytest

from decision.history import AFTER_RESULT
from decision.model.case import Case
from decision.serving.open_workshop import Held
from tests.ui.conftest import Open, case_of, go, keys, texts
from tests.ui.rooms import (
    WROTE,
    advance,
    errors,
)

pytestmark = pytest.mark.usefixtures("empty_hall")


def test_agreed_weights_go_into_the_case_and_back(open_app: Open, held: Held, case: Case) -> None:
    advance(held, 2)
    app = open_app("workshop", case)
    app.button("agree.do").click().run()
    assert errors(app) == ["Write a reason; it is kept with the record."]
    app.radio("in.agree.method").set_value("panel-role-mean").run()
    app.text_area("agree.why").set_value("Headcount should not decide")
    app.button("agree.do").click().run()
    assert "Agreed after round 2: the mean of roles. The reason: Headcount" in texts(app)
    made = held.room.agreement()
    assert made is not None
    app.button("agree.take").click().run()
    taken = case_of(app)
    assert taken.weights_by == "panel-role-mean"
    assert taken.weights == pytest.approx(dict(made.weights))
    assert {int(ballot.round) for ballot in taken.panel} == {1, 2}
    assert len(taken.panel) == 28
    roles = {ballot.role for ballot in taken.panel}
    assert {"Radiographer", None} < roles
    assert "HR" not in roles  # one person's, so it would say who it was
    assert WROTE in {text for ballot in taken.panel for text in ballot.comments.values()}
    assert "The open case has the room's ballots and these weights." in texts(app)
    said = texts(go(app, "result"))
    assert "The weights are the mean of the panel's roles, as the panel agreed." in said
    assert "as it was before, was put aside." in said  # for the open one has the same name
    app.button("undo").click().run()
    assert case_of(app) == case


def test_ballots_can_be_taken_before_any_weights_are_agreed(
    open_app: Open, held: Held, case: Case
) -> None:
    advance(held, 2)
    app = open_app("workshop", case)
    app.button("agree.take").click().run()
    assert len(case_of(app).panel) == 28
    assert "The open case has the room's ballots." in texts(app)


def test_weights_settled_on_in_talking_are_typed(open_app: Open, held: Held, case: Case) -> None:
    advance(held, 2)
    app = open_app("workshop", case)
    app.radio("in.agree.method").set_value("agreed").run()
    largest = max(float(field.value) for field in app.number_input if "agree.2" in str(field.key))
    assert largest == 100  # they start at the mean of people
    app.number_input("in.agree.2.hcpc-cpd").set_value(5.0).run()
    app.text_area("agree.why").set_value("Talked through")
    app.button("agree.do").click().run()
    made = held.room.agreement()
    assert made is not None
    assert made.method == "agreed"
    assert made.weights["hcpc-cpd"] == 5


def test_one_round_is_enough_only_if_somebody_says_so(
    open_app: Open, held: Held, case: Case
) -> None:
    advance(held, 1)
    app = open_app("workshop", case)
    assert "Agree" not in [str(part.value) for part in app.header]
    assert "agree.take" not in keys(app)
    app.text_area("agree.why").set_value("No time for more")
    app.button("agree.do").click().run()
    assert "agree.take" in keys(app)
    assert "own weights put" in texts(app)  # once agreed, who leads may be seen


def test_weights_taken_after_the_result_was_seen_are_on_record(
    open_app: Open, held: Held, case: Case
) -> None:
    advance(held, 2)
    app = go(open_app("result", case), "workshop")
    app.text_area("agree.why").set_value("A fair picture")
    app.button("agree.do").click().run()
    app.button("agree.take").click().run()
    (entry,) = case_of(app).history[len(case.history) :]
    assert entry.because == AFTER_RESULT
