"""Workshop: the facilitator's page. The next step is the one filled button."""

from __future__ import annotations

import streamlit as st

from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui.state import opening, session
from decision.ui.workshop import (
    agree,
    record,
    round_cache,
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
        st.info("Only the facilitator can use this page.")
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
    work = session.work()
    shared_state.lay_out(held, work=work if held.weighs(work.model) else None)
    if turns_at_laptop.in_turn():
        turns_at_laptop.turn(held)
        return
    st.title("Workshop", anchor=False)
    st.markdown(f"**{plain(held.room.settings.title)}**")
    shared_state.trouble()
    with st.container():
        _other_model(held)
    now = round_cache.now(held)
    waits = agree.waits(held, now)
    run_sheet.section(held, now, filled=held.weighs(work.model) and not waits)
    rounds.section(held, now)
    agree.section(held, filled=waits)
    record.section(held)


def _other_model(held: Held) -> None:
    if held.weighs(session.work().model):
        return
    st.warning(
        plain(
            f"This workshop weighs “{held.room.settings.model_title}”. The open model is another, "
            f"or has changed."
        )
    )
    if held.model is None:
        st.caption(
            "The tool's own model has changed since this workshop began. To see the result, open "
            "the earlier criteria.yaml from the sidebar."
        )
        return
    st.button(
        "Open the workshop's own model",
        key="model.open",
        type="primary",
        on_click=_open_model,
        args=(held.model, held.room.model_data),
        help="The open case is put aside. You can bring it back.",
    )


def _open_model(model: DecisionModel, data: bytes | None) -> None:
    opening.replace_work(model, Case(), data, saved=False)


page()
