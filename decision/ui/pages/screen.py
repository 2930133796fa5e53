"""Screen: what goes on the projector. Nothing of a blind round is ever on it."""

from __future__ import annotations

import streamlit as st

from decision.charts import LIGHT, Chart
from decision.charts.panel_weights import PROJECTOR
from decision.report import pictures
from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui import assets
from decision.ui.state import opening
from decision.ui.workshop import collecting, reveal, round_cache, rounds, run_sheet, shared_state
from decision.ui.workshop.round_cache import Seen, Stage
from decision.ui.workshop.shared_state import ballots
from decision.wording.text import plain
from decision.workshop.access import addresses
from decision.workshop.errors import WorkshopError

TICK = 2  # seconds between looks at whether anything has changed
WIDTH = 35.0  # cm, as print has it: 1,181 units of a drawing, so that its text is large enough
MOST = 6  # criteria that are legible from the back


def page() -> None:
    if opening.DISMISSED not in st.session_state:  # no earlier case is offered in front of the room
        st.session_state[opening.DISMISSED] = True
        st.rerun()
    st.set_page_config(initial_sidebar_state="collapsed")
    st.html(assets.style("screen"))
    held = open_workshop.held()
    with st.container(key="room-screen"):
        if not open_workshop.is_facilitator() or held is None:
            st.markdown("# No workshop is open.\nStart one on the page Workshop.")
        else:
            try:
                _room(held)
            except WorkshopError as error:
                st.markdown(plain(str(error)))
    _watch(_version())


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
    stage = round_cache.stage(held)
    left, right = st.columns([3, 1])
    with left:
        st.caption(plain(held.room.settings.title))
    with right, st.container(key="room-clock"):
        _clock()
    last = stage.session.last
    if last is None or last.state == "open":
        _open(held, stage)
    elif last.state == "closed":
        st.title(f"Round {last.number} is closed.", anchor=False)
        st.markdown(f"{ballots(stage.turnout.voted)} in. Nobody has seen what they say.")
    else:
        _revealed(held, stage, last.number)


@st.fragment(run_every=run_sheet.TICK)
def _clock() -> None:
    held = open_workshop.held()
    laid = None if held is None else shared_state.desk(held)
    if laid is not None and laid.step is not None:
        st.caption(run_sheet.left(laid))


def _open(held: Held, stage: Stage) -> None:
    last, keys = stage.session.last, held.facilitator.keys()
    said = "Join now." if last is None else f"Round {last.number} is open."
    if open_workshop.doors() is None or keys.link is None or keys.code is None:
        st.title("Welcome." if last is None else said, anchor=False)
    else:
        left, right = st.columns([2, 3], vertical_alignment="center", gap="large")
        with left:
            collecting.way_in(keys, width=440)
        with right:
            st.title(said, anchor=False)
            st.markdown(f"Scan, or open **{plain(collecting.short_address())}**")
            st.markdown("and type")
            with st.container(key="room-code"):
                st.title(addresses.spaced(keys.code), anchor=False)
    if last is not None:
        st.header(rounds.counted(stage.turnout), anchor=False)


def _revealed(held: Held, stage: Stage, number: int) -> None:
    laid = shared_state.desk(held)
    work = laid.work
    if work is None or not held.weighs(work.model):
        st.title(f"Round {number} is revealed.", anchor=False)
        st.markdown("Open the Workshop page beside this one to show it.")
        return
    found = round_cache.seen(held, work, number)
    if found is None:
        st.title("No ballot of this round counts.", anchor=False)
    elif laid.result and stage.may_show:
        _result(found)
    else:
        picture = reveal.weights(found, MOST, PROJECTOR, LIGHT)
        st.title(plain(picture.title), anchor=False)
        _figure(picture)
        st.caption(plain(picture.reading))


def _result(found: Seen) -> None:
    if found.panel.only is not None or found.panel.people_mean.course is None:
        st.header(plain(reveal.result_in_words(found)), anchor=False)
        return
    leaders = reveal.result(found, "leaders", PROJECTOR, LIGHT)
    sides = reveal.result(found, "sides", PROJECTOR, LIGHT)
    st.header(plain(leaders.title), anchor=False)
    _figure(leaders)
    st.header(plain(sides.title), anchor=False)
    _figure(sides)


def _figure(picture: Chart) -> None:
    """Show a drawing as a picture, which grows with the projector's resolution.

    It stands on white whatever the theme is, so it is drawn in the colours for light.
    """
    st.image(pictures.svg(picture, WIDTH), width="stretch", alt=picture.alt)


page()
