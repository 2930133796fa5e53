"""Cells as numbers, and headings with what stands in brackets."""

from __future__ import annotations

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.tables.values import Value, read_direction, read_heading, read_scale, read_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("70", Value(70)),
        (" -2.5 ", Value(-2.5)),
        ("\u22122.5", Value(-2.5)),
        ("12%", Value(12, sign="%")),
        ("£1,200.50", Value(1200.5, sign="£", grouped=True)),
        ("-£3", Value(-3, sign="£")),
        ("60-80", Value(70, 60, 80, middle=True)),
        ("60 to 80", Value(70, 60, 80, middle=True)),
        ("£1,000–£2,000", Value(1500, 1000, 2000, "£", True, middle=True)),
        ("70 (60–80)", Value(70, 60, 80)),
        ("-5--3", Value(-4, -5, -3, middle=True)),
    ],
)
def test_a_cell_is_read_as_a_person_means_it(text: str, value: Value) -> None:
    assert read_value(text) == value


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty; write a number"),
        ("high", "write a plain number such as 75"),
        ("12,5", "write 12.5, with a point"),
        ("12/3/2024", "looks like a date"),
        ("2024-03-12", "range such as|looks like a date"),
        ("80–60", "the smaller number first"),
        ("£5–$6", "in two units"),
        ("50 (60–80)", "leaves its number out"),
        ("50 (60)", "with a range"),
        ("£5%", "no number"),
        ("nan", "no number"),
        ("1e999", "no number"),
        ("=1+1", "no number"),
    ],
)
def test_what_cannot_be_understood_says_what_to_write(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_value(text)


@given(st.floats(-1e12, 1e12), st.floats(0, 1e6))
def test_what_a_number_is_written_as_reads_back(stated: float, more: float) -> None:
    assert read_value(repr(stated)).stated == stated
    again = read_value(f"{stated!r} ({stated!r} to {stated + more!r})")
    assert (again.stated, again.low, again.high) == (stated, stated, stated + more)


@given(st.text(max_size=30))
def test_any_text_is_a_value_or_is_refused(text: str) -> None:
    with suppress(ValueError):
        assert math.isfinite(read_value(text).stated)


def test_brackets_are_a_unit_only_beside_a_direction() -> None:
    assert read_heading("Development (HCPC)").name == "Development (HCPC)"
    found = read_heading("Travel (minutes; lower is better)")
    assert (found.name, found.unit, found.lower) == ("Travel", "minutes", True)
    assert read_heading("Quality (out of 5)").scale == (0, 5)
    assert read_heading("(lower is better)").name == "(lower is better)"


def test_directions_and_scales() -> None:
    assert [read_direction(one) for one in ("Lower", "minimise", "benefit", "up")] == [
        True,
        True,
        False,
        None,
    ]
    assert [read_scale(one) for one in ("10", "1 to 7", "out of 0", "7–1", "x")] == [
        (0, 10),
        (1, 7),
        None,
        None,
        None,
    ]
