"""Rounding: one rule for what people read, in the app, the paper and the workbook."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.wording.rounding import fixed


@given(st.floats(-1000, 1000))
def test_a_fixed_number_is_within_rounding_of_what_it_shows(number: float) -> None:
    shown = fixed(number)
    assert re.fullmatch(r"-?\d+\.\d", shown)
    assert abs(float(shown) - number) <= 0.05 + 1e-9
    assert shown != "-0.0"


@pytest.mark.parametrize(
    ("number", "decimals", "shown"),
    [
        (60.25, 1, "60.3"),  # Python's own format gives the even 60.2
        (62.5, 0, "63"),
        (-60.25, 1, "-60.3"),
        (1.005, 2, "1.01"),  # a float a little below what was typed
        (0.04999, 1, "0.0"),
        (-0.04999, 1, "0.0"),
        (1e15, 0, "1000000000000000"),
    ],
)
def test_halves_go_away_from_zero(number: float, decimals: int, shown: str) -> None:
    assert fixed(number, decimals) == shown
