"""Numbers that people type: how large they may be, and how they stand in a case."""

from __future__ import annotations

from typing import Any

import streamlit as st

LARGEST = 1e12  # of what may be typed
EXACT = 1e15  # below it a float tells every whole number from the next


def bounds(key: str, least: float = -LARGEST) -> dict[str, Any]:
    """Return the bounds of a number input, wide enough for what a file has put into it."""
    held = st.session_state[key]
    held = least if held is None else held
    return {"min_value": min(least, held), "max_value": max(LARGEST, held)}


def as_whole(number: float) -> int | float:
    """Return a whole number as one, so that it is written without a point; not where it is huge.

    A file may not have as many digits as a huge one would be written with.

    >>> as_whole(5.0), as_whole(0.5), as_whole(1e30)
    (5, 0.5, 1e+30)
    """
    return int(number) if abs(number) < EXACT and number == int(number) else number
