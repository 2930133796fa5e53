"""What would change it: answers, weights, claims and people that another answer rests on."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from decision import charts
from decision.evaluation.additive import Standing
from decision.evaluation.verdict import what_if
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.report.questions import ANYONE
from decision.sensitivity.answer_changes import Change
from decision.sensitivity.reversals import FactFlip, Without
from decision.sensitivity.robustness import Robustness, choosable, nearest_criterion
from decision.sentences import what_would_change_it
from decision.sentences.explanation import headline
from decision.sentences.model_contents import reading_says
from decision.sentences.phrases import lead, named, of_100, question_text
from decision.sentences.what_would_change_it import left_out
from decision.ui.state import removals, session, undo
from decision.ui.widgets import display
from decision.wording.numbers import fixed
from decision.wording.text import plain

AT_ONCE = 8  # rows of a list shown at once
IN_A_ROW = 4
KINDS = {  # of evidence
    "opinion": "Opinion",
    "experience": "Experience",
    "figure": "Figure",
    "regulation": "Regulation",
    "guidance": "Guidance",
}
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
    if not standing.table.readings:
        return
    st.header("Answers")
    st.markdown(plain(what_would_change_it.answers(robustness)))
    _flips(robustness, standing)
    if robustness.reaches:
        tornado = display.rendered(
            "tornado", partial(charts.tornado_chart, standing, robustness.reaches)
        )
        display.chart(tornado, key="tornado", heading=False)  # the sentence above made its point
    _ask_next(robustness)


def _flips(robustness: Robustness, standing: Standing) -> None:
    """List every answer that changes the course, pairs that do, then those that change its form."""
    model, every = standing.table.model, robustness.fact_flips
    course = [flip for flip in every if flip.course != standing.course]
    for title, flips in (
        ("Answers that change the course", [one for one in course if len(one.changes) == 1]),
        (
            "Pairs of answers that change the course",
            [one for one in course if len(one.changes) > 1],
        ),
        ("Answers that change only its form", [one for one in every if one not in course]),
    ):
        rows = [
            _flip(model, flip) for flip in sorted(flips, key=lambda flip: -round(flip.margin, 9))
        ]
        if rows:
            with st.expander(f"{title} ({len(rows)})", expanded=len(rows) <= AT_ONCE):
                display.table(rows)


def _flip(model: DecisionModel, flip: FactFlip) -> dict[str, str]:
    def each(answer: Callable[[Change], str]) -> str:
        return "; ".join(answer(change) for change in flip.changes)

    return {
        "Question": each(lambda change: _question(model, change.fact, change.item)),
        "Now": each(lambda change: _answer(model, change, change.before)),
        "If instead": each(lambda change: _answer(model, change, change.after)),
        "Then best": model.options[flip.leader].name,
        "Ahead by": f"{fixed(flip.margin)} points"
        if flip.margin > TIE
        else "level"
        if flip.margin >= -TIE
        else "the other can’t be chosen",
    }


def _question(model: DecisionModel, fact: str, item: str | None) -> str:
    return model.facts[fact].ask if item is None else model.facts[fact].items[item].says


def _answer(model: DecisionModel, change: Change, answer: str | None) -> str:
    if answer is None:
        return "Not answered"
    if change.item is not None:
        return answer.capitalize()
    return model.facts[change.fact].answers[answer].says


def _ask_next(robustness: Robustness) -> None:
    """List what to ask, by what it is worth."""
    model, asks = robustness.finding.standing.table.model, robustness.ask_next
    if not asks:
        return
    st.subheader("What to ask next")
    st.markdown(plain(what_would_change_it.ask_first(robustness)))
    rows = [
        {
            "Question": question_text(model, one.fact, one.item),
            "Ask": model.facts[one.fact].who or ANYONE,
            "Worth": "–" if one.worth <= 0 else f"{fixed(one.worth, 2)} points",
            "Changes the course": of_100(one.changes),
            "Answers lie apart by": f"{fixed(one.swing)} points",
        }
        for one in asks
        if one.tells
    ]
    display.table(rows[:AT_ONCE])
    if more := rows[AT_ONCE:]:
        with st.expander(f"The other {len(more)}" if len(more) > 1 else "The other one"):
            display.table(more)
    if rows:
        st.caption(
            "Worth: the points that knowing the answer can be expected to add, by letting you "
            "choose the better course. Without one, an answer may move the margin and hardly the "
            "choice."
        )
    if idle := len(asks) - len(rows):
        said = f"{idle} more can move nothing." if rows else "No answer can move anything."
        st.caption(said)


def _weights(robustness: Robustness, standing: Standing) -> None:
    model = standing.table.model
    st.header("Weights")
    if sentence := what_would_change_it.not_compared(robustness):
        st.markdown(plain(sentence))
    else:
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
    if what_would_change_it.not_compared(robustness) is None:
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
    # The sentence above has said what the first of them shows.
    display.chart(picture, key="acceptability", heading=bool(firmness) or which == RANKED)
    if barred := left_out(every):
        st.caption(plain(barred))
    if draws:
        st.caption(
            f"From {draws:,} simulations of weights; the standard error is at most "
            f"{fixed(math.ceil(error * 1000) / 10)} in 100."
        )


def _claims(robustness: Robustness) -> None:
    if not robustness.claims:
        return
    standing = robustness.finding.standing
    model = standing.table.model
    st.header("Claims it rests on")
    st.markdown(plain(what_would_change_it.rests_on(robustness)))
    claims, people = st.tabs(["Claim by claim", "Person by person"])
    with claims:
        lines = []
        for claim in robustness.claims:
            entry = model.evidence[claim.evidence[0]]
            lines.append(
                f"- {plain(entry.says)} *{KINDS[entry.kind]}, {plain(entry.by)}.*  \n"
                f"Without it {_without(standing, claim)}."
            )
        _listed(lines, "claim")
    with people:
        for sentence in what_would_change_it.rests_on_speakers(robustness):
            st.markdown(plain(sentence))
        lines = [
            f"- **{plain(one.speaker)}**, {len(one.evidence)} "
            f"{'entry' if len(one.evidence) == 1 else 'entries'}: without all of it "
            f"{_without(standing, one)}."
            for one in robustness.speakers
        ]
        _listed(lines, "person")
    st.caption(
        "To test a claim, we cancel every point that relies on it: answers that cite it move "
        "nothing, and criteria whose start scores cite it become level between all options. To "
        "test a person, we cancel all that they say at once."
    )


def _listed(lines: Sequence[str], what: str) -> None:
    """Show the first lines, and the others folded."""
    st.markdown("\n".join(lines[:AT_ONCE]))
    if more := lines[AT_ONCE:]:
        plural = {"claim": "claims", "person": "people"}[what]
        with st.expander(
            f"The other {len(more)} {plural}" if len(more) > 1 else f"One more {what}"
        ):
            st.markdown("\n".join(more))


def _without(standing: Standing, one: Without) -> str:
    """Return who would lead without a claim or a person, and whether that is another answer."""
    model = standing.table.model
    if one.leader is None:
        return "nothing could be chosen"
    leader = plain(named(model, one.leader))
    if one.margin is None:
        leads = f"{leader} leads"
    elif abs(one.margin) <= TIE:
        leads = "the courses are level"
    else:
        leads = f"{leader} leads by {fixed(abs(one.margin))} points"
    if one.flips:
        return f"{leads}, which **changes the course**"
    return f"{leads}, which changes the form" if one.leader != standing.leader else leads


def _what_ifs(robustness: Robustness, standing: Standing) -> None:
    undo.offer("leave-out")
    table = standing.table
    answered = [name for name in table.readings if name in table.case.answers]
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
                said = reading_says(facts[name], readings[name]) or "Answered in part"
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
    changed = "" if side.course == standing.course else " That changes the course."
    st.markdown(plain(f"{without} {lead(model, side)}.{changed}"))


def _take_out(names: tuple[str, ...]) -> None:
    case = session.work().case
    removals.remove(
        "leave-out",
        "The answers were taken out of the case.",
        drop=("leave-out", *(f"answers.{name}" for name in names)),
        answers={name: said for name, said in case.answers.items() if name not in names},
        disputed={name: said for name, said in case.disputed.items() if name not in names},
    )
    st.session_state["taken-out"] = True


page()
