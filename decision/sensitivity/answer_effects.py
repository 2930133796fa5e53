"""The effect of each answer, given or not, on an option's total."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from decision.evaluation.additive import Standing
from decision.evaluation.scores import shifts_of
from decision.numeric import Floats
from decision.sensitivity.answer_changes import overruled, starts


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


def points_of_answers(standing: Standing, option: str) -> dict[tuple[str, str], float]:
    """Return the total with each answer given less the total without it, by (fact, answer).

    In points, of the scores that the option is scored on. Scores stop at 0 and 100, so
    what single answers do need not sum to what all of them do together.
    """
    names = list(standing.table.model.criteria)
    option = standing.table.stands_on[option]
    raw, fixed, shares = _ground(standing, option, names)
    now = _total(raw, fixed, shares)
    return {
        (fact, reading.answer): now
        - _total(raw - _shifts(standing, option, names, fact, reading.answer), fixed, shares)
        for fact, reading in standing.table.readings.items()
        if reading.answer is not None
    }


def other_answers(standing: Standing, option: str) -> tuple[Effect, ...]:
    """Return every change of one answer that would alter an option's total or availability.

    In file order. The changes are to the option's own scores, its fallback's not counted.
    """
    names = list(standing.table.model.criteria)
    raw, fixed, shares = _ground(standing, option, names)
    now = _total(raw, fixed, shares)
    found = []
    for fact, answer, change in _changes(standing, option, names):
        bars, opens = _availability(standing, option, fact, answer)
        points = _total(raw + change, fixed, shares) - now
        if abs(points) > 1e-9 or bars or opens:
            found.append(Effect(fact, answer, points, bars, opens))
    return tuple(found)


def _ground(standing: Standing, option: str, names: list[str]) -> tuple[Floats, Floats, Floats]:
    """Return an option's own scores before the clip, those overruled, and the shares."""
    table = standing.table
    given = shifts_of(standing.table.model, table.readings)
    raw = starts(table, [option], names)[0] + np.array(
        [given[name, option].settled if (name, option) in given else 0.0 for name in names]
    )
    shares = np.array([standing.shares[name] for name in names])
    return raw, overruled(table, [option], names)[0], shares


def _total(raw: Floats, fixed: Floats, shares: Floats) -> float:
    finished = np.where(np.isnan(fixed), np.clip(raw, 0, 100), fixed)
    return math.fsum((finished * shares).tolist())


def _changes(
    standing: Standing, option: str, names: list[str]
) -> Iterator[tuple[str, str, Floats]]:
    """Return each other answer of each fact, with what it adds to the option's raw scores."""
    for fact, reading in standing.table.readings.items():
        before = _shifts(standing, option, names, fact, reading.answer)
        every = standing.table.model.facts[fact].answers if reading.answer else reading.possible
        for answer in every:
            if answer != reading.answer:
                yield fact, answer, _shifts(standing, option, names, fact, answer) - before


def _shifts(
    standing: Standing, option: str, names: list[str], fact: str, answer: str | None
) -> Floats:
    """Return what an answer adds to an option's raw scores; nothing where there is none."""
    moves = {} if answer is None else standing.table.model.facts[fact].answers[answer].shifts
    return np.array([moves.get(name, {}).get(option, 0.0) for name in names])


def _availability(standing: Standing, option: str, fact: str, answer: str) -> tuple[bool, bool]:
    """Return whether an answer would bar an option, and whether it would open one now barred."""
    readings = standing.table.readings
    refused = {
        need.fact
        for need in standing.table.model.options[option].needs
        if (given := readings[need.fact].answer) is not None and given not in need.is_
    }
    mine = [need for need in standing.table.model.options[option].needs if need.fact == fact]
    if not mine:
        return False, False
    meets = all(answer in need.is_ for need in mine)
    return not meets and not refused, meets and refused == {fact}
