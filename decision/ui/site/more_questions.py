"""The questions beyond the first: most telling first, by subject, or by who can answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from decision.model.entries import Fact
from decision.report.questions import ANYONE
from decision.ui.site import facts
from decision.ui.state import session
from decision.ui.widgets import display
from decision.wording.text import plain

AT_ONCE = 5  # questions shown before somebody asks for more
TELLING, SUBJECT, WHO = "Most telling first", "By subject", "By who can answer"
_ORDER = f"{session.INPUT}more.order"  # stays as it was drawn up: a list must not move under a hand
_SHOWN = f"{session.INPUT}more.shown"


def section(names: Sequence[str]) -> None:
    """Ask the facts given, in a drawer, a few at a time."""
    if not names:
        return
    unanswered = session.evaluation().standing.table.unanswered
    still = sum(name in unanswered for name in names)
    label = f"Answer {still} more to make it firmer" if still else "All other answers"
    with display.drawer(label, "more") as drawer:
        if not drawer.open:
            return
        view = st.segmented_control(
            "In which order?",
            [TELLING, SUBJECT, WHO],
            required=True,
            key=session.seed("more.view", TELLING),
        )
        if view == SUBJECT:
            _by("Subject", names, lambda fact: fact.group or "Other")
        elif view == WHO:
            _by("Who can answer", names, lambda fact: fact.who or ANYONE)
        else:
            _most_telling(names)


def _most_telling(names: Sequence[str]) -> None:
    """Ask what is open, by what its answer is worth, with a button for more."""
    if _ORDER not in st.session_state:
        asks = dict.fromkeys(one.fact for one in session.evaluation().robustness.ask_next)
        st.session_state[_ORDER] = [name for name in asks if name in names]
    order = [name for name in st.session_state[_ORDER] if name in names]
    shown = st.session_state.setdefault(_SHOWN, AT_ONCE)
    for name in order[:shown]:
        _ask(name)
    if not order:
        st.caption("Nothing is left to ask. Change an answer under “By subject”.")
    if len(order) > shown:
        st.button(f"Show {min(AT_ONCE, len(order) - shown)} more", key="more.next", on_click=_more)


def _more() -> None:
    st.session_state[_SHOWN] += AT_ONCE


def _by(label: str, names: Sequence[str], of: Callable[[Fact], str]) -> None:
    """Ask the facts of the part that is chosen, or of every part where none is."""
    model, parts = session.work().model, dict[str, list[str]]()
    for name in names:
        parts.setdefault(of(model.facts[name]), []).append(name)
    unanswered = session.evaluation().standing.table.unanswered
    first = next((part for part in parts if set(parts[part]) & set(unanswered)), next(iter(parts)))
    chosen = st.pills(
        label,
        list(parts),
        format_func=lambda part: f"{plain(part)} ({len(parts[part])})",
        key=session.seed(f"more.{label}", first if len(names) > AT_ONCE else None),
        label_visibility="collapsed",
    )
    for part in [str(chosen)] if chosen in parts else parts:
        if chosen not in parts:
            st.subheader(plain(part))
        for name in parts[part]:
            _ask(name)


def _ask(name: str) -> None:
    with st.container(border=True):
        facts.question(name)
