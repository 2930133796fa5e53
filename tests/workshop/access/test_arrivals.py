"""A few join from one address unasked; the rest wait for a yes, and nobody is kept out."""

from __future__ import annotations

import contextlib

import pytest

from decision.workshop.access.arrivals import FEW, MOST_WAITING, Arrivals, Crowd
from decision.workshop.errors import HeldError, NotNowError, RefusedError
from decision.workshop.facilitator import Facilitator
from decision.workshop.room import PLACES, Room, Turnout
from tests.workshop.data import ballot


def test_a_few_from_one_address_may_join_and_the_next_waits_to_be_let_in() -> None:
    arrivals = Arrivals()
    for token in "abcd"[:FEW]:
        arrivals.enter("10.0.0.1", token)
    with pytest.raises(HeldError, match="4 people have joined from your network address"):
        arrivals.enter("10.0.0.1", "late")
    arrivals.enter("10.0.0.1", "a")  # again is no fault
    arrivals.enter("10.0.0.2", "other")
    assert arrivals.crowds() == [Crowd(1, 4, 1), Crowd(2, 1, 0)]
    assert arrivals.let_in(1) == "10.0.0.1"
    arrivals.enter("10.0.0.1", "late")
    with pytest.raises(HeldError):
        arrivals.enter("10.0.0.1", "later")
    arrivals.let_in(1, everybody=True)
    for number in range(50):
        arrivals.enter("10.0.0.1", f"many {number}")
    assert arrivals.crowds()[0] == Crowd(1, 56, 0)


def test_who_could_not_join_leaves_their_place_and_no_address_counts_nothing() -> None:
    arrivals = Arrivals()
    for number in range(20):
        arrivals.enter("10.0.0.1", f"{number}")
        arrivals.leave("10.0.0.1", f"{number}")
        arrivals.enter("", f"{number}")
        arrivals.leave("10.0.0.9", f"{number}")
    assert arrivals.crowds() == [Crowd(1, 0, 0)]


def test_waiting_fills_no_memory() -> None:
    arrivals = Arrivals()
    for number in range(MOST_WAITING + 100):
        with pytest.raises(HeldError) if number >= FEW else contextlib.nullcontext():
            arrivals.enter("10.0.0.1", f"{number}")
    assert arrivals.crowds() == [Crowd(1, FEW, MOST_WAITING)]


def test_one_phone_that_joins_without_end_keeps_nobody_else_out(
    room: Room, facilitator: Facilitator
) -> None:
    link = facilitator.open_round().link or ""
    held = 0
    for _ in range(2 * PLACES):
        try:
            room.join(link, "HR", phone="10.0.0.66")
        except HeldError:
            held += 1
    assert held == 2 * PLACES - FEW
    for number in range(29):
        room.submit(room.join(link, "HR", phone=f"10.0.0.{number}"), ballot(5), f"request-{number}")
    assert room.turnout().joined == 29 + FEW
    assert facilitator.free_places() == FEW
    assert room.turnout() == Turnout(1, "open", 29, 29)
    assert facilitator.export()["record"][-1]["detail"] == {"people": FEW}
    assert room.store.verify() is None


def test_a_wrong_code_or_a_full_room_counts_nobody_in(room: Room, facilitator: Facilitator) -> None:
    link = facilitator.open_round().link or ""
    for number in range(PLACES):
        room.join(link, "HR", phone=f"10.0.0.{number // FEW + 2}")
    with pytest.raises(RefusedError):
        room.join("wrong", "HR", phone="10.0.0.1")
    for _ in range(FEW + 2):
        with pytest.raises(NotNowError, match="The room is full"):
            room.join(link, "HR", phone="10.0.0.1")
    assert room.arrivals.crowds()[-1] == Crowd(PLACES // FEW + 1, 0, 0)
