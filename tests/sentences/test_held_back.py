"""What holds a verdict back, sentence by sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from decision.evaluation.additive import Lead
from decision.evaluation.verdict import (
    Verdict,
)
from decision.sensitivity.information import Question
from decision.sentences.explanation import explain
from decision.sentences.held_back import held_back
from tests.sentences.findings import NO, found, model_of, ranged, refused, worded
from tests.strategies import evaluated


def held(verdict: Verdict, probability: float = 0.8, **more: Any) -> list[str]:
    finding = worded("close", 1.0, probability)
    return held_back(replace(finding, verdict=verdict, **more))


def test_a_clear_verdict_is_held_back_by_nothing() -> None:
    assert held(Verdict("clear")) == []


def test_a_thin_margin_and_a_low_probability_say_what_is_needed() -> None:
    assert held(Verdict("close", thin_margin=True, low_probability=True), 0.61) == [
        "The margin is under 2 points, which is too close to call.",
        "To call it probable, 65 of 100 simulations must agree; here 61 of 100 do.",
    ]
    assert held(Verdict("leaning", low_probability=True), 0.81) == [
        "To call it clear, 90 of 100 simulations must agree; here 81 of 100 do."
    ]


def test_courses_that_tie_are_all_named_and_no_margin_is_called_thin() -> None:
    finding = found(model_of(a=50, b=50, c=40, d=50))
    assert (finding.verdict.thin_margin, finding.verdict.low_probability) == (True, True)
    assert held_back(finding)[0] == "Option A, Option B and Option D are level."
    assert not any("margin" in sentence for sentence in held_back(finding))
    assert held_back(finding)[0] not in explain(finding)  # the headline has said it


def test_where_asking_could_settle_it_that_is_said_first_with_what_to_ask() -> None:
    facts = {
        "f": {"ask": "Is it so?", "who": "HR", "answers": {
            "yes": {"says": "Yes", "shifts": {"speed": {"a": 20}}},
            "no": {"says": "No", "shifts": {"speed": {"b": 20}}},
        }},
        "g": {"ask": "Is it dry?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}},
    }  # fmt: skip
    finding = found(model_of(a=51, b=50) | {"facts": facts})
    assert finding.verdict == Verdict("unknown", asking=True)
    asks = [Question("f", None, 4.0, 0.5, 40.0), Question("g", None, 0.0, 0.0, 0.0)]
    first, second = held_back(finding, asks)
    assert re.fullmatch(
        r"Asking could settle it: now (49|50|51) of 100 simulations agree on the course, and with "
        r"every question answered about 100 of 100 would\.",
        first,
    )
    assert second == "Ask next. HR: “Is it so?”"
    assert held_back(finding) == [first]
    assert evaluated(model_of(a=51, b=50) | {"facts": facts}).because == (first, second)


def test_who_has_weighed_and_which_duty_is_unmet_is_said() -> None:
    model = model_of(a=60, b=50) | {"gates": {"duty": {"says": "An owner is named."}}}
    assert held_back(found(model, gates={"duty": "unmet"})) == [
        "Nobody has weighed the criteria yet.",
        "A duty of Option A is not met: an owner is named.",
    ]


@pytest.mark.parametrize(("word", "probability"), [("leaning", 0.8999), ("close", 0.6496)])
def test_a_probability_that_rounds_to_what_is_needed_is_said_to_be_just_under_it(
    word: Any, probability: float
) -> None:
    (said,) = held(Verdict(word, low_probability=True), probability)
    assert re.search(r"(90|65) of 100 simulations must .*; here just under \1 of 100 do\.$", said)


def test_where_only_one_course_can_be_chosen_no_simulations_or_points_are_called_for() -> None:
    finding = found(refused(model_of(a=ranged(60, 70, 80), b=50), "a"), answers=NO)
    assert held_back(finding) == ["Nobody has weighed the criteria yet."]


def test_a_what_if_that_changes_the_course_is_quoted_with_the_other_ones_lead() -> None:
    model = model_of(a=50, b=55)
    model["facts"] = {
        "staff": {
            "ask": "How many?",
            "answers": {"few": {"says": "Few", "shifts": {"speed": {"a": 20}}}},
        }
    }
    model["what-ifs"] = {"no-staff": {"says": "Staff left out.", "leave-out": ["staff"]}}
    finding = found(model, answers={"staff": "few"}, weights={"speed": 1})
    assert held_back(finding) == ["Staff left out: Option B leads by about 5 points."]
    level = replace(finding, what_ifs={"no-staff": Lead("b", "b", 0.0)})
    assert held_back(level) == ["Staff left out: the courses are level."]


def test_roles_that_differ_are_named_by_role_and_never_as_people() -> None:
    roles = {"Nurse": Lead("b", "b", 3.0), "other roles": Lead("b", "b", 4.0)}
    assert held(Verdict("leaning", roles=tuple(roles)), roles=roles) == [
        "By the mean weights of the role “Nurse”, Option B leads by about 3 points.",
        "By the mean weights of the other roles, Option B leads by about 4 points.",
    ]


def test_a_panel_whose_means_part_is_said_to() -> None:
    assert held(Verdict("close", panel_parts=True)) == [
        "The mean of all people and the mean of all roles put different courses ahead."
    ]


@pytest.mark.parametrize(
    ("keys", "answered", "expected"),
    [
        (1, 0, "The only key question is not answered: “Fact 0?”"),
        (2, 0, "None of the 2 key questions is answered: “Fact 0?” and “Fact 1?”"),
        (3, 2, "1 of the 3 key questions is not answered: “Fact 2?”"),
        (3, 1, "2 of the 3 key questions are not answered: “Fact 1?” and “Fact 2?”"),
    ],
)
def test_open_key_facts_are_counted_and_asked(keys: int, answered: int, expected: str) -> None:
    model = model_of(a=60, b=50)
    model["facts"] = {
        f"f{place}": {"ask": f"Fact {place}?", "key": True, "answers": {"yes": {"says": "Yes"}}}
        for place in range(keys)
    }
    answers = {f"f{place}": "yes" for place in range(answered)}
    assert held_back(found(model, answers=answers, weights={"speed": 1})) == [expected]
