"""The effect of each answer, given or not, on an option's total."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from decision.evaluation.additive import Standing
from decision.evaluation.fact_effects import Reason, settled
from decision.evaluation.scores import availability, choosable_at
from decision.model.readings import Reading
from decision.numeric import Floats
from decision.sensitivity.answer_changes import other_readings, overruled, starts

# An answer: a fact's id, an item's or None, and the answer; of an item, "yes" or "no".
Given = tuple[str, str | None, str]


@dataclass(frozen=True)
class Effect:
    """An answer a fact or an item does not have now, and what it would do to an option.

    `points`: the change of the option's total, on its own scores. `bars`: with it the
    option could no longer be chosen. `opens`: with it one that can't be chosen now could be.
    """

    fact: str
    item: str | None
    answer: str
    points: float
    bars: bool = False
    opens: bool = False


def points_of_answers(standing: Standing, option: str) -> dict[Given, float]:
    """Return the total with each answer given less the total without it, by answer.

    In points, of the scores that the option is scored on. Scores stop at 0 and 100, so
    what single answers do need not sum to what all of them do together.
    """
    table = standing.table
    ground = _Ground.of(standing, table.stands_on[option])
    found: dict[Given, float] = {}
    for fact, reading in table.readings.items():
        known: dict[Given, Floats] = {}
        if reading.answer is not None:
            known[fact, None, reading.answer] = np.zeros(len(ground.names))
        for reason, column in ground.reasons(fact, reading):
            if reason.answer is not None:
                key = (fact, reason.item, reason.answer)
                known.setdefault(key, np.zeros(len(ground.names)))[column] += reason.points
        found |= {
            key: ground.now - ground.total(ground.raw - moves) for key, moves in known.items()
        }
    return found


def other_answers(standing: Standing, option: str) -> tuple[Effect, ...]:
    """Return every change of one answer that would alter an option's total or availability.

    In file order. The changes are to the option's own scores, its fallback's not counted.
    """
    table, ground = standing.table, _Ground.of(standing, option)
    found = []
    for fact, reading in table.readings.items():
        before = ground.moves(fact, reading)
        for change, changed in other_readings(fact, table.model.facts[fact], reading):
            bars, opens = _availability(standing, option, fact, changed)
            moved = ground.raw + ground.moves(fact, changed) - before
            points = ground.total(moved) - ground.now
            if abs(points) > 1e-9 or bars or opens:
                found.append(Effect(fact, change.item, change.after, points, bars, opens))
    return tuple(found)


@dataclass(frozen=True)
class _Ground:
    """An option's own scores before the clip (n), those overruled, and the shares."""

    standing: Standing
    option: str
    names: list[str]
    raw: Floats
    fixed: Floats
    shares: Floats

    @classmethod
    def of(cls, standing: Standing, option: str) -> _Ground:
        table = standing.table
        names = list(table.model.criteria)
        fixed = overruled(table, [option], names)[0]
        shares = np.array([standing.shares[name] for name in names])
        start = starts(table, [option], names)[0]
        bare = cls(standing, option, names, start, fixed, shares)
        moves = [bare.moves(fact, reading) for fact, reading in table.readings.items()]
        raw = start + np.sum(moves, axis=0) if moves else start
        return cls(standing, option, names, raw, fixed, shares)

    @property
    def now(self) -> float:
        """The option's total as it stands."""
        return self.total(self.raw)

    def total(self, raw: Floats) -> float:
        """Return the total of scores before the clip."""
        finished = np.where(np.isnan(self.fixed), np.clip(raw, 0, 100), self.fixed)
        return math.fsum((finished * self.shares).tolist())

    def reasons(self, fact: str, reading: Reading) -> list[tuple[Reason, int]]:
        """Return what is known of a fact does to the option, each with its criterion's place."""
        entry = self.standing.table.model.facts[fact]
        return [
            (reason, self.names.index(name))
            for (name, option), reasons in settled(fact, entry, reading).items()
            for reason in reasons
            if option == self.option
        ]

    def moves(self, fact: str, reading: Reading) -> Floats:
        """Return the points that a fact adds to the option's scores (n)."""
        found = np.zeros(len(self.names))
        for reason, column in self.reasons(fact, reading):
            found[column] += reason.points
        return found


def _availability(
    standing: Standing, option: str, fact: str, changed: Reading
) -> tuple[bool, bool]:
    """Return whether a change would bar an option, and whether it would open one now barred.

    A change to a fact with two answers settles it.
    """
    table = standing.table
    disputed = {name: reading for name, reading in table.disputed.items() if name != fact}
    word = availability(table.model, option, {**table.readings, fact: changed}, disputed)
    could, can = table.can_choose(option), choosable_at(table.model, option, word)
    return could and not can, can and not could
