"""Model + case → a table of scores: each cell with its value, its range and its reasons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from decision.evaluation.fact_effects import (
    Place,
    Reason,
    disputes_of,
    open_range,
    readings_of,
    settled,
)
from decision.model.case import Case, Override
from decision.model.cells import Amount
from decision.model.decision_model import DecisionModel
from decision.model.entries import Criterion
from decision.model.readings import Reading
from decision.numeric import Floats
from decision.wording.numbers import numeral

EMPTY = Case.model_construct()  # an empty case, made without building the case's validators
# What is said of points beside what the model says of them; templates that are filled in.
NO_REASON = "Start score."  # where a start score gives no reason
WORTH_THIS = "{amount} ({unit}) is worth this many points."
CLIPPED = "Scores stop at 0 and at 100."
OVERRULED_BY = "Overruled by {by}: {because}"
Available = Literal["yes", "no", "unknown"]


@dataclass(frozen=True)
class Cell:
    """One option on one criterion: 0 to 100, its range, its reasons.

    `computed` is what the model and the answers give; it differs from `score`
    only where the score was overruled.
    """

    score: float
    low: float
    high: float
    reasons: tuple[Reason, ...]
    computed: float
    override: Override | None = None


@dataclass(frozen=True)
class ScoreTable:
    """Every cell, with how each fact reads and how each option stands."""

    # What it was scored from.
    model: DecisionModel
    case: Case
    readings: Mapping[str, Reading]  # how each fact that counts stands, by id
    disputed: Mapping[str, Reading]  # how the disputed ones stand by their second answer, by id
    # Whether each option can really be had, as far as the facts tell.
    available: Mapping[str, Available]
    # The option whose cells an option is scored on: itself, or its fallback where what it needs
    # has been refused.
    stands_on: Mapping[str, str]
    cells: Mapping[str, Mapping[str, Cell]]  # by criterion id, then option id

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The facts with no answer, in file order; a disputed one has one."""
        return tuple(name for name, reading in self.readings.items() if not reading.answered)

    @property
    def open_facts(self) -> tuple[str, ...]:
        """The facts that draws still vary, in file order.

        Those without an answer, those disputed, and checklists answered by an answer's id
        whose items move scores by themselves.
        """
        return tuple(
            name
            for name, reading in self.readings.items()
            if not reading.answered
            or name in self.disputed
            or any(self.model.facts[name].items[item].moves for item in reading.open_items)
        )

    def possible(self, fact: str) -> tuple[str, ...]:
        """Return the answers that may hold of a fact, both of a dispute; none if it is left out."""
        if fact not in self.readings:
            return ()
        second = self.disputed.get(fact)
        every = (*self.readings[fact].possible, *(second.possible if second else ()))
        return tuple(dict.fromkeys(every))

    @cached_property
    def choosable(self) -> tuple[str, ...]:
        """The options that can be chosen, in file order.

        One whose needs are not known to be met can be chosen only if it has a fallback.
        """
        return tuple(option for option in self.model.options if self.can_choose(option))

    def can_choose(self, option: str) -> bool:
        """Return whether an option can be chosen as the facts stand."""
        word, fallback = self.available[option], self.model.options[option].falls_back_to
        return word == "yes" or (word == "unknown" and fallback is not None)

    def uses(self, override: Override) -> bool:
        """Return whether an overruled score counts: its option is scored on its own cells."""
        return self.stands_on[override.option] == override.option

    @cached_property
    def overruled(self) -> Mapping[Place, float]:
        """The finished scores that stand whatever is answered, by cell."""
        # A cell has one override; of several, which only code can make, the first counts.
        every = reversed(self.case.overrides)
        return {(one.criterion, one.option): one.score for one in every}

    def values(self, options: Iterable[str] | None = None) -> Floats:
        """Return the scores of all options, or of some, options × criteria, 0 to 100."""
        cells, named = self.cells.values(), self.model.options if options is None else options
        rows = [[row[option].score for row in cells] for option in named]
        return np.array(rows, dtype=float).reshape(-1, len(cells))


def score_table(
    model: DecisionModel, case: Case | None = None, leave_out: Iterable[str] = ()
) -> ScoreTable:
    """Score every option on every criterion.

    A judged cell is its start score plus the shifts of what is known of each fact, clipped
    to 0–100; a measured cell is its amount through the criterion's value function.

    `leave_out`: facts to set aside: they shift nothing and widen nothing.
    """
    case = EMPTY if case is None else case
    readings = readings_of(model, case, frozenset(leave_out))
    disputed = disputes_of(model, case, readings)
    available = {
        option: availability(model, option, readings, disputed) for option in model.options
    }
    stands_on = {option: _stands_on(model, option, available) for option in model.options}
    moved = _Moved.of(model, readings)
    own = {
        (name, option): _cell(model, case, (name, option), moved)
        for name in model.criteria
        for option in model.options
    }
    cells = {
        name: {option: own[name, stands_on[option]] for option in model.options}
        for name in model.criteria
    }
    return ScoreTable(model, case, readings, disputed, available, stands_on, cells)


def availability(
    model: DecisionModel,
    option: str,
    readings: Mapping[str, Reading],
    disputed: Mapping[str, Reading],
) -> Available:
    """Return "yes" if every possible answer meets each need, "no" if none meets one of them."""
    word: Available = "yes"
    for need in model.options[option].needs:
        reading = readings.get(need.fact)
        # Of a fact that is left out nothing is known: any of its answers is possible.
        possible = {*(model.facts[need.fact].answers if reading is None else reading.possible)}
        if need.fact in disputed:
            possible |= {*disputed[need.fact].possible}
        if not possible & {*need.is_}:
            return "no"
        if not possible <= {*need.is_}:
            word = "unknown"
    return word


def _stands_on(model: DecisionModel, option: str, available: Mapping[str, Available]) -> str:
    fallback = model.options[option].falls_back_to
    if available[option] != "no" or fallback is None:
        return option
    return _stands_on(model, fallback, available)


@dataclass(frozen=True)
class _Moved:
    """What moves each cell: reasons by what is known, and how far each open fact can take it."""

    known: Mapping[Place, list[Reason]]
    ranges: Mapping[Place, list[tuple[float, float]]]

    @classmethod
    def of(cls, model: DecisionModel, readings: Mapping[str, Reading]) -> _Moved:
        known: dict[Place, list[Reason]] = {}
        ranges: dict[Place, list[tuple[float, float]]] = {}
        for name, reading in readings.items():
            fact = model.facts[name]
            for cell, reasons in settled(name, fact, reading).items():
                known.setdefault(cell, []).extend(reasons)
            for cell, ends in open_range(fact, reading).items():
                ranges.setdefault(cell, []).append(ends)
        return cls(known, ranges)


def _cell(model: DecisionModel, case: Case, cell: Place, moved: _Moved) -> Cell:
    name, option = cell
    low, start, high, reason = start_of(model.criteria[name], case, name, option)
    reasons = [reason, *moved.known.get(cell, ())]
    points = [one.points for one in reasons[1:]]
    raw = math.fsum((start, *points))
    score = _clip(raw)
    if score != raw:
        reasons.append(Reason(score - raw, CLIPPED))
    ranges = moved.ranges.get(cell, ())
    low = _clip(math.fsum((low, *points, *(min(0.0, least) for least, _ in ranges))))
    high = _clip(math.fsum((high, *points, *(max(0.0, most) for _, most in ranges))))
    for override in case.overrides:
        if (override.criterion, override.option) == cell:
            because = OVERRULED_BY.format(by=override.by, because=override.because)
            why = Reason(override.score, because)
            return Cell(override.score, override.score, override.score, (why,), score, override)
    return Cell(score, min(low, score), max(high, score), tuple(reasons), score)


def start_of(
    criterion: Criterion, case: Case, name: str, option: str
) -> tuple[float, float, float, Reason]:
    """Return the low, stated and high start of a cell, with the reason for the stated one."""
    cell = criterion.cells[option]
    evidence = cell.evidence or criterion.evidence
    if isinstance(cell, Amount):
        assert criterion.measure is not None  # a criterion with amounts has one
        amount = case.amounts.get(name, {}).get(option, cell)
        evidence = amount.evidence or evidence
        low, stated, high = criterion.measure.worth(amount)
        because = WORTH_THIS.format(amount=numeral(amount.amount), unit=criterion.measure.unit)
        if amount.because:
            because = f"{because} {amount.because}"
        return low, stated, high, Reason(stated, because, evidence)
    low = cell.score if cell.low is None else cell.low
    high = cell.score if cell.high is None else cell.high
    return low, cell.score, high, Reason(cell.score, cell.because or NO_REASON, evidence)


def _clip(points: float) -> float:
    return min(100.0, max(0.0, points))
