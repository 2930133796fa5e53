"""Which numbers each piece of evidence moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from decision.model.cells import Amount, Score
from decision.model.decision_model import DecisionModel
from decision.model.entries import Criterion, Shifts, by_cell


@dataclass(frozen=True)
class Use:
    """One place where evidence is cited.

    `points` is a start score, or a shift where `fact` and `answer` are given; None where
    the evidence stands behind a whole criterion, a duty, or an answer that moves no score.
    Of an item of a checklist, `answer` is "yes" or "no".
    """

    criterion: str | None = None
    option: str | None = None
    fact: str | None = None
    answer: str | None = None
    item: str | None = None
    gate: str | None = None
    points: float | None = None


def uses(model: DecisionModel) -> dict[str, tuple[Use, ...]]:
    """Return every use of every evidence entry, by evidence id, in file order."""
    found: dict[str, list[Use]] = {name: [] for name in model.evidence}
    for name, use in _every(model):
        found[name].append(use)
    return {name: tuple(these) for name, these in found.items()}


def _start(criterion: Criterion, cell: Score | Amount) -> float:
    if isinstance(cell, Score):
        return cell.score
    assert criterion.measure is not None  # a criterion with amounts has one
    return criterion.measure.worth(cell)[1]


def _every(model: DecisionModel) -> Iterator[tuple[str, Use]]:
    for criterion, judged in model.criteria.items():
        for name in judged.evidence:
            yield name, Use(criterion=criterion)
        for option, cell in judged.cells.items():
            for name in cell.evidence or judged.evidence:  # as a score's first reason
                yield name, Use(criterion=criterion, option=option, points=_start(judged, cell))
    for fact, asked in model.facts.items():
        for answer, entry in asked.answers.items():
            for name in entry.evidence:
                for use in _shifted(entry.shifts, Use(fact=fact, answer=answer)):
                    yield name, use
        for item, ticked in asked.items.items():
            for name in ticked.evidence:
                for word, shifts in (("yes", ticked.shifts), ("no", ticked.if_not)):
                    if shifts or (word == "yes" and not ticked.moves):
                        for use in _shifted(shifts, Use(fact=fact, item=item, answer=word)):
                            yield name, use
    for gate, duty in model.gates.items():
        for name in duty.evidence:
            yield name, Use(gate=gate)


def _shifted(shifts: Shifts, use: Use) -> Iterator[Use]:
    """Yield a use for each score that an answer moves; the use as it is where it moves none."""
    moved = [
        replace(use, criterion=criterion, option=option, points=points)
        for (criterion, option), points in by_cell(shifts).items()
    ]
    yield from moved or [use]
