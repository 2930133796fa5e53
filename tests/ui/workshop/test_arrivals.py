"""The facilitator sees how many came from one address, lets people in, and frees places."""

from __future__ import annotations

import contextlib

import pytest

from decision.serving import open_workshop
from decision.serving.budgets import BUDGETS
from decision.serving.open_workshop import Held
from decision.workshop.access.arrivals import FEW
from decision.workshop.errors import HeldError
from tests.ui.conftest import Open, keys, texts
from tests.ui.rooms import everything

pytestmark = pytest.mark.usefixtures("empty_hall")

SHARED = "192.168.1.77"


@pytest.fixture
def crowded(held: Held, monkeypatch: pytest.MonkeyPatch) -> Held:
    """A room open to phones, with more people at one address than may join unasked."""
    open_workshop.open_doors("192.168.1.20", 8501)
    monkeypatch.setattr(open_workshop, "peer", lambda: "127.0.0.1")
    link = held.facilitator.open_round().link or ""
    for _ in range(FEW + 2):
        with contextlib.suppress(HeldError):
            held.room.join(link, phone=SHARED)
    held.room.join(link, phone="192.168.1.31")
    return held


def test_who_comes_is_a_count_and_no_address_is_shown(open_app: Open, crowded: Held) -> None:
    app = open_app("workshop")
    said = everything(app)
    assert "**2 people wait to join** from an address that 4 joined from" in said
    assert "5 people came from 2 addresses, at most 4 from one" in said
    assert "192.168.1.77" not in said
    assert "192.168.1.31" not in said


def test_those_who_wait_are_let_in_and_the_next_waits_again(open_app: Open, crowded: Held) -> None:
    app = open_app("workshop")
    app.button("crowd.1").click().run()
    assert [each.waiting for each in crowded.room.arrivals.crowds()] == [0, 0]
    assert "crowd.1" not in keys(app)
    with pytest.raises(HeldError):
        crowded.room.join(crowded.facilitator.keys().link or "", phone=SHARED)
    app.run()
    app.button("crowd.1.all").click().run()
    for _ in range(20):
        crowded.room.join(crowded.facilitator.keys().link or "", phone=SHARED)
    assert BUDGETS._times(SHARED) > 1


def test_places_without_a_ballot_are_freed(open_app: Open, crowded: Held) -> None:
    app = open_app("workshop")
    assert "Places: 5 of 100 taken" in [each.label for each in app.expander]
    app.button("places.free").click().run()
    assert crowded.room.turnout().joined == 0
    assert "No ballot in yet" in texts(app)
