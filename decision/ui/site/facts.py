"""The facts of a site, each with who said so, a note, and why it is asked."""

from __future__ import annotations

import streamlit as st

from decision.model.case import Ticks
from decision.model.entries import Fact
from decision.model.readings import read_fact
from decision.ui.state import session
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
    if fact.help:
        st.caption(plain(fact.help))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _details(name, fact)
        if fact.who:
            st.caption(f"Best answered by {plain(fact.who)}", width="content")


def _set(name: str, answer: object) -> None:
    session.change(answers=session.with_item(session.work().case.answers, name, answer))


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
    for item, text in fact.items.items():
        known = UNKNOWN
        if ticks is not None and item not in ticks.unknown:
            known = YES if item in ticks.yes else NO
        st.radio(
            plain(text),
            [UNKNOWN, YES, NO],
            horizontal=True,
            key=session.seed(f"answers.{name}.{item}", known),
            on_change=changed,
        )
    reading = read_fact(fact, said)
    if reading.answer is not None:
        st.caption(f"Counts as: {plain(fact.answers[reading.answer].says)}")
    elif ticks is not None:
        still = " or ".join(f"“{plain(fact.answers[answer].says)}”" for answer in reading.possible)
        st.caption(f"Not settled until every item is known; it can still come out as {still}.")


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
        ids = dict.fromkeys(
            source for answer in fact.answers.values() for source in answer.evidence
        )
        if fact.items or fact.unit:
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
