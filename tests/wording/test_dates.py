"""Dates and times in words."""

from __future__ import annotations

import datetime as dt
import locale

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.wording.dates import day, moment


@given(st.dates(dt.date(1900, 1, 1)))
def test_a_date_in_words_is_that_date(when: dt.date) -> None:
    assert dt.datetime.strptime(day(when), "%d %B %Y").date() == when
    assert not day(when).startswith("0")


def test_a_month_is_in_english_whatever_the_machine_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    before = locale.setlocale(locale.LC_TIME)
    other = next((name for name in ("de_DE.UTF-8", "fr_FR.UTF-8", "C.UTF-8") if _set(name)), None)
    try:
        assert day(dt.date(2026, 3, 1)) == "1 March 2026", other
    finally:
        locale.setlocale(locale.LC_TIME, before)


def _set(name: str) -> bool:
    try:
        locale.setlocale(locale.LC_TIME, name)
    except locale.Error:
        return False
    return True


@given(st.datetimes(dt.datetime(1900, 1, 1)))
def test_a_moment_is_its_day_and_its_minute(when: dt.datetime) -> None:
    assert moment(when) == f"{day(when.date())} at {when.hour:02}:{when.minute:02}"
