"""Who has come by phone, as counts: the facilitator lets people in, and frees places."""

from __future__ import annotations

import streamlit as st

from decision.serving import open_workshop
from decision.serving.budgets import BUDGETS
from decision.serving.open_workshop import Held
from decision.ui.workshop.shared_state import act, people
from decision.workshop.errors import WorkshopError

TICK = 2  # seconds between looks


@st.fragment(run_every=TICK)
def section() -> None:
    """Show how many joined, from how many addresses, and who waits for the facilitator's yes."""
    held = open_workshop.held()
    if held is None or open_workshop.doors() is None:
        return
    try:
        joined = held.room.turnout().joined
    except WorkshopError:  # closed in another window a moment ago; the page says so
        return
    crowds = held.room.arrivals.crowds()
    for crowd in crowds:
        if crowd.waiting:
            _waiting(held, crowd.number, crowd.waiting, crowd.joined)
    places = held.room.settings.places
    if not crowds:
        return
    most = max(crowd.joined for crowd in crowds)
    with st.expander(f"Places: {joined} of {places} taken"):
        st.markdown(
            f"{people(sum(crowd.joined for crowd in crowds))} came from "
            f"{_addresses(len(crowds))}, at most {most} from one. A phone has an address of its "
            f"own, unless many share a router."
        )
        st.button(
            "Free the places of people without a ballot",
            key="places.free",
            on_click=act,
            args=(held.facilitator.free_places,),
            help="Whoever still wants to weigh taps Join again. Ballots that are in stay.",
        )


def _waiting(held: Held, number: int, waiting: int, joined: int) -> None:
    with st.container(border=True):
        wait = "waits" if waiting == 1 else "wait"
        st.markdown(
            f"**{people(waiting)} {wait} to join** from an address that {joined} joined from. "
            f"Ask the room who they are. Then they tap Join again."
        )
        with st.container(horizontal=True):
            st.button("Let them in", key=f"crowd.{number}", on_click=_let, args=(held, number))
            st.button(
                "Let in everybody from there",
                key=f"crowd.{number}.all",
                on_click=_let,
                args=(held, number, True),
                help="Choose this where the whole room shares one router.",
            )


def _let(held: Held, number: int, everybody: bool = False) -> None:
    address = held.room.arrivals.let_in(number, everybody)
    if everybody:
        BUDGETS.let_in(address)


def _addresses(count: int) -> str:
    return "1 address" if count == 1 else f"{count} addresses"
