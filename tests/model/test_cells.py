from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from decision.errors import ModelError
from decision.model.cells import Amount, Measure, Score
from decision.model.scalars import Scalar

FALLING = Measure(unit="£k", values={0: 100, 100: 60, 500: 0})


@pytest.mark.parametrize(
    ("amount", "points"), [(-50, 100), (0, 100), (50, 80), (100, 60), (300, 30), (500, 0), (9e9, 0)]
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


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({0: 100}, "needs two points or more"),
        ({0: 100, 5: 0, 9: 50}, "goes up and down"),
        ({5: 100, "5.0": 0}, "number in quotes"),
    ],
)
def test_a_value_function_has_points_that_only_rise_or_only_fall(values: dict, message: str):
    with pytest.raises(ModelError, match=message):
        Measure(unit="d", values=values)


def test_an_amount_written_in_two_ways_is_given_twice():
    with pytest.raises(ValidationError, match=r"`5\.0` is given twice; keep one"):
        Measure.model_validate({"unit": "d", "values": {Scalar("5"): 1, Scalar("5.0"): 2}})
