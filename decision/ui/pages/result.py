"""Result: which course and which form leads, by how much, why, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import streamlit as st

from decision import charts
from decision.charts import Chart
from decision.engine import Evaluation
from decision.evaluation.additive import Standing
from decision.evaluation.scores import Cell
from decision.model.case import Override
from decision.sentences.explanation import (
    certainty,
    courses_apart,
    duties,
    forms_apart,
    headline,
    overruled,
    plain_pair,
    warned,
    whose_weights,
)
from decision.sentences.held_back import held_back
from decision.sentences.model_contents import safeguard_says
from decision.sentences.phrases import named
from decision.sentences.what_would_change_it import doubts
from decision.ui.site import disputes
from decision.ui.site.amounts_and_duties import how_many_met
from decision.ui.state import removals, session, undo
from decision.ui.state.case_record import LONGEST
from decision.ui.widgets import display, links
from decision.wording.numbers import fixed
from decision.wording.text import plain

DECIDING = 3  # open questions that are named where they decide the answer
SIMULATION = (
    "A simulation draws each uncertain score, and an answer to each open question, at random from "
    "what is possible."
)
REFUSED = f"{session.INPUT}refused"  # the overruling that lacks a word; gone with the inputs


def page() -> None:
    evaluation = session.evaluation()
    finding, standing = evaluation.finding, evaluation.standing
    session.result_seen()
    site = session.work().case.site.name
    st.caption(plain(f"Result · {site}" if site else "Result"))
    with st.container(key="finding"):
        st.title(plain(headline(finding)), anchor=False)
    if finding.verdict.open_keys and not standing.table.case.answers:  # whose lead would it be?
        if not links.next_question(finding.verdict.open_keys):
            links.next_page("Make question sheets for those who know", "pack", "next")
        return
    if finding.verdict.unmet:
        st.warning(plain(duties(standing)[0]))
    _say(courses_apart(finding), plain_pair(finding))
    _say(certainty(finding))
    options = display.rendered("options", partial(charts.options_chart, finding))
    display.figure(options, key="options")
    st.caption(plain(f"{options.reading} {SIMULATION}"))
    _summary(evaluation)
    _firmer(evaluation)
    st.markdown("#### What could make it wrong")
    for sentence in doubts(evaluation.robustness):
        st.markdown(f"- {plain(sentence)}")
    _next_step(evaluation)
    shown = (options, *_why(standing))
    _noticed(standing)
    _safeguards(standing)
    st.caption(plain(whose_weights(standing)))
    display.as_table(*shown)


def _summary(evaluation: Evaluation) -> None:
    """Say in a line what the leading option is, and how it stands beside its course's next form."""
    standing = evaluation.standing
    if standing.leader is None:
        return
    entry = standing.table.model.options[standing.leader]
    name = f"**{plain(entry.name)}.** {plain(entry.summary)} " if entry.summary else ""
    st.markdown(name + plain(" ".join(forms_apart(evaluation.finding))))


def _say(*parts: Iterable[str]) -> None:
    """Show sentences as one paragraph; nothing where there is none."""
    if said := [sentence for part in parts for sentence in part]:
        st.markdown(plain(" ".join(said)))


def _firmer(evaluation: Evaluation) -> None:
    """Say what holds the answer back, with links to the questions that could settle it."""
    finding, table = evaluation.finding, evaluation.standing.table
    verdict = finding.verdict
    # The duties stand beside the headline, and the questions below as links.
    said = held_back(replace(finding, verdict=replace(verdict, open_keys=(), unmet=())))
    said += [
        f"Disputed: “{table.model.facts[name].ask}” {disputes.says(table.model, table.case, name)}"
        for name in table.disputed
    ]
    asked = _deciding(evaluation)[:DECIDING] if verdict.asking else list(verdict.open_keys)
    leader = evaluation.standing.leader
    if leader is not None and table.available[leader] == "unknown":
        said.append(f"{named(table.model, leader)} is not agreed yet.")
        asked += [need.fact for need in table.model.options[leader].needs]
    if not said and not asked:
        return
    title = {"unknown": "Why it is too early", "close": "Why it is too close to call"}
    st.markdown(f"#### {title.get(verdict.word, 'What would make it firmer')}")
    for sentence in said:
        st.markdown(f"- {plain(sentence)}")
    if asked:
        st.markdown("These questions decide it:" if verdict.asking else "Still to be answered:")
    for name in dict.fromkeys(asked):
        links.question(name, f"firmer.{name}")
    if table.disputed:
        links.to("compare", "Settle what is disputed")


def _deciding(evaluation: Evaluation) -> list[str]:
    """Return the open facts, those worth most first; those worth nothing where none is."""
    asks = evaluation.robustness.ask_next
    telling = dict.fromkeys(one.fact for one in asks if one.worth > 0)
    return list(telling or dict.fromkeys(one.fact for one in asks))


def _next_step(evaluation: Evaluation) -> None:
    """Show the one thing to do next, filled."""
    verdict, standing = evaluation.finding.verdict, evaluation.standing
    if links.next_question(_deciding(evaluation) if verdict.asking else verdict.open_keys):
        return
    if standing.weights_from == "model":
        links.next_page("Say what matters", "weights", "next")
    else:
        links.next_page("See what would change it", "change", "next")


def _why(standing: Standing) -> tuple[Chart, ...]:
    """Show what counts for each side, and the arithmetic of a criterion; return the charts."""
    model = standing.table.model
    label = "The arithmetic of one criterion"
    drawn: tuple[Chart, ...] = ()
    if standing.rival is not None:
        picture = display.rendered("reasons", partial(charts.reasons_chart, standing))
        clicked = display.chart(picture, key="reasons", choose=True, twin=False)
        if clicked is not None and st.session_state.get("clicked") != clicked:
            st.session_state[f"{session.INPUT}detail"] = clicked
            display.opened("arithmetic")
        st.session_state["clicked"] = clicked
        label, drawn = f"{label}: open it, or click a bar", (picture,)
    with display.drawer(label, "arithmetic") as drawer:
        if drawer.open:
            name = st.selectbox(
                "Criterion",
                list(model.criteria),
                format_func=lambda name: model.criteria[name].name,
                key=session.seed("detail", next(iter(model.criteria))),
            )
            _arithmetic(standing, name)
    return drawn


def _arithmetic(standing: Standing, name: str) -> None:
    model, table = standing.table.model, standing.table
    entry, share = model.criteria[name], standing.shares[name]
    if entry.means:
        st.markdown(plain(entry.means))
    first, second = standing.leader, standing.rival
    if first is not None and second is not None:
        ours, theirs = table.cells[name][first].score, table.cells[name][second].score
        st.markdown(
            plain(
                f"{model.options[first].name} {ours:g}, {model.options[second].name} {theirs:g}. "
                f"Share of the weight {fixed(share * 100)}%: {fixed(share, 3)} × "
                f"({ours:g} − {theirs:g}) = {fixed(share * (ours - theirs), 2)} points."
            ).replace("\\-", "−")
        )
    else:
        st.markdown(plain(f"Share of the weight {fixed(share * 100)}%."))
    tabs = st.tabs([plain(option.name) for option in model.options.values()])
    for tab, option in zip(tabs, model.options, strict=True):
        with tab:
            _cell(standing, name, option)


def _cell(standing: Standing, name: str, option: str) -> None:
    table, model = standing.table, standing.table.model
    cell = table.cells[name][option]
    mark = " (overruled)" if cell.override else ""
    points = "point" if cell.score == 1 else "points"
    st.markdown(f"**{cell.score:g} {points}{mark}**, range {cell.low:g} to {cell.high:g}")
    if table.stands_on[option] != option:
        st.caption(plain(f"Scored as {model.options[table.stands_on[option]].name}."))
    rows: list[dict[str, str]] = []
    for reason in cell.reasons:
        where = "Start" if reason.fact is None else model.facts[reason.fact].ask
        if reason.fact is not None and reason.item is not None:
            where = model.facts[reason.fact].items[reason.item].says
        if reason.fact is None and reason is not cell.reasons[0]:
            where = "Limit"
        rows.append(
            {
                "Points": f"{reason.points:+g}" if rows else f"{reason.points:g}",
                "From": "Overruled" if cell.override else where,
                "Because": reason.because,
            }
        )
    display.table(rows)
    ids = list(dict.fromkeys(source for reason in cell.reasons for source in reason.evidence))
    if ids:
        with st.expander(f"Evidence ({len(ids)})"):
            display.evidence(model, ids)
    if table.stands_on[option] == option:
        _overrule(name, option, cell)


def _overrule(name: str, option: str, cell: Cell) -> None:
    key = f"overrule.{name}.{option}"
    if cell.override is not None:
        st.caption(
            plain(
                f"The model and the answers give {cell.computed:g}. Overruled by "
                f"{cell.override.by}."
            )
        )
        st.button(
            "Take the overruling back", key=f"{key}.back", on_click=_back, args=(name, option)
        )
        return
    undo.offer(key)

    def overruled_now() -> None:
        because, by = session.typed(f"{key}.because"), session.typed(f"{key}.by")
        if not because or not by:
            st.session_state[REFUSED] = (name, option)
            return
        st.session_state.pop(REFUSED, None)
        score = session.value_of(f"{key}.score")
        new = Override(
            criterion=name,
            option=option,
            score=int(score) if score == int(score) else score,
            because=because,
            by=by,
        )
        session.drop_inputs(key)
        session.change(overrides=(*session.work().case.overrides, new))

    with st.popover("Overrule this score"):
        st.caption("The result marks it everywhere it shows, with your reason and role.")
        st.number_input(
            "Score, 0 to 100",
            0.0,
            100.0,
            step=5.0,
            format="%g",
            key=session.seed(f"{key}.score", float(cell.score)),
        )
        st.text_area("The reason", key=session.seed(f"{key}.because", ""), max_chars=LONGEST)
        st.text_input("Your role, not your name", key=session.seed(f"{key}.by", ""), max_chars=120)
        if st.session_state.get(REFUSED) == (name, option):
            st.error("Write both a reason and a role.")
        st.button("Overrule", key=f"{key}.do", on_click=overruled_now)


def _back(name: str, option: str) -> None:
    kept = tuple(
        item
        for item in session.work().case.overrides
        if (item.criterion, item.option) != (name, option)
    )
    removals.remove(f"overrule.{name}.{option}", "The overruling was taken back.", overrides=kept)


def _noticed(standing: Standing) -> None:
    table = standing.table
    said = [text for _, text in warned(table)] + overruled(table)
    if not said:
        return
    st.markdown("#### To bear in mind")
    for text in said:
        st.markdown(f"- {plain(text)}")


def _safeguards(standing: Standing) -> None:
    """List what the leading option needs to work, and how its duties stand."""
    model, case, leader = standing.table.model, standing.table.case, standing.leader
    if leader is None:
        return
    entry = model.options[leader]
    gates = {
        name: case.gate(name, leader)
        for name, gate in model.gates.items()
        if leader in (gate.options or model.options)
    }
    if entry.safeguards:
        title = f"What to put in place for {plain(entry.name)} ({len(entry.safeguards)})"
        with display.drawer(title, "safeguards") as drawer:
            if drawer.open:
                for safeguard in entry.safeguards:
                    st.markdown(f"- {plain(safeguard_says(safeguard))}")
    if gates:
        met = how_many_met(list(gates.values()))
        words = {"met": "Met", "unmet": "Not met", "unknown": "Not known"}
        with display.drawer(f"Duties, owed whatever is decided ({met})", "owed") as drawer:
            if drawer.open:
                display.table(
                    [
                        {"Duty": model.gates[name].says, "Stands": words[word]}
                        for name, word in gates.items()
                    ]
                )


page()
