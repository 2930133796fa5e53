"""The part of a simplex where several linear functions are above 0, and its centre there.

A simplex is known by the values of the functions at its corners. One function needs a
recursion of plain floats. Two need one integral along a contour, in which the same
recursion is complex; three need two integrals, or the simplex cut into pieces first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from decision.acceptability.contour_integrals import Part, three_above, transform, two_above
from decision.numeric import Floats

FEW_PIECES = 60  # so few are quicker than two contours
SOME_PIECES = 2000  # so few are quicker than contours that may not settle
MOST_NUMBERS = 4_000_000  # in the corners of pieces


class NotReachedError(Exception):
    """Neither two contours nor a cut into pieces is exact at a bearable cost: sample instead."""


def above(values: Sequence[float]) -> float:
    """Return the part of a simplex where a linear function is above 0; a half where it is 0.

    `values`: the function at the corners; finite.

    A corner above and one below have a point of value 0 between them, and the part is the
    same mixture of the parts that are left without the one and without the other. Only
    positive terms are added, so no digit is lost. Source: Varsi (1973).

    >>> above([3.0, -1.0]), above([2.0, 0.0]), above([0.0])
    (0.75, 1.0, 0.5)
    """
    over = [value for value in values if value > 0]
    under = [-value for value in values if value < 0]
    if not over or not under:
        return 1.0 if over else 0.0 if under else 0.5
    largest = max(max(over), max(under))
    if largest > 1e300 or min(min(over), min(under)) < 1e-250:
        power = 1000 - math.frexp(largest)[1]  # a power of two loses no digit
        over = [math.ldexp(value, power) for value in over]
        under = [math.ldexp(value, power) for value in under]
    parts = [1.0] * len(over)
    places = range(len(over))
    for low in under:
        part = 0.0
        for place in places:
            high = over[place]
            part = parts[place] = (low * part + high * parts[place]) / (low + high)
    return min(1.0, parts[-1])


def running_means(values: Sequence[float]) -> list[float]:
    """Return the mean of the first, of the first two, and so on.

    >>> running_means([3.0, 1.0, 2.0])
    [3.0, 2.0, 2.0]
    """
    if max(map(abs, values)) > 1e300:
        values = [math.ldexp(value, -20) for value in values]
    return [total / count for count, total in enumerate(accumulate(values), 1)]


def all_above(functions: Floats) -> Part:
    """Return the part of a simplex where up to three linear functions are all above 0.

    `functions`: their values at the corners (m × r), m from 0 to 3, none all 0.

    Returns:
        the part, and Σ over it of the weights of the corners (r): divided by the part,
        the weights at its centre.

    Raises NotReachedError: three functions, too many corners, and contours that do not settle.

    Source: P(T > 0) = (2πi)⁻ᵐ ∫ E[exp(s·T)] ds / Πs for a sum T of exponentials, whose
    transform is Π 1 / (1 − s·dⱼ); one of the integrals by Varsi's recursion.
    """
    corners = functions.shape[1]
    if (functions.max(axis=1) <= 0).any():
        return 0.0, np.zeros(corners)
    kept: list[int] = []
    for one, row in enumerate(functions):
        others = (*kept, *range(one + 1, len(functions)))
        if row.min() < 0 and not any((functions[other] <= row).all() for other in others):
            kept.append(one)  # those left out are above 0 wherever the others are
    left = functions[kept] / np.abs(functions[kept]).max(axis=1, keepdims=True)
    if len(left) == 3:
        return _three(left)
    if len(left) == 2:
        parts, centres = two_above(left[:1], left[1:])
        return float(parts[0]), centres[0]
    if len(left) == 1:
        part, weights = transform(left[0][:, None], np.ones((corners, 1), dtype=complex))
        return float(part[0].real), weights[:, 0].real / corners
    return 1.0, np.full(corners, 1 / corners)


def _three(functions: Floats) -> Part:
    """Cut by one function where that makes few pieces; else try contours; else cut after all."""
    ways = [
        math.comb(int((row > 0).sum() + (row < 0).sum()) - 1, int((row < 0).sum()))
        for row in functions
    ]
    cut = int(np.argmin(ways))
    rest = np.delete(functions, cut, axis=0)
    if ways[cut] > FEW_PIECES:
        for inner in range(1 if ways[cut] < SOME_PIECES else 3):
            found = three_above(functions[inner], np.delete(functions, inner, axis=0))
            if found is not None:
                return found
        if ways[cut] * functions.shape[1] ** 2 > MOST_NUMBERS:
            raise NotReachedError
    sizes, corners = _pieces(functions[cut])
    parts, centres = two_above(corners @ rest[0], corners @ rest[1])
    return float(sizes @ parts), np.einsum("p,pi,pij->j", sizes, centres, corners)


def _pieces(first: Floats) -> tuple[Floats, Floats]:
    """Cut the part where a function is above 0 into simplices: sizes (P), corners (P × r × r).

    The point of value 0 between a corner above and one below takes the place of the one
    or of the other; what is left once no corner is below lies above. The sizes are
    products of mixtures, all positive: the staircase triangulation behind `above`.
    """
    corners = len(first)
    over, under = np.flatnonzero(first > 0), np.flatnonzero(first < 0)
    # What has h corners above and k below left, in the order of over and under.
    held = {(len(over), len(under)): (np.ones(1), np.eye(corners)[None])}
    done: list[tuple[Floats, Floats]] = []
    for _ in range(len(over) + len(under)):
        following: dict[tuple[int, int], tuple[Floats, Floats]] = {}
        for (h, k), (sizes, points) in held.items():
            if not k:
                done.append((sizes, points))
                continue
            high, low = over[h - 1], under[k - 1]
            share = -first[low] / (first[high] - first[low])
            between = np.zeros(corners)
            between[high], between[low] = share, 1 - share
            for slot, part, left in ((high, share, (h - 1, k)), (low, 1 - share, (h, k - 1))):
                if not left[0]:
                    continue
                moved = points.copy()
                moved[:, slot] = between
                size, where = following.get(left, (np.empty(0), np.empty((0, corners, corners))))
                following[left] = (
                    np.concatenate([size, sizes * part]),
                    np.concatenate([where, moved]),
                )
        held = following
    return np.concatenate([one for one, _ in done]), np.concatenate([one for _, one in done])
