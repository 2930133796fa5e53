"""Draws of whole score tables, from what is uncertain in them."""

from __future__ import annotations

import hashlib

import numpy as np

from decision.evaluation.scores import UNMOVED, ScoreTable, shifts_of
from decision.model.cells import Amount
from decision.numeric import Floats


def draw_scores(table: ScoreTable, size: int, seed: int) -> Floats:
    """Draw whole score tables from what is uncertain: start scores and unanswered facts.

    A start score is triangular on (low, score, high), an amount likewise in its unit
    and then valued; each unanswered fact draws one of its possible answers, equally
    likely, for all cells together; then each cell is clipped.

    Every cell and every fact has a random stream of its own, seeded from its ids. So
    the order of a file changes nothing, adding an option leaves the others' draws as
    they were, and two cases are compared under the same luck.

    Returns:
        size × options × criteria, 0 to 100; a view whose last axis is not contiguous.
    """
    model, options = table.model, list(table.model.options)
    shifts = shifts_of(model, table.readings)
    answers = {
        fact: _stream(seed, "fact", fact).integers(len(table.readings[fact].possible), size=size)
        for fact in table.unanswered
    }
    drawn = np.empty((len(model.criteria), len(options), size))
    for row, name in enumerate(model.criteria):
        for column, option in enumerate(options):
            if table.stands_on[option] != option:
                continue
            if (own := table.cells[name][option]).override is not None:
                drawn[row, column] = own.score
                continue
            moved = shifts.get((name, option), UNMOVED)
            cell = _draw_start(table, name, option, size, seed) + moved.settled
            for fact, points in moved.open.items():
                cell += np.take(points, answers[fact])
            drawn[row, column] = np.clip(cell, 0, 100)
        for column, option in enumerate(options):
            drawn[row, column] = drawn[row, options.index(table.stands_on[option])]
    return drawn.transpose(2, 1, 0)


def _stream(seed: int, *ids: str) -> np.random.Generator:
    digest = hashlib.sha256("/".join((str(seed), *ids)).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def _draw_start(table: ScoreTable, name: str, option: str, size: int, seed: int) -> Floats:
    criterion = table.model.criteria[name]
    cell = criterion.cells[option]
    if isinstance(cell, Amount):
        assert criterion.measure is not None  # a criterion with amounts has one
        amount = table.case.amounts.get(name, {}).get(option, cell)
        amounts = _triangular(
            amount.low, amount.amount, amount.high, _stream(seed, "cell", name, option), size
        )
        points = sorted(criterion.measure.values.items())
        return np.interp(amounts, [at for at, _ in points], [worth for _, worth in points])
    return _triangular(cell.low, cell.score, cell.high, _stream(seed, "cell", name, option), size)


def _triangular(
    low: float | None, mode: float, high: float | None, stream: np.random.Generator, size: int
) -> Floats:
    """Draw from the triangular distribution by its inverse; a point where it has no range.

    One sum serves both sides of the mode: below it the second root stands still, above it
    the first does. Working in parts of the width, no square can overflow.
    """
    if low is None or high is None or low == high:
        return np.full(size, float(mode))
    width = float(high - low)
    turn = (mode - low) / width
    uniform = stream.random(size)
    rising = np.minimum(uniform, turn)
    rising *= turn
    falling = np.minimum(1 - uniform, 1 - turn)
    falling *= 1 - turn
    drawn = np.sqrt(rising, out=rising)
    drawn -= np.sqrt(falling, out=falling)
    drawn *= width
    drawn += low + (high - mode)
    return drawn
