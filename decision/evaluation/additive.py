"""Scores × weights → totals, contributions, ranks, and the answer: which course, which form."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from decision.evaluation.scores import ScoreTable
from decision.evaluation.weights import Shares
from decision.numeric import TIE, Floats


def totals(values: ArrayLike, weights: ArrayLike) -> Floats:
    """Return the additive value of each option: Σ share × score.

    Args:
        values: options × criteria (k × n), 0 to 100.
        weights: shares that sum to 1: n, or one row a draw (N × n).

    Returns:
        k totals, or N × k.

    Source: the additive multi-attribute value model; Keeney and Raiffa (1976), ch. 3.

    >>> totals([[80, 20], [40, 60]], [0.5, 0.5]).tolist()
    [50.0, 50.0]
    """
    matrix: Floats = np.asarray(weights, dtype=float) @ np.asarray(values, dtype=float).T
    return matrix


@dataclass(frozen=True)
class Lead:
    """Who leads: the option, its course, and by how many points over any other course.

    All are None where no option can be chosen; `margin` also where no other course can be.
    """

    leader: str | None
    course: str | None
    margin: float | None


@dataclass(frozen=True)
class Plain:
    """The two options that head the compared courses, side by side as they are."""

    # One that can be chosen before one that can't, then the higher total, then the first in file
    # order.
    leader: str
    other: str  # the other one
    # The leader's total less the other's; below 0 only where the other scores higher and can't be
    # chosen.
    margin: float


@dataclass(frozen=True)
class Standing:
    """Where the options stand at one set of weights, everything as stated.

    Attributes:
        table: the scores.
        shares: by criterion id; they sum to 1.
        weights_from: whose they are: "given", "case", "panel" or "model".
        totals: by option id, 0 to 100.
        contributions: share × score, by criterion id and option id; they sum to the totals.
        ranks: 1 is best, ties share; an option that can't be chosen has the rank of what it is
            scored as, and None where that can't be chosen either.
        leader: the best option that can be chosen; the first in file order of those that
            tie; None where none can.
        course: the course that the leader belongs to, by its head.
        rival: the best option that can be chosen of any other course; None where there is none.
        margin: the leader's total less the rival's, 0 or more; None without a rival.
        over: the best other form of the leader's course that can be chosen; None without one.
        plain: the two options that head the compared courses.
    """

    table: ScoreTable
    shares: Shares
    weights_from: str
    totals: Mapping[str, float]
    contributions: Mapping[str, Mapping[str, float]]
    ranks: Mapping[str, int | None]
    leader: str | None
    course: str | None
    rival: str | None
    margin: float | None
    over: str | None
    plain: Plain

    @property
    def lead(self) -> Lead:
        """Who leads, of which course, and by how much."""
        return Lead(self.leader, self.course, self.margin)

    @property
    def weights(self) -> Floats:
        """The shares as an array, in file order (n)."""
        return np.array([self.shares[name] for name in self.table.model.criteria])

    @property
    def form_margin(self) -> float | None:
        """The leader's total less that of the best other form of its course, 0 or more."""
        if self.leader is None or self.over is None:
            return None
        return max(0.0, self.totals[self.leader] - self.totals[self.over])

    @property
    def level(self) -> bool:
        """Return whether the leader's course ties with another."""
        return self.margin is not None and self.margin <= TIE

    def best_of(self, course: str) -> str | None:
        """Return the best form of a course that can be chosen; None where none can."""
        return best(
            (form for form in self.table.model.courses[course] if self.table.can_choose(form)),
            self.totals,
        )


def stand(table: ScoreTable, shares: Shares, weights_from: str = "given") -> Standing:
    """Weigh a table of scores."""
    model, options = table.model, table.model.options
    contributions = {
        name: {option: shares[name] * cell.score for option, cell in row.items()}
        for name, row in table.cells.items()
    }
    summed = {
        option: min(100.0, math.fsum(row[option] for row in contributions.values()))
        for option in options
    }
    choosable = table.choosable
    ranked = [option for option in options if table.stands_on[option] in choosable]
    ranks = {
        option: 1 + sum(summed[other] > summed[option] + TIE for other in ranked)
        if option in ranked
        else None
        for option in options
    }
    leader = best(choosable, summed)
    course = None if leader is None else model.course_of[leader]
    rival = best((one for one in choosable if model.course_of[one] != course), summed)
    forms = (one for one in choosable if model.course_of[one] == course and one != leader)
    return Standing(
        table=table,
        shares=shares,
        weights_from=weights_from,
        totals=summed,
        contributions=contributions,
        ranks=ranks,
        leader=leader,
        course=course,
        rival=rival,
        margin=_gap(summed, leader, rival),
        over=best(forms, summed),
        plain=_plain(table, summed),
    )


def differences(standing: Standing, leader: str, other: str) -> dict[str, float]:
    """Return the points each criterion adds to one option's lead over another, largest first.

    By criterion id: share × (the leader's score less the other's). They sum to the difference
    of the two totals.
    """
    gaps = {name: row[leader] - row[other] for name, row in standing.contributions.items()}
    return dict(sorted(gaps.items(), key=lambda item: -item[1]))


def best(options: Iterable[str], summed: Mapping[str, float]) -> str | None:
    """Return the option with the largest total; the first of those that tie; None of none."""
    options = tuple(options)
    if not options:
        return None
    most = max(summed[option] for option in options)
    return next(option for option in options if summed[option] >= most - TIE)


def _gap(summed: Mapping[str, float], leader: str | None, rival: str | None) -> float | None:
    if leader is None or rival is None:
        return None
    return max(0.0, summed[leader] - summed[rival])  # a tie may be below 0 by its last bit


def _plain(table: ScoreTable, summed: Mapping[str, float]) -> Plain:
    pair = [option for option in table.model.options if option in table.model.pair]
    leader = best([one for one in pair if table.can_choose(one)] or pair, summed)
    assert leader is not None  # a pair has two options
    other = next(option for option in pair if option != leader)
    return Plain(leader, other, summed[leader] - summed[other])
