"""A checklist: how many items are in place, which of them, or each item by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import streamlit as st

from decision.model.case import Ticks
from decision.model.case_checks import Given
from decision.model.entries import Fact
from decision.model.readings import Reading, read_fact
from decision.ui.state import session
from decision.wording.text import plain

YES, NO, UNKNOWN = "Yes", "No", "Don't know"
NOT_SO = "Not so"


class Setter(Protocol):
    """What keeps an answer, and offers back what it replaced."""

    def __call__(self, name: str, answer: Given | None, replaced: str | None = None) -> None:
        """Keep the answer to a fact; `replaced` says what it takes the place of."""


def in_words(fact: Fact, answer: str) -> str:
    """Return an answer as its button has it."""
    return UNKNOWN if answer == UNKNOWN else plain(fact.answers[answer].says)


def answers(name: str, fact: Fact, keep: Setter) -> None:
    """Show the items and ask for them: by how many where answers say so, else by ticks."""
    if _each(name, fact):
        _item_by_item(name, fact, keep)
    elif fact.answers:
        _how_many(name, fact, keep)
    else:
        _ticks(name, fact, keep)


def one_by_one(name: str, fact: Fact) -> None:
    """Offer to answer each item by itself, or to go back."""
    each = _each(name, fact)
    if each and not _can_go_back(name, fact):
        return
    label = "All at once" if each else "One by one"

    def turned() -> None:
        session.drop_inputs(f"answers.{name}")
        st.session_state[_mode(name)] = not each

    st.button(label, key=f"each.{name}", type="tertiary", on_click=turned)


def _mode(name: str) -> str:
    return f"{session.INPUT}each.{name}"


def _given(name: str) -> Ticks | None:
    said = session.work().case.answers.get(name)
    return said if isinstance(said, Ticks) else None


def _reading(name: str, fact: Fact) -> Reading:
    return read_fact(fact, session.work().case.answers.get(name))


def _each(name: str, fact: Fact) -> bool:
    """Return whether each item is asked by itself: on request, or as nothing else can show them.

    Once it is, it stays so: an answer must not change what is on screen.
    """
    if not _can_go_back(name, fact):
        st.session_state[_mode(name)] = True
    return bool(st.session_state.get(_mode(name)))


def _can_go_back(name: str, fact: Fact) -> bool:
    """Return whether one question for all items can show what is known."""
    ticks = _given(name)
    if ticks is None:
        return True
    if fact.answers:
        return not ticks.unknown
    return not ticks.unknown or len(ticks.yes) + len(ticks.unknown) == len(fact.items)


def _how_many(name: str, fact: Fact, keep: Setter) -> None:
    st.markdown("\n".join(f"- {plain(item.says)}" for item in fact.items.values()))
    answer = _reading(name, fact).answer
    shown = answer or (UNKNOWN if session.is_unknown(name) else None)

    def changed() -> None:
        chosen = session.value_of(f"answers.{name}")
        session.mark_unknown(name, chosen == UNKNOWN)
        given = None if chosen == UNKNOWN else chosen
        told = _given(name) is not None and given != _reading(name, fact).answer
        keep(name, given, "The answers to each item were replaced." if told else None)

    st.radio(
        plain(fact.ask),
        [*fact.answers, UNKNOWN],
        index=None,
        format_func=lambda answer: in_words(fact, answer),
        horizontal=True,
        label_visibility="collapsed",
        key=session.seed(f"answers.{name}", shown),
        on_change=changed,
    )


def _ticks(name: str, fact: Fact, keep: Setter) -> None:
    """Ask which items are so, and what is true of those not ticked."""
    ticks = _given(name)
    rest = None
    if ticks is not None and not ticks.unknown:
        rest = NOT_SO
    elif session.is_unknown(name):
        rest = UNKNOWN

    def changed() -> None:
        yes = tuple(item for item in fact.items if session.value_of(f"answers.{name}.{item}"))
        chosen = session.value_of(f"answers.{name}.rest")
        session.mark_unknown(name, chosen == UNKNOWN)
        others = tuple(item for item in fact.items if item not in yes)
        if chosen == NOT_SO or not others:
            keep(name, Ticks(yes=yes))
        else:
            keep(name, Ticks(yes=yes, unknown=others) if yes else None)

    for item, entry in fact.items.items():
        st.checkbox(
            plain(entry.says),
            key=session.seed(f"answers.{name}.{item}", ticks is not None and item in ticks.yes),
            on_change=changed,
        )
    st.radio(
        "What you left unticked is",
        [NOT_SO, UNKNOWN],
        index=None,
        format_func=lambda word: "not so" if word == NOT_SO else "not known",
        horizontal=True,
        key=session.seed(f"answers.{name}.rest", rest),
        on_change=changed,
    )


def _item_by_item(name: str, fact: Fact, keep: Setter) -> None:
    known = _reading(name, fact).items

    def changed(item: str) -> None:
        chosen = session.value_of(f"answers.{name}.{item}")
        session.mark_unknown(f"{name}/{item}", chosen == UNKNOWN)
        states: Mapping[str, bool | None] = {
            **_reading(name, fact).items,
            item: {YES: True, NO: False}.get(str(chosen)),
        }
        keep(name, _as_ticks(fact, states))

    for item, entry in fact.items.items():
        state = known.get(item)
        shown = {True: YES, False: NO}.get(state) if state is not None else None
        if shown is None and session.is_unknown(f"{name}/{item}"):
            shown = UNKNOWN
        st.radio(
            plain(entry.says),
            [YES, NO, UNKNOWN],
            index=None,
            horizontal=True,
            key=session.seed(f"answers.{name}.{item}", shown),
            on_change=changed,
            args=(item,),
        )
    reading = _reading(name, fact)
    still = len(reading.open_items)
    if not still and reading.answer is not None:
        st.caption(f"Counts as: {plain(fact.answers[reading.answer].says)}")
    else:  # always a line, so that nothing moves
        st.caption(f"{len(fact.items) - still} of {len(fact.items)} answered")


def _as_ticks(fact: Fact, states: Mapping[str, bool | None]) -> Ticks | None:
    """Return items as a case holds them; None where none is known."""
    if all(states.get(item) is None for item in fact.items):
        return None
    return Ticks(
        yes=tuple(item for item in fact.items if states.get(item)),
        unknown=tuple(item for item in fact.items if states.get(item) is None),
    )
