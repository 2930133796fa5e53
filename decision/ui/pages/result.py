"""Result: which course and which form leads, by how much, why, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st

from decision import charts
from decision.charts.result import by_course
from decision.evaluation.additive import Standing
from decision.evaluation.scores import Cell
from decision.model.case import Override
from decision.report.questions import ANYONE
from decision.sentences.explanation import (
    availability,
    certainty,
    courses_apart,
    forms_apart,
    headline,
    overruled,
    plain_pair,
    reasons,
    unknown,
    warned,
    whose_weights,
)
from decision.sentences.model_contents import safeguard_says
from decision.sentences.what_would_change_it import doubts
from decision.ui import assets
from decision.ui.site import disputes
from decision.ui.state import removals, session, undo
from decision.ui.state.case_record import LONGEST
from decision.ui.widgets import display
from decision.wording.numbers import fixed
from decision.wording.text import plain

REFUSED = f"{session.INPUT}refused"  # the overruling that lacks a word; gone with the inputs


def page() -> None:
    evaluation = session.evaluation()
    finding, standing = evaluation.finding, evaluation.standing
    session.result_seen()
    site = session.work().case.site.name
    st.caption(plain(f"Result · {site}" if site else "Result"))
    with st.container(key="finding"):
        st.title(plain(headline(finding)), anchor=False)
    _say(courses_apart(finding), forms_apart(finding))
    _say(plain_pair(finding))
    margin = None
    if standing.rival is not None:
        margin = display.rendered("margin", partial(charts.margin_chart, finding))
        display.chart(margin, key="margin", heading=False, twin=False)
    _say(certainty(finding))
    _say(reasons(standing))
    _held_back(evaluation.because, finding.verdict.word)
    _disputed(standing)
    st.markdown("**What could make it wrong**")
    for sentence in doubts(evaluation.robustness):
        st.markdown(f"- {plain(sentence)}")
    st.page_link(assets.page("change"), label="What would change it, in full")
    st.caption(plain(whose_weights(standing)))
    if margin is not None:
        display.as_table(margin)
    _options()
    _why(standing)
    _unknown(standing)
    _noticed(standing)
    _safeguards(standing)


def _say(*parts: Iterable[str]) -> None:
    """Show sentences as one paragraph; nothing where there is none."""
    if said := [sentence for part in parts for sentence in part]:
        st.markdown(plain(" ".join(said)))


def _held_back(because: Sequence[str], word: str) -> None:
    if not because:
        return
    asked = {"unknown": "**Why it is too early**", "close": "**Why it is too close to call**"}
    st.markdown(asked.get(word, "**Why it is not clear yet**"))
    for sentence in because:
        st.markdown(f"- {plain(sentence)}")


def _disputed(standing: Standing) -> None:
    """List the answers that two people give differently."""
    table, case = standing.table, standing.table.case
    if not table.disputed:
        return
    count = len(table.disputed)
    st.markdown("**1 answer is disputed**" if count == 1 else f"**{count} answers are disputed**")
    for name in table.disputed:
        said = disputes.says(table.model, case, name)
        st.markdown(f"- {plain(f'“{table.model.facts[name].ask}” {said}')}")


def _options() -> None:
    evaluation = session.evaluation()
    model, case, standing = evaluation.model, evaluation.case, evaluation.standing
    st.divider()
    display.chart(
        display.rendered("options", partial(charts.options_chart, evaluation.finding)),
        key="options",
    )
    words = {"yes": "Yes", "no": "No", "unknown": "Depends on an answer"}
    rows = []
    for option in (one for forms in by_course(standing).values() for one in forms):
        entry = model.options[option]
        gates = [
            case.gate(name, option)
            for name, gate in model.gates.items()
            if option in (gate.options or model.options)
        ]
        rank = standing.ranks[option]
        word = standing.table.available[option]
        able = standing.table.can_choose(option)
        row = {
            "Option": entry.name,
            "Rank": "–" if rank is None else str(rank),
            "Can be chosen": words[word] if able or word == "no" else "Not until it is answered",
        }
        if model.gates:
            row["Duties met"] = f"{gates.count('met')} of {len(gates)}"
        if case.overrides:
            mine = standing.table.stands_on[option]
            row["Overruled scores"] = str(sum(item.option == mine for item in case.overrides))
        rows.append(row)
    display.table(rows)
    for sentence in availability(standing.table):
        st.markdown(f"- {plain(sentence)}")


def _why(standing: Standing) -> None:
    st.divider()
    model = standing.table.model
    label = "The arithmetic of one criterion"
    if standing.rival is not None:
        clicked = display.chart(
            display.rendered("reasons", partial(charts.reasons_chart, standing)),
            key="reasons",
            choose=True,
        )
        if clicked is not None and st.session_state.get("clicked") != clicked:
            st.session_state[f"{session.INPUT}detail"] = clicked
            display.opened("arithmetic")
        st.session_state["clicked"] = clicked
        label += ": open it, or click a bar"
    with display.drawer(label, "arithmetic") as drawer:
        if not drawer.open:
            return
        name = st.selectbox(
            "Criterion",
            list(model.criteria),
            format_func=lambda name: model.criteria[name].name,
            key=session.seed("detail", next(iter(model.criteria))),
        )
        _arithmetic(standing, name)


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


def _unknown(standing: Standing) -> None:
    model, table = standing.table.model, standing.table
    st.divider()
    st.markdown("#### What is still unknown")
    st.markdown(plain(unknown(table)))
    rows = [
        {
            "Ask": model.facts[name].who or ANYONE,
            "What": model.facts[name].ask + (" (key)" if model.facts[name].key else ""),
        }
        for name in sorted(table.unanswered, key=lambda name: not model.facts[name].key)
    ]
    if rows:
        title = f"The {len(rows)} open questions" if len(rows) > 1 else "The open question"
        with st.expander(title, expanded=len(rows) <= 5):
            display.table(rows)


def _noticed(standing: Standing) -> None:
    said = [text for _, text in warned(standing.table)] + overruled(standing.table)
    if not said:
        return
    st.markdown("#### To bear in mind")
    for text in said:
        st.markdown(f"- {plain(text)}")


def _safeguards(standing: Standing) -> None:
    model, case, leader = standing.table.model, standing.table.case, standing.leader
    if leader is None:
        return
    entry = model.options[leader]
    gates = {
        name: gate
        for name, gate in model.gates.items()
        if leader in (gate.options or model.options)
    }
    if not entry.safeguards and not gates:
        return
    st.divider()
    st.markdown(f"#### If it is {plain(entry.name)}: what to put in place")
    for safeguard in entry.safeguards:
        st.markdown(f"- {plain(safeguard_says(safeguard))}")
    if gates:
        st.markdown("**Duties, owed whatever is decided and never scored**")
        words = {"met": "Met", "unmet": "Not met", "unknown": "Not known"}
        display.table(
            [
                {"Duty": gate.says, "Stands": words[case.gate(name, leader)]}
                for name, gate in gates.items()
            ]
        )


page()
