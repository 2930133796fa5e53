"""When commitments fall due."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.report.paper.due_dates import dated, hangs_on_the_change, later

DAY = dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("due", "says"),
    [
        ("three months after the decision", "three months after the decision (28 February 2027)"),
        ("Two weeks after the decision", "Two weeks after the decision (14 December 2026)"),
        ("a year after the decision", "a year after the decision (30 November 2027)"),
        ("10 days after the decision", "10 days after the decision (10 December 2026)"),
        (
            "six months after the decision, then every year",
            "six months after the decision (30 May 2027), then every year",
        ),
        ("at the decision", "at the decision (30 November 2026)"),
        ("before the change", "before the change"),
        ("soon after the decision", "soon after the decision"),
        ("999 years after the decision", "999 years after the decision (30 November 3025)"),
    ],
)
def test_a_day_stands_beside_what_the_decision_dates(due: str, says: str) -> None:
    assert dated(due, DAY) == says
    assert dated(due, None) == due


def test_a_day_past_the_calendar_is_left_out() -> None:
    far = dt.date(9990, 1, 31)
    for unit in ("day", "week", "month", "year"):
        assert later(far, 99_999, unit) is None
    assert dated("20 years after the decision", far) == "20 years after the decision"


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)),
    st.integers(0, 400),
    st.sampled_from(("month", "year")),
)
def test_a_later_day_is_the_same_of_its_month_or_the_last(
    start: dt.date, count: int, unit: str
) -> None:
    end = later(start, count, unit)
    assert end is not None
    months = count * (12 if unit == "year" else 1)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    last = (end + dt.timedelta(days=1)).month != end.month
    assert end.day == start.day or (end.day < start.day and last)


def test_what_hangs_on_the_day_of_the_change_is_known() -> None:
    assert hangs_on_the_change("Three months after the change")
    assert not hangs_on_the_change("three months after the decision")
