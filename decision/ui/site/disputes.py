"""A second answer to a fact, that somebody gives against the first."""

from __future__ import annotations

import streamlit as st

from decision.compare.two_cases import said
from decision.model.case import Case, Dispute, Ticks
from decision.model.case_checks import Given, second_answer_faults
from decision.model.decision_model import DecisionModel
from decision.model.entries import Fact
from decision.model.readings import read_fact
from decision.sentences import templates as texts
from decision.ui.state import removals, session
from decision.ui.state.case_record import typed_text
from decision.ui.widgets import display, links
from decision.ui.widgets.number_input import as_whole
from decision.wording.text import plain


def says(model: DecisionModel, case: Case, name: str) -> str:
    """Return in words who answers what; the fact must be disputed."""
    fact, dispute = model.facts[name], case.disputed[name]
    first, second = (
        said(fact, read_fact(fact, given)) for given in (case.answers[name], dispute.says)
    )
    who = case.answered_by.get(name)
    text = texts.DISPUTE_WHY if dispute.because else texts.DISPUTE
    return text.format(
        first=(texts.WHO_ANSWERS if who else texts.ANSWERED).format(who=who, answer=first),
        second=texts.WHO_ANSWERS.format(who=dispute.by, answer=second),
        because=(dispute.because or "").rstrip("."),
    )


def confirmation(name: str) -> None:
    """Ask for the role that confirms the answer to a fact; say nothing of an open fact."""
    case = session.work().case
    if name not in case.answers:
        return

    def changed() -> None:
        by = session.typed(f"confirmed.{name}")
        session.change(confirmed_by=session.with_item(session.work().case.confirmed_by, name, by))

    st.text_input(
        "Confirmed by (another role)",
        key=session.seed(f"confirmed.{name}", case.confirmed_by.get(name, "")),
        max_chars=120,
        on_change=changed,
    )


def form(name: str, fact: Fact) -> None:
    """Offer to take down a second answer, or to take it out; say nothing of an open fact."""
    case = session.work().case
    given = case.answers.get(name)
    if given is None or not read_fact(fact, given).answered:
        return
    held = name in case.disputed
    with display.drawer("Disputed" if held else "Somebody disagrees", f"dispute.{name}") as drawer:
        if not drawer.open:
            return
        if held:
            st.markdown(plain(says(session.work().model, case, name)))
            st.caption(
                "Until it is settled, the totals use the first answer, and the simulations use "
                "either."
            )
            links.to("compare", "Settle it on Compare")
            st.button(
                "Take the second answer out", key=f"dispute.out.{name}", on_click=_out, args=(name,)
            )
        else:
            _new(name, fact)


def _new(name: str, fact: Fact) -> None:
    _ask(name, fact)
    st.text_input(
        "Who says so (a role, not a name)",
        key=session.seed(f"dispute.{name}.by", ""),
        max_chars=120,
    )
    st.text_area("Why", key=session.seed(f"dispute.{name}.because", ""), max_chars=1000, height=80)
    if refused := st.session_state.pop(f"dispute.refused.{name}", None):
        st.error(plain(refused))
    st.button("Add the second answer", key=f"dispute.add.{name}", on_click=_add, args=(name, fact))


def _ask(name: str, fact: Fact) -> None:
    key = f"dispute.{name}.says"
    if fact.items:
        st.multiselect(
            "What is in place, as they see it (the rest is not)",
            list(fact.items),
            format_func=lambda item: fact.items[item].says,
            placeholder="Nothing",
            key=session.seed(key, []),
        )
    elif fact.unit:
        st.number_input(
            f"Their number ({plain(fact.unit)})",
            min_value=0.0,
            step=1.0,
            format="%g",
            key=session.seed(key, 0.0),
        )
    else:
        st.selectbox(
            "Their answer",
            list(fact.answers),
            index=None,
            format_func=lambda answer: fact.answers[answer].says,
            placeholder="Choose one",
            key=session.seed(key, None),
        )


def _add(name: str, fact: Fact) -> None:
    by, because = typed_text(f"dispute.{name}.by"), typed_text(f"dispute.{name}.because")
    second = _given(name, fact)
    case = session.work().case
    if by is None or second is None:
        st.session_state[f"dispute.refused.{name}"] = "Give both an answer and a role."
        return
    wrong = next(iter(second_answer_faults(fact, case.answers.get(name), second)), None)
    if wrong is not None:
        st.session_state[f"dispute.refused.{name}"] = f"The second answer {wrong[1]}."
        return
    session.drop_inputs(f"dispute.{name}")
    dispute = Dispute(by=by, says=second, because=because)
    session.change(disputed={**case.disputed, name: dispute})


def _given(name: str, fact: Fact) -> Given | None:
    """Return the answer that was put in, as a case holds it; None where there is none."""
    value = session.value_of(f"dispute.{name}.says")
    if fact.items:
        return Ticks(yes=tuple(value))
    if fact.unit:
        return as_whole(value)
    return None if value is None else str(value)


def _out(name: str) -> None:
    kept = session.with_item(session.work().case.disputed, name, None)
    removals.remove(f"dispute.{name}", "The second answer was taken out.", disputed=kept)
