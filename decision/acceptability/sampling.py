"""Draws of weights, and who takes which rank in them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from decision.numeric import DRAWS, SEED, TIE, Floats

CHUNK = 4096  # draws at a time: what they need stays in the processor's cache


def sample_weights(
    n: int,
    size: int,
    seed: int,
    ranked: bool = False,
    around: ArrayLike | None = None,
    concentration: float | None = None,
) -> Floats:
    """Draw weights that sum to 1.

    Args:
        n: criteria.
        size: draws.
        seed: the same seed gives the same draws, to the bit.
        ranked: draw only weights with w₁ ≥ w₂ ≥ … ≥ wₙ.
        around: shares (n) to draw around, instead of uniformly; those that are 0 stay 0.
        concentration: how closely: the draws are Dirichlet(concentration × around).

    Returns:
        size × n.

    Raises:
        ValueError: no criteria, or `around` and `concentration` that can't be used.

    Source: exponentials divided by their sum are uniform on the simplex; Devroye (1986),
    Non-uniform random variate generation, ch. V.2. In the ranked part a draw is a uniform
    mixture of the corners (1, 0, …), (½, ½, 0, …), ….

    >>> sample_weights(3, 1000, seed=1).shape
    (1000, 3)
    >>> sample_weights(2, 1, seed=1, around=[0, 1], concentration=5).tolist()
    [[0.0, 1.0]]
    """
    if n < 1 or size < 0:
        raise ValueError(f"can't draw {size} times weights for {n} criteria")
    if (around is None) != (concentration is None):
        raise ValueError("give `around` and `concentration` together")
    stream = _stream(seed)
    if around is not None and concentration is not None:
        if ranked:
            raise ValueError("draws around shares can't be held to a ranking")
        drawn = _gammas(stream, np.asarray(around, dtype=float), n, size, concentration)
    else:
        drawn = stream.standard_exponential((size, n))
    drawn /= drawn.sum(axis=1, keepdims=True)
    if ranked:
        drawn /= np.arange(1, n + 1)
        drawn = np.cumsum(drawn[:, ::-1], axis=1)[:, ::-1]
    return drawn


def _gammas(
    stream: np.random.Generator, around: Floats, n: int, size: int, concentration: float
) -> Floats:
    usable = around.shape == (n,) and np.isfinite(around).all() and (around >= 0).all()
    if not usable or not around.any():
        raise ValueError(f"draw around {n} shares, 0 or more and not all 0")
    if not 0 < concentration < math.inf:
        raise ValueError(f"the concentration is {concentration}; give a number above 0")
    shape = concentration * around
    # A gamma of small shape is so near 0 that it underflows; its logarithm does not:
    # Gamma(a) = Gamma(a + 1) × U^(1/a). Marsaglia and Tsang (2000), ACM TOMS 26(3).
    inside = shape > 0
    logs = np.full((size, n), -np.inf)
    held = shape[inside]
    logs[:, inside] = np.log(stream.standard_gamma(held + 1, (size, len(held))))
    logs[:, inside] -= stream.standard_exponential((size, len(held))) / held
    logs -= logs.max(axis=1, keepdims=True)
    drawn: Floats = np.exp(logs)
    return drawn


def _stream(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def rank_acceptability(values: ArrayLike, weights: ArrayLike) -> Floats:
    """Return the part of the draws in which each option takes each rank.

    Args:
        values: scores, options × criteria (k × n), or one matrix a draw (N × k × n).
        weights: a row a draw (N × n).

    Returns:
        k × k: row an option, column a rank, the first the best; rows and columns sum to
        1. Options that tie in a draw, within 1e-9, share their ranks equally.

    Raises:
        ValueError: no draws, or shapes that don't fit.

    Source: rank acceptability of SMAA-2; Lahdelma and Salminen (2001), Operations
    Research 49(3).

    >>> rank_acceptability([[80, 20], [40, 60]], [[1, 0], [0.5, 0.5], [0, 1], [0.9, 0.1]]).tolist()
    [[0.625, 0.375], [0.375, 0.625]]
    """
    scores, drawn = np.asarray(values, dtype=float), np.asarray(weights, dtype=float)
    size = len(drawn) if drawn.ndim == 2 else 0
    a_draw = scores.ndim == 3
    fits = scores.ndim in (2, 3) and drawn.ndim == 2 and scores.shape[-1] == drawn.shape[1]
    if not size or not fits or (a_draw and len(scores) != size):
        raise ValueError(f"values {scores.shape} do not fit weights {drawn.shape}")
    tally = _Tally(scores.shape[-2])
    for start in range(0, size, CHUNK):
        rows = drawn[start : start + CHUNK]
        if a_draw:
            totals = np.matmul(scores[start : start + CHUNK], rows[:, :, None])[:, :, 0].T.copy()
        else:
            totals = scores @ rows.T
        tally.add(totals, TIE)
    return tally.counts / size


class _Tally:
    """Counts ranks over chunks of draws; tied options count in each rank they share."""

    def __init__(self, options: int) -> None:
        self.options = options
        self.counts: Floats = np.zeros((options, options))

    def add(self, totals: Floats, tolerance: Floats | float) -> Floats:
        """Count a chunk (k × draws); give how many options are ahead of each (k × draws)."""
        options = self.options
        kind = np.int8 if options < 128 else np.int32
        ahead = np.zeros(totals.shape, dtype=kind)
        behind = np.zeros(totals.shape, dtype=kind)
        for option in range(options - 1):
            rest = totals[option + 1 :]
            lose = rest < totals[option] - tolerance
            lead = rest > totals[option] + tolerance
            ahead[option + 1 :] += lose
            behind[option + 1 :] += lead
            ahead[option] += np.add.reduce(lead, axis=0, dtype=kind)
            behind[option] += np.add.reduce(lose, axis=0, dtype=kind)
        tied = np.flatnonzero((ahead + behind != options - 1).any(axis=0))
        clear = np.delete(ahead, tied, axis=1) if len(tied) else ahead
        for option, row in enumerate(clear):
            self.counts[option] += np.bincount(row, minlength=options)
        if len(tied):
            first, last = ahead[:, tied], options - 1 - behind[:, tied].astype(int)
            for rank in range(options):
                held = (first <= rank) & (rank <= last)
                self.counts[:, rank] += (held / (last - first + 1)).sum(axis=1)
        return ahead


@dataclass(frozen=True)
class Ranks:
    """Who takes which rank over all weights."""

    table: Floats  # k × k shares; row an option, column a rank, the first the best
    # The mean weights (k × n) at which an option is best; None where none are.
    central: tuple[Floats | None, ...]
    error: float  # the largest standard error in the table; 0 where it is exact


def sampled(
    values: ArrayLike,
    size: int = DRAWS,
    seed: int = SEED,
    ranked: bool = False,
    groups: Sequence[int] | None = None,
) -> Ranks:
    """Sample ranks and central weights; any number of options, memory stays flat.

    The same seed gives the same result, to the bit; for the other arguments see `region`, whose
    ValueError it raises too.

    Source: as `rank_acceptability`. Ranks do not depend on the scale of the weights, so
    the exponentials are left as drawn.
    """
    scores, corners = region(values, ranked, groups)
    if size < 1:
        raise ValueError(f"can't draw {size} times")
    options, free = scores.shape
    lines, stream = np.vstack([scores, np.ones(free)]), _stream(seed)
    # Where each is best: the sum of those weights on the corners, and how many they are.
    tally, sums, firsts = _Tally(options), np.zeros((options, free)), np.zeros(options)
    for start in range(0, size, CHUNK):
        drawn = stream.standard_exponential((free, min(CHUNK, size - start)))
        totals = lines @ drawn
        scale = totals[-1]
        best = tally.add(totals[:-1], TIE * scale) == 0
        sums += (best / scale) @ drawn.T
        firsts += np.count_nonzero(best, axis=1)
    table = tally.counts / size
    central = tuple(
        row / count @ corners if count else None for row, count in zip(sums, firsts, strict=True)
    )
    return Ranks(table, central, float(np.sqrt(table * (1 - table) / size).max()))


def region(
    values: ArrayLike, ranked: bool = False, groups: Sequence[int] | None = None
) -> tuple[Floats, Floats]:
    """Return the scores at the corners of a region of weights (k × r), and the corners (r × n).

    Args:
        values: scores, options × criteria (k × n).
        ranked: the region where w₁ ≥ w₂ ≥ … ≥ wₙ, instead of all weights.
        groups: where ranked, the sizes of runs of criteria whose weights are kept equal.

    Raises ValueError: scores that aren't finite or no table, or groups that don't make up n.

    >>> region([[90, 60, 30]], ranked=True, groups=[1, 2])[0].tolist()
    [[90.0, 60.0]]
    """
    scores = np.asarray(values, dtype=float)
    if scores.ndim != 2 or not scores.size or not np.isfinite(scores).all():
        raise ValueError(f"give finite scores, options × criteria, not {scores.shape}")
    n = scores.shape[1]
    if not ranked:
        return scores, np.eye(n)
    ends = np.cumsum(np.ones(n, dtype=int) if groups is None else groups)
    if (np.diff(ends, prepend=0) < 1).any() or ends[-1] != n:
        raise ValueError(f"the groups {groups} do not make up {n} criteria")
    corners = (np.arange(n) < ends[:, None]) / ends[:, None]
    return np.cumsum(scores, axis=1)[:, ends - 1] / ends, corners
