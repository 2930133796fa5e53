"""The bounds of a number input, and whole numbers written as such."""

from __future__ import annotations

import pytest
import streamlit as st

from decision.ui.widgets.number_input import LARGEST, as_whole, bounds


@pytest.mark.parametrize(
    ("held", "least", "expected"),
    [
        (None, 0.0, (0.0, LARGEST)),
        (5.0, 0.0, (0.0, LARGEST)),
        (-3.0, 0.0, (-3.0, LARGEST)),  # a file has put less into it than may be typed
        (1e40, 0.0, (0.0, 1e40)),  # ... or more
        (5.0, -LARGEST, (-LARGEST, LARGEST)),
    ],
)
def test_bounds_hold_whatever_a_file_has_put_into_the_input(
    monkeypatch: pytest.MonkeyPatch,
    held: float | None,
    least: float,
    expected: tuple[float, float],
) -> None:
    monkeypatch.setattr(st, "session_state", {"in.x": held})
    found = bounds("in.x", least)
    assert (found["min_value"], found["max_value"]) == expected


def test_a_whole_number_is_written_without_a_point_and_a_huge_one_stays_a_float() -> None:
    for number, written in ((5.0, "5"), (-2.0, "-2"), (0.5, "0.5"), (1e30, "1e+30")):
        assert repr(as_whole(number)) == written
