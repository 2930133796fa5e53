"""Numbers in phrases read back as the numbers they were."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.evaluation.additive import Lead
from decision.numeric import TIE
from decision.sentences.phrases import course_named, in_points, lead, named, of_100
from tests.strategies import made


@given(st.floats(-100, 100))
def test_points_read_back_within_half_a_point(points: float) -> None:
    said = in_points(points)
    number = re.fullmatch(r"about (\d+) points?", said)
    if number is None:
        assert abs(points) < 0.5 + TIE
        assert said in ("less than half a point", "0 points")
    else:
        assert abs(abs(points) - int(number[1])) <= 0.5 + TIE
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


SMALL = made(
    {
        "title": "Small",
        "options": {
            "stay": {"name": "Stay as now", "course": "Stay"},
            "share": {"name": "Stay, with a partnership", "falls-back-to": "stay"},
            "move": {"name": "Move", "course": "Move, at once or later"},
        },
        "criteria": {"w": {"name": "W", "weight": 1, "scores": {"stay": 1, "share": 2, "move": 3}}},
    }
)


def test_a_name_with_a_comma_stands_in_quotes() -> None:
    assert named(SMALL, "stay") == "Stay as now"
    assert named(SMALL, "share") == "“Stay, with a partnership”"
    assert course_named(SMALL, "stay") == "Stay"
    assert course_named(SMALL, "move") == "“Move, at once or later”"


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (Lead("stay", "stay", 6.4), "Stay as now leads by about 6 points"),
        (Lead("share", "stay", 0.2), "“Stay, with a partnership” leads by less than half a point"),
        (Lead("stay", "stay", 1e-10), "the courses are level"),
        (Lead("share", "stay", None), "only Stay can be chosen"),
        (Lead(None, None, None), "nothing can be chosen"),
    ],
)
def test_a_lead_says_who_leads_and_by_how_much_or_why_nobody_does(who: Lead, said: str) -> None:
    assert lead(SMALL, who) == said
