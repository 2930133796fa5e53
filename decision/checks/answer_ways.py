"""Every way to answer each fact of a model, and what it does to the scores, as arrays."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from decision.model.decision_model import DecisionModel
from decision.model.entries import Fact, Shifts, by_cell
from decision.numeric import Floats

LONG = 8  # items; a checklist of more is tried in file order only, tick by tick


@dataclass(frozen=True)
class Way:
    """One way to answer a fact."""

    answer: str | None  # the id of the answer that it gives; None for a checklist without `answers`
    ticks: int  # how many items are in place; 0 for a fact without items
    chance: float  # how likely it is where answers, and ticks, are equally likely (0 to 1)
    moves: Floats  # the points that it adds to each score, criteria × options


def every_shift(fact: Fact) -> Iterator[Shifts]:
    """Yield what each answer and item of a fact does to the scores."""
    for answer in fact.answers.values():
        yield answer.shifts
    for item in fact.items.values():
        yield item.shifts
        yield item.if_not


def moved_criteria(model: DecisionModel) -> set[str]:
    """Return the criteria that some answer or item moves."""
    return {name for fact in model.facts.values() for one in every_shift(fact) for name in one}


class Ways:
    """The ways to answer the facts of a model; those of one fact that do the same are one."""

    def __init__(self, model: DecisionModel) -> None:
        self.model = model
        self._rows = {name: row for row, name in enumerate(model.criteria)}
        self._columns = {name: column for column, name in enumerate(model.options)}
        self.of: Mapping[str, tuple[Way, ...]] = {
            name: tuple(self._merged(fact)) for name, fact in model.facts.items()
        }

    def moves(self, shifts: Shifts) -> Floats:
        """Return shifts as an array, criteria × options, in points."""
        found = np.zeros((len(self._rows), len(self._columns)))
        for (criterion, option), points in by_cell(shifts).items():
            found[self._rows[criterion], self._columns[option]] = points
        return found

    def _merged(self, fact: Fact) -> Iterator[Way]:
        alike: dict[tuple[str | None, bytes], list[Way]] = {}
        for way in self._every(fact):
            alike.setdefault((way.answer, way.moves.tobytes()), []).append(way)
        for same in alike.values():
            chance = math.fsum(way.chance for way in same)
            yield Way(same[0].answer, same[0].ticks, chance, same[0].moves)

    def _every(self, fact: Fact) -> Iterator[Way]:
        answers = {name: self.moves(answer.shifts) for name, answer in fact.answers.items()}
        if not fact.items:
            for name, moves in answers.items():
                yield Way(name, 0, 1 / len(answers), moves)
            return
        yes = [self.moves(item.shifts) for item in fact.items.values()]
        no = [self.moves(item.if_not) for item in fact.items.values()]
        for ticks, chance in _completions(len(fact.items)):
            answer = fact.pick(sum(ticks))
            parts = [(yes if tick else no)[place] for place, tick in enumerate(ticks)]
            counted = [] if answer is None else [answers[answer]]
            yield Way(answer, sum(ticks), chance, np.sum([*parts, *counted], axis=0))


def _completions(size: int) -> Iterator[tuple[tuple[bool, ...], float]]:
    """Yield which items of a checklist are in place, and how likely that is."""
    if size <= LONG:
        for ticks in product((False, True), repeat=size):
            yield ticks, 0.5**size
        return
    for count in range(size + 1):
        chance = math.comb(size, count) / 2**size
        yield tuple(place < count for place in range(size)), chance
