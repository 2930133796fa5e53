from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from decision.errors import ModelError
from decision.model.entries import Amount, Criterion, Fact, Gate, Measure, Score, Topic

FALLING = Measure(unit="£k", values={0: 100, 100: 60, 500: 0})


@pytest.mark.parametrize(
    ("amount", "points"),
    [(-50, 100), (0, 100), (50, 80), (100, 60), (300, 30), (500, 0), (9e9, 0)],
)
def test_a_value_function_is_linear_between_its_points_and_flat_outside(
    amount: float, points: float
):
    assert FALLING.value(amount) == pytest.approx(points)


def test_the_order_in_which_points_are_written_is_irrelevant():
    assert Measure(unit="£k", values={500: 0, 0: 100, 100: 60}).value(50) == FALLING.value(50)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_falling_value_function_never_rises_and_stays_within_its_points(a: float, b: float):
    low, high = sorted((a, b))
    assert 0 <= FALLING.value(high) <= FALLING.value(low) <= 100


def test_the_worth_of_an_amount_has_its_ends_the_right_way_round():
    assert FALLING.worth(Amount(amount=100, low=50, high=300)) == (30, 60, 80)
    assert FALLING.worth(Amount(amount=100)) == (60, 60, 60)


def test_a_level_value_function_is_allowed():
    assert Measure(unit="d", values={0: 50, 9: 50}).value(4) == 50


def test_a_bare_number_is_a_score_or_an_amount_without_a_range():
    assert Score.model_validate(50) == Score(score=50)
    assert Amount.model_validate(-5) == Amount(amount=-5)
    assert Score(score=50, low=50, high=50).low == 50


@pytest.mark.parametrize("ends", [{"low": 40}, {"high": 60}, {"low": 51, "high": 60}])
def test_a_range_comes_whole_and_holds_its_score(ends: dict[str, float]):
    with pytest.raises(ModelError, match=r"only one of|leaves out"):
        Score(score=50, **ends)


def test_the_cells_of_a_criterion_are_its_scores_or_its_amounts():
    judged = Criterion(name="A", weight=1, scores={"a": 5})
    measured = Criterion(name="A", weight=1, measure=FALLING, amounts={"a": 5})
    assert judged.cells == {"a": Score(score=5)}
    assert measured.cells == {"a": Amount(amount=5)}


def fact(*starts: float, **more) -> Fact:
    answers = {f"from-{n}": {"says": "S", "from": start} for n, start in enumerate(starts)}
    return Fact.model_validate({"ask": "A", "answers": answers, **more})


@pytest.mark.parametrize(
    ("number", "answer"),
    [(-1, None), (0, "from-0"), (0.4, "from-0"), (0.5, "from-1"), (99, "from-2")],
)
def test_a_number_picks_the_last_answer_that_starts_at_or_below_it(
    number: float, answer: str | None
):
    assert fact(0, 0.5, 6, unit="months").pick(number) == answer


def test_several_wrong_thresholds_are_all_named():
    with pytest.raises(ValidationError) as caught:
        fact(1, 1, 9, items={"x": "X", "y": "Y"})
    message = str(caught.value)
    assert "is 1, after 1; write the answers in rising order" in message
    assert "of the first answer is 1; write `from: 0` (no ticks)" in message
    assert "is 9, and the fact has 2 items; write a whole number up to 2" in message


@pytest.mark.parametrize("topic", get_args(Topic))
def test_facts_criteria_and_gates_may_have_a_topic(topic: str):
    answers = {"yes": {"says": "Yes"}}
    assert Fact.model_validate({"ask": "Is it?", "topic": topic, "answers": answers}).topic == topic
    assert Gate.model_validate({"says": "It is.", "topic": topic}).topic == topic
    scored = {"name": "Speed", "weight": 1, "topic": topic, "scores": {"a": 1, "b": 2}}
    assert Criterion.model_validate(scored).topic == topic
    assert Gate.model_validate({"says": "It is."}).topic is None
