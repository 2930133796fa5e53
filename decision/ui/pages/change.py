"""What would change it: answers, weights and claims that would put the other option ahead."""

from __future__ import annotations

import math
from functools import partial

import streamlit as st

from decision import charts
from decision.evaluation.additive import Standing
from decision.evaluation.verdict import what_if
from decision.numeric import TIE
from decision.sensitivity.reversals import Claim
from decision.sensitivity.robustness import Robustness, choosable, nearest_criterion
from decision.sentences import what_would_change_it
from decision.sentences.explanation import headline
from decision.sentences.phrases import lead, named
from decision.sentences.what_would_change_it import left_out
from decision.ui.state import removals, session, undo
from decision.ui.widgets import display
from decision.wording.numbers import fixed
from decision.wording.text import plain

AT_ONCE = 8  # claims shown at once
IN_A_ROW = 4
RANKED, AROUND = "This order of importance", "Around the stated weights"
OVER = {
    "Any weights": "all possible weights",
    RANKED: "the weights that keep this order of importance",
    AROUND: "weights drawn around the stated ones",
}
FIRMNESS = {"Loosely": 10, "Fairly": 50, "Firmly": 200}  # Dirichlet concentrations


def page() -> None:
    evaluation = session.evaluation()
    session.result_seen()
    robustness, standing = evaluation.robustness, evaluation.standing
    st.title("What would change it")
    st.markdown(plain(headline(evaluation.finding)))
    _facts(robustness, standing)
    _weights(robustness, standing)
    _claims(robustness)
    _what_ifs(robustness, standing)


def _facts(robustness: Robustness, standing: Standing) -> None:
    if not robustness.reaches:
        return
    st.header("Answers")
    st.markdown(plain(what_would_change_it.answers(robustness)))
    if robustness.ask_next:
        st.markdown(plain(what_would_change_it.ask_first(robustness)))
    tornado = display.rendered(
        "tornado", partial(charts.tornado_chart, standing, robustness.reaches)
    )
    display.chart(tornado, key="tornado", heading=False)  # the sentence above has made its point


def _weights(robustness: Robustness, standing: Standing) -> None:
    model = standing.table.model
    st.header("Weights")
    st.markdown(plain(what_would_change_it.weight_to_move(robustness)))
    switching = display.rendered(
        "switching", partial(charts.switching_chart, standing, robustness.switching)
    )
    display.chart(switching, key="switching")
    if len(model.criteria) > 1:
        name = st.selectbox(
            "Every option against the weight of",
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
    st.markdown(plain(what_would_change_it.any_weights(robustness)))
    _ranks(robustness)
    for sentence in what_would_change_it.never_best(robustness):
        st.markdown(f"- {plain(sentence)}")


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
        "Heaviest first. Each line is an option, in the colours above; dashed across: the share "
        "now; diamond: who leads changes."
    )


def _ranks(every: Robustness) -> None:
    robustness = choosable(every)
    if not robustness.options:
        return
    model = robustness.finding.standing.table.model
    which = st.radio(
        "Weights", list(OVER), horizontal=True, key=session.seed("over", next(iter(OVER)))
    )
    over, firmness = OVER[which], ""
    if which == AROUND:
        firmness = st.select_slider(
            "How firmly are the stated weights held?",
            list(FIRMNESS),
            key=session.seed("firmness", "Fairly"),
            help="The concentration of a Dirichlet distribution around the stated weights: "
            + ", ".join(f"{word.lower()} {number}" for word, number in FIRMNESS.items())
            + ". A share s then varies with variance s(1 − s)/(concentration + 1).",
        )
        found = robustness.around(FIRMNESS[firmness])
        assert found is not None
        table, draws, error = found.ranks, found.draws, found.error
        st.markdown(plain(what_would_change_it.around(robustness, found)))
    else:
        part = robustness.ranked_weights if which == RANKED else robustness.any_weights
        table, draws, error = part.ranks.table, part.draws, part.ranks.error
    ranks = dict(zip(robustness.options, table.tolist(), strict=True))
    picture = display.rendered(
        f"acceptability/{which}/{firmness}",
        lambda colours: charts.acceptability_chart(model, ranks, colours, over),
    )
    display.chart(picture, key="acceptability")
    if barred := left_out(every):
        st.caption(plain(barred))
    if draws:
        st.caption(
            f"From {draws:,} draws of weights; the standard error is at most "
            f"{fixed(math.ceil(error * 1000) / 10)} in 100."
        )


def _claims(robustness: Robustness) -> None:
    if not robustness.claims:
        return
    standing = robustness.finding.standing
    model = standing.table.model
    st.header("Claims it rests on")
    st.markdown(plain(what_would_change_it.rests_on(robustness)))
    lines = []
    for claim in robustness.claims:
        entry = model.evidence[claim.evidence]
        lines.append(
            f"- **{plain(claim.evidence)}**, {entry.kind}: {plain(entry.says)}  \n"
            f"Without it {_without(standing, claim)}."
        )
    st.markdown("\n".join(lines[:AT_ONCE]))
    if len(lines) > AT_ONCE:
        more = len(lines) - AT_ONCE
        with st.expander(f"The other {more} claims" if more > 1 else "The other claim"):
            st.markdown("\n".join(lines[AT_ONCE:]))
    st.caption(
        "Without a claim, every move that cites it counts as nothing, and the start scores that "
        "cite it become level between the two."
    )


def _without(standing: Standing, claim: Claim) -> str:
    """Return who would lead without a claim; it can't make an option one that can be chosen."""
    ahead, behind = (
        plain(named(standing.table.model, side)) for side in (standing.ahead, standing.behind)
    )
    points = f"{fixed(abs(claim.margin_without))} points"
    if claim.flips:
        return f"{behind} is ahead by {points}, which **changes who leads**"
    if claim.margin_without < -TIE:
        return f"{ahead} is behind by {points}, and leads because {behind} can't be chosen"
    return f"{ahead} is ahead by {points}"


def _what_ifs(robustness: Robustness, standing: Standing) -> None:
    undo.offer("leave-out")
    table = standing.table
    answered = [name for name, reading in table.readings.items() if reading.answer is not None]
    if not table.model.what_ifs and not answered:
        return
    st.header("What if")
    if said := what_would_change_it.what_ifs(robustness):
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in said))
    if answered:
        _own_choice(standing, answered)


@st.fragment  # nothing else on this page changes with it, and drawing it all again takes longer
def _own_choice(standing: Standing, answered: list[str]) -> None:
    if st.session_state.pop("taken-out", False):
        st.rerun()  # the case is another now, and so is the whole page
    with display.drawer("Leave out answers of your own choice", "leave-out") as drawer:
        if not drawer.open:
            return
        facts, readings = standing.table.model.facts, standing.table.readings
        keys = {name: session.seed(f"leave-out.{name}", False) for name in answered}
        left_out = tuple(name for name, key in keys.items() if st.session_state[key])
        with st.container(key="left-out"):  # it stays in sight as the list goes up under it
            if left_out:
                _side(standing, left_out)
            else:
                st.markdown("Tick what to leave out. Your case stays as it is.")
        with st.container(key="leave-out", gap="small"):
            for name, key in keys.items():
                said = facts[name].answers[readings[name].answer or ""].says
                st.checkbox(f"{plain(facts[name].ask)} **{plain(said)}**", key=key)
        if left_out:
            st.button(
                "Take these answers out of the case",
                key="leave-out.take",
                on_click=_take_out,
                args=(left_out,),
            )


def _side(standing: Standing, left_out: tuple[str, ...]) -> None:
    model, side = standing.table.model, what_if(standing, left_out)
    without = "Without it" if len(left_out) == 1 else "Without them"
    same = side.leader == standing.ahead or abs(side.margin) <= TIE
    changed = "" if same else " That changes who leads."
    st.markdown(plain(f"{without} {lead(model, side.leader, side.margin)}.{changed}"))


def _take_out(names: tuple[str, ...]) -> None:
    answers = {
        name: said for name, said in session.work().case.answers.items() if name not in names
    }
    removals.remove(
        "leave-out",
        "The answers were taken out of the case.",
        drop=("leave-out", *(f"answers.{name}" for name in names)),
        answers=answers,
    )
    st.session_state["taken-out"] = True


page()
