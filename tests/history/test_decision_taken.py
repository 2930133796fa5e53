"""The decision taken, beside the option that leads: its course, then its form."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from decision.history.decision_taken import against_advice
from tests.history.test_changes import FORMS, MODEL
from tests.strategies import DOCUMENTS, Written, evaluated, problems


def said(option: str, model: dict[str, Any] = MODEL, **answers: str) -> str | None:
    return against_advice(evaluated(model, {"answers": answers, "decision": {"option": option}}))


def test_a_decision_against_the_figures_says_so() -> None:
    # Totals: stay 48.75, move 51.25, part 65.
    assert said("part", cover="yes") is None
    assert said("move", cover="yes") == (
        "The decision is Move to Digital. The figures put another course first: “Move, in part”, "
        "about 14 points above it."
    )
    assert said("part", cover="no") == "As the facts stand, “Move, in part” can't be chosen."
    assert said("part") == "What “Move, in part” needs is not settled, so it can't be chosen yet."
    assert said("move", cover="no") is None
    assert "too close to call" not in (said("stay", cover="no") or "")
    assert against_advice(evaluated(MODEL)) is None


def test_another_form_of_the_course_that_leads_is_told_from_another_course() -> None:
    # Totals: stay 50, joined 56, move 40.
    both = {"partner": "yes", "host": "yes"}
    assert said("joined", FORMS, **both) is None
    assert said("stay", FORMS, **both) == (
        "The decision is Stay as now. The figures put the same course first, Stay, but another "
        "form of it: “Stay, with a partner”, about 6 points above it."
    )
    assert said("move", FORMS, **both) == (
        "The decision is Move as it is. The figures put another course first, Stay, as “Stay, with "
        "a partner”, about 16 points above it."
    )
    assert said("joined", FORMS, partner="no", host="yes") == (
        "As the facts stand, “Stay, with a partner” can't be chosen."
    )


def test_a_near_or_level_decision_is_told_as_near() -> None:
    near = {"weights": {"gaps": 52}, "answers": {"cover": "no"}}
    told = against_advice(evaluated(MODEL, near | {"decision": {"option": "stay"}}))
    assert told is not None
    assert told.endswith("less than 2 points above it, which is too close to call.")
    level = near | {"weights": {"gaps": 50}}
    for option in ("stay", "move"):
        assert against_advice(evaluated(MODEL, level | {"decision": {"option": option}})) is None


@pytest.mark.parametrize("option", ["a", "b"])
@given(problem=problems())
@DOCUMENTS
def test_only_a_decision_that_differs_is_told(
    problem: tuple[Written, Written], option: str
) -> None:
    model, case = problem
    evaluation = evaluated(model, {**case, "decision": {"option": option}})
    standing, told = evaluation.standing, against_advice(evaluation)
    if standing.leader is None:
        assert told is None
    elif not standing.table.can_choose(option):
        assert told is not None
        assert "can't be chosen" in told
    else:
        level = standing.totals[option] >= standing.totals[standing.leader] - 1e-9
        assert (told is None) == level
        if told is not None:
            same = evaluation.model.course_of[option] == standing.course
            assert ("put the same course first" in told) == same
            assert ("put another course first" in told) != same
