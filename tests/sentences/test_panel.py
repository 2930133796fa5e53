"""What is said of a panel: each sentence against the numbers behind it."""

from __future__ import annotations

import re

import pytest

from decision.sentences.panel import in_words
from tests.evaluation.test_panel import MODEL, Ballots, ballot, panel_of, words
from tests.strategies import evaluated


def test_parts_that_cancel_are_not_told_as_parts_of_a_whole() -> None:
    # C leads A by 6 and by 1: Reach lifts its lead from 6 to 24, Speed takes 5 and then 25 of it.
    panel = panel_of([ballot(10, 10, 80), ballot(50, 40, 10)])
    gaps = {"x": -50, "y": 60}
    spread = (-50 * 0.5 + 60 * 0.4) - (-50 * 0.1 + 60 * 0.1)
    expected = {"x": gaps["x"] * 0.4 / spread, "y": gaps["y"] * 0.3 / spread, "z": 0}
    assert panel.matters == pytest.approx(expected)
    assert min(panel.matters.values()) < 0
    assert "What divides the panel most: Speed." in words(panel)


def test_one_person_is_told_as_one() -> None:
    said = words(panel_of([ballot(1, 0)]))
    assert said.startswith("One person weighed in round 1.\nOne person alone shows no")
    assert "That person's weights put Stay ahead." in said


@pytest.mark.parametrize(
    ("ballots", "told"),
    [
        ([ballot(3, 2, 1), ballot(30, 20, 10)], "agree very strongly"),
        ([ballot(3, 2, 1), ballot(1, 2, 3)], "agree very weakly"),
        ([ballot(1, 1, 1), ballot(2, 2, 2)], "Nobody weighs one criterion above another"),
    ],
)
def test_agreement_is_told_with_its_number(ballots: Ballots, told: str) -> None:
    panel = panel_of(ballots)
    assert told in words(panel)
    if panel.agreement is not None:
        number = re.search(r"criteria: (\d\.\d\d) on a scale", words(panel))
        assert number is not None
        assert float(number[1]) == round(panel.agreement, 2)


def test_roles_that_agree_are_said_to_agree() -> None:
    ballots = [ballot(1, 0, role="R") for _ in range(4)]
    ballots += [ballot(2, 1, role="S") for _ in range(4)]
    said = words(panel_of(ballots))
    assert "All roles put the same course ahead." in said
    assert "Stay leads by about 50 points for “R” (4 people) and Stay leads by about 13 p" in said


LEVEL = (60, 50)  # points of Speed and of Reach at which Stay and “Both, in part” are level


def test_people_for_whom_courses_are_level_are_counted_apart() -> None:
    panel = panel_of([ballot(*LEVEL, name="A"), ballot(1, 0, name="B"), ballot(0, 1, name="C")])
    assert panel.leads["A"].leader == "a"  # as the contract has it: the first in file order
    assert panel.leads["A"].margin == pytest.approx(0, abs=1e-9)
    assert (
        "By their own weights, Stay is ahead for 1 of 3 people and “Both, in part” for 1; courses "
        "are level for 1."
    ) in words(panel)
    one_side = words(panel_of([ballot(*LEVEL), ballot(0, 1)]))
    assert "“Both, in part” is ahead for 1 of 2 people; courses are level for 1." in one_side
    assert "Everyone's weights put the courses level." in words(panel_of([ballot(*LEVEL)] * 2))
    assert "That person's weights put the courses level." in words(panel_of([ballot(*LEVEL)]))


def test_roles_of_which_one_is_level_are_not_said_to_agree() -> None:
    ballots = [ballot(*LEVEL, role="R") for _ in range(4)] + [ballot(1, 0, role="S")] * 4
    said = words(panel_of(ballots))
    assert "All roles put the same course ahead" not in said
    assert "The roles disagree" not in said
    assert (
        "By the mean weights of each role, the courses are level for “R” (4 people) and Stay leads "
        "by about 50 points for “S” (4 people)."
    ) in said


def test_roles_that_disagree_are_said_to_whatever_the_form() -> None:
    ballots = [ballot(1, 0, role="R") for _ in range(4)] + [ballot(0, 1, role="S")] * 4
    assert "The roles disagree on the course." in words(panel_of(ballots))


def test_where_only_one_course_can_be_chosen_no_weights_are_said_to_decide() -> None:
    needs = {"needs": [{"fact": "offer", "is": ["yes"]}]}
    offer = {"ask": "Offered?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}
    options = MODEL["options"] | {
        "b": MODEL["options"]["b"] | needs,
        "c": MODEL["options"]["c"] | needs,
    }
    model = MODEL | {"options": options, "facts": {"offer": offer}}
    ballots = [ballot(0, 1, role="R") for _ in range(4)] + [ballot(1, 0, role="S")] * 4
    evaluation = evaluated(model, {"panel": ballots, "answers": {"offer": "no"}})
    panel = evaluation.panel
    assert panel is not None
    assert panel.only == "a"
    assert in_words(panel, evaluation.model)[2:] == [
        "Only Stay can be chosen, whatever the weights."
    ]


def test_roles_are_not_said_to_be_merged_where_nobody_named_one() -> None:
    merged = "Roles of fewer than four people are not shown apart."
    assert merged not in words(panel_of([ballot(1, 0), ballot(0, 1)]))
    assert merged in words(panel_of([ballot(1, 0, role="R"), ballot(0, 1)]))


def test_weights_that_hardly_divide_the_panel_are_told_one_or_several() -> None:
    ballots = [ballot(10, 10, 10), ballot(20, 10, 10)]
    assert "The weights of" not in words(panel_of(ballots))
    model = MODEL | {
        "criteria": MODEL["criteria"]
        | {"y": {"name": "Reach", "weight": 1, "scores": {"a": 50, "b": 50, "c": 50}}}
    }
    evaluation = evaluated(model, {"panel": ballots})
    assert evaluation.panel is not None
    assert in_words(evaluation.panel, evaluation.model)[-2:] == [
        "What divides the panel most: Speed (100% of the disagreement).",
        "The weights of Reach and Cost hardly divide it: agreeing on them would settle little.",
    ]
