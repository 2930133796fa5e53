"""What the room agrees, and taking it into the case that is open."""

from __future__ import annotations

import streamlit as st

from decision.model.case import Case
from decision.serving.open_workshop import Held
from decision.ui import assets
from decision.ui.state import case_record, opening, session
from decision.ui.workshop import round_cache
from decision.ui.workshop.round_cache import Seen
from decision.ui.workshop.shared_state import act
from decision.wording.text import plain
from decision.workshop.rules.ballots import MAX_REASON
from decision.workshop.store.agreements import Method

METHODS: dict[Method, str] = {
    "panel-mean": "The mean of people: everyone counts alike",
    "panel-role-mean": "The mean of roles: each role counts alike, however many came",
    "panel-median": "The median of people: nobody pulls it far",
    "agreed": "Weights that the room settled on in talking, typed in below",
}
WORDS = {
    "panel-mean": "the mean of people",
    "panel-role-mean": "the mean of roles",
    "panel-median": "the median of people",
    "agreed": "weights settled on in talking",
}


def section(held: Held) -> None:
    """Offer to agree on weights once the last round is revealed; then to take them up."""
    last = round_cache.stage(held).session.last
    work = session.work()
    if last is None or last.state != "revealed":
        return
    if not held.weighs(work.model):
        return
    found = round_cache.seen(held, work, last.number)
    if found is None:
        return
    made = held.room.agreement()
    if made is None and last.number == 1:
        with st.expander("Agree now, without a second round"):
            _form(held, found)
        return
    st.header("Agree")
    if made is not None:
        words = WORDS.get(made.method, made.method)
        st.markdown(plain(f"Agreed after round {made.round}: {words}. The reason: {made.reason}"))
        _take_up(held)
        with st.expander("Agree otherwise"):
            _form(held, found)
    else:  # in the order in which they are done
        with st.expander("Agree on weights", expanded=True):
            _form(held, found)
        _take_up(held)


def _form(held: Held, found: Seen) -> None:
    model, method = found.evaluation.model, session.INPUT + "agree.method"
    st.radio(
        "The weights that the room agrees on",
        list(METHODS),
        format_func=lambda name: METHODS[name],
        key=method,
    )
    typed = st.session_state[method] == "agreed"
    if typed:
        most = max(found.panel.shares.values())
        st.caption(
            "The most important at 100, the rest beside it. They start at the mean of people."
        )
        for name, entry in model.criteria.items():
            st.number_input(
                plain(entry.name),
                0.0,
                100.0,
                step=5.0,
                format="%g",
                key=session.seed(
                    f"agree.{found.number}.{name}",
                    float(round(100 * found.panel.shares[name] / most)),
                ),
            )
    st.text_area(
        "The reason, for whoever reads the paper", key="agree.why", max_chars=MAX_REASON, height=80
    )
    st.button(
        "Agree on these weights",
        key="agree.do",
        type="primary",
        on_click=act,
        args=(_agree, held, found.number, list(model.criteria)),
    )


def _agree(held: Held, number: int, criteria: list[str]) -> None:
    method: Method = session.value_of("agree.method")
    reason = str(st.session_state["agree.why"])
    weights = None
    if method == "agreed":
        weights = {name: float(session.value_of(f"agree.{number}.{name}")) for name in criteria}
    held.facilitator.agree(method, reason, weights)
    st.session_state["agree.why"] = ""


def _take_up(held: Held) -> None:
    work = session.work()
    if _with_room(held, work.case) == work.case:
        weights = " and these weights" if held.room.agreement() else ""
        st.markdown(f"The open case has the room's ballots{weights}.")
        with st.container(horizontal=True):
            st.page_link(assets.page("result"), label="Result")
            st.page_link(assets.page("change"), label="What would change it")
            st.page_link(assets.page("pack"), label="Board pack")
        return
    agreed = held.room.agreement() is not None
    st.button(
        "Take into the case",
        key="agree.take",
        on_click=act,
        args=(_take, held),
        type="primary" if agreed else "secondary",
    )
    weights = ", and the weights agreed." if agreed else ". No weights are agreed yet."
    st.caption(
        "Puts every revealed ballot into the open case, by role and without names, comments and "
        f"dissent among them{weights} Roles of fewer than four people are left out. It can be "
        "undone."
    )


def _with_room(held: Held, case: Case) -> Case:
    return held.facilitator.to_case(case)


def _take(held: Held) -> None:
    """Put the ballots and what was agreed into the case, on record where the result was seen."""
    case = _with_room(held, session.work().case)
    opening.put_aside(case_record.with_case(case))
