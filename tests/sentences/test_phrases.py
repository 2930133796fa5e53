"""Numbers in phrases read back as the numbers they were."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision import load_model, shipped
from decision.sentences.phrases import in_points, lead, named, of_100

MODEL = load_model(shipped("criteria.yaml"))


@given(st.floats(-100, 100))
def test_points_read_back_within_half_a_point(points: float) -> None:
    said = in_points(points)
    number = re.fullmatch(r"about (\d+) points?", said)
    if number is None:
        assert abs(points) < 0.5
        assert said in ("less than half a point", "0 points")
    else:
        assert abs(abs(points) - int(number[1])) <= 0.5
        assert said.endswith("point") == (number[1] == "1")


@given(st.floats(0, 1))
def test_a_probability_reads_back_and_is_never_certain_unless_it_is(probability: float) -> None:
    said = of_100(probability)
    number = int(re.findall(r"\d+", said)[0])
    if said.startswith("more than"):
        assert 0.99 < probability < 1
    elif said.startswith("fewer than"):
        assert 0 < probability < 0.01
    else:
        assert abs(probability * 100 - number) <= 0.5
        assert (said == "100 of 100") == (probability == 1)
        assert (said == "0 of 100") == (probability == 0)


def test_a_name_with_a_comma_stands_in_quotes() -> None:
    assert named(MODEL, "radiology") == "Stay in Radiology"
    assert named(MODEL, "safeguarded") == "“Move to Digital, with safeguards”"


@pytest.mark.parametrize(
    ("margin", "said"),
    [
        (6.4, "Move to Digital is ahead by about 6 points"),
        (1e-10, "the two are level"),
        (-22, "only Move to Digital of the two can be chosen"),
    ],
)
def test_a_leader_that_is_behind_is_the_only_one_that_can_be_chosen(
    margin: float, said: str
) -> None:
    assert lead(MODEL, "digital", margin) == said
