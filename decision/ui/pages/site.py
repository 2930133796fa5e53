"""Your site: the questions that decide most, then all others."""

from __future__ import annotations

import math

import streamlit as st

from decision.ui.site import amounts_and_duties, facts, more_questions, status_line
from decision.ui.state import opening, session
from decision.ui.widgets import links
from decision.wording.numbers import in_words
from decision.wording.text import plain

MOST = 4  # questions asked first where a model calls none of its facts key
MINUTES = 0.75  # that one of them takes


def page() -> None:
    model = session.work().model
    first = [name for name, fact in model.facts.items() if fact.key] or list(model.facts)[:MOST]
    body = st.container()
    # Made before the questions, so that it is the first to show what an answer did.
    place = status_line.line(first) if first else None
    with body:
        st.title(plain(model.title), anchor=False)
        if not first:
            _no_questions()
        _asked_for(first)
        for number, name in enumerate(first, start=1):
            if name != _asked():
                facts.question(name, number)
        more_questions.section([name for name in model.facts if name not in (*first, _asked())])
        amounts_and_duties.figures()
        amounts_and_duties.duties()
        if session.work().is_empty and session.work().model_data is None and first:
            _example()
    if place is not None:  # last, for it takes longest
        status_line.picture(place)


def _no_questions() -> None:
    st.markdown("This model asks no questions. Go on to what matters.")
    if st.button("What matters", type="primary", key="site.next"):
        links.go("weights")


def _asked() -> str | None:
    """Return the question that a link of another page leads to, if one does."""
    name = st.session_state.get(session.ASKED)
    return name if name in session.work().model.facts else None


def _asked_for(first: list[str]) -> None:
    """Say what this page asks, and put the question on top that somebody came for."""
    count = len(first)
    if not count:
        return
    minutes = math.ceil(MINUTES * count)
    st.markdown(
        f"**{in_words(count).capitalize()} question{'s' * (count > 1)}, {in_words(minutes)} "
        f"minute{'s' * (minutes > 1)}.** Answer what you can show today: an intention does not "
        f"count. “Don't know” is a fair answer."
    )
    if (name := _asked()) is not None:
        with st.container(border=True):
            facts.question(name)


def _example() -> None:
    """Offer a whole result at one click, to whoever is here for the first time."""
    whole = next(iter(opening.example_names()))
    if st.button("See a finished example", key="first-example", type="tertiary"):
        opening.open_example(whole)
        links.go("result")


page()
