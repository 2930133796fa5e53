"""Scores × weights → totals, contributions, ranks and who leads."""

from __future__ import annotations

import math
from collections.abc import Mapping
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
class Standing:
    """Where the options stand at one set of weights, everything as stated.

    Attributes:
        table: the scores.
        shares: by criterion id; they sum to 1.
        weights_from: whose they are: "given", "case", "panel" or "model".
        totals: by option id, 0 to 100.
        contributions: share × score, by criterion id and option id; they sum to the totals.
        ranks: 1 is best, ties share; an option that can't be chosen has the rank of what it is
            scored as, and None where it falls back to nothing that can be chosen.
        leader: the best option that can be chosen; the first in file order of those that
            tie; None where none can.
        ahead: of the headline pair, the one that leads: one that can be chosen before one
            that can't, then the higher total, then the first in file order.
        behind: the other one.
        margin: the total of `ahead` less that of `behind`, in points; below 0 where `behind`
            scores higher and only `ahead` can be chosen.
    """

    table: ScoreTable
    shares: Shares
    weights_from: str
    totals: Mapping[str, float]
    contributions: Mapping[str, Mapping[str, float]]
    ranks: Mapping[str, int | None]
    leader: str | None
    ahead: str
    behind: str
    margin: float


def stand(table: ScoreTable, shares: Shares, weights_from: str = "given") -> Standing:
    """Weigh a table of scores."""
    options = table.model.options
    contributions = {
        name: {option: shares[name] * cell.score for option, cell in row.items()}
        for name, row in table.cells.items()
    }
    summed = {
        option: min(100.0, math.fsum(row[option] for row in contributions.values()))
        for option in options
    }
    choosable = [option for option in options if table.available[option] != "no"]
    ranked = [
        option for option in options if option in choosable or table.stands_on[option] in choosable
    ]
    ranks = {
        option: 1 + sum(summed[other] > summed[option] + TIE for other in ranked)
        if option in ranked
        else None
        for option in options
    }
    ahead, behind = _pair(table, summed)
    return Standing(
        table=table,
        shares=shares,
        weights_from=weights_from,
        totals=summed,
        contributions=contributions,
        ranks=ranks,
        leader=_first_best(choosable, summed),
        ahead=ahead,
        behind=behind,
        margin=summed[ahead] - summed[behind],
    )


def differences(standing: Standing) -> dict[str, float]:
    """Return the points each criterion adds to the margin, by id, largest lead first.

    They sum to the margin: share × (the leader's score less the other's).
    """
    gaps = {
        name: row[standing.ahead] - row[standing.behind]
        for name, row in standing.contributions.items()
    }
    return dict(sorted(gaps.items(), key=lambda item: -item[1]))


def _first_best(options: list[str], summed: Mapping[str, float]) -> str | None:
    if not options:
        return None
    best = max(summed[option] for option in options)
    return next(option for option in options if summed[option] >= best - TIE)


def _pair(table: ScoreTable, summed: Mapping[str, float]) -> tuple[str, str]:
    """Return the pair's leader and the other; one that can't be chosen never leads one that can."""
    pair = [option for option in table.model.options if option in table.model.pair]
    choosable = [option for option in pair if table.available[option] != "no"]
    ahead = _first_best(choosable or pair, summed)
    assert ahead is not None  # a pair has two options
    return ahead, next(option for option in pair if option != ahead)
