"""Conduct: what guidance asks of such a scoring, how this one stands, and who has an interest."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from decision.checks.conduct import CITATIONS, UNSAID, Point, State, points, summary
from decision.model.case import ConductPoint
from decision.ui.board import interests
from decision.ui.state import case_record, session
from decision.ui.widgets import display
from decision.wording.text import plain

STANDS: dict[State, str] = {
    "met": "✓ Met",
    "overridden": "✓ Overruled",
    "unmet": "✕ Not met",
    "ask": "? To answer",
}
FIRST = "conduct-first"  # the points that stand first, while the tab is open
ANSWERS = {"open": "Not yet answered", "yes": "Yes", "no": "No"}


def section() -> None:
    """Show what guidance asks of the scoring, what needs an answer first, and the interests."""
    found = points(session.evaluation())
    st.markdown(f"#### {plain(summary(found))}")
    st.markdown(
        "Guidance asks this of any such scoring. The tool checks what it can see. Please answer "
        "the rest. Nothing here moves a score."
    )
    first = _first(found)
    for number, point in enumerate(found, start=1):
        if point.id in first:
            _point(number, point)
    if len(first) < len(found):
        with display.drawer(f"Met ({len(found) - len(first)})", "conduct-met") as drawer:
            if drawer.open:
                for number, point in enumerate(found, start=1):
                    if point.id not in first:
                        _point(number, point)
    interests.section()
    with st.expander("The guidance, and where to read it"):
        for source, citation in CITATIONS.items():
            st.markdown(f"- {plain(source[0].upper() + source[1:])}: {plain(citation)}")


def _first(found: Iterable[Point]) -> frozenset[str]:
    """Return the points that needed an answer when the tab was opened: an answer moves none."""
    key = session.INPUT + FIRST
    needing = frozenset(point.id for point in found if point.state in ("ask", "unmet"))
    first: frozenset[str] = st.session_state.setdefault(key, needing)
    return first


def sort_again() -> None:
    """Sort the points anew when the tab is opened next."""
    session.drop_inputs(FIRST)


def _point(number: int, point: Point) -> None:
    said = session.work().case.conduct.get(point.id, UNSAID)
    with st.container(border=True):
        st.markdown(f"**{STANDS[point.state]}** · {number}\\. {plain(point.says)}")
        _detail(point, said)


def _detail(point: Point, said: ConductPoint) -> None:
    st.markdown(plain(f"The tool found: {point.found}"))
    _answer(point, said)
    if said.met is False or (said.met and point.fault):
        _reason(point)
    elif said.met:
        with st.popover("Reason and role (filled in)" if said.because else "Reason and role"):
            _reason(point)
    if said.met and point.state == "unmet":
        st.warning("It counts as not met until it has a reason and a role.")
    st.caption(plain(f"Source: {point.guidance}."))


def _answer(point: Point, said: ConductPoint) -> None:
    question = point.question or "Is this so?"
    if point.fault:
        question = "Is this met all the same?"
    st.radio(
        plain(question),
        list(ANSWERS),
        format_func=lambda word: ANSWERS[word],
        horizontal=True,
        key=session.seed(
            f"conduct.{point.id}.met",
            "open" if said.met is None else "yes" if said.met else "no",
        ),
        on_change=_answered,
        args=(point.id,),
    )


def _reason(point: Point) -> None:
    st.text_area(
        "Reason",
        key=session.seed(f"conduct.{point.id}.because", point.because or ""),
        max_chars=case_record.LONGEST,
        height=80,
        on_change=_answered,
        args=(point.id,),
    )
    st.text_input(
        "Your role, not your name",
        key=session.seed(f"conduct.{point.id}.by", point.by or ""),
        max_chars=120,
        on_change=_answered,
        args=(point.id,),
    )


def _answered(name: str) -> None:
    """Put what the fields of one point hold into the case."""
    conduct = session.work().case.conduct
    before = conduct.get(name, ConductPoint())
    met = {"yes": True, "no": False}.get(session.value_of(f"conduct.{name}.met"))
    after = ConductPoint(
        met=met,
        because=_typed(f"conduct.{name}.because", before.because),
        by=_typed(f"conduct.{name}.by", before.by),
    )
    kept = None if after == ConductPoint() else after
    session.change(conduct=session.with_item(conduct, name, kept))


def _typed(name: str, otherwise: str | None) -> str | None:
    """Return what was typed into a field; where the field is not shown, what the case has."""
    return session.typed(name) if session.INPUT + name in st.session_state else otherwise
