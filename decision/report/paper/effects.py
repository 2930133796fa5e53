"""What one more answer, or another answer, would do to each option's total."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from decision.report.paper.basis import Basis
from decision.scoring import Floats, shifts_of
from decision.variants import overruled, starts


@dataclass(frozen=True)
class Effect:
    """An answer a fact does not have now, and what it would do to an option.

    `points`: the change of the option's total, on its own scores. `bars`: with it the
    option could not be chosen. `opens`: with it the option could be chosen again.
    """

    fact: str
    answer: str
    points: float
    bars: bool = False
    opens: bool = False


def moved(basis: Basis, option: str) -> dict[tuple[str, str], float]:
    """Give what each answer given adds to an option's total, by (fact, answer).

    Scores that stop at 0 or 100 keep less of it than is given here.
    """
    added: dict[tuple[str, str], float] = {}
    for name, row in basis.table.cells.items():
        for reason in row[option].reasons:
            if reason.fact and reason.answer:
                key = (reason.fact, reason.answer)
                added[key] = added.get(key, 0.0) + reason.points * basis.standing.shares[name]
    return added


def effects(basis: Basis, option: str) -> tuple[Effect, ...]:
    """Give every change to one answer that would do something to an option, in file order."""
    table, model = basis.table, basis.model
    names = list(model.criteria)
    shares = np.array([basis.standing.shares[name] for name in names])
    moved = shifts_of(model, table.readings)
    raw = starts(table, [option], names)[0] + np.array(
        [moved[name, option].settled if (name, option) in moved else 0.0 for name in names]
    )
    fixed = overruled(table, [option], names)[0]
    now = _total(raw, fixed, shares)
    found = []
    for fact, answer, change in _changes(basis, option, names):
        bars, opens = _availability(basis, option, fact, answer)
        points = _total(raw + change, fixed, shares) - now
        if abs(points) > 1e-9 or bars or opens:
            found.append(Effect(fact, answer, points, bars, opens))
    return tuple(found)


def _total(raw: Floats, fixed: Floats, shares: Floats) -> float:
    finished = np.where(np.isnan(fixed), np.clip(raw, 0, 100), fixed)
    return math.fsum((finished * shares).tolist())


def _changes(basis: Basis, option: str, names: list[str]) -> Iterator[tuple[str, str, Floats]]:
    """Give each other answer of each fact, with what it adds to the option's raw scores."""
    places = {name: place for place, name in enumerate(names)}

    def shifts(fact: str, answer: str | None) -> Floats:
        row = np.zeros(len(names))
        if answer is not None:
            for name, moves in basis.model.facts[fact].answers[answer].shifts.items():
                row[places[name]] = moves.get(option, 0.0)
        return row

    for fact, reading in basis.table.readings.items():
        before = shifts(fact, reading.answer)
        every = basis.model.facts[fact].answers if reading.answer else reading.possible
        for answer in every:
            if answer != reading.answer:
                yield fact, answer, shifts(fact, answer) - before


def _availability(basis: Basis, option: str, fact: str, answer: str) -> tuple[bool, bool]:
    """Whether an answer would bar an option, and whether it would open one now barred."""
    readings = basis.table.readings
    refused = {
        need.fact
        for need in basis.model.options[option].needs
        if (given := readings[need.fact].answer) is not None and given not in need.is_
    }
    mine = [need for need in basis.model.options[option].needs if need.fact == fact]
    if not mine:
        return False, False
    meets = all(answer in need.is_ for need in mine)
    return not meets and not refused, meets and refused == {fact}
