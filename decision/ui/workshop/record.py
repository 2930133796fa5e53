"""The record of a workshop: kept, copied, taken away, and what is personal forgotten."""

from __future__ import annotations

import json

import streamlit as st

from decision.serving import hosted, open_workshop
from decision.serving.open_workshop import Held
from decision.ui.workshop import round_cache, shared_state
from decision.ui.workshop.shared_state import act
from decision.wording.text import plain

BACKED_UP = "workshop.backed-up"


def section(held: Held) -> None:
    """Offer the record as a file, a backup, forgetting, and closing or deleting the workshop."""
    st.header("The record")
    warning = held.facilitator.warning
    if warning:
        st.warning(plain(warning))
    st.caption(
        plain(
            f"The file {held.room.store.path.name}, on {hosted.place()} only, holds all that "
            f"happens here. The app copies it at each close, reveal and agreement."
        )
    )
    key = f"{held.secret}/{held.room.store.changes}"
    with st.container(horizontal=True):
        st.download_button(
            "Save the whole record (JSON)",
            _exported(key, held),
            f"{held.room.store.path.stem}.json",
            "application/json",
            key="record.export",
            on_click="ignore",
        )
        st.button("Back up now", key="record.backup", on_click=act, args=(_back_up, held))
        _forget(held)
        st.button("Close this workshop", key="record.close", on_click=open_workshop.let_go)
        with st.popover("Delete it"):
            st.markdown(
                "This deletes every ballot, comment, reason and role, what was agreed, the record "
                "and all backups. It can't be undone. Case files that you saved stay."
            )
            st.button("Delete it for good", key="record.delete", on_click=act, args=(_delete, held))
    if said := st.session_state.pop(BACKED_UP, None):
        st.success(plain(said))


def _forget(held: Held) -> None:
    last = round_cache.stage(held).session.last
    with st.popover("Delete what is personal"):
        if last is not None and last.state == "open":
            st.markdown("Close the round first.")
            return
        st.markdown(
            "This deletes comments, reasons, roles in people's own words, and who joined, here and "
            "in every backup. It can't be undone. Weights, listed roles and the record stay."
        )
        st.button("Delete it for good", key="record.forget", on_click=act, args=(_gone, held))


@st.cache_resource(show_spinner=False, max_entries=2)
def _exported(key: str, _held: Held) -> bytes:
    return json.dumps(_held.facilitator.export(), ensure_ascii=False, indent=1).encode()


def _back_up(held: Held) -> None:
    copy = held.facilitator.back_up()
    st.session_state[BACKED_UP] = f"Backed up as {copy.name}, in the same folder."


def _gone(held: Held) -> None:
    held.facilitator.forget()
    shared_state.lay_out(held, seats=())  # their numbers mean nobody any more
    st.session_state[BACKED_UP] = "What was personal is deleted, here and in the backups."


def _delete(held: Held) -> None:
    try:
        held.facilitator.delete()
    finally:
        open_workshop.let_go()  # the store is closed, whatever came of it
