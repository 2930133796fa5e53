"""The run sheet: an hour in seven steps, with the minutes that are left of each."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import streamlit as st

from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui import assets
from decision.ui.workshop import shared_state
from decision.ui.workshop.shared_state import Desk


@dataclass(frozen=True)
class Step:
    """One step of the hour: what it is, how many minutes it has, and what to do in it."""

    name: str
    minutes: int
    does: str


STEPS = (
    Step("Rules and interests", 5, "Say how the hour runs, and let everyone declare an interest."),
    Step("The facts where two case files differ", 10, "Settle answers, not opinions."),
    Step("First ballot", 10, "In silence. Nobody sees a ballot before the reveal."),
    Step("Reveal, and the disagreement that matters", 15, "Let the two ends of the dots speak."),
    Step("Second ballot", 5, "In silence again. Anyone may change their mind, or not."),
    Step("Result, and what would reverse it", 10, "Read the lead, then what it turns on."),
    Step("Dissent and owners", 5, "Write down who disagrees and why, and who does what next."),
)
TICK = 5  # seconds


def section(held: Held) -> None:
    """Show the present step with its minutes, and the whole hour one click away."""
    with st.container(border=True, key="run-sheet"):
        now = shared_state.desk(held).step
        if now is None:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**The hour**: seven steps, {sum(s.minutes for s in STEPS)} minutes.")
                st.button("Start the hour", key="sheet.start", on_click=go, args=(held, 0))
        else:
            _clock()
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    "Back", key="sheet.back", disabled=now == 0, on_click=go, args=(held, now - 1)
                )
                st.button(
                    "Next step",
                    key="sheet.next",
                    disabled=now == len(STEPS) - 1,
                    on_click=go,
                    args=(held, now + 1),
                )
        with st.expander("The whole hour"):
            for place, step in enumerate(STEPS):
                mark = "**" if place == now else ""
                st.markdown(f"{place + 1}\\. {mark}{step.name}{mark}, {step.minutes} minutes")
                st.caption(step.does)
            st.page_link(assets.page("record"), label="Declare interests: Record, Conduct")
            st.page_link(assets.page("compare"), label="Two case files side by side: Compare")
            st.page_link(assets.page("change"), label="What would reverse it: What would change it")


def go(held: Held, step: int) -> None:
    """Begin a step; its minutes count from now."""
    shared_state.lay_out(held, step=step, since=time.monotonic())


@st.fragment(run_every=TICK)
def _clock() -> None:
    held = open_workshop.held()
    if held is None:
        return
    laid = shared_state.desk(held)
    if laid.step is not None:
        step = STEPS[laid.step]
        st.markdown(f"**{laid.step + 1} of {len(STEPS)}. {step.name}** · {left(laid)}")
        st.caption(step.does)


def left(laid: Desk) -> str:
    """Return how much of the present step is left."""
    if laid.step is None:
        return ""
    minutes = STEPS[laid.step].minutes - laid.minutes()
    if minutes <= -1:
        over = math.floor(-minutes)
        return f"{over} minute{'' if over == 1 else 's'} over"
    if minutes <= 0:
        return "time is up"
    if minutes <= 1:
        return "less than a minute left"
    return f"{math.ceil(minutes)} minutes left"
