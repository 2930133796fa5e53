"""All weights at once: who wins a pair, who takes which rank, and what would make each best."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from decision.acceptability import simplex_parts
from decision.acceptability.sampling import Ranks, region, sampled
from decision.numeric import DRAWS, TIE, Floats

EXACT_OPTIONS = 4  # with more, the ranks are sampled
EXACT_CRITERIA = 60  # with more, four options take too long
NEVER = 1e-8  # a smaller part is within what the contours leave, and counts as none


def win_probability(differences: ArrayLike, ranked: bool = False) -> float:
    """Return the part of all possible weights at which one option is ahead of another.

    Args:
        differences: the one's scores less the other's, a number a criterion (n); only
            their proportions matter.
        ranked: count only weights that fall in the order given, w₁ ≥ w₂ ≥ … ≥ wₙ.

    Returns:
        P(w·d > 0) for w uniform on the weight simplex, or on its ranked part; one half
        where every difference is 0. Exact but for the rounding of floats.

    Raises:
        ValueError: no differences, more than one row of them, or one that is not finite.

    Source: Varsi (1973), The multidimensional content of the frustum of the simplex,
    Pacific Journal of Mathematics 46; Ali (1973), ibid. 48; Gerber (1981), The volume cut
    off a simplex by a half-space, ibid. 94. The ranked part is a simplex too, whose
    corners give the running means of d.

    >>> win_probability([3, -1])
    0.75
    >>> win_probability([-1, 3, 0]), win_probability([-1, 3, 0], ranked=True)
    (0.75, 0.7)
    """
    # A plain list of a few numbers is quicker without numpy.
    if isinstance(differences, list) and all(type(one) in (float, int) for one in differences):
        given = [float(one) for one in differences]
    else:
        array = np.asarray(differences, dtype=float)
        if array.ndim != 1:
            raise ValueError(f"give one row of differences, not an array of shape {array.shape}")
        given = array.tolist()
    if not given:
        raise ValueError("give a difference for at least one criterion")
    if not all(map(math.isfinite, given)):
        raise ValueError("every difference must be a finite number")
    return simplex_parts.above(simplex_parts.running_means(given) if ranked else given)


def exact_ranks(
    values: ArrayLike, ranked: bool = False, groups: Sequence[int] | None = None
) -> Ranks:
    """Return the part of all possible weights at which each option takes each rank.

    Up to four options, not counting any that are the same in every criterion as one before; for
    the arguments see `region`. The table is right to 1e-5 or better.

    Raises:
        ValueError: more than four different options, or what `region` refuses.
        NotReachedError: four options and too many criteria that tie; sample instead.

    Which rivals an option beats follows by inclusion and exclusion from the parts of the
    region where it beats some of them and maybe more. Central weights: Lahdelma, Hokkanen
    and Salminen (1998), European Journal of Operational Research 106(1).

    >>> exact_ranks([[80, 20], [40, 60]]).table.tolist()
    [[0.5, 0.5], [0.5, 0.5]]
    """
    scores, corners = region(values, ranked, groups)
    same: dict[int, list[int]] = {}  # the options that are as one of them, that one first
    for option, mine in enumerate(scores):
        alike = (kind for kind in same if np.abs(scores[kind] - mine).max() <= TIE)
        same.setdefault(next(alike, option), []).append(option)
    kinds = list(same)
    if len(kinds) > EXACT_OPTIONS:
        raise ValueError(f"{len(kinds)} different options; sample more than {EXACT_OPTIONS}")
    options = len(scores)
    table = np.zeros((options, options))
    central: list[Floats | None] = [None] * options
    for option in kinds:
        rivals = [kind for kind in kinds if kind != option]
        beats: dict[tuple[int, ...], float] = {}
        middle = np.zeros(scores.shape[1])
        for count in range(len(rivals) + 1):
            for some in combinations(rivals, count):
                beats[some], middle = simplex_parts.all_above(scores[option] - scores[list(some)])
        clones = same[option]
        for some in beats:
            more = [each for each in beats if set(some) <= set(each)]
            part = math.fsum((-1) ** (len(each) - len(some)) * beats[each] for each in more)
            first = sum(len(same[rival]) for rival in rivals if rival not in some)
            table[np.ix_(clones, range(first, first + len(clones)))] += part / len(clones)
        best = beats[tuple(rivals)]
        if best > NEVER:
            for clone in clones:
                central[clone] = middle / middle.sum() @ corners
    return Ranks(np.clip(table, 0, 1), tuple(central), 0.0)


@dataclass(frozen=True)
class Acceptability:
    """What holds over all weights, scores as stated."""

    # K × k; the part of all weights at which the row's option is ahead of the column's; one half
    # where they tie everywhere.
    pairs: Floats
    ranks: Ranks  # who takes which rank; central weights have a 0 for each criterion left out
    draws: int  # that the ranks rest on; 0 where they are exact, as the pairs always are


def acceptability(values: ArrayLike, shares: ArrayLike, ranked: bool = False) -> Acceptability:
    """Vary the weights over all that are possible, or over all that keep their stated order.

    Args:
        values: scores, options × criteria (k × n), of the options that are ranked.
        shares: as stated (n). A criterion whose share is 0 stays out.
        ranked: keep the order of the shares; those that tie, within 1e-9, stay equal.

    Raises ValueError: shapes that don't fit, scores that aren't finite, or no share above 0.

    >>> acceptability([[80, 20], [40, 60]], [0.7, 0.3], ranked=True).pairs.tolist()
    [[0.5, 1.0], [0.0, 0.5]]
    """
    scores, stated = np.asarray(values, dtype=float), np.asarray(shares, dtype=float)
    if scores.ndim != 2 or stated.shape != scores.shape[1:] or not (stated > 0).any():
        raise ValueError(f"scores {scores.shape} and shares {stated.shape} do not fit")
    order = np.argsort(-stated, kind="stable")
    order = order[stated[order] > 0]
    breaks = np.flatnonzero(np.diff(stated[order]) < -TIE) + 1
    groups = np.diff(breaks, prepend=0, append=len(order)).tolist() if ranked else None
    used = scores[:, order]
    ends, _ = region(used, ranked, groups)
    pairs = np.array([[_ahead((one - other).tolist()) for other in ends] for one in ends])
    exact = len(scores) <= EXACT_OPTIONS and (len(scores) < 4 or ends.shape[1] <= EXACT_CRITERIA)
    try:
        ranks = exact_ranks(used, ranked, groups) if exact else None
    except simplex_parts.NotReachedError:
        ranks = None
    draws = 0
    if ranks is None:
        draws, ranks = DRAWS, sampled(used, ranked=ranked, groups=groups)
    central = tuple(
        None if row is None else _spread(row, order, len(stated)) for row in ranks.central
    )
    whole = Ranks(ranks.table, central, ranks.error)
    return Acceptability(pairs, whole, draws)


def _ahead(gaps: list[float]) -> float:
    """Return the part where one is ahead; options that are within a tie everywhere, a half."""
    return simplex_parts.above(gaps) if max(map(abs, gaps)) > TIE else 0.5


def _spread(weights: Floats, order: np.ndarray, n: int) -> Floats:
    whole = np.zeros(n)
    whole[order] = weights
    return whole
