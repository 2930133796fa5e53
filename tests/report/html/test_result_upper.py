"""The upper half of the page: the answer, the sliders, the reasons."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from decision import evaluate
from decision.evaluation.weights import shares
from decision.model.decision_model import DecisionModel
from decision.report.html import result_upper
from decision.report.html.markup import said
from decision.sentences.explanation import certainty
from tests.report.html.test_result_page import EVALUATIONS, MODEL, PAGES, Read
from tests.report.two_courses import answered
from tests.strategies import DRAWN, Written, problems
from tests.strategies import evaluated as evaluated_from


def test_each_slider_has_its_label_and_says_its_value() -> None:
    read = Read(PAGES["empty"])
    sliders = read.all("input", type="range")
    assert len(sliders) == len(MODEL.criteria)
    assert [label["for"] for label in read.all("label")] == [slider["id"] for slider in sliders]
    for slider in sliders:
        assert re.fullmatch(r"\d+ points, [\d.]+% of the weight", slider["aria-valuetext"])


@DRAWN
@given(problems())
def test_untouched_sliders_give_the_shares_in_force(problem: tuple[Written, Written]) -> None:
    evaluation = evaluated_from(*problem)
    points = result_upper.swing_points(evaluation.standing)
    assert list(points) == list(evaluation.model.criteria)
    assert all(0 <= value <= 100 for value in points.values())
    assert max(points.values()) >= 50
    again = shares(points)
    for name, share in evaluation.standing.shares.items():
        assert again[name] == pytest.approx(share, abs=1e-15)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({"x": 100, "y": 40}, {"x": 100, "y": 40}),
        ({"x": 80, "y": 40}, {"x": 80, "y": 40}),
        ({"x": 1, "y": 0.5}, {"x": 100, "y": 50}),
        ({"x": 400, "y": 100}, {"x": 100, "y": 25}),
        ({"x": 0, "y": 7}, {"x": 0, "y": 100}),
    ],
)
def test_points_stand_as_written_where_they_fill_the_scale(
    weights: dict[str, float], expected: dict[str, float]
) -> None:
    criteria = {
        name: {"name": name, "weight": weight, "scores": {"a": 50, "b": 60}}
        for name, weight in weights.items()
    }
    model = DecisionModel.model_validate(
        {
            "title": "Small",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": criteria,
        }
    )
    points = result_upper.swing_points(evaluate(model).standing)
    assert points == pytest.approx(expected, abs=1e-12)


def test_words_that_only_hold_for_the_saved_weights_stand_in_a_part_that_can_be_marked() -> None:
    for evaluation in EVALUATIONS.values():
        part = result_upper.answer(evaluation)
        marks = part.count(result_upper.STALE)
        assert marks == part.count('<p class="stale" hidden>') == 2
        for text in (*certainty(evaluation.finding), *evaluation.because):
            assert said(text) in part.split(result_upper.STALE)[2]


def test_the_answer_says_nothing_twice() -> None:
    for evaluation in (*EVALUATIONS.values(), answered({"offer": None, "ready": None})):
        words = re.sub(r"<figure.*?</figure>", "", result_upper.answer(evaluation), flags=re.DOTALL)
        parts = re.split(r"</?[a-z][^>]*>|(?<=[.?!]) (?=[A-Z“])", words)
        said_ = [part for part in parts if len(part.split()) > 4 and part != result_upper.STALE]
        assert len(said_) > 3
        assert len(said_) == len(set(said_))


def test_people_stand_beside_claims_in_what_could_make_it_wrong() -> None:
    part = result_upper.answer(answered())
    assert (
        "Without all that one person says (Surveyor)" in part.split("What could make it wrong")[1]
    )


def test_each_side_has_the_colour_of_its_course_and_one_not_compared_neither() -> None:
    part = result_upper.answer(answered())
    assert '<span class="left one">◄ Stay, jointly</span>' in part
    assert '<span class="right two">Move, guarded ►</span>' in part
    away = answered({"host": "named"}, weights={"speed": 1, "staff": 9})
    assert (away.standing.leader, away.standing.rival) == ("away", "guarded")
    part = result_upper.answer(away)
    assert '<span class="left other">◄ Away</span>' in part
    assert '<span class="right two">Move, guarded ►</span>' in part


def test_where_one_course_alone_can_be_chosen_there_is_no_margin_to_draw() -> None:
    needs = [{"fact": "f", "is": ["yes"]}]
    model = DecisionModel.model_validate(
        {
            "title": "Small",
            "options": {"a": {"name": "A"}, "b": {"name": "B", "needs": needs}},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 50, "b": 60}}},
            "facts": {"f": {"ask": "So?", "answers": {"yes": {"says": "Y"}, "no": {"says": "N"}}}},
        }
    )
    evaluation = evaluate(model)
    assert "<figure" not in result_upper.answer(evaluation)
    assert result_upper.why(evaluation) == ""
    assert "Only A can be chosen." in result_upper.answer(evaluation)


def test_disputed_answers_are_to_be_borne_in_mind() -> None:
    second = {"faults": {"by": "Digital lead", "says": 2}}
    part = result_upper.noticed(answered(disputed=second))
    assert "1 answer is disputed: “How many faults were answered?”" in part
    assert "disputed" not in result_upper.noticed(answered())
