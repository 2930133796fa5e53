"""What a person sees of themselves, and what they entered and have not sent."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from decision.ui.ballot import participant as module
from decision.ui.ballot.entries import Answers
from decision.ui.ballot.participant import Devices, Unsent, own
from decision.workshop.errors import RefusedError
from tests.workshop.data import CRITERIA, Clock, ballot, make


def test_a_person_sees_their_own_ballots_by_round_with_their_times(tmp_path: Path) -> None:
    clock = Clock()
    room, facilitator = make(tmp_path / "a.db", clock=clock.now)
    link = facilitator.open_round().link or ""
    me, other = room.join(link, "HR"), room.join(link)
    assert own(room, me).ballots == {}
    assert (own(room, me).role, own(room, other).role) == ("HR", None)
    assert own(room, me).latest is None
    clock.seconds = 60
    room.submit(me, ballot(90), "request-1")
    room.submit(other, ballot(10), "request-2")
    clock.seconds = 120
    room.submit(me, ballot(80), "request-3")
    kept = own(room, me).ballots[1]
    assert kept.given.weights["speed"] == 80
    assert kept.at == dt.datetime(2026, 11, 24, 10, 2, tzinfo=dt.UTC)
    facilitator.close_round()
    facilitator.reveal()
    facilitator.open_round()
    found = own(room, me)
    assert list(found.ballots) == [1]
    assert found.latest == kept
    assert found.session.last is not None
    assert (found.session.last.number, found.session.last.state) == (2, "open")
    room.submit(me, ballot(70), "request-4")
    latest = own(room, me).latest
    assert latest is not None
    assert latest.given.weights == ballot(70)["weights"]
    room.close()


def test_a_ballot_taken_out_says_why(tmp_path: Path) -> None:
    room, facilitator = make(tmp_path / "a.db")
    me = room.join(facilitator.open_round().link or "")
    room.submit(me, ballot(90), "request-1")
    facilitator.remove(facilitator.ballots(1)[0].id, "sent by mistake")
    assert own(room, me).ballots[1].removed == "sent by mistake"
    room.close()


@pytest.mark.parametrize("token", ["", "x" * 43, "x" * 100_000, "\ud800"])
def test_nobody_has_a_token_that_was_not_given(tmp_path: Path, token: str) -> None:
    room, _ = make(tmp_path / "a.db")
    with pytest.raises(RefusedError):
        own(room, token)
    room.close()


def test_what_was_not_sent_is_kept_apart_by_person_and_round() -> None:
    unsent = Unsent()
    first, second = Answers(top=CRITERIA[0]), Answers(top=CRITERIA[1])
    unsent.keep("me", 1, first)
    unsent.keep("somebody's token", 1, second)
    assert unsent.find("me", 1) is first
    assert unsent.find("somebody's token", 1) is second
    assert unsent.find("me", 2) is None
    unsent.drop("me", 1)
    unsent.drop("me", 1)
    assert unsent.find("me", 1) is None
    assert "somebody's token" not in repr(vars(unsent))  # under a hash alone


def test_the_oldest_go_once_there_are_too_many_or_they_are_too_old(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    unsent = Unsent(most=2, seconds=100)
    for number, name in enumerate("abc"):
        now[0] = float(number)
        unsent.keep(name, 1, Answers())
    assert unsent.find("a", 1) is None
    now[0] = 50.0
    unsent.keep("b", 1, Answers())  # used again, so the youngest
    now[0] = 120.0
    assert unsent.find("c", 1) is None
    assert unsent.find("b", 1) is not None


def test_the_first_device_is_a_persons_own_and_others_once_they_say_so() -> None:
    devices = Devices(most=2)
    assert devices.is_own("me", "phone")
    assert not devices.is_own("me", "tablet")
    assert devices.is_own("you", "tablet")
    devices.add("me", "tablet")
    assert devices.is_own("me", "tablet")
    assert devices.is_own("me", "phone")
    assert "phone" not in repr(vars(devices))  # under a hash alone
    assert devices.is_own("third", "phone")
    assert devices.is_own("you", "phone")  # the one not seen for longest is forgotten
