"""What the room agrees, and taking it into the case that is open."""

from __future__ import annotations

import streamlit as st

from decision.model.case import Case
from decision.serving.open_workshop import Held
from decision.ui.state import case_record, opening, session
from decision.ui.widgets import links
from decision.ui.workshop import round_cache
from decision.ui.workshop.room_state import RoomState
from decision.ui.workshop.round_cache import Seen
from decision.ui.workshop.shared_state import act
from decision.wording.text import plain
from decision.workshop.rules.ballots import MAX_REASON
from decision.workshop.store.agreements import Method

METHODS: dict[Method, str] = {
    "panel-mean": "The mean of people: everyone counts alike",
    "panel-role-mean": "The mean of roles: each role counts alike, however many came",
    "panel-median": "The median of people: no one person moves it far",
    "agreed": "The room's own weights, agreed in discussion: type them below",
}
WORDS = {
    "panel-mean": "the mean of people",
    "panel-role-mean": "the mean of roles",
    "panel-median": "the median of people",
    "agreed": "the weights agreed in discussion",
}


def waits(held: Held, now: RoomState) -> bool:
    """Return whether to agree, or to take what is agreed into the case, is what comes next."""
    if now.name not in ("result", "dissent", "over"):
        return False
    agreed = held.room.agreement() is not None
    return not _taken(held) if agreed else now.act == "agree"


def section(held: Held, filled: bool) -> None:
    """Offer to agree on weights once the last round is revealed; then to take them up."""
    last = round_cache.stage(held).session.last
    work = session.work()
    if last is None or last.state != "revealed" or not held.weighs(work.model):
        return
    found = round_cache.seen(held, work, last.number)
    if found is None:
        return
    made = held.room.agreement()
    if made is None and last.number == 1:
        with st.expander("Agree now, without a second round"):
            _form(held, found, filled)
        return
    st.header("Agree")
    if made is not None:
        words = WORDS.get(made.method, made.method)
        st.markdown(plain(f"Agreed after round {made.round}: {words}. The reason: {made.reason}"))
        _take_up(held, filled)
        with st.expander("Agree on other weights"):
            _form(held, found, False)
    else:  # in the order in which they are done
        with st.expander("Agree on weights", expanded=True):
            _form(held, found, filled)
        _take_up(held, False)


def _form(held: Held, found: Seen, filled: bool) -> None:
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
            "Give the most important 100, and the rest in proportion. They start at the mean."
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
        "The reason, which the board paper gives", key="agree.why", max_chars=MAX_REASON, height=80
    )
    st.button(
        "Agree on these weights",
        key="agree.do",
        type="primary" if filled else "secondary",
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


def _take_up(held: Held, filled: bool) -> None:
    agreed = held.room.agreement() is not None
    if _taken(held):
        weights = " and these weights" if agreed else ""
        st.markdown(f"The open case has the room's ballots{weights}.")
        with st.container(horizontal=True):
            links.to("result", "Result")
            links.to("change", "What would change it")
            links.to("pack", "Board pack")
        return
    st.button(
        "Take into the case",
        key="agree.take",
        on_click=act,
        args=(_take, held),
        type="primary" if filled else "secondary",
    )
    weights = " and the agreed weights" if agreed else ""
    st.caption(
        f"Adds all revealed ballots{weights} to the open case: by role, without names, with "
        f"comments. A role of fewer than four people is left out. You can undo this."
    )


def _taken(held: Held) -> bool:
    case = session.work().case
    return _with_room(held, case) == case


def _with_room(held: Held, case: Case) -> Case:
    return held.facilitator.to_case(case)


def _take(held: Held) -> None:
    """Put the ballots and what was agreed into the case, on record where the result was seen."""
    case = _with_room(held, session.work().case)
    opening.put_aside(case_record.with_case(case))
