"""The conduct checklist: for each point what the tool sees, and what the facilitator may say."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest

import decision
from decision import Case, DecisionModel, evaluate
from decision.checks.conduct import CITATIONS, POINTS, Point, points, summary
from decision.checks.conduct_findings import CHECKS
from decision.model.case import CONDUCT

# Everything the tool can see is in order here.
SOUND: dict[str, Any] = {
    "title": "T",
    "question": "Which one?",
    "options": {"stay": {"name": "Stay", "baseline": True}, "move": {"name": "Move"}},
    "criteria": {
        "speed": {
            "name": "Speed",
            "means": "How soon urgent faults are taken on.",
            "worst": "Days.",
            "best": "Minutes.",
            "weight": 100,
            "scores": {
                "stay": {"score": 60, "low": 40, "high": 80, "because": "Near."},
                "move": {"score": 50, "because": "Far."},
            },
        },
        "skill": {
            "name": "Skill",
            "means": "Who answers for the system.",
            "worst": "Nobody.",
            "best": "Somebody qualified.",
            "weight": 100,
            "scores": {"stay": 40, "move": 70},
            "evidence": ["e"],
        },
    },
    "facts": {
        "log": {
            "ask": "What does the log say?",
            "answers": {
                "good": {"says": "Good", "shifts": {"speed": {"stay": 10}}, "because": "Seen."},
                "poor": {"says": "Poor"},
            },
        }
    },
    "evidence": {"e": {"says": "S", "by": "B", "kind": "figure"}},
}
CASE: dict[str, Any] = {
    "answers": {"log": "good"},
    "answered-by": {"log": "Radiology manager"},
    "weights": {"speed": 100, "skill": 50},
    "weights-by": "swing",
    "weight-notes": {"skill": "It is easier to hire."},
}


def changed(data: Mapping[str, Any], path: str, value: object) -> dict[str, Any]:
    """A copy with one value set, or removed where it is None."""
    copy: dict[str, Any] = deepcopy(dict(data))
    *steps, last = path.split("/")
    place = copy
    for step in steps:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return copy


def stood(
    name: str,
    model: Mapping[str, Any] = SOUND,
    case: Mapping[str, Any] = CASE,
    said: Mapping[str, Any] | None = None,
) -> Point:
    whole = {**case, "conduct": {name: said}} if said else dict(case)
    found = points(evaluate(DecisionModel.model_validate(model), Case.model_validate(whole)))
    return next(point for point in found if point.id == name)


def ballot(role: str, **more: Any) -> dict[str, Any]:
    return {"name": role, "role": role, "weights": {"speed": 100, "skill": 20}, **more}


def test_there_are_eleven_points_each_with_a_source_that_is_cited() -> None:
    assert len(POINTS) == 11
    named = {source for asked in POINTS.values() for source in asked.sources}
    assert named == CITATIONS.keys()
    evaluation = evaluate(DecisionModel.model_validate(SOUND))
    assert list(CHECKS) == list(POINTS)
    assert [point.id for point in points(evaluation)] == list(POINTS)
    assert all(point.guidance[0].isupper() for point in points(evaluation))


def test_a_sound_case_leaves_only_what_is_asked_of_the_facilitator() -> None:
    evaluation = evaluate(DecisionModel.model_validate(SOUND), Case.model_validate(CASE))
    found = points(evaluation)
    assert {point.id for point in found if point.state == "ask"} == {
        "supports-appraisal",
        "independent-chair",
        "scores-sourced",
        "swing-weights",
        "additive-rule",
    }
    assert all(point.question for point in found if point.state == "ask")
    assert {point.state for point in found} == {"ask", "met"}
    assert summary(found) == "6 of 11 points met, 5 still to answer."


@pytest.mark.parametrize("name", [name for name, asked in POINTS.items() if asked.question])
def test_the_facilitator_answers_what_the_tool_cannot_see(name: str) -> None:
    assert stood(name).state == "ask"
    assert stood(name, said={"met": True}).state == "met"
    refused = stood(name, said={"met": False, "because": "Not yet", "by": "Chair"})
    assert (refused.state, refused.because, refused.by) == ("unmet", "Not yet", "Chair")
    assert stood(name, said={"because": "Under way", "by": "Chair"}).state == "ask"


@pytest.mark.parametrize("name", POINTS)
def test_a_no_stands_whatever_the_tool_sees(name: str) -> None:
    assert stood(name, said={"met": False}).state == "unmet"


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"met": True}, "unmet"),
        ({"met": True, "because": "The law sets it"}, "unmet"),
        ({"met": True, "by": "Chair"}, "unmet"),
        ({"because": "The law sets it", "by": "Chair"}, "unmet"),
        ({"met": True, "because": "The law sets it", "by": "Chair"}, "overridden"),
        ({"met": False, "because": "It is so", "by": "Chair"}, "unmet"),
    ],
)
def test_a_fault_is_overruled_only_with_a_reason_and_a_role(
    said: dict[str, Any], state: str
) -> None:
    bare = changed(SOUND, "options/stay", {"name": "Stay"})
    point = stood("baseline-among-options", bare, said=said)
    assert point.state == state
    assert point.fault
    assert point.found == "No option is the baseline; write `baseline: true` on one."


def test_interests_and_the_panel_are_shown_beside_the_question_of_the_chair() -> None:
    assert (
        stood("independent-chair").found == "No interests are declared, and no panel is recorded."
    )
    case = {
        "interests": [{"role": "Manager", "interest": "My post"}],
        "panel": [ballot("Radiologist"), ballot("Manager"), ballot("Manager")],
    }
    assert stood("independent-chair", case=case).found == (
        "1 interest is declared, and the panel's last round has 3 people (Manager and Radiologist)."
    )


def test_costs_are_wanted_of_every_option_once_one_has_them() -> None:
    one = {**CASE, "costs": {"move": {"yearly": 5}}}
    point = stood("dominance-and-cost", case=one)
    assert point.state == "unmet"
    assert point.found.endswith("Costs are given, but not for Stay.")
    both = {**CASE, "costs": {"move": {"yearly": 5}, "stay": {"yearly": 1}}}
    assert stood("dominance-and-cost", case=both).state == "met"
    bare = changed(SOUND, "options/stay", {"name": "Stay"})
    assert stood("dominance-and-cost", bare, both).state == "unmet"


def test_a_case_may_answer_each_point_and_no_other() -> None:
    assert tuple(POINTS) == CONDUCT
    model = DecisionModel.model_validate(SOUND)
    for name in POINTS:
        evaluate(model, Case.model_validate({"conduct": {name: {"met": True}}}))
    with pytest.raises(decision.CaseError, match="did you mean `independent-chair`"):
        evaluate(model, Case.model_validate({"conduct": {"independant-chair": {"met": False}}}))


@pytest.mark.parametrize("name", decision.examples())
def test_the_shipped_examples_show_no_fault_but_the_weights(name: str) -> None:
    model = decision.load_model(decision.shipped("criteria.yaml"))
    found = points(evaluate(model, decision.load_case(decision.examples()[name], model)))
    assert [point.id for point in found if point.fault] == ["swing-weights"]


def test_a_summary_counts_every_state_that_occurs() -> None:
    made = [
        Point(state, "S.", "G", state, "F.")
        for state in ("met", "unmet", "overridden", "ask", "ask")
    ]
    assert summary(made) == (
        "1 of 5 points met, 1 overruled with a reason, 1 not met, 2 still to answer."
    )
    assert summary(made[:1]) == "1 of 1 points met."
