"""The effect of each answer given on an option's total."""

from __future__ import annotations

import math
from collections.abc import Mapping

from decision.evaluation.additive import Standing
from decision.evaluation.fact_effects import settled
from decision.evaluation.scores import start_of

# An answer: a fact's id, an item's or None, and the answer; of an item, "yes" or "no".
Given = tuple[str, str | None, str]


def points_of_answers(standing: Standing, option: str) -> dict[Given, float]:
    """Return the total with each answer given less the total without it, by answer.

    In points, of the scores that the option is scored on. Scores stop at 0 and 100, so
    what single answers do need not sum to what all of them do together.
    """
    table, model = standing.table, standing.table.model
    on = table.stands_on[option]
    fixed = {name: score for (name, of), score in table.overruled.items() if of == on}
    raw = {name: start_of(entry, table.case, name, on)[1] for name, entry in model.criteria.items()}
    moves: dict[Given, dict[str, float]] = {}
    for fact, reading in table.readings.items():
        if reading.answer is not None:
            moves[fact, None, reading.answer] = {}
        for (name, moved), reasons in settled(fact, model.facts[fact], reading).items():
            for reason in reasons if moved == on else ():
                raw[name] += reason.points
                if reason.answer is not None:
                    by = moves.setdefault((fact, reason.item, reason.answer), {})
                    by[name] = by.get(name, 0.0) + reason.points

    def total(less: Mapping[str, float]) -> float:
        scores = {name: min(max(raw[name] - less.get(name, 0.0), 0), 100) for name in raw} | fixed
        return math.fsum(standing.shares[name] * score for name, score in scores.items())

    return {answer: total({}) - total(by) for answer, by in moves.items()}
