"""Which weights change the leader: switching points one criterion at a time, the cheapest flip."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.numeric import TIE, Floats
from decision.sensitivity.linear_program import Optimum, in_fractions, maximise


class SwitchingPoint(NamedTuple):
    """The share of a criterion at which the leader changes, and the option that leads above it."""

    share: float
    leader: int


class Flip(NamedTuple):
    """The least total weight to move until a pair ties, from which criteria, into which one.

    `sources` are indices, in the order they are taken from; all but the last give all they have.
    """

    moved: float
    sources: tuple[int, ...]
    into: int


class CourseFlip(NamedTuple):
    """The least total weight to move until another course ties with the leader's."""

    moved: float  # a part of all weight, 0 to 1; unique
    rival: int  # the option that then ties, as a row of `behind`
    taken: Floats  # weight taken from each criterion (n)
    given: Floats  # weight given to each (n). One way to move so little; there may be others


def switching_points(values: ArrayLike, weights: ArrayLike) -> list[list[SwitchingPoint]]:
    """Return the shares at which the leader changes, for each criterion in turn.

    One criterion goes to share t and the others keep their proportions. Each total is then
    a straight line in t, and who leads is the upper envelope of the lines.

    Args:
        values: options × criteria (k × n), 0 to 100.
        weights: shares that sum to 1 (n).

    Returns:
        For each criterion its switching points, shares in (0, 1) and ascending. None for a
        criterion that has all the weight: the others have no proportions to keep. Totals
        within 1e-9 tie and the first in order leads; a share is where the lines cross.

    Source: one-way sensitivity of an additive value model, as in Goodwin and Wright,
    Decision Analysis for Management Judgment, ch. 3.

    >>> switching_points([[80, 20], [40, 60]], [0.7, 0.3])[0]
    [SwitchingPoint(share=0.5, leader=0)]
    """
    return [
        [SwitchingPoint(start, leader) for start, leader in segments[1:]]
        for segments in leader_segments(values, weights)
    ]


def leader_segments(values: ArrayLike, weights: ArrayLike) -> list[list[tuple[float, int]]]:
    """Return who leads from which share of a criterion on, for each criterion in turn.

    As `switching_points`, with the option that leads at share 0 put first: (0, leader), and
    then each switching point. Empty for a criterion that has all the weight.
    """
    at_all = np.asarray(values, dtype=float).T
    shares = np.asarray(weights, dtype=float)
    # The others' own sum, not 1 less the share: near a share of 1 that would lose every digit.
    others = np.where(np.eye(len(shares), dtype=bool), 0.0, shares)
    sums = others.sum(axis=1)
    at_none = (others / np.where(sums > 0, sums, 1.0)[:, None]) @ at_all
    # So few lines each that plain lists are quicker than arrays.
    rows = zip(at_none.tolist(), at_all.tolist(), sums.tolist(), strict=True)
    return [_envelope(none, all_) if others_sum > 0 else [] for none, all_, others_sum in rows]


def _envelope(at_none: list[float], at_all: list[float]) -> list[tuple[float, int]]:
    """Walk along the upper envelope of lines, each given by its totals at share 0 and share 1."""
    floor = max(at_none) - TIE
    leader = _first_best([i for i, low in enumerate(at_none) if low >= floor], at_all)
    rising: Iterable[int] = range(len(at_all))
    found = [(0.0, leader)]
    # Two lines cross only once, so only what is better at share 1 can still pass the leader.
    while rising := [i for i in rising if at_all[i] > at_all[leader] + TIE]:
        low, high = at_none[leader], at_all[leader]
        crossings = [(low - at_none[i]) / (low - at_none[i] + at_all[i] - high) for i in rising]
        first = min(crossings)
        # Where several lines meet, the one that is best from there on takes the lead.
        level = low + first * (high - low) - TIE
        meeting = [i for i in rising if at_none[i] + first * (at_all[i] - at_none[i]) >= level]
        leader = _first_best(meeting, at_all)
        found.append((crossings[rising.index(leader)], leader))
    return found


def _first_best(options: list[int], totals: list[float]) -> int:
    """Return the first of some options whose total is within a tie of their largest."""
    if len(options) == 1:
        return options[0]
    best = max(totals[i] for i in options) - TIE
    return next(i for i in options if totals[i] >= best)


def cheapest_flip(differences: ArrayLike, weights: ArrayLike) -> Flip | None:
    """Return the least total weight to move until the leader of a pair is caught up with.

    Moving one unit of weight from criterion i to j changes the margin by d_j − d_i. So it
    is cheapest to take from the largest d first, always into the smallest.

    Args:
        differences: the leader's scores less the other's (d, n numbers).
        weights: shares that sum to 1 (n), at which the leader is ahead: w·d > 0.

    Returns:
        What to move; None where the leader stays ahead whatever the weights.

    Source: the linear programme min ½ Σ |w′ − w| with w′·d = 0 and w′ on the simplex. Its
    optimum is greedy, for every unit moved has the same cost.

    >>> cheapest_flip([40, -40], [0.75, 0.25])
    Flip(moved=0.25, sources=(0,), into=1)
    """
    gaps = np.asarray(differences, dtype=float).tolist()
    shares = np.asarray(weights, dtype=float).tolist()
    lowest = min(gaps)
    if lowest > 0:
        return None
    margin = math.fsum(map(float.__mul__, shares, gaps))
    # What rounding leaves of a margin that is used up: no criterion should be named for it.
    nothing = 1e-15 * len(gaps) * max(map(abs, gaps))
    moved: list[float] = []
    sources: list[int] = []
    for source in sorted(range(len(gaps)), key=gaps.__getitem__, reverse=True):
        fall = gaps[source] - lowest
        if margin <= nothing or fall <= 0:
            break
        if (share := shares[source]) > 0:
            taken = min(share, margin / fall)
            margin -= taken * fall
            if taken < share:
                margin = 0.0  # but for the last bit it is
            moved.append(taken)
            sources.append(source)
    return Flip(math.fsum(moved), tuple(sources), gaps.index(lowest))


def cheapest_course_flip(
    ahead: ArrayLike, behind: ArrayLike, weights: ArrayLike
) -> CourseFlip | None:
    """Return the least total weight to move until another course ties with the leader's.

    A course stands on its best form, so some option q of another course must reach every
    form o of the leader's: min Σu over w′ = w + u − v ≥ 0, Σu = Σv, (s_o − s_q)·w′ ≤ 0 for
    every o, and the least over q.

    Args:
        ahead: scores of the forms of the leader's course, forms × criteria (m × n).
        behind: scores of the options of all other courses, options × criteria (k × n).
        weights: shares that sum to 1 (n).

    Returns:
        What to move; 0 and nothing where they tie or another is ahead already; None where no
        weights bring another course level. Of options that cost the same, the first in order.

    Source: the dual of that programme, max over prices y ≥ 0 of the forms of
    Σᵢ wᵢ min(gᵢ, 1 + minⱼ gⱼ) with g = Dᵀy and D the rows s_o − s_q. It begins at y = 0, so
    the simplex method needs no first phase; the primal is read off its prices.

    >>> flip = cheapest_course_flip([[90, 50], [50, 90]], [[60, 60]], [0.5, 0.5])
    >>> flip is None  # whichever way the weight goes, one of the forms gains
    True
    >>> cheapest_course_flip([[80, 20], [70, 20]], [[40, 60]], [0.75, 0.25]).moved
    0.25
    """
    mine, others = np.asarray(ahead, dtype=float), np.asarray(behind, dtype=float)
    shares = np.asarray(weights, dtype=float)
    best: CourseFlip | None = None
    for row, rival in enumerate(others):
        gaps = mine - rival
        if (gaps @ shares).max() <= TIE:
            return CourseFlip(0.0, row, np.zeros(len(shares)), np.zeros(len(shares)))
        found = _to_reach_all(gaps, shares)
        if found is not None and (best is None or found[0] < best.moved - TIE):
            best = CourseFlip(found[0], row, found[1], found[2])
    return best


def _to_reach_all(gaps: Floats, shares: Floats) -> tuple[float, Floats, Floats] | None:
    """Return the least weight to move until no row of gaps (m × n) is above 0, and how."""
    scale = float(np.abs(gaps).max())
    rows = gaps / scale
    solved = _solve(rows, shares)
    if solved is not None and (not solved.bounded or _proved(rows, shares, solved)):
        return _moves(solved, shares) if solved.bounded else None
    # Rounding led nowhere or astray; fractions are slow and never do.
    exact = _solve(in_fractions(rows), in_fractions(shares))
    assert exact is not None  # no rounding, so Bland's rule ends it
    return _moves(exact, shares) if exact.bounded else None


def _solve(rows: NDArray[Any], shares: NDArray[Any]) -> Optimum | None:
    """Solve the dual: prices y of the m rows, the two halves of z, and what is over at each i."""
    nothing, one = rows[0] * 0, rows[0] * 0 + 1
    unit = np.diag(one)
    # z ≤ 1 + gⱼ for every j, and gᵢ − z ≤ tᵢ for every i.
    most = np.column_stack((-rows.T, one, -one, np.zeros_like(unit)))
    over = np.column_stack((rows.T, -one, one, -unit))
    gains = np.concatenate((rows @ shares, [nothing[0], nothing[0]], -shares))
    return maximise(gains, np.vstack((most, over)), np.concatenate((one, nothing)))


def _moves(solved: Optimum, shares: Floats) -> tuple[float, Floats, Floats]:
    given, taken = np.split(np.maximum(solved.prices, 0), 2)
    both = np.minimum(given, taken)  # what is taken and given back moves nothing
    given, taken = given - both, np.minimum(taken - both, shares)
    return math.fsum(taken.tolist()), taken, given


def _proved(rows: Floats, shares: Floats, solved: Optimum) -> bool:
    """Return whether the move reaches every form, and the dual says that no less does."""
    moved, taken, given = _moves(solved, shares)
    prices = solved.point[: len(rows)]
    gains = prices @ rows
    bound = float(shares @ np.minimum(gains, 1 + gains.min()))
    moves_as_much = abs(given.sum() - moved) <= TIE
    reached = bool((rows @ (shares - taken + given) <= TIE).all())
    return moves_as_much and reached and moved - bound <= TIE
