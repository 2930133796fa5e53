"""What the facilitator's page and the room's screen share while a workshop is open.

It is kept in the server's memory beside the open workshop: the screen is often a second
window, which is a session of its own and knows no case.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import Any

import streamlit as st

from decision.serving import invitations
from decision.serving.open_workshop import Held
from decision.ui.workshop.room_state import Desk
from decision.wording.text import plain
from decision.workshop.errors import WorkshopError

MESSAGE = "workshop.message"  # what went wrong with the last act, until the next one
NO_PHONES = "For phones to join, start the tool with `decision workshop`."
NO_ROLE = ""  # Streamlit would show a None as nothing chosen


class _Shared:
    def __init__(self) -> None:
        self.desk = Desk()
        self.guard = Lock()


@st.cache_resource(show_spinner=False, max_entries=1000)  # a trust's people each have one
def _shared(secret: str) -> _Shared:
    return _Shared()


def desk(held: Held) -> Desk:
    """Return what the windows of the open workshop share."""
    laid = _shared(held.secret).desk
    return (
        laid
        if laid.work is None or invitations.holds(laid.work.shared)
        else replace(laid, work=None)
    )


def lay_out(held: Held, **parts: Any) -> None:
    """Replace parts of what the windows share, for all of them at once."""
    shared = _shared(held.secret)
    with shared.guard:
        shared.desk = replace(shared.desk, **parts)


def act(work: Callable[..., object], *args: object, place: str = MESSAGE) -> None:
    """Call a function on a workshop, and keep the message of what goes wrong for `trouble`."""
    st.session_state.pop(place, None)
    try:
        work(*args)
    except WorkshopError as error:
        st.session_state[place] = str(error)


def trouble(place: str = MESSAGE) -> None:
    """Show what went wrong with the last act.

    The box is there even while it is empty: what comes and goes would move all that is below
    it, and a field that moves loses the cursor.
    """
    with st.container():
        if message := st.session_state.get(place):
            st.error(plain(message))


def turnout(count: int, joined: int) -> str:
    """Return how many ballots are in, of how many people.

    >>> turnout(11, 18), turnout(0, 0)
    ('11 ballots in, 18 people joined', 'No ballot in yet')
    """
    return f"{ballots(count)} in, {people(joined)} joined" if joined else "No ballot in yet"


def people(count: int) -> str:
    """Return a number of people in words.

    >>> people(1), people(18)
    ('1 person', '18 people')
    """
    return "1 person" if count == 1 else f"{count} people"


def ballots(count: int) -> str:
    """Return a number of ballots in words.

    >>> ballots(1), ballots(0)
    ('1 ballot', 'No ballot')
    """
    return "No ballot" if not count else "1 ballot" if count == 1 else f"{count} ballots"
