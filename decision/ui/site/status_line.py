"""The line at the foot of Your site: how many are answered, who leads so far, the way on."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from decision.charts.chart import sides_of
from decision.charts.margin_picture import margin_image
from decision.evaluation.additive import Standing
from decision.sentences.phrases import course_named, in_points
from decision.ui.state import session
from decision.ui.widgets import display, links
from decision.wording.text import plain


def line(names: Sequence[str]) -> DeltaGenerator:
    """Show how the first questions stand, what they come to, and the button to the result.

    Args:
        names: the first questions.

    Returns:
        The place for `picture`, whose simulations the words needn't wait for.
    """
    standing = session.evaluation().standing
    known = sum(name not in standing.table.unanswered for name in names)
    says = f"{known} of {len(names)} answered"
    if unknown := sum(session.is_unknown(name) for name in names):
        says = f"{says}, {unknown} not known"
    if standing.table.case.answers:
        says = f"{says} · {so_far(standing)}"
    with st.container(key="status", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(key="status-says", gap=None):
            st.markdown(plain(says))
            place = st.container(
                key="status-picture", horizontal=True, vertical_alignment="center", gap=None
            )
        if st.button("See the result", key="status.result", type="primary"):
            links.go("result")
    return place


def picture(place: DeltaGenerator) -> None:
    """Show the margin, between the names of the courses that its ends stand for."""
    sides = sides_of(session.evaluation().standing)
    if sides is None or not session.work().case.answers:
        return
    left, right = sides.courses(session.work().model)
    with place:
        st.caption(plain(left), width="content")
        st.html(margin_image(session.evaluation().finding, display.palette()))
        st.caption(plain(right), width="content")


def so_far(standing: Standing) -> str:
    """Return in a few words which course is ahead as things stand, and by how much."""
    model = standing.table.model
    if standing.course is None:
        return "nothing can be chosen"
    course = course_named(model, standing.course)
    if standing.margin is None:
        return f"only {course} can be chosen"
    if standing.level:
        return "level so far"
    return f"{course} ahead by {in_points(standing.margin)}"
