"""Turns at this laptop: one person's ballot at a time, and nothing of the last for the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from decision.serving.open_workshop import Held
from decision.ui.ballot import form
from decision.ui.ballot.participant import own
from decision.ui.workshop import round_cache, shared_state
from decision.ui.workshop.shared_state import NO_ROLE
from decision.workshop.errors import BallotError

SEAT = "workshop.seat"  # set while somebody has their turn
TROUBLE = "workshop.seat.message"  # why the last turn could not begin
FORM = "hot"  # what the ballot's widgets are called


@dataclass(frozen=True)
class Seat:
    """Somebody's turn: their role, their number from an earlier round, and how far they are.

    `token` is what they are known by once they have sent; `done` is the number they are told.
    """

    role: str | None
    number: int | None
    token: str | None = None
    done: int | None = None


def offer(held: Held) -> None:
    """Offer the next person a turn."""
    st.markdown("People take turns at this laptop. It clears after each turn.")
    st.selectbox(
        "Role of the next person",
        [NO_ROLE, *held.room.settings.roles],
        format_func=lambda role: role or "Not given",
        key="seat.role",
    )
    if "seat" in held.before:
        st.info(
            "This workshop was opened again after people took turns, so their numbers no longer "
            "work. Nobody who has voted in this round should take a turn: they would count twice."
        )
    laid = shared_state.desk(held)
    if laid.seats and round_cache.stage(held).turnout.round > 1:
        st.number_input(
            "Their number from an earlier round, if they had one",
            min_value=1,
            max_value=len(laid.seats),
            value=None,
            step=1,
            key="seat.number",
        )
    shared_state.trouble(TROUBLE)
    st.button(
        "Start their turn",
        key="seat.start",
        on_click=lambda: shared_state.act(_sit, held, place=TROUBLE),
    )


def _sit(held: Held) -> None:
    form.clear(FORM)
    role, number = st.session_state.get("seat.role"), st.session_state.get("seat.number")
    seat = Seat(role or None, None if number is None else int(number))
    _known(held, seat)
    st.session_state[SEAT] = seat


def _known(held: Held, seat: Seat) -> str | None:
    """Return the token of whoever has a seat's number; None where there is none.

    Raises:
        BallotError: they have a ballot in this round, which a mistyped number would overwrite.
    """
    seats = shared_state.desk(held).seats
    if seat.number is None or not 1 <= seat.number <= len(seats):
        return None
    token = seats[seat.number - 1]
    if round_cache.stage(held).turnout.round in own(held.room, token).ballots:
        raise BallotError(
            f"Number {seat.number} has a ballot in this round already. Check the number, or leave "
            f"it out."
        )
    return token


def in_turn() -> bool:
    """Return whether somebody has their turn at this laptop, and the page is theirs alone."""
    return SEAT in st.session_state


def turn(held: Held) -> None:
    """Show one person's ballot and nothing else; then nothing of it to the next."""
    seat: Seat = st.session_state[SEAT]
    if seat.done is not None:
        st.title("Thank you. Your ballot is in.", anchor=False)
        st.markdown(
            f"Your number is **{seat.done}**. Give it again if there is another round. Now press "
            f"Done and pass the laptop on."
        )
        st.button("Done", key="seat.done", type="primary", on_click=_rise)
        return
    form.form(
        held.room.settings.form,
        FORM,
        lambda sent, request: _send(held, sent, request),
        model=held.model,
    )
    st.button("Leave without sending", key="seat.leave", type="tertiary", on_click=_rise)


def _send(held: Held, sent: dict[str, Any], request: str) -> None:
    seat: Seat = st.session_state[SEAT]
    seats = shared_state.desk(held).seats
    if seat.token is None:
        seat = replace(seat, token=_known(held, seat) or held.facilitator.seat(seat.role))
        st.session_state[SEAT] = seat  # kept, so that trying again is the same person
    assert seat.token is not None
    held.room.submit(seat.token, sent, request, "seat")
    if seat.token not in seats:
        seats = (*seats, seat.token)
        shared_state.lay_out(held, seats=seats)
    st.session_state[SEAT] = replace(seat, done=seats.index(seat.token) + 1)


def _rise() -> None:
    form.clear(FORM)
    for key in (SEAT, "seat.role", "seat.number"):
        st.session_state.pop(key, None)
