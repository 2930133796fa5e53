"""Model + case → a table of scores: each cell with its value, its range and its reasons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from decision.model.case import Case, Override
from decision.model.cells import Amount
from decision.model.decision_model import DecisionModel
from decision.model.entries import Criterion
from decision.model.readings import Reading, read_fact
from decision.numeric import Floats
from decision.wording.numbers import numeral

EMPTY = Case.model_construct()  # an empty case, made without building the case's validators
NO_REASON = "Start score."  # said of a start score that gives none
Available = Literal["yes", "no", "unknown"]


@dataclass(frozen=True)
class Reason:
    """Points that a cell gets, and why; the reasons of a cell sum to its score."""

    points: float
    because: str
    evidence: tuple[str, ...] = ()
    fact: str | None = None
    answer: str | None = None


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
    """Every cell, with how each fact reads and how each option stands.

    `stands_on` gives the option whose cells an option is scored on: itself, or
    its fallback where what it needs has been refused.
    """

    model: DecisionModel
    case: Case
    readings: Mapping[str, Reading]
    available: Mapping[str, Available]
    stands_on: Mapping[str, str]
    cells: Mapping[str, Mapping[str, Cell]]

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The facts with no answer, in file order."""
        return tuple(name for name, reading in self.readings.items() if reading.answer is None)

    def uses(self, override: Override) -> bool:
        """Return whether an overruled score counts: its option is scored on its own cells."""
        return self.stands_on[override.option] == override.option

    def values(self) -> Floats:
        """Return the scores as an array, options × criteria, 0 to 100."""
        rows = [[row[option].score for row in self.cells.values()] for option in self.model.options]
        return np.array(rows, dtype=float)


def score_table(
    model: DecisionModel, case: Case | None = None, leave_out: Iterable[str] = ()
) -> ScoreTable:
    """Score every option on every criterion.

    A judged cell is its start score plus the shifts of the answers given, clipped
    to 0–100; a measured cell is its amount through the criterion's value function.

    Args:
        model: the model.
        case: what the site says; nothing, where it is left out.
        leave_out: facts to set aside: they shift nothing and widen nothing.
    """
    case = EMPTY if case is None else case
    left_out = set(leave_out)
    readings = {
        name: read_fact(fact, case.answers.get(name))
        for name, fact in model.facts.items()
        if name not in left_out
    }
    available = {option: _availability(model, option, readings) for option in model.options}
    stands_on = {option: _stands_on(model, option, available) for option in model.options}
    shifts = shifts_of(model, readings)
    own = {
        (name, option): _cell(model, case, (name, option), shifts.get((name, option), UNMOVED))
        for name in model.criteria
        for option in model.options
    }
    cells = {
        name: {option: own[name, stands_on[option]] for option in model.options}
        for name in model.criteria
    }
    return ScoreTable(model, case, readings, available, stands_on, cells)


def _availability(model: DecisionModel, option: str, readings: Mapping[str, Reading]) -> Available:
    answers = [
        (readings[need.fact].answer if need.fact in readings else None, need.is_)
        for need in model.options[option].needs
    ]
    if any(answer is not None and answer not in wanted for answer, wanted in answers):
        return "no"
    return "yes" if all(answer is not None for answer, _ in answers) else "unknown"


def _stands_on(model: DecisionModel, option: str, available: Mapping[str, Available]) -> str:
    fallback = model.options[option].falls_back_to
    if available[option] != "no" or fallback is None:
        return option
    return _stands_on(model, fallback, available)


@dataclass(frozen=True)
class Shifts:
    """What moves one cell: the answers given, and for each open fact what each answer would do."""

    given: tuple[tuple[str, str, float], ...]  # (fact, answer, points)
    open: Mapping[str, tuple[float, ...]]  # by fact: points of each answer still possible

    @property
    def settled(self) -> float:
        """The points of the answers given."""
        return math.fsum(points for _, _, points in self.given)


UNMOVED = Shifts((), {})


def shifts_of(
    model: DecisionModel, readings: Mapping[str, Reading]
) -> dict[tuple[str, str], Shifts]:
    """Gather what moves each cell; a cell that nothing moves is left out."""
    given: dict[tuple[str, str], list[tuple[str, str, float]]] = {}
    still_open: dict[tuple[str, str], dict[str, tuple[float, ...]]] = {}
    for fact, reading in readings.items():
        answers = model.facts[fact].answers
        if reading.answer is not None:
            for criterion, moves in answers[reading.answer].shifts.items():
                for option, points in moves.items():
                    moved = given.setdefault((criterion, option), [])
                    moved.append((fact, reading.answer, points))
            continue
        touched = {
            (criterion, option)
            for answer in reading.possible
            for criterion, moves in answers[answer].shifts.items()
            for option in moves
        }
        for criterion, option in touched:
            still_open.setdefault((criterion, option), {})[fact] = tuple(
                answers[answer].shifts.get(criterion, {}).get(option, 0.0)
                for answer in reading.possible
            )
    return {
        cell: Shifts(tuple(given.get(cell, ())), still_open.get(cell, {}))
        for cell in given.keys() | still_open.keys()
    }


def _cell(model: DecisionModel, case: Case, cell: tuple[str, str], shifts: Shifts) -> Cell:
    name, option = cell
    criterion = model.criteria[name]
    low, start, high, reason = start_of(criterion, case, name, option)
    reasons = [reason]
    for fact, answer, points in shifts.given:
        given = model.facts[fact].answers[answer]
        reasons.append(Reason(points, given.because or given.says, given.evidence, fact, answer))
    raw = math.fsum((start, *(points for _, _, points in shifts.given)))
    score = _clip(raw)
    if score != raw:
        reasons.append(Reason(score - raw, "Scores stop at 0 and at 100."))
    low = _clip(low + shifts.settled + math.fsum(min(0, *open_) for open_ in shifts.open.values()))
    high = _clip(
        high + shifts.settled + math.fsum(max(0, *open_) for open_ in shifts.open.values())
    )
    for override in case.overrides:
        if (override.criterion, override.option) == cell:
            why = Reason(override.score, f"Overruled by {override.by}: {override.because}")
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
        because = f"{numeral(amount.amount)} ({criterion.measure.unit}) is worth this many points."
        if amount.because:
            because = f"{because} {amount.because}"
        return low, stated, high, Reason(stated, because, evidence)
    low = cell.score if cell.low is None else cell.low
    high = cell.score if cell.high is None else cell.high
    return low, cell.score, high, Reason(cell.score, cell.because or NO_REASON, evidence)


def _clip(points: float) -> float:
    return min(100.0, max(0.0, points))
