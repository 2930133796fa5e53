"""Weights: how far the answer depends on them, over all that anybody could hold."""

from __future__ import annotations

import math
from functools import partial

import streamlit as st

from decision import charts
from decision.evaluation.additive import Standing
from decision.sensitivity.robustness import Robustness, choosable, nearest_criterion
from decision.sentences import what_would_change_it
from decision.ui.state import session
from decision.ui.widgets import display
from decision.wording.numbers import fixed
from decision.wording.text import plain

IN_A_ROW = 4
RANKED = "This order of importance"
OVER = {
    "Any weights": "all possible weights",
    RANKED: "the weights that keep this order of importance",
}


def section() -> None:
    """Show how often each option takes each rank, and what one weight does to every option."""
    evaluation = session.evaluation()
    robustness, standing = evaluation.robustness, evaluation.standing
    session.result_seen()
    st.markdown(plain(what_would_change_it.any_weights(robustness)))
    _ranks(robustness)
    if len(standing.table.model.criteria) > 1:
        _one_weight(robustness, standing)


def _ranks(every: Robustness) -> None:
    robustness = choosable(every)
    if not robustness.options:
        return
    st.subheader("How often each option is best")
    st.markdown(
        "People may weigh the criteria in any way. Rank acceptability is the part of those "
        "weights under which an option is best, second and so on. The scores stay as stated."
    )
    model = robustness.finding.standing.table.model
    which = st.radio(
        "Which weights?", list(OVER), horizontal=True, key=session.seed("over", next(iter(OVER)))
    )
    part = robustness.ranked_weights if which == RANKED else robustness.any_weights
    ranks = dict(zip(robustness.options, part.ranks.table.tolist(), strict=True))
    picture = display.rendered(
        f"acceptability/{which}",
        lambda colours: charts.acceptability_chart(model, ranks, colours, OVER[which]),
    )
    # The sentence at the top has said what the first of them shows.
    display.chart(picture, key="acceptability", heading=which == RANKED)
    notes = [what_would_change_it.left_out(every)]
    if draws := part.draws:
        notes.append(
            f"From {draws:,} simulations of weights. Another {draws:,} would differ by about "
            f"{fixed(math.ceil(part.ranks.error * 1000) / 10)} in 100 at most: the standard error."
        )
    for note in filter(None, notes):
        st.caption(plain(note))
    for sentence in what_would_change_it.never_best(robustness):
        st.markdown(f"- {plain(sentence)}")


def _one_weight(robustness: Robustness, standing: Standing) -> None:
    """Show every option's total as one weight moves, and the same for every criterion, small."""
    model = standing.table.model
    st.subheader("What one weight does")
    name = st.selectbox(
        "Criterion",
        list(model.criteria),
        format_func=lambda name: model.criteria[name].name,
        key=session.seed("slope", nearest_criterion(robustness)),
    )
    slope = display.rendered(
        f"slope/{name}", lambda colours: charts.slope_chart(standing, name, colours)
    )
    display.chart(slope, key="slope")
    if st.toggle("Show every criterion, small", key=session.seed("small", False)):
        _small_multiples(standing)


def _small_multiples(standing: Standing) -> None:
    criteria = standing.table.model.criteria
    names = sorted(criteria, key=lambda name: -standing.shares[name])
    for start in range(0, len(names), IN_A_ROW):
        row = names[start : start + IN_A_ROW]
        for column, name in zip(st.columns(IN_A_ROW), row, strict=False):
            draw = partial(charts.slope_chart, standing, name, small=True)
            with column:
                st.markdown(f"**{plain(criteria[name].name)}**")
                display.figure(display.rendered(f"slope/{name}/small", draw), key=f"slope.{name}")
    st.caption(
        "Heaviest first. Each line is an option, in the colours above. Upright line: the share "
        "now. Diamond: who leads changes."
    )
