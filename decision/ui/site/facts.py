"""One question of a site, with who said so, a note, and why it is asked."""

from __future__ import annotations

import streamlit as st

from decision.model.case_checks import Given, second_answer_faults
from decision.model.entries import Fact
from decision.model.readings import read_fact
from decision.ui.site import checklists, disputes
from decision.ui.state import removals, session, undo
from decision.ui.widgets import display
from decision.ui.widgets.number_input import as_whole, bounds
from decision.wording.text import plain

IN_A_ROW = 60  # letters of all answers together, which then stand side by side


def question(name: str, number: int | None = None) -> None:
    """Ask one fact; nothing is chosen until somebody chooses it.

    Args:
        name: the fact's id.
        number: its place among the first questions, where it is one.
    """
    fact = session.work().model.facts[name]
    said = session.work().case.answers.get(name)
    with st.container(key=f"question.{name}"):
        head = f"{number}. {fact.ask}" if number else fact.ask
        if fact.items:
            st.markdown(f"**{plain(head)}**")
            checklists.answers(name, fact, _set)
        elif fact.unit and not isinstance(said, str):
            _number(name, fact, head)
        else:
            _choice(name, fact, head)
        _beside(name, fact)


def _beside(name: str, fact: Fact) -> None:
    """Show who can answer, and what few open: notes, another answer, a second opinion."""
    work = session.work()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if fact.who:
            st.caption(f"{plain(fact.who)} can answer", width="content")
        noted = name in work.case.notes or name in work.case.answered_by
        label = "Proof and notes (filled in)" if noted else "Proof and notes"
        with display.popover(label, f"details.{name}") as details:
            if details.open:
                _details(name, fact)
        if fact.items:
            checklists.one_by_one(name, fact)
    if name in work.case.disputed:
        st.caption(plain(f"Disputed. {disputes.says(work.model, work.case, name)}"))
    undo.offer(f"dispute.{name}")
    undo.offer(f"answers.{name}")


def _set(name: str, answer: Given | None, replaced: str | None = None) -> None:
    """Replace the answer to a fact; a second answer goes where it can't stand beside it.

    Args:
        name: the fact's id.
        answer: what a case holds of it; None for nothing.
        replaced: the sentence that offers back what it takes the place of.
    """
    work = session.work()
    disputed = dict(work.case.disputed)
    if name in disputed:
        second = disputed[name].says
        if any(second_answer_faults(work.model.facts[name], answer, second)):
            del disputed[name]
    answers = session.with_item(work.case.answers, name, answer)
    if replaced is None:
        session.change(answers=answers, disputed=disputed)
    else:
        drop = (f"answers.{name}",)
        removals.remove(f"answers.{name}", replaced, drop, answers=answers, disputed=disputed)


def _choice(name: str, fact: Fact, head: str) -> None:
    said = session.work().case.answers.get(name)
    shown = (
        str(said) if said is not None else checklists.UNKNOWN if session.is_unknown(name) else None
    )

    def changed() -> None:
        answer = session.value_of(f"answers.{name}")
        session.mark_unknown(name, answer == checklists.UNKNOWN)
        _set(name, None if answer == checklists.UNKNOWN else answer)

    st.radio(
        f"**{plain(head)}**",
        [*fact.answers, checklists.UNKNOWN],
        index=None,
        format_func=lambda answer: checklists.in_words(fact, answer),
        horizontal=sum(len(answer.says) for answer in fact.answers.values()) <= IN_A_ROW,
        key=session.seed(f"answers.{name}", shown),
        on_change=changed,
    )


def _number(name: str, fact: Fact, head: str) -> None:
    said = session.work().case.answers.get(name)

    def changed() -> None:
        number = session.value_of(f"answers.{name}")
        _set(name, None if number is None else as_whole(number))

    first = next(iter(fact.answers.values())).from_
    key = session.seed(f"answers.{name}", float(said) if isinstance(said, int | float) else None)
    st.number_input(
        f"**{plain(head)}** ({plain(fact.unit or '')})",
        **bounds(key, least=float(first or 0)),
        value=None,
        step=1.0,
        format="%g",
        placeholder="Leave empty if you don't know",
        key=key,
        on_change=changed,
    )
    answer = read_fact(fact, said).answer
    counts = f"Counts as: {plain(fact.answers[answer].says)}" if answer is not None else ""
    st.caption(counts or "Counts as: nothing yet")  # always there, so that nothing moves


def _details(name: str, fact: Fact) -> None:
    case, model = session.work().case, session.work().model

    def changed() -> None:
        session.change(
            answered_by=session.with_item(
                session.work().case.answered_by, name, session.typed(f"by.{name}")
            ),
            notes=session.with_item(
                session.work().case.notes, name, session.typed(f"notes.{name}")
            ),
        )

    if fact.help:
        st.markdown(plain(fact.help))
    st.text_input(
        "Answered by (a role, not a name)",
        key=session.seed(f"by.{name}", case.answered_by.get(name, "")),
        max_chars=120,
        on_change=changed,
    )
    disputes.confirmation(name)
    st.text_area(
        "Note: what was seen, and where",
        key=session.seed(f"notes.{name}", case.notes.get(name, "")),
        max_chars=2000,
        on_change=changed,
    )
    disputes.form(name, fact)
    if fact.unit:
        _by_answer(name, fact)
    cited = [item.evidence for item in fact.items.values()]
    cited += [answer.evidence for answer in fact.answers.values()]
    if ids := dict.fromkeys(source for these in cited for source in these):
        st.markdown("**Why this is asked**")
        display.evidence(model, ids)


def _by_answer(name: str, fact: Fact) -> None:
    """Let somebody choose an answer who doesn't know the number, and go back to the number."""
    if isinstance(session.work().case.answers.get(name), str):
        st.button(
            "Give the number instead", key=f"number.{name}", on_click=_to_number, args=(name,)
        )
        return

    def changed() -> None:
        answer = session.value_of(f"whole.{name}")
        if answer is not None:
            session.drop_inputs(f"answers.{name}", f"whole.{name}")
            _set(name, answer)

    st.selectbox(
        "Or, without the number",
        list(fact.answers),
        index=None,
        placeholder="Choose one",
        format_func=lambda answer: fact.answers[answer].says,
        key=session.seed(f"whole.{name}", None),
        on_change=changed,
    )


def _to_number(name: str) -> None:
    session.drop_inputs(f"answers.{name}")
    _set(name, None)
