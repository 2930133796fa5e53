"""The facts of a site, each with who said so, a note, and why it is asked."""

from __future__ import annotations

import streamlit as st

from decision.model.case import Ticks
from decision.model.case_checks import Given, second_answer_faults
from decision.model.entries import Fact
from decision.model.readings import read_fact
from decision.ui.site import disputes
from decision.ui.state import session, undo
from decision.ui.widgets import display
from decision.ui.widgets.number_input import as_whole, bounds
from decision.wording.text import plain

YES, NO, UNKNOWN = "Yes", "No", "Don't know"
OPEN = ""  # no answer's id is empty; Streamlit would show None as nothing chosen at all


def section() -> None:
    """Ask every fact, group by group."""
    model = session.work().model
    groups: dict[str, list[str]] = {}
    for name, fact in model.facts.items():
        groups.setdefault(fact.group or "Facts", []).append(name)
    for group, names in groups.items():
        st.subheader(plain(group))
        for name in names:
            with st.container(border=True):
                _fact(name, model.facts[name])


def _fact(name: str, fact: Fact) -> None:
    said = session.work().case.answers.get(name)
    if fact.key:
        st.caption("**Key fact**")
    whole = isinstance(said, str) and (fact.items or fact.unit)
    if whole:
        st.markdown(f"**{plain(fact.ask)}**")
        st.markdown(f"Answered as a whole: {plain(fact.answers[str(said)].says)}.")
        what = "item by item" if fact.items else f"with a number ({plain(fact.unit or '')})"
        st.button(f"Answer {what} instead", key=f"whole.{name}", on_click=_set, args=(name, None))
    elif fact.items:
        _checklist(name, fact)
    elif fact.unit:
        _number(name, fact)
    else:
        _choice(name, fact)
    _second(name)
    if fact.help:
        st.caption(plain(fact.help))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _details(name, fact)
        disputes.form(name, fact)
        if fact.who:
            st.caption(f"Best answered by {plain(fact.who)}", width="content")
    undo.offer(f"dispute.{name}")


def _second(name: str) -> None:
    """Show a second answer, where somebody gives one against the first."""
    work = session.work()
    if name in work.case.disputed:
        st.caption(plain(f"Disputed. {disputes.says(work.model, work.case, name)}"))


def _set(name: str, answer: Given | None) -> None:
    """Replace the answer to a fact; a second answer goes where it can't stand beside it."""
    work = session.work()
    disputed = dict(work.case.disputed)
    if name in disputed:
        second = disputed[name].says
        if any(second_answer_faults(work.model.facts[name], answer, second)):
            del disputed[name]
    answers = session.with_item(work.case.answers, name, answer)
    session.change(answers=answers, disputed=disputed)


def _choice(name: str, fact: Fact) -> None:
    said = session.work().case.answers.get(name)
    st.radio(
        plain(fact.ask),
        [OPEN, *fact.answers],
        format_func=lambda answer: plain(fact.answers[answer].says) if answer else UNKNOWN,
        key=session.seed(f"answers.{name}", OPEN if said is None else str(said)),
        on_change=lambda: _set(name, session.value_of(f"answers.{name}") or None),
    )


def _number(name: str, fact: Fact) -> None:
    said = session.work().case.answers.get(name)

    def changed() -> None:
        number = session.value_of(f"answers.{name}")
        _set(name, None if number is None else as_whole(number))

    first = next(iter(fact.answers.values())).from_
    key = session.seed(f"answers.{name}", float(said) if isinstance(said, int | float) else None)
    st.number_input(
        f"{plain(fact.ask)} ({plain(fact.unit or '')})",
        **bounds(key, least=float(first or 0)),
        value=None,
        step=1.0,
        format="%g",
        placeholder=UNKNOWN,
        key=key,
        on_change=changed,
    )
    if (answer := read_fact(fact, said).answer) is not None:
        st.caption(f"Counts as: {plain(fact.answers[answer].says)}")


def _checklist(name: str, fact: Fact) -> None:
    said = session.work().case.answers.get(name)
    ticks = said if isinstance(said, Ticks) else None

    def changed() -> None:
        given = {item: session.value_of(f"answers.{name}.{item}") for item in fact.items}
        if all(answer == UNKNOWN for answer in given.values()):
            _set(name, None)
            return
        _set(
            name,
            Ticks(
                yes=tuple(item for item, answer in given.items() if answer == YES),
                unknown=tuple(item for item, answer in given.items() if answer == UNKNOWN),
            ),
        )

    st.markdown(f"**{plain(fact.ask)}**")
    for item, entry in fact.items.items():
        known = UNKNOWN
        if ticks is not None and item not in ticks.unknown:
            known = YES if item in ticks.yes else NO
        st.radio(
            plain(entry.says),
            [UNKNOWN, YES, NO],
            horizontal=True,
            key=session.seed(f"answers.{name}.{item}", known),
            on_change=changed,
        )
    reading = read_fact(fact, said)
    if reading.answer is not None:
        st.caption(f"Counts as: {plain(fact.answers[reading.answer].says)}")
    elif ticks is not None and reading.possible:
        still = " or ".join(f"“{plain(fact.answers[answer].says)}”" for answer in reading.possible)
        st.caption(f"Not settled until every item is known; it can still come out as {still}.")
    elif ticks is not None and not reading.answered:
        st.caption(f"{len(reading.open_items)} of {len(fact.items)} still to be answered.")


def _details(name: str, fact: Fact) -> None:
    case = session.work().case
    noted = name in case.notes or name in case.answered_by
    with st.popover("Notes and evidence (filled in)" if noted else "Notes and evidence"):

        def changed() -> None:
            session.change(
                answered_by=session.with_item(
                    session.work().case.answered_by, name, session.typed(f"by.{name}")
                ),
                notes=session.with_item(
                    session.work().case.notes, name, session.typed(f"notes.{name}")
                ),
            )

        st.text_input(
            "Answered by (a role, not a name)",
            key=session.seed(f"by.{name}", case.answered_by.get(name, "")),
            max_chars=120,
            on_change=changed,
        )
        st.text_area(
            "Note: what was seen, and where",
            key=session.seed(f"notes.{name}", case.notes.get(name, "")),
            max_chars=2000,
            on_change=changed,
        )
        model = session.work().model
        cited = [item.evidence for item in fact.items.values()]
        cited += [answer.evidence for answer in fact.answers.values()]
        ids = dict.fromkeys(source for these in cited for source in these)
        if fact.answers and (fact.items or fact.unit):
            _as_a_whole(name, fact)
        if ids:
            st.markdown("**Why this is asked**")
            display.evidence(model, ids)


def _as_a_whole(name: str, fact: Fact) -> None:
    if isinstance(session.work().case.answers.get(name), str):
        return

    def changed() -> None:
        answer = session.value_of(f"whole.{name}")
        if answer is not None:
            session.drop_inputs(f"answers.{name}", f"whole.{name}")
            _set(name, answer)

    st.selectbox(
        "Or answer as a whole",
        [None, *fact.answers],
        format_func=lambda answer: "—" if answer is None else fact.answers[answer].says,
        key=session.seed(f"whole.{name}", None),
        on_change=changed,
    )
