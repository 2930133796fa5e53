"""When a commitment is due: the day beside "three months after the decision"."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from decision.wording.dates import day

_NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_AFTER = re.compile(
    rf"(an?|\d{{1,3}}|{'|'.join(_NUMBERS)}) (day|week|month|year)s? after the decision",
    re.IGNORECASE,
)
_AT = re.compile(r"(at|on the day of) the decision", re.IGNORECASE)
_CHANGE = re.compile(r"\bthe change\b", re.IGNORECASE)


def dated(due: str, decided: dt.date | None) -> str:
    """Return when something is due, with the day in brackets where the decision sets one.

    Args:
        due: by when, as a model has it.
        decided: the day of the decision; None where there is none.

    >>> dated("six months after the decision, then every year", dt.date(2026, 8, 31))
    'six months after the decision (28 February 2027), then every year'
    >>> dated("at the decision", dt.date(2026, 8, 31)), dated("before May", None)
    ('at the decision (31 August 2026)', 'before May')
    """
    if decided is None:
        return due
    if found := _AFTER.match(due):
        when = later(decided, _number(found[1]), found[2].lower())
    elif found := _AT.match(due):
        when = decided
    else:
        return due
    if when is None:
        return due
    return f"{due[: found.end()]} ({day(when)}){due[found.end() :]}"


def hangs_on_the_change(due: str) -> bool:
    """Return whether something is due by the day of the change itself, which no case states."""
    return bool(_CHANGE.search(due))


def later(start: dt.date, count: int, unit: str) -> dt.date | None:
    """Return the day so many days, weeks, months or years later; None past the year 9999.

    A month or a year later is the same day of its month, or the last where there is none.

    >>> later(dt.date(2028, 2, 29), 1, "year")
    datetime.date(2029, 2, 28)
    """
    if unit in ("day", "week"):
        try:
            return start + dt.timedelta(days=count * (7 if unit == "week" else 1))
        except OverflowError:
            return None
    months = start.year * 12 + start.month - 1 + count * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    if year > dt.MAXYEAR:
        return None
    return dt.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def _number(word: str) -> int:
    word = word.lower()
    if word.isdecimal():
        return int(word)
    return 1 if word in ("a", "an") else _NUMBERS.index(word) + 1
