"""So much at once, then a pace; nobody's asking takes from whoever has joined."""

from __future__ import annotations

import pytest

from decision.serving import budgets
from decision.serving.budgets import ALL_STRANGERS, PATIENCE, PERSON, STRANGERS, Budgets, Places


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_burst_passes_and_then_each_waits_for_its_turn(clock: Clock) -> None:
    places = Places(budgets.Pace(3, 2))
    waits = [places.wait("a", 1000.0) for _ in range(6)]
    assert waits == pytest.approx([0, 0, 0, 0.5, 1.0, 1.5])
    assert places.wait("b", 1000.0) == 0
    assert places.wait("a", 1010.0) == 0


def test_who_would_wait_too_long_is_turned_away_and_takes_no_place() -> None:
    places = Places(budgets.Pace(1, 1))
    waits = [places.wait("a", 0.0) for _ in range(50)]
    taken = [each for each in waits if each is not None]
    assert max(taken) <= PATIENCE
    assert waits[len(taken) :] == [None] * (50 - len(taken))
    assert places.wait("a", 1.0) is not None


def test_whoever_is_remembered_is_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budgets, "KEYS", 10)
    places = Places(budgets.Pace(1, 1))
    for number in range(100):
        places.wait(number, 0.0)
    assert len(places._next) == 10


def test_strangers_at_one_address_share_and_whoever_joined_does_not_wait_for_them(
    clock: Clock,
) -> None:
    mine = Budgets(clock)
    for _ in range(STRANGERS.burst):
        assert mine.run("10.0.0.66", "") == 0
    assert mine.run("10.0.0.66", "")
    assert mine.run("10.0.0.66", "never joined")
    assert mine.run("10.0.0.1", "") == 0
    mine.know("a person")
    assert mine.run("10.0.0.66", "a person") == 0
    waits = [mine.run("10.0.0.1", "a person") for _ in range(PERSON.burst)]
    assert waits[-2] == 0
    assert waits[-1]


def test_many_addresses_together_have_a_budget_too(clock: Clock) -> None:
    mine = Budgets(clock)
    waits = [mine.run(f"10.0.{n % 40}.1", "") for n in range(ALL_STRANGERS.burst + 10)]
    assert waits[: ALL_STRANGERS.burst] == [0] * ALL_STRANGERS.burst
    assert waits[-1]


def test_an_address_that_was_let_in_may_do_more(clock: Clock) -> None:
    mine = Budgets(clock)
    mine.let_in("10.0.0.2")
    for address, first in (("10.0.0.1", True), ("10.0.0.2", False)):
        waits = [mine.request(address) for _ in range(budgets.REQUESTS.burst + 1)]
        assert (waits[-1] != 0) == first
        waits = [mine.socket(address) for _ in range(budgets.SOCKETS.burst + 1)]
        assert (waits[-1] != 0) == first
