"""What is said of a panel: each sentence against the numbers behind it."""

from __future__ import annotations

import re

import pytest

from decision.sentences.panel import in_words
from tests.evaluation.test_panel import MODEL, Ballots, ballot, panel_of, words
from tests.strategies import evaluated


def test_parts_that_cancel_are_not_told_as_parts_of_a_whole() -> None:
    panel = panel_of([ballot(10, 10, 80), ballot(50, 40, 10)])
    assert panel.matters == pytest.approx({"x": 2, "y": -1, "z": 0})
    assert "What divides the panel most: Speed." in words(panel)


def test_one_person_is_told_as_one() -> None:
    said = words(panel_of([ballot(1, 0)]))
    assert said.startswith("One person weighed in round 1.\nOne person alone shows no")
    assert "That person's weights put Stay ahead of Move." in said


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
        number = re.search(r"Kendall's W is (\d\.\d\d)", words(panel))
        assert number is not None
        assert float(number[1]) == round(panel.agreement, 2)


def test_roles_that_agree_are_said_to_agree() -> None:
    ballots = [ballot(1, 0, role="R") for _ in range(4)]
    ballots += [ballot(2, 1, role="S") for _ in range(4)]
    said = words(panel_of(ballots))
    assert "All roles put the same option ahead." in said
    assert "Stay is ahead by about 60 points for “R” (4 people) and Stay is ahead by abou" in said


LEVEL = (40, 60)  # points of Speed and of Reach at which Stay and Move are level


def test_people_for_whom_the_two_are_level_are_counted_apart() -> None:
    panel = panel_of([ballot(*LEVEL, name="A"), ballot(1, 0, name="B"), ballot(0, 1, name="C")])
    assert panel.level == ("A",)
    assert dict(panel.leaders)["A"] == "a"  # as the contract has it: the first in file order
    assert (
        "By their own weights, Stay is ahead for 1 of 3 people and Move for 1; the two are level "
        "for 1."
    ) in words(panel)
    one_side = words(panel_of([ballot(*LEVEL), ballot(0, 1)]))
    assert "Move is ahead for 1 of 2 people; the two are level for 1." in one_side
    assert "Everyone's weights put Stay and Move level." in words(panel_of([ballot(*LEVEL)] * 2))
    assert "That person's weights put Stay and Move level." in words(panel_of([ballot(*LEVEL)]))


def test_roles_of_which_one_is_level_are_not_said_to_agree() -> None:
    ballots = [ballot(*LEVEL, role="R") for _ in range(4)] + [ballot(1, 0, role="S")] * 4
    said = words(panel_of(ballots))
    assert "All roles put the same option ahead" not in said
    assert "The roles part" not in said
    assert (
        "By the mean weights of each role, the two are level for “R” (4 people) and Stay is ahead "
        "by about 60 points for “S” (4 people)."
    ) in said


def test_where_one_of_the_two_cannot_be_chosen_no_weights_are_said_to_decide() -> None:
    needs = {"needs": [{"fact": "offer", "is": ["yes"]}]}
    offer = {"ask": "Offered?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}
    options = MODEL["options"] | {"b": MODEL["options"]["b"] | needs}
    model = MODEL | {"options": options, "facts": {"offer": offer}}
    ballots = [ballot(0, 1, role="R") for _ in range(4)] + [ballot(1, 0, role="S")] * 4
    evaluation = evaluated(model, {"panel": ballots, "answers": {"offer": "no"}})
    panel = evaluation.panel
    assert panel is not None
    assert panel.only == "a"
    assert in_words(panel, evaluation.model)[2:] == [
        "Only Stay of the two can be chosen, whatever the weights."
    ]


def test_roles_are_not_said_to_be_merged_where_nobody_named_one() -> None:
    merged = "Roles of fewer than four people are not shown apart."
    assert merged not in words(panel_of([ballot(1, 0), ballot(0, 1)]))
    assert merged in words(panel_of([ballot(1, 0, role="R"), ballot(0, 1)]))
