"""What would change it: answers, weights, claims and people that another answer rests on."""

from __future__ import annotations

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
from decision.sensitivity.information import Question
from decision.sensitivity.reversals import FactFlip, Without
from decision.sensitivity.robustness import Robustness
from decision.sentences import what_would_change_it
from decision.sentences.explanation import headline
from decision.sentences.model_contents import reading_says
from decision.sentences.phrases import in_points, lead, named, question_text
from decision.ui.state import removals, session, undo
from decision.ui.widgets import display, links
from decision.wording.numbers import fixed
from decision.wording.text import plain

AT_ONCE = 5  # rows of a list shown at once
LONGEST = 6  # bars: the answers that can move the margin most


def page() -> None:
    evaluation = session.evaluation()
    session.result_seen()
    robustness, standing = evaluation.robustness, evaluation.standing
    st.title("What would change it")
    st.markdown(plain(headline(evaluation.finding)))
    _answers(robustness, standing)
    _ask_next(robustness)
    _weights(robustness)
    _claims(robustness)
    _what_ifs(robustness, standing)
    if not links.next_question(one.fact for one in robustness.ask_next if one.tells):
        links.next_page("Make the board pack", "pack", "next")


def _answers(robustness: Robustness, standing: Standing) -> None:
    if not standing.table.readings:
        return
    st.header("Answers")
    st.markdown(plain(what_would_change_it.answers(robustness)))
    if reaches := sorted(robustness.reaches, key=lambda reach: reach.low - reach.high):
        tornado = display.rendered(
            "tornado", partial(charts.tornado_chart, standing, reaches[:LONGEST])
        )
        display.chart(tornado, key="tornado", heading=False)  # the sentence above made its point
    _flips(robustness, standing)


def _flips(robustness: Robustness, standing: Standing) -> None:
    """List every answer that changes the course, pairs that do, then those that change its form."""
    model, every = standing.table.model, robustness.fact_flips
    if not every:
        return
    course = [flip for flip in every if flip.course != standing.course]
    with display.drawer(
        f"All that would change it, pairs and forms too ({len(every)})", "flips"
    ) as drawer:
        if not drawer.open:
            return
        for title, flips in (
            ("Answers that change the course", [one for one in course if len(one.changes) == 1]),
            (
                "Pairs of answers that change the course",
                [one for one in course if len(one.changes) > 1],
            ),
            ("Answers that change only its form", [one for one in every if one not in course]),
        ):
            if flips:
                st.markdown(f"**{title}**")
                largest = sorted(flips, key=lambda flip: -round(flip.margin, 9))
                display.table([_flip(model, flip) for flip in largest])


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
    """List what to ask, by what it is worth, each with a link to the question."""
    asks = [one for one in robustness.ask_next if one.tells]
    if not robustness.ask_next:
        return
    st.header("What to ask next")
    if not asks:
        st.markdown("No open question can move anything.")
        return
    if any(one.worth > 0 for one in asks):
        st.markdown(
            "Worth: the points that knowing the answer would add, on average, by letting you "
            "choose the better course."
        )
    for one in asks[:AT_ONCE]:
        _ask(robustness, one)
    if len(asks) > AT_ONCE:
        st.caption("Your site asks the others in the same order.")


def _ask(robustness: Robustness, one: Question) -> None:
    model = robustness.finding.standing.table.model
    who = model.facts[one.fact].who or ANYONE
    worth = f"worth {fixed(one.worth, 2)} points" if one.worth > 0 else "worth little alone"
    with st.container(gap=None):
        text = question_text(model, one.fact, one.item)
        links.question(one.fact, f"ask.{one.fact}.{one.item or ''}", text)
        st.caption(
            plain(f"{who} can answer · {worth} · its answers lie {in_points(one.swing)} apart")
        )


def _weights(robustness: Robustness) -> None:
    st.header("Weights")
    if sentence := what_would_change_it.not_compared(robustness):
        st.markdown(plain(sentence))
        return
    st.markdown(plain(what_would_change_it.weight_to_move(robustness)))
    if lines := what_would_change_it.weight_changes(robustness):
        st.markdown("One weight moved alone, the others in proportion:")
        _listed([f"- {plain(line)}" for line in lines], "weight")
    else:
        st.markdown("No weight moved alone would change the course.")


def _claims(robustness: Robustness) -> None:
    """Say which claims and people the lead rests on, and list them all folded."""
    if not robustness.claims:
        return
    standing = robustness.finding.standing
    model = standing.table.model
    st.header("Claims and people it rests on")
    st.markdown(plain(what_would_change_it.rests_on(robustness)))
    for sentence in what_would_change_it.rests_on_speakers(robustness):
        st.markdown(plain(sentence))
    every = len(robustness.claims) + len(robustness.speakers)
    with display.drawer(f"Each claim and each person ({every})", "claims") as drawer:
        if not drawer.open:
            return
        st.caption(
            "To test a claim, we cancel every point that relies on it. To test a person, we "
            "cancel all that they say at once."
        )
        for claim in robustness.claims:
            entry = model.evidence[claim.evidence[0]]
            st.markdown(
                f"- {plain(entry.says)} *{entry.kind.capitalize()}, {plain(entry.by)}.*  \n"
                f"Without it {_without(standing, claim)}."
            )
        for one in robustness.speakers:
            entries = "entry" if len(one.evidence) == 1 else "entries"
            st.markdown(
                f"- **{plain(one.speaker)}**, {len(one.evidence)} {entries}: without all of it "
                f"{_without(standing, one)}."
            )


def _listed(lines: Sequence[str], what: str) -> None:
    """Show the first lines, and the others folded."""
    st.markdown("\n".join(lines[:AT_ONCE]))
    if more := lines[AT_ONCE:]:
        with st.expander(f"{len(more)} more {what}{'' if len(more) == 1 else 's'}"):
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
