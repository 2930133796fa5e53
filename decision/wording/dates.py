"""Dates and times in words, in English whatever the machine's language."""

from __future__ import annotations

import datetime as dt

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def day(when: dt.date) -> str:
    """Return a date in words.

    >>> day(dt.date(2026, 11, 4))
    '4 November 2026'
    """
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def moment(when: dt.datetime) -> str:
    """Return a date and a time in words.

    >>> moment(dt.datetime(2026, 11, 4, 9, 5))
    '4 November 2026 at 09:05'
    """
    return f"{day(when)} at {when:%H:%M}"
