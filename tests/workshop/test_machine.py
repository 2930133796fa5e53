"""A workshop driven at random does what a few lines of plain Python say it should."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from decision.workshop.errors import BallotError, NotNowError, RefusedError
from decision.workshop.room import Room
from decision.workshop.store.ballot_rows import Receipt
from tests.workshop.data import ballot, ballot_of, make, weights

# A disk in memory, where there is one: what is tested here is the rules.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


class Workshop(RuleBasedStateMachine):
    """Ballots, rounds, replays, removals and restarts in any order."""

    people: Bundle[str] = Bundle("people")
    sent: Bundle[tuple[Any, ...]] = Bundle("sent")

    @initialize(target=people)
    def start(self) -> Any:
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY))
        self.room, self.facilitator = make(self.folder / "a.db")
        self.states: list[str] = []
        self.votes: dict[tuple[str, int], float] = {}
        self.removed: set[tuple[str, int]] = set()
        self.joined = 0
        self.requests = 0
        self.agreed = False
        self.facilitator.new_keys()
        people = [self.join() for _ in range(4)]
        self.open_round()
        for place, person in enumerate(people):
            self.submit(person, 10 + place)
        return multiple(*people)

    @rule(target=people)
    def join(self) -> Any:
        link = self.facilitator.keys().link
        open_now = self.states[-1:] == ["open"]
        if link is None:
            assert not open_now
            return multiple()
        self.joined += 1
        return self.room.join(link, "HR")

    def allowed(self, act: Any, when: bool) -> bool:
        """Do something that the rules allow or don't; whether it was done."""
        try:
            act()
        except NotNowError:
            assert not when
            return False
        assert when
        return True

    @rule()
    def open_round(self) -> None:
        last = self.states[-1:]
        may = last in ([], ["revealed"]) and len(self.states) < 9
        if self.allowed(self.facilitator.open_round, may):
            self.states.append("open")
            self.agreed = False

    @rule()
    def close_round(self) -> None:
        if self.allowed(self.facilitator.close_round, self.states[-1:] == ["open"]):
            self.states[-1] = "closed"

    @rule()
    def resume_round(self) -> None:
        if self.allowed(self.facilitator.resume_round, self.states[-1:] == ["closed"]):
            self.states[-1] = "open"

    @rule()
    def reveal(self) -> None:
        may = self.states[-1:] == ["closed"] and bool(self.counted(len(self.states)))
        if self.allowed(self.facilitator.reveal, may):
            self.states[-1] = "revealed"

    @rule(target=sent, person=people, points=st.integers(1, 100))
    def submit(self, person: str, points: int) -> Any:
        self.requests += 1
        name, number = f"request-{self.requests}", len(self.states)
        kept: list[Receipt] = []

        def act() -> None:
            kept.append(self.room.submit(person, ballot(points), name))

        may = self.states[-1:] == ["open"] and (person, number) not in self.removed
        if not self.allowed(act, may):
            return multiple()
        self.votes[person, number] = points
        return person, points, name, kept[0]

    @rule(request=sent)
    def replay(self, request: tuple[Any, ...]) -> None:
        person, points, name, receipt = request
        again = self.room.submit(person, ballot(points), name)
        assert (again.round, again.number, again.hash) == (
            receipt.round,
            receipt.number,
            receipt.hash,
        )

    @rule(request=sent)
    def misuse(self, request: tuple[Any, ...]) -> None:
        person, points, name, _ = request
        try:
            self.room.submit(person, ballot(points % 100 + 1), name)
        except BallotError:
            return
        raise AssertionError("one request stood for two ballots")

    @rule(person=people)
    def break_in(self, person: str) -> None:
        for bad in ({}, ballot(101), ballot(0, 0, 0, 0, 0, 0)):
            try:
                self.room.submit(person, bad, "request-bad")
            except BallotError:
                continue
            raise AssertionError("a bad ballot was taken")
        try:
            self.room.submit(person[:-1] + "!", ballot(5), "request-bad")
        except RefusedError:
            return
        raise AssertionError("a token of nobody's was taken")

    @rule(data=st.data())
    def a_whole_stage(self, data: st.DataObject) -> None:
        """Do what comes next in a real workshop, so that runs get far."""
        match self.states[-1:]:
            case ["open"]:
                for person in dict.fromkeys(person for person, _ in self.votes):
                    self.submit(person, data.draw(st.integers(1, 100)))
                self.close_round()
            case ["closed"]:
                self.reveal()
            case ["revealed"] if not self.agreed and data.draw(st.booleans()):
                self.agree()
            case _:
                self.open_round()

    @rule(pick=st.integers(0, 50))
    def remove(self, pick: int) -> None:
        number = len(self.states)
        # By id, which is the order they came in: the list's own order is drawn by lot.
        slips = sorted(
            (slip for slip in self.facilitator.ballots(number) if slip.removed is None),
            key=lambda slip: slip.id,
        )
        if not slips or self.agreed:
            return
        slip = slips[pick % len(slips)]
        before = {person: self.mine(person) for person, _ in self.votes}
        self.facilitator.remove(slip.id, "why")
        (hit,) = (person for person, was in before.items() if self.mine(person) != was)
        self.removed.add((hit, number))

    @rule()
    def agree(self) -> None:
        number = len(self.states)
        may = self.states[-1:] == ["revealed"] and bool(self.counted(number))
        if self.allowed(lambda: self.facilitator.agree("panel-mean", "why"), may):
            self.agreed = True

    @rule()
    def restart(self) -> None:
        self.room.close()
        self.room = Room.open(self.folder / "a.db")  # holds that the whole record stands
        self.facilitator.room = self.room

    def mine(self, person: str) -> object:
        return ballot_of(self.room, person)

    def counted(self, number: int) -> dict[str, float]:
        return {
            person: points
            for (person, round_), points in self.votes.items()
            if round_ == number and (person, round_) not in self.removed
        }

    @invariant()
    def counts_are_right(self) -> None:
        turnout = self.room.turnout()
        number = len(self.states)
        assert turnout.round == number
        assert turnout.state == (self.states[-1] if self.states else None)
        assert turnout.joined == self.joined
        assert turnout.voted == len(self.counted(number))

    @invariant()
    def each_ballot_is_its_persons_last_and_blind_rounds_stay_blind(self) -> None:
        number = len(self.states)
        for (person, round_), points in self.votes.items():
            if round_ == number:
                mine = ballot_of(self.room, person)
                assert mine is not None
                assert mine.given.weights == weights(points)
        for round_, state in enumerate(self.states, start=1):
            kept = self.counted(round_)
            try:
                seen = self.room.reveal(round_)
            except NotNowError:
                assert state != "revealed" or not kept
                continue
            assert state == "revealed"
            assert seen.everyone.people == len(kept)

    @invariant()
    def agreement_and_result_are_as_the_rules_say(self) -> None:
        assert (self.room.agreement() is not None) == self.agreed
        later = "revealed" in self.states[1:]
        assert self.room.result_may_show() == (later or self.agreed)

    def teardown(self) -> None:
        if hasattr(self, "room"):
            assert self.room.store.verify() is None
            self.room.close()
            shutil.rmtree(self.folder)


Workshop.TestCase.settings = settings(
    max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestWorkshop = Workshop.TestCase
