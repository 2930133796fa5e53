"""The other side's case: what would make another course lead, and the proof it would need."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from decision.report.word.kinds import kind_as_docx
from decision.sensitivity.objections import objections
from decision.sensitivity.robustness import Robustness
from decision.sentences import objection
from decision.sentences.explanation import headline
from decision.sentences.objection import Point, Points
from decision.ui.state import session
from decision.ui.widgets import display
from decision.wording.text import plain

AT_ONCE = 6  # points of a list shown at once
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def section() -> None:
    """Show, for each other course, four lists of what would make it lead."""
    evaluation = session.evaluation()
    session.result_seen()
    st.markdown(plain(headline(evaluation.finding)))
    found = objections(evaluation.robustness)
    if not found:
        st.markdown("No other course can be chosen, and no answer would make one lead.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            "What whoever objects would have to prove. The most telling comes first.",
            width="content",
        )
        st.download_button(
            "Save as a page to bring along, in Word",
            lambda: kind_as_docx(evaluation, "objection"),
            session.file_name("objection.docx"),
            WORD,
            key="objection.save",
            type="primary",
            on_click="ignore",
        )
    for one in found:
        st.subheader(plain(objection.heading(evaluation.robustness, one)))
        for each in objection.lists(evaluation.robustness, one):
            _list(evaluation.robustness, each, f"{one.course}.{each.title}")


def _list(robustness: Robustness, each: Points, key: str) -> None:
    """Show the most telling points of one kind, and the others folded."""
    st.markdown(f"**{each.title}**")
    if not each.points:
        st.markdown(each.none)
        return
    _points(robustness, each.points[:AT_ONCE])
    if rest := each.points[AT_ONCE:]:
        with display.drawer(f"The other {len(rest)}", f"objection.{key}") as drawer:
            if drawer.open:
                _points(robustness, rest)


def _points(robustness: Robustness, points: Sequence[Point]) -> None:
    lines = []
    for line, under in objection.grouped(points):
        lines += [f"- {plain(line)}", *(f"    - {plain(each)}" for each in under)]
    st.markdown("\n".join(lines))
    if proofs := objection.proofs(robustness, points):
        st.markdown("What would prove these:")
        st.markdown("\n".join(f"- {plain(proof)}" for proof in proofs))
