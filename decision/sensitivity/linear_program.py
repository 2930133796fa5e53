"""A small linear programme solved by the simplex method, in floats or exactly in fractions."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from decision.numeric import Floats

TINY = 1e-10  # counts as 0 in floats: what rounding may leave of numbers near 1


class Optimum(NamedTuple):
    """The best point of a linear programme, and the prices of its limits."""

    point: Floats  # x (c)
    prices: Floats  # what one more of each limit is worth (r), 0 or more; the optimum of the dual
    bounded: bool  # whether there is an optimum; else `point` and `prices` mean nothing


def maximise(gains: NDArray[Any], limited: NDArray[Any], limits: NDArray[Any]) -> Optimum | None:
    """Return the x ≥ 0 that makes gains·x largest with limited x ≤ limits.

    Args:
        gains: what each variable brings (c).
        limited: how much of each limit a variable uses (r × c).
        limits: 0 or more (r), so that x = 0 keeps them all.

    Returns:
        The optimum; None where rounding leads nowhere, which fractions never do: give arrays
        of `Fraction` then (see `in_fractions`).

    The simplex method on a dense condensed tableau. Bland's rule keeps it from going round in
    circles where many bases give one corner. Source: Dantzig (1963), Linear Programming and
    Extensions, ch. 5; Bland (1977), New finite pivoting rules for the simplex method,
    Mathematics of Operations Research 2(2).

    >>> found = maximise(np.array([3., 2]), np.array([[1., 1], [1, 0]]), np.array([4., 2]))
    >>> found.point.tolist(), found.prices.tolist()
    ([2.0, 2.0], [2.0, 1.0])
    """
    height, width = limited.shape
    exact = limited.dtype == object
    tiny = 0 if exact else TINY
    # A variable a column, a limit a row; the last column the limits, the last row the gains.
    tableau = np.zeros((height + 1, width + 1), dtype=limited.dtype)
    if exact:
        tableau[:] = Fraction(0)
    tableau[:height, :width], tableau[:height, -1], tableau[-1, :width] = limited, limits, gains
    columns, rows = np.arange(width), width + np.arange(height)
    steps = 0
    while (entering := np.flatnonzero(tableau[-1, :-1] > tiny)).size:
        column = entering[columns[entering].argmin()]
        growing = np.flatnonzero(tableau[:-1, column] > tiny)
        if not growing.size:
            return Optimum(np.zeros(width), np.zeros(height), bounded=False)
        steps += 1
        if tiny and steps > 50 * (width + height):
            return None
        stops = tableau[growing, -1] / tableau[growing, column]
        tied = growing[stops <= stops.min() + tiny]
        row = tied[rows[tied].argmin()]
        pivot = tableau[row, column]
        line, pillar = tableau[row] / pivot, tableau[:, column] / pivot
        tableau = tableau - np.outer(tableau[:, column], line)
        tableau[row], tableau[:, column] = line, -pillar
        tableau[row, column] = 1 / pivot
        columns[column], rows[row] = rows[row], columns[column]
    point, prices = np.zeros(width), np.zeros(height)
    out, into = columns >= width, rows < width
    prices[columns[out] - width] = -tableau[-1, :-1][out]
    point[rows[into]] = tableau[:-1, -1][into]
    return Optimum(point, prices, bounded=True)


def in_fractions(numbers: NDArray[Any]) -> NDArray[Any]:
    """Return the same numbers as exact fractions."""
    exact: NDArray[Any] = np.vectorize(Fraction, otypes=[object])(numbers)
    return exact
