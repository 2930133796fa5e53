"""Options that no weights make best, and the weights that come closest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.evaluation.additive import Standing
from decision.numeric import TIE, Floats
from decision.sensitivity.linear_program import in_fractions, maximise


class Closest(NamedTuple):
    """The best that an option can do against all its rivals at once."""

    lead: float  # points by which it leads the best of them at most; negative where it can't
    weights: Floats  # shares at which it does so (n)
    # Parts of the rivals that sum to 1 (r); so mixed, no criterion gives the option a larger lead
    # over them. That proves that no weights do better.
    mixture: Floats


def closest_weights(differences: ArrayLike) -> Closest:
    """Return the weights at which an option does best against the strongest of its rivals.

    `differences`: the option's scores less each rival's, rivals × criteria (r × n).

    max over weights w of min over rivals r of w·d_r is the value of a matrix game, found as a
    linear programme. What is found is proved by its mixture, and found again in exact
    fractions where floats fall short.

    Source: Dantzig (1963), Linear Programming and Extensions, ch. 13.

    >>> closest_weights([[-10, 30], [30, -20]]).lead
    7.77...
    """
    gaps = np.asarray(differences, dtype=float)
    # Raised and scaled to lie between 1/2 and 1, which changes neither side's best play.
    payoffs = 0.5 + (gaps - gaps.min()) / (2 * (float(np.ptp(gaps)) or 1.0))
    played = _play(payoffs)
    if played is not None:
        weights, mixture = played
        lead = float((gaps @ weights).min())
        if float((mixture @ gaps).max()) - lead <= TIE:
            return Closest(lead, weights, mixture)
    # Many rivals in many ties can wear floats out; fractions are slow and never do.
    exact = _play(in_fractions(payoffs))
    assert exact is not None  # no rounding, so Bland's rule ends it
    weights, mixture = exact
    return Closest(float((gaps @ weights).min()), weights, mixture)


def _play(payoffs: NDArray[Any]) -> tuple[Floats, Floats] | None:
    """Return both sides' best play of a game whose payoffs (r × n) are all above 0.

    The first side mixes rivals, to keep the largest payoff of any criterion small: it finds
    max Σ y with payoffsᵀ y ≤ 1 and y ≥ 0. The prices of those limits are the weights.

    `payoffs`: floats, or fractions.

    Returns:
        Weights (n) and mixture (r); None where rounding leads nowhere.
    """
    rivals, criteria = payoffs.shape
    one = np.ones(max(rivals, criteria), dtype=payoffs.dtype)
    found = maximise(one[:rivals], payoffs.T, one[:criteria])
    return (
        None
        if found is None or not found.bounded
        else (_shared(found.prices), _shared(found.point))
    )


def _shared(parts: Floats) -> Floats:
    positive = np.maximum(parts, 0)
    shares: Floats = positive / positive.sum()
    return shares


@dataclass(frozen=True)
class Dominated:
    """An option that no weights make best, at the scores as stated."""

    option: str  # its id
    by: tuple[str, ...]  # the options that lead at the weights that come closest, in file order
    closest: Mapping[str, float]  # those weights: shares by criterion id
    short_by: float  # points it stays behind them even there


def dominated(standing: Standing) -> tuple[Dominated, ...]:
    """Return the options that no weights make best, among those that can be chosen.

    All weights on criteria with a share above 0 count; the others keep none.
    """
    table, options, shares = standing.table, standing.table.choosable, standing.weights
    counted = np.flatnonzero(shares)
    scores = table.values(options)[:, counted]
    found = []
    for place, option in enumerate(options):
        if len(options) == 1 or _leads_somewhere(scores, place, shares[counted]):
            continue
        best = closest_weights(scores[place] - np.delete(scores, place, axis=0))
        if best.lead >= -TIE:
            continue
        weights = np.zeros(len(shares))
        weights[counted] = best.weights
        totals = scores @ best.weights
        by = tuple(options[row] for row in np.flatnonzero(totals >= totals.max() - TIE))
        closest = dict(zip(table.model.criteria, weights.tolist(), strict=True))
        found.append(Dominated(option, by, closest, -best.lead))
    return tuple(found)


def _leads_somewhere(scores: Floats, place: int, shares: Floats) -> bool:
    """Return whether an option is best as weighed, or on one criterion alone."""
    tried = np.column_stack((scores, scores @ shares))
    return bool((tried[place] >= tried.max(axis=0)).any())
