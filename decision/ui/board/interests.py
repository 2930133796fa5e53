"""Interests declared, by role: add, edit, remove, and put back what was removed."""

from __future__ import annotations

import streamlit as st

from decision.model.case import Interest
from decision.ui.state import removals, session, undo
from decision.ui.state.case_record import LONGEST
from decision.wording.text import plain


def section() -> None:
    """Show what is declared, each to edit or remove, and a place to add one."""
    st.subheader("Interests declared")
    declared = session.work().case.interests
    st.markdown(
        "People who gain or lose by the choice may take part, as long as they say so. Write "
        "roles, not names."
    )
    if not declared:
        st.caption("Nobody has declared one yet.")
    for place, interest in enumerate(declared):
        with st.container(border=True):
            _one(place, interest)
    undo.offer("interests")
    with st.form("interest.new"):
        st.markdown("**Declare an interest**")
        st.text_input("Role", key=session.seed("interest.role", ""), max_chars=120)
        st.text_area(
            "Interest", key=session.seed("interest.text", ""), max_chars=LONGEST, height=80
        )
        st.form_submit_button("Add", on_click=_add)
    if st.session_state.pop("interest.refused", False):
        st.error("Write a role and an interest. Where there is none, write “none”.")


def _one(place: int, interest: Interest) -> None:
    st.text_input(
        "Role",
        key=session.seed(f"interests.{place}.role", interest.role),
        max_chars=120,
        on_change=_edit,
        args=(place,),
    )
    st.text_area(
        "Interest",
        key=session.seed(f"interests.{place}.interest", interest.interest),
        max_chars=LONGEST,
        height=80,
        on_change=_edit,
        args=(place,),
    )
    st.button("Remove", key=f"interests.{place}.remove", on_click=_remove, args=(place, interest))


def _edit(place: int) -> None:
    role, text = (
        session.typed(f"interests.{place}.role"),
        session.typed(f"interests.{place}.interest"),
    )
    if not role or not text:
        session.drop_inputs(f"interests.{place}")
        st.toast("An interest needs a role and a text, so it stays as it was.")
        return
    declared = session.work().case.interests
    new = Interest(role=role, interest=text)
    session.change(interests=(*declared[:place], new, *declared[place + 1 :]))


def _add() -> None:
    role, text = session.typed("interest.role"), session.typed("interest.text")
    if not role or not text:
        st.session_state["interest.refused"] = True
        return
    session.drop_inputs("interest")
    session.change(interests=(*session.work().case.interests, Interest(role=role, interest=text)))


def _remove(place: int, interest: Interest) -> None:
    declared = session.work().case.interests
    if declared[place : place + 1] != (interest,):  # clicked twice, and another stands there now
        return
    removals.remove(
        "interests",
        f"The interest of {plain(interest.role)} was removed.",
        drop=("interests",),
        interests=(*declared[:place], *declared[place + 1 :]),
    )
