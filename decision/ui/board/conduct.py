"""Conduct: what guidance asks of such a scoring, how this one stands, and who has an interest."""

from __future__ import annotations

import streamlit as st

from decision.checks.conduct import CITATIONS, UNSAID, Point, State, points, summary
from decision.model.case import ConductPoint
from decision.ui.board import interests
from decision.ui.state import case_record, session
from decision.wording.text import plain

STANDS: dict[State, str] = {
    "met": "✓ Met",
    "overridden": "✓ Overruled",
    "unmet": "✕ Not met",
    "ask": "? To answer",
}
ANSWERS = {"open": "Not yet answered", "yes": "Yes", "no": "No"}


def section() -> None:
    """Show what guidance asks of the scoring, how it stands, and who has an interest."""
    found = points(session.evaluation())
    st.markdown(f"#### {plain(summary(found))}")
    st.markdown(
        "This is what guidance asks of such a scoring. The tool checks what it can see, and asks "
        "whoever led the scoring for the rest. Nothing here moves a score."
    )
    for number, point in enumerate(found, start=1):
        _point(number, point)
    with st.expander("The guidance, and where it was read"):
        for source, citation in CITATIONS.items():
            st.markdown(f"- {plain(source[0].upper() + source[1:])}: {plain(citation)}")
    interests.section()


def _point(number: int, point: Point) -> None:
    """Show a point: folded where the tool sees that it is met and nothing is asked."""
    said = session.work().case.conduct.get(point.id, UNSAID)
    stands, says = f"**{STANDS[point.state]}**", f"{number}\\. {plain(point.says)}"
    if not (point.fault or point.question or said.met is False):
        with st.expander(f"{stands} · {says}"):
            _detail(point, said)
        return
    with st.container(border=True):
        st.markdown(f"{stands} · {says}")
        _detail(point, said)


def _detail(point: Point, said: ConductPoint) -> None:
    st.markdown(plain(f"Seen: {point.found}"))
    _answer(point, said)
    if said.met is False or (said.met and point.fault):
        _reason(point)
    elif said.met:
        with st.popover("Reason and role (filled in)" if said.because else "Reason and role"):
            _reason(point)
    if said.met and point.state == "unmet":
        st.warning("Until it has both a reason and a role, it counts as not met.")
    st.caption(plain(f"Source: {point.guidance}."))


def _answer(point: Point, said: ConductPoint) -> None:
    question = point.question or "Does the point hold?"
    if point.fault:
        question = "Does the point hold all the same?"
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
        "The reason",
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
