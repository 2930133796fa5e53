"""Workshop: the facilitator's page. One thing at a time, in the order of the hour."""

from __future__ import annotations

import streamlit as st

from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui import assets
from decision.ui.state import opening, session
from decision.ui.workshop import (
    agree,
    record,
    rounds,
    run_sheet,
    shared_state,
    start,
    turns_at_laptop,
)
from decision.wording.text import plain
from decision.workshop.errors import WorkshopError


def page() -> None:
    if not open_workshop.is_facilitator():
        st.title("Workshop")
        st.info("This page is the facilitator's.")
        return
    held = open_workshop.held()
    if held is None:
        st.title("Workshop")
        start.section()
        return
    try:
        _run(held)
    except WorkshopError as error:
        st.error(plain(str(error)))


def _run(held: Held) -> None:
    shared_state.lay_out(held, work=session.work())
    if turns_at_laptop.in_turn():
        turns_at_laptop.turn(held)
        return
    st.title("Workshop", anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(held.room.settings.title)}**")
        _to_the_screen()
    shared_state.trouble()
    with st.container():
        _other_model(held)
    run_sheet.section(held)
    rounds.section(held)
    agree.section(held)
    record.section(held)


def _to_the_screen() -> None:
    """Lead to what goes on the projector; never with the facilitator's secret in the address."""
    if open_workshop.ADDRESS in st.session_state:
        st.page_link(assets.page("screen"), label="The room's screen")
    else:
        st.link_button("Open the room's screen", "/screen")


def _other_model(held: Held) -> None:
    if held.weighs(session.work().model):
        return
    st.warning(
        plain(
            f"This workshop weighs “{held.room.settings.model_title}”, and another model is open, "
            f"or a changed one."
        )
    )
    if held.model is None:
        st.caption(
            "The model that came with the tool has changed since. Open the criteria.yaml of that "
            "time from the sidebar to see what the ballots come to."
        )
        return
    st.button(
        "Open the workshop's own model",
        key="model.open",
        on_click=_open_model,
        args=(held.model, held.room.model_data),
        help="The case that is open is put aside, and can be brought back.",
    )


def _open_model(model: DecisionModel, data: bytes | None) -> None:
    opening.replace_work(model, Case(), data, saved=False)


page()
