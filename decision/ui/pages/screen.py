"""Screen: what goes on the projector. Nothing of a blind round is ever on it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from decision.charts import LIGHT, Chart
from decision.charts.panel_weights import PROJECTOR
from decision.report import pictures
from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui import assets
from decision.ui.state import opening
from decision.ui.workshop import collecting, reveal, round_cache, run_sheet, shared_state
from decision.ui.workshop.room_state import SHUT, RoomState
from decision.ui.workshop.round_cache import Seen
from decision.wording.text import plain
from decision.workshop.access import addresses
from decision.workshop.errors import WorkshopError

TICK = 2  # seconds between looks at whether anything has changed
WIDTH = 35.0  # cm, as print has it: 1,181 units of a drawing, so that its text is large enough
MOST = 4  # criteria that are legible from the back


def page() -> None:
    if opening.DISMISSED not in st.session_state:  # no earlier case is offered in front of the room
        st.session_state[opening.DISMISSED] = True
        st.rerun()
    st.set_page_config(initial_sidebar_state="collapsed")
    st.html(assets.style("screen"))
    version = _version()  # before anything is shown, so that no change in between is missed
    held = open_workshop.held() if open_workshop.is_facilitator() else None
    with st.container(key="room-screen"):
        try:
            if held is not None:
                _room(held)
            else:
                _say(SHUT)
        except WorkshopError as error:
            _say(replace(SHUT, headline="One moment, please.", now=plain(str(error))))
    _watch(version)


def _version() -> str:
    """Return a key that changes whenever the screen should."""
    held = open_workshop.held()
    if held is None:
        return ""
    laid = shared_state.desk(held)
    case = "" if laid.work is None else laid.work.key
    return f"{held.secret}/{held.room.store.changes}/{laid.step}/{laid.result}/{case}"


@st.fragment(run_every=TICK)
def _watch(shown: str) -> None:
    """Rerun the page once something has changed, and only then."""
    if _version() != shown:
        st.rerun()


def _room(held: Held) -> None:
    now = round_cache.now(held)
    left, right = st.columns(2)
    with left, st.container(key="room-title"):
        st.caption(plain(held.room.settings.title))
    with right, st.container(key="room-clock"):
        _clock()
    work = shared_state.desk(held).work
    found = None
    if work is not None and now.name in ("weights", "result"):
        found = round_cache.seen(held, work, round_cache.stage(held).turnout.round)
    if found is not None:
        (_result if now.name == "result" else _weights)(found, now)
    elif now.scan:
        _joining(held, now)
    else:
        _say(now, _in(held, now))
        if now.name == "welcome":
            names = held.room.settings.form.criteria.values()
            st.markdown("\n".join(f"- {plain(name)}" for name in names))


@st.fragment(run_every=run_sheet.TICK)
def _clock() -> None:
    held = open_workshop.held()
    if held is not None:
        st.caption(run_sheet.step_now(held))


def _in(held: Held, now: RoomState) -> str:
    """Return how many ballots are in, which is all that a blind round tells; "" at other times."""
    turnout = round_cache.stage(held).turnout
    blind = now.name == "voting" or (now.name == "closed" and turnout.voted)
    return shared_state.turnout(turnout.voted, turnout.joined) if blind else ""


def _say(now: RoomState, count: str = "") -> None:
    with st.container(key="room-words"):
        st.title(now.headline, anchor=False)
        st.markdown(now.now)
        if count:
            st.header(count, anchor=False)


def _joining(held: Held, now: RoomState) -> None:
    """Show the way in beside what is said."""
    keys = held.facilitator.keys()
    left, right = st.columns([2, 3], vertical_alignment="center", gap="large")
    with left:
        collecting.way_in(keys, width=440)
    with right, st.container(key="room-join"):
        _say(now, _in(held, now))
        st.markdown(f"Scan, or open **{plain(collecting.short_address())}**  \nand type")
        with st.container(key="room-code"):
            st.title(addresses.spaced(keys.code or ""), anchor=False)


def _weights(found: Seen, now: RoomState) -> None:
    picture = reveal.weights(found, MOST, PROJECTOR, LIGHT)
    st.title(plain(picture.title), anchor=False)
    with st.container(key="room-ends"):
        st.markdown(reveal.worst_and_best(found))
    _figure(picture)
    st.header(now.now, anchor=False)
    st.caption(plain(picture.reading))


def _result(found: Seen, now: RoomState) -> None:
    people, means = (reveal.result(found, name).title for name in ("leaders", "sides"))
    st.title(plain(people), anchor=False)
    if means != people:
        st.markdown(plain(means))
    if found.panel.only is None and found.panel.people_mean.course is not None:
        _figure(reveal.result(found, "sides", PROJECTOR, LIGHT))
    st.header(now.now, anchor=False)


def _figure(picture: Chart) -> None:
    """Show a drawing as a picture, which grows with the projector's resolution.

    It stands on white whatever the theme is, so it is drawn in the colours for light.
    """
    st.image(pictures.svg(picture, WIDTH), width="stretch", alt=picture.alt)


page()
