"""Answers that decide too much by themselves: one fact, one tick, a checklist that moves all."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from decision.checks.answer_ways import Ways
from decision.errors import Found
from decision.model.decision_model import DecisionModel
from decision.model.entries import Shifts
from decision.numeric import TIE, Floats
from decision.sentences.phrases import in_points
from decision.wording.numbers import fixed

FEW = 6  # facts that move the margin; of fewer, each one is bound to explain much
ONE, TWO = 1 / 3, 1 / 2  # parts of the margin's variance that one fact, or two, may explain
MANY = 3  # criteria that one tick moves at once; one or two may well hang together


class Influence:
    """How far answers move the plain pair's margin, at given shares, the stops left out.

    `shares`: the weights' shares by criterion, in file order (n).
    """

    def __init__(self, ways: Ways, shares: Floats) -> None:
        self.ways, self.shares = ways, shares
        options = list(ways.model.options)
        self._up, self._down = (options.index(name) for name in ways.model.pair)
        self.gaps = {
            name: np.array([self._gap(way.moves) for way in each]) for name, each in ways.of.items()
        }

    def variances(self) -> dict[str, float]:
        """Return the variance (points²) of the margin that each fact brings, by id.

        Answers, and ticks, are equally likely and facts independent, so these sum to the
        variance of the margin.
        """
        found = {}
        for name, each in self.ways.of.items():
            chances, gaps = np.array([way.chance for way in each]), self.gaps[name]
            found[name] = float(chances @ (gaps - chances @ gaps) ** 2)
        return found

    def largest_step(self, name: str) -> float:
        """Return how far one tick, or one answer to the next, can move the margin, in points.

        The answers of a plain choice have no order: next to each other are those whose effects
        are.
        """
        fact = self.ways.model.facts[name]
        if not fact.items:
            gaps = self.gaps[name] if fact.unit else np.sort(self.gaps[name])
            return float(np.abs(np.diff(gaps)).max(initial=0.0))
        picked = [fact.pick(ticks) for ticks in range(len(fact.items) + 1)]
        counted = [0.0 if one is None else self._of(fact.answers[one].shifts) for one in picked]
        own = [self._of(item.shifts) - self._of(item.if_not) for item in fact.items.values()]
        return max(
            abs(after - before + item) for before, after in pairwise(counted) for item in own
        )

    def _of(self, shifts: Shifts) -> float:
        return self._gap(self.ways.moves(shifts))

    def _gap(self, moves: Floats) -> float:
        return float(self.shares @ (moves[:, self._up] - moves[:, self._down]))


def weighty_answers(influence: Influence) -> Found:
    """Find facts, and single ticks or answers, that decide more than one question should."""
    yield from _sweeping_checklists(influence.ways.model)
    parts = influence.variances()
    if sum(part > TIE for part in parts.values()) < FEW:
        return
    whole = sum(parts.values())
    first, second = sorted(parts, key=lambda name: -parts[name])[:2]
    both = parts[first] + parts[second]
    if parts[first] > ONE * whole:
        yield (
            ("facts", first),
            f"`{first}` explains {_percent(parts[first] / whole)} of how far answers move the two "
            f"options of `compare` apart, more than a third; make its shifts smaller, or ask it "
            f"as several facts",
        )
    elif both > TWO * whole:
        yield (
            ("facts", first),
            f"`{first}` and `{second}` explain {_percent(both / whole)} of how far answers move "
            f"the two options of `compare` apart, more than half; make their shifts smaller",
        )
    usual = whole**0.5
    for name, fact in influence.ways.model.facts.items():
        step = influence.largest_step(name)
        if step > usual + TIE:
            what = "tick" if fact.items else "step from an answer to the next"
            advice = ", or give each item effects of its own" if fact.items else ""
            yield (
                ("facts", name),
                f"one {what} of `{name}` can move the margin by {in_points(step)}, further than "
                f"all answers together usually do ({in_points(usual)}); make its shifts "
                f"smaller{advice}",
            )


def _sweeping_checklists(model: DecisionModel) -> Found:
    """Find checklists of which one tick can move many criteria at once."""
    for name, fact in model.facts.items():
        if not fact.items:
            continue
        for answer, given in fact.answers.items():
            if len(given.shifts) >= MANY:
                yield (
                    ("facts", name, "answers", answer),
                    f"one tick of `{name}` can move {len(given.shifts)} criteria at once; write "
                    f"under `items` what each tick moves, one criterion each",
                )
                break
        for item, ticked in fact.items.items():
            if len(both := {*ticked.shifts, *ticked.if_not}) >= MANY:
                yield (
                    ("facts", name, "items", item),
                    f"the tick `{item}` moves {len(both)} criteria at once; keep the one that it "
                    f"bears on, or ask for the rest as items of their own",
                )


def _percent(part: float) -> str:
    return f"{fixed(100 * part, 0)}%"
