"""The run sheet: the present step of the hour, its minutes, and the one thing to do next."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

import streamlit as st

from decision.serving import open_workshop, owner
from decision.serving.open_workshop import Held
from decision.ui.state import session
from decision.ui.widgets import links
from decision.ui.workshop import reveal, round_cache, shared_state
from decision.ui.workshop.room_state import (
    DISSENT,
    FACTS,
    FIRST,
    OVER,
    RESULT,
    RULES,
    STEPS,
    Act,
    RoomState,
    left,
)

Kind = Literal["primary", "secondary"]
TICK = 5  # seconds
STEPS_SET: dict[Act, int] = {
    "start": RULES, "rules": RULES, "facts": FACTS, "result": RESULT, "dissent": DISSENT,
    "end": OVER,
}  # fmt: skip
LABELS: dict[Act, str] = {
    "start": "Start the hour",
    "rules": "Back",
    "facts": "Next: the facts",
    "open": "Open the {nth} round",
    "close": "Close round {number}",
    "resume": "Open round {number} again",
    "reveal": "Reveal",
    "show": "Show who leads",
    "weights": "Show the weights again",
    "result": "Back to the result",
    "dissent": "Next: dissent and owners",
    "end": "End the hour",
}
PAGES = {  # where a step is done, if it is on another page
    RULES: ("record", "Declare interests: Record, Conduct"),
    FACTS: ("compare", "Two case files side by side: Compare"),
    RESULT: ("change", "What would change it"),
    DISSENT: ("record", "Write down dissent: Record"),
}


def section(held: Held, now: RoomState, filled: bool) -> None:
    """Show the present step and what comes next; `filled`: as the page's one filled button."""
    with st.container(border=True, key="run-sheet"):
        if now.step is None:
            st.markdown(f"**The hour**: seven steps, {sum(s.minutes for s in STEPS)} minutes.")
        elif now.step == OVER:
            st.markdown("**The hour is over.** Save the record below.")
        else:
            _clock()
            st.caption(STEPS[now.step].does)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"The room's screen says: “{now.headline}”")
            _to_the_screen()
        with st.container(horizontal=True, vertical_alignment="center"):
            if now.step == OVER and filled:
                if st.button("Go to the board pack", key="round.pack", type="primary"):
                    links.go("pack")
            elif now.act in LABELS:
                button(held, now.act, "primary" if filled else "secondary")
            for one in now.also:
                button(held, one)
            if now.step in PAGES:
                page, label = PAGES[now.step]
                links.to(page, label)
        with st.expander("The whole hour"):
            for place, step in enumerate(STEPS):
                mark = "**" if place == now.step else ""
                st.markdown(f"{place + 1}\\. {mark}{step.name}{mark}, {step.minutes} minutes")
                st.caption(step.does)


def _to_the_screen() -> None:
    """Lead to what goes on the projector: in a new tab where a cookie says whose it is."""
    if {open_workshop.ADDRESS, owner.KEY} & set(st.session_state):
        links.to("screen", "The room's screen")
    else:
        st.link_button("Open the room's screen", "/screen")


def button(held: Held, act: Act, kind: Kind = "secondary") -> None:
    """Show the button for one act."""
    number = round_cache.stage(held).turnout.round
    nth = {0: "first", 1: "second"}.get(number, "next")
    st.button(
        LABELS[act].format(number=number, nth=nth),
        key=f"round.{act}",
        type=kind,
        on_click=shared_state.act,
        args=(do, held, act),
    )


def do(held: Held, act: Act) -> None:
    """Do one act; the minutes of a step count from when it begins."""
    before = round_cache.now(held).step
    rounds: dict[Act, Callable[[], object]] = {
        "open": held.facilitator.open_round,
        "close": held.facilitator.close_round,
        "resume": held.facilitator.resume_round,
        "reveal": held.facilitator.reveal,
    }
    if act in rounds:
        rounds[act]()
    if act == "start" and not round_cache.stage(held).can_join:
        held.facilitator.new_keys()  # whoever arrives can join at once
    if act == "open":
        shared_state.lay_out(held, step=FIRST)
    if act in STEPS_SET:
        shared_state.lay_out(held, step=STEPS_SET[act])
    if act in ("open", "show", "weights"):
        _show_result(held, act == "show")
    if round_cache.now(held).step != before:
        shared_state.lay_out(held, since=time.monotonic())


def _show_result(held: Held, result: bool) -> None:
    """Put who leads on the room's screen and its phones, or take it away again."""
    number = round_cache.stage(held).turnout.round
    found = round_cache.seen(held, session.work(), number) if result else None
    shared_state.lay_out(held, result=found is not None)
    open_workshop.show_result(None if found is None else reveal.result_in_words(found))


@st.fragment(run_every=TICK)
def _clock() -> None:
    held = open_workshop.held()
    if held is not None:
        st.markdown(f"**{step_now(held)}**")


def step_now(held: Held) -> str:
    """Return the present step, and the minutes left of it; "" outside the hour."""
    step = round_cache.now(held).step
    if step is None or step == OVER:
        return ""
    name = f"{step + 1} of {len(STEPS)}. {STEPS[step].name}"
    return " · ".join(filter(None, (name, left(step, shared_state.desk(held).since))))
