"""One state for the rounds, the hour and the screen: always words, and nothing blind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.ui.workshop import room_state as rooms
from decision.ui.workshop.room_state import OVER, STEPS, Desk, RoomState, Stage, left, room_state
from decision.workshop.errors import NotNowError
from decision.workshop.room import Turnout
from decision.workshop.rules import session as rules
from decision.workshop.rules.session import Session
from tests.strategies import THOUSAND

World = tuple[Stage, Desk]
CASE: Any = object()  # the facilitator's, whatever it says


def told(session: Session, voted: int) -> Turnout:
    last = session.last
    state = None if last is None else last.state
    return Turnout(len(session.rounds), state, voted, voted)


def rounds(change: Callable[[Session], Session]) -> Callable[[World], World]:
    def done(world: World) -> World:
        stage, desk = world
        try:
            session = change(stage.session)
        except NotNowError:
            return world
        new = len(session.rounds) > len(stage.session.rounds)
        voted, agreed = (0, False) if new else (stage.turnout.voted, stage.agreed)
        desk = replace(desk, step=rooms.FIRST, result=False) if new else desk
        return Stage(session, told(session, voted), agreed, stage.can_join), desk

    return done


def staged(**parts: Any) -> Callable[[World], World]:
    return lambda world: (replace(world[0], **parts), world[1])


def laid(**parts: Any) -> Callable[[World], World]:
    return lambda world: (world[0], replace(world[1], **parts))


def voted(count: int) -> Callable[[World], World]:
    return lambda world: (
        replace(world[0], turnout=told(world[0].session, count if world[0].session.last else 0)),
        world[1],
    )


ACTS: dict[str, Callable[[World], World]] = {
    "open": rounds(rules.open_next),
    "close": rounds(rules.close),
    "resume": rounds(rules.resume),
    "reveal": rounds(rules.reveal),
    "vote": voted(7),
    "take every ballot out": voted(0),
    "agree": staged(agreed=True),
    "let people join": staged(can_join=True),
    "stop people joining": staged(can_join=False),
    "may be seen early": lambda world: (
        replace(world[0], session=replace(world[0].session, early=True)),
        world[1],
    ),
    "open the case": laid(work=CASE),
    "open another model": laid(work=None),
    "show": laid(result=True),
    "weights": laid(result=False),
    "start again after a power cut": lambda world: (world[0], Desk()),
    **{f"step {step}": laid(step=step) for step in range(OVER + 1)},
}


def before() -> World:
    return Stage(Session(), told(Session(), 0), False, False), Desk()


@given(st.lists(st.sampled_from(sorted(ACTS)), max_size=40), st.booleans())
@THOUSAND
def test_whatever_is_done_the_screen_says_what_happens_and_what_to_do(
    acts: list[str], phones: bool
) -> None:
    world = before()
    for act in acts:
        world = ACTS[act](world)
        stage, desk = world
        state = room_state(stage, desk, phones)
        assert state.headline.endswith((".", "?"))
        assert len(state.headline.split()) <= 8
        assert state.now.endswith((".", "?"))
        assert "{" not in state.headline + state.now
        assert state.scan <= (phones and stage.can_join)
        assert (state.act is None) <= (state.name in ("unready", "over", "empty"))
        assert state.act not in state.also
        last = stage.session.last
        if last is None or last.state != "revealed":
            assert state.name in ("welcome", "rules", "facts", "voting", "closed")
            assert not {"show", "weights", "result", "agree", "dissent"} & {state.act, *state.also}
        if state.name in ("weights", "result"):
            assert desk.work is CASE
            assert stage.turnout.voted
        if state.name == "result":
            assert desk.result
            assert stage.may_show


def test_a_state_has_no_place_for_what_a_ballot_says() -> None:
    """Its texts are made of the round's number alone."""
    assert {one.name for one in fields(RoomState)} == {
        "name", "headline", "now", "step", "act", "also", "scan",
    }  # fmt: skip
    session = Session((rules.Round(1, "closed"),))
    seven, many = (Stage(session, told(session, count), False, False) for count in (7, 93))
    assert room_state(seven, Desk(), True) == room_state(many, Desk(), True)


def test_the_next_act_leads_through_the_hour() -> None:
    """Pressing the filled button alone comes to the end, with votes and an agreement between."""
    acts: dict[str, Callable[[World], World]] = {
        **{act: laid(step=step) for act, step in (("start", 0), ("facts", 1), ("end", OVER))},
        "dissent": laid(step=rooms.DISSENT),
        **{act: ACTS[act] for act in ("open", "close", "reveal", "show", "agree")},
    }
    world, steps, pressed = laid(work=CASE)(before()), [], []
    while (state := room_state(*world, True)).name != "over":
        if state.name == "voting":
            world = voted(5)(world)
        assert state.act is not None
        pressed.append(state.act)
        steps.append(state.step)
        world = acts[state.act](world)
    assert pressed == [
        "start", "facts", "open", "close", "reveal", "open", "close", "reveal", "show", "agree",
        "dissent", "end",
    ]  # fmt: skip
    assert steps == [None, 0, 1, 2, 2, 3, 4, 4, 5, 5, 5, 6]
    assert sum(step.minutes for step in STEPS) == 60


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (0.0, "10 minutes left"),
        (0.5, "10 minutes left"),
        (8.5, "2 minutes left"),
        (9.5, "less than a minute left"),
        (10.5, "time is up"),
        (11.2, "1 minute over"),
        (13.7, "3 minutes over"),
    ],
)
def test_what_is_left_of_a_step(monkeypatch: pytest.MonkeyPatch, gone: float, said: str) -> None:
    monkeypatch.setattr("time.monotonic", lambda: 1000.0 + gone * 60)
    assert left(rooms.FACTS, 1000.0) == said
    assert left(None, 1000.0) == left(rooms.FACTS, None) == left(OVER, 1000.0) == ""
