"""Two or three linear functions above 0 at once, by integrals along contours.

The functions are known by their values at the corners of a simplex. P(T > 0) for a sum T
of exponentials is (2πi)⁻¹ ∫ E[exp(s·T)] ds / s, whose transform is Π 1 / (1 − s·dⱼ); one of
the integrals is done by Varsi's recursion, which the others make complex. Those are sums,
whose error falls exponentially with the number of points: Trefethen and Weideman (2014),
The exponentially convergent trapezoidal rule, SIAM Review 56(3).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from decision.numeric import Floats

Complexes = NDArray[np.complex128]
Part = tuple[float, Floats]  # a part of the simplex, and the integral of a point over it

STEP = 0.3  # of the contour; its error is about exp(−π² / step) near a pole, 5e-11 at most
HALVINGS = 4  # of the step, where the transform turns faster than that
SMOOTH = 24  # corners; with more, it does
REACH = 28.0  # what lies beyond this on the contour is below exp(−28)
FAINT = 1e-12  # a transform below this adds nothing
BOUND = 8.0  # on the transform over the strip that the contour runs in
MOST_NUMBERS = 4_000_000  # in one run of the recursion
MOST_NODES = 40_000  # on the grid of two contours
TRUE = 1e-9  # a centre whose weights sum to the part within this is
SETTLED = 5e-8  # the same for two contours; the part is off by about 4 times as much
AGREES = 1e-5  # and two grids must not differ by more
FARTHEST = 9.0  # a transform that matters further out has ridges that a grid misses


def two_above(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Return the parts of P simplices where two functions are above 0 (P), and their Σ (P × r)."""
    pieces, corners = first.shape
    parts, centres = np.zeros(pieces), np.zeros((pieces, corners))
    # Simplices with as many corners above and below go through the recursion together.
    order = np.argsort(-np.sign(first), axis=1, kind="stable")
    signs = np.take_along_axis(np.sign(first), order, axis=1)
    kinds, kind_of = np.unique(signs, axis=0, return_inverse=True)
    for kind in range(len(kinds)):
        members = np.flatnonzero(kind_of.ravel() == kind)
        if kinds[kind][0] <= 0:
            continue
        index = (members[:, None], order[members])
        x, z = first[index], second[index]
        least, largest = extent(x, z)
        whole, cut = least >= 0, (least < 0) & (largest > 0)
        for chosen, contour in ((whole, False), (cut, True)):
            if chosen.any():
                found, sums = _along(x[chosen], z[chosen], largest[chosen], contour)
                parts[members[chosen]] = found
                centres[members[chosen][:, None], order[members[chosen]]] = sums
    return parts, centres


def three_above(first: Floats, others: Floats) -> Part | None:
    """Integrate over the contours of two functions; None where finer grids still differ."""
    corners = len(first)
    extents = [extent(first[None], row[None]) for row in others]
    if any(largest[0] <= 0 for _, largest in extents):
        return 0.0, np.zeros(corners)
    middles = np.array(
        [
            _middle(first[None], row[None], largest)[0]
            for row, (_, largest) in zip(others, extents, strict=True)
        ]
    )
    axis = first[:, None]
    for shrink in (1.0, 0.75, 0.5, 0.4, 0.3, 0.2, 0.1):
        both = 2 * shrink * (middles @ others)
        if extent(first[None], both[None])[1][0] < 0.95:  # else past a singularity
            value, _ = transform(axis, (1 - both)[:, None].astype(complex), centre=False)
            if value[0].real <= BOUND:
                break
    lines = (middles * shrink)[:, None] * others
    return _settle(axis, lines)


def transform(first: Floats, scale: Complexes, centre: bool = True) -> tuple[Complexes, Complexes]:
    """Return ∫ Π 1 / (scaleⱼ − s firstⱼ) ds / (2πi s), and less its derivative by each scale.

    Args:
        first: r × N, or r × 1; the signs of a row are all the same.
        scale: r × N.
        centre: whether the second result is wanted; it is 0 otherwise.

    Returns:
        N, and r × N. Where first and scale are of exponentials' sum, the second is the
        integral of each exponential itself.

    Varsi's recursion, for complex scales, and the same run backwards.
    """
    over = np.flatnonzero(first[:, 0] > 0)
    under = np.flatnonzero(first[:, 0] < 0)
    level = np.flatnonzero(first[:, 0] == 0)
    highs, lows, nodes = len(over), len(under), scale.shape[1]
    weights = np.zeros(scale.shape, dtype=complex)
    if not highs:
        return np.zeros(nodes, dtype=complex), weights
    x, a = first[over], scale[over]
    y, b = -first[under][::-1], scale[under][::-1]
    # Row d of the table holds the cells (h, k), h + k = d, by h: then a step is a slice.
    table = np.zeros((highs + lows + 1, highs + 1, nodes), dtype=complex)
    diagonal = np.arange(1, highs + 1)
    table[diagonal, diagonal] = np.cumprod(1 / a, axis=0) / np.prod(scale[level], axis=0)
    steps = []
    for both in range(2, highs + lows + 1):
        first_h, last_h = max(1, both - lows), min(highs, both - 1)
        if first_h > last_h:
            continue
        h = slice(first_h - 1, last_h)
        k = slice(lows - both + first_h, lows - both + last_h + 1)
        inner, outer = slice(first_h, last_h + 1), slice(first_h - 1, last_h)
        pivot = 1 / (x[h] * b[k] + y[k] * a[h])
        before = table[both - 1]
        table[both, inner] = (y[k] * before[outer] + x[h] * before[inner]) * pivot
        steps.append((both, h, k, inner, outer, pivot))
    total: Complexes = table[-1, -1]
    if not centre:
        return total, weights
    slope = np.zeros_like(table)
    slope[-1, -1] = 1
    into_high = np.zeros((highs, nodes), dtype=complex)
    into_low = np.zeros((lows, nodes), dtype=complex)
    for both, h, k, inner, outer, pivot in reversed(steps):
        passed = slope[both, inner] * pivot
        slope[both - 1, outer] += passed * y[k]
        slope[both - 1, inner] += passed * x[h]
        passed = passed * table[both, inner]
        into_high[h] += passed * y[k]
        into_low[k] += passed * x[h]
    edge = slope[diagonal, diagonal] * table[diagonal, diagonal]
    into_high += np.cumsum(edge[::-1], axis=0)[::-1] / a
    weights[over], weights[under], weights[level] = into_high, into_low[::-1], total / scale[level]
    return total, weights


def extent(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Return the least and largest of the second function where the first is above 0 (P × r)."""
    over, under = first[0] > 0, first[0] < 0
    x, y = first[:, over, None], -first[:, None, under]
    crossing = (x * second[:, None, under] + y * second[:, over, None]) / (x + y)
    found = np.concatenate([second[:, ~under], crossing.reshape(len(first), -1)], axis=1)
    return found.min(axis=1), found.max(axis=1)


def _along(x: Floats, z: Floats, largest: Floats, contour: bool) -> tuple[Floats, Floats]:
    """Integrate over the second function's contour; without one, leave that function out."""
    if not contour:
        return _summed(x, z, np.zeros(len(x)), np.ones(1, complex), np.ones(1, complex))
    middle = _middle(x, z, largest)
    far = np.arange(1.0, REACH, 1.5)
    values = _values(x, z, middle[:, None] * (1 + 1j * np.sinh(far)))
    matters = (np.abs(values) > FAINT).any(axis=0)
    reach = min(REACH, float(far[matters].max(initial=1.0)) + 1.5)
    step = STEP * min(1.0, math.sqrt(SMOOTH / x.shape[1]))
    for halving in range(HALVINGS + 1):
        at = np.arange(step / 2, reach, step)
        points = 1 + 1j * np.sinh(at)
        factor = np.cosh(at) / points * (step / np.pi)
        parts, centres = _summed(x, z, middle, points, factor)
        # The two are integrals of different functions, equal only in the limit.
        if halving == HALVINGS or np.abs(centres.sum(axis=1) - parts).max() < TRUE:
            break
        step /= 2
    return parts, centres


def _summed(
    x: Floats, z: Floats, middle: Floats, points: Complexes, factor: Complexes
) -> tuple[Floats, Floats]:
    pieces, corners = x.shape
    parts, centres = np.empty(pieces), np.empty((pieces, corners))
    batch = max(1, MOST_NUMBERS // (len(points) * corners**2))
    for start in range(0, pieces, batch):
        here = slice(start, start + batch)
        some = z[here]
        scale = 1 - (middle[here, None] * some).T[:, :, None] * points
        first = np.repeat(x[here].T, len(points), axis=1)
        totals, weights = transform(first, scale.reshape(corners, -1))
        parts[here] = (totals.reshape(len(some), -1) @ factor).real
        centres[here] = (weights.reshape(corners, len(some), -1) @ factor).real.T
    return parts, centres / corners


def _values(x: Floats, z: Floats, at: NDArray[np.inexact]) -> Complexes:
    """Return the transform of P simplices (P × r), each at points of its own (P × N)."""
    scale = 1 - z.T[:, :, None] * at.astype(complex)
    first = np.repeat(x.T, at.shape[1], axis=1)
    values, _ = transform(first, scale.reshape(len(first), -1), centre=False)
    return values.reshape(at.shape)


def _middle(x: Floats, z: Floats, largest: Floats) -> Floats:
    """Return where the contour crosses the real axis: halfway to where the transform is BOUND.

    Its only singularities are real: the pole at 0, and those from 1 / largest upwards. So
    nothing but the pole is nearer to the contour than it is to itself.
    """
    tried = np.geomspace(0.9, 0.5 / x.shape[1], 12)
    at = tried / largest[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):  # a try may fall on a pole; it never fits
        fits = _values(x, z, at).real <= BOUND
    fits[:, -1] = True
    middle: Floats = at[np.arange(len(x)), fits.argmax(axis=1)] / 2
    return middle


def _settle(axis: Floats, lines: Floats) -> Part | None:
    corners = len(axis)
    reach = _reach(axis, lines)
    if reach > FARTHEST:
        return None
    before = math.inf
    for step in (0.5, 0.25, 0.125):
        half = np.arange(step / 2, reach, step)
        full = np.concatenate([-half[::-1], half])
        if len(full) * len(half) > MOST_NODES:
            return None
        s, t = 1 + 1j * np.sinh(full), 1 + 1j * np.sinh(half)
        factor = np.outer(np.cosh(full) / s, np.cosh(half) / t) * (step**2 / (2 * np.pi**2))
        part, centre = 0.0, np.zeros(corners)
        batch = max(1, MOST_NUMBERS // (len(half) * corners**2))
        for start in range(0, len(full), batch):
            here = slice(start, start + batch)
            grid = np.multiply.outer(lines[0], s[here])[:, :, None]
            grid = 1 - grid - np.multiply.outer(lines[1], t)[:, None]
            total, weights = transform(axis, grid.reshape(corners, -1))
            part += float((total @ factor[here].ravel()).real)
            centre += (weights @ factor[here].ravel()).real
        centre /= corners
        if abs(centre.sum() - part) < SETTLED and abs(part - before) < AGREES:
            return part, centre
        before = part
    return None


def _reach(axis: Floats, lines: Floats) -> float:
    """Return how far along the contours the transform matters: looked up in eight directions."""
    at = np.arange(0.5, 12, 0.5)
    ways = np.array([(1, 0), (0, 1), (1, 1), (1, -1), (2, 1), (1, 2), (2, -1), (1, -2)])
    one, other = 1 + 1j * np.multiply.outer(ways.T, np.sinh(at)).reshape(2, -1)
    grid = 1 - np.outer(lines[0], one) - np.outer(lines[1], other)
    matters = np.abs(transform(axis, grid, centre=False)[0]) > 1e-9
    return float(at[matters.reshape(len(ways), -1).any(axis=0)].max(initial=1.0)) + 0.5
