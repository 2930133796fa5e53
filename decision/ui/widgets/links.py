"""Buttons that lead on: to another page, or to one question of Your site."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import streamlit as st

from decision.ui import assets
from decision.ui.state import session
from decision.wording.text import plain


def go(page: str) -> NoReturn:
    """Go to another page; in no callback, for only a page leads to another."""
    st.switch_page(assets.page(page), query_params=session.address())


def to(page: str, label: str) -> None:
    """Show a link to another page."""
    st.page_link(assets.page(page), label=label, query_params=session.address())


def next_page(label: str, page: str, key: str) -> None:
    """Show the next step of a page, its one filled button, which leads to another page."""
    if st.button(label, key=key, type="primary"):
        go(page)


def next_question(facts: Iterable[str]) -> bool:
    """Show, as the next step, the first question that nobody said they can't answer.

    Returns:
        Whether there is one.
    """
    asked = next((fact for fact in facts if not session.is_unknown(fact)), None)
    if asked is not None:
        question(asked, "next", "Answer the next question", filled=True)
    return asked is not None


def question(fact: str, key: str, label: str | None = None, filled: bool = False) -> None:
    """Show a link to one question of Your site, which then stands on top there.

    Args:
        label: what stands on it; the question, and who can answer it, where it is left out.
    """
    entry = session.work().model.facts[fact]
    if label is None:
        label = f"{f'{entry.who}: ' if entry.who else ''}{entry.ask}"
    if st.button(plain(label), key=key, type="primary" if filled else "tertiary"):
        st.session_state[session.ASKED] = fact
        go("site")
