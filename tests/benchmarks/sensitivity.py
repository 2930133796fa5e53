"""How long sensitivity takes, as ratios to scanning and to a general solver on the same machine.

Run it from the repository's folder: `python tests/benchmarks/sensitivity.py`. The solver is
scipy's, where it can be imported; the product doesn't need it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import decision  # noqa: E402
from decision.evaluation.additive import Standing, totals  # noqa: E402
from decision.sensitivity.answer_changes import variants  # noqa: E402
from decision.sensitivity.dominance import dominated  # noqa: E402
from decision.sensitivity.reversals import (  # noqa: E402
    ask_next,
    claims,
    fact_flips,
    pair_cheapest_flip,
    pair_switching,
)
from decision.sensitivity.weight_changes import cheapest_flip, switching_points  # noqa: E402
from tests.benchmarks.timing import medians  # noqa: E402

MODEL = decision.load_model(decision.shipped("criteria.yaml"))
GRID = np.linspace(0, 1, 1001)


def scan(values: np.ndarray, weights: np.ndarray, whole: bool) -> list[Any]:
    """Leaders along a grid of shares: a call a share, or the whole grid in one product."""
    found = []
    for criterion in range(len(weights)):
        others = weights.copy()
        others[criterion] = 0
        moved = np.outer((1 - GRID) / others.sum(), others)
        moved[:, criterion] = GRID
        if whole:
            leaders = totals(values, moved).argmax(axis=1)
        else:
            leaders = np.array([totals(values, row).argmax() for row in moved])
        found.append(GRID[np.flatnonzero(np.diff(leaders))])
    return found


def against_linprog(gaps: np.ndarray, weights: np.ndarray) -> None:
    try:
        from scipy.optimize import linprog  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        print("cheapest flip, to scipy's linprog: scipy is not installed, so not measured")
        return
    count = len(gaps)
    # w' = w - out + in, with out no more than is there, and the pair tied.
    costs = np.concatenate([np.ones(count), np.zeros(count)])
    equal = np.vstack(
        [np.concatenate([-gaps, gaps]), np.concatenate([np.ones(count), -np.ones(count)])]
    )
    limits = [(0, share) for share in weights] + [(0, None)] * count

    def solve() -> Any:
        return linprog(costs, A_eq=equal, b_eq=[-(weights @ gaps), 0], bounds=limits)

    flip = cheapest_flip(gaps, weights)
    assert flip is not None
    assert abs(solve().fun - flip.moved) < 1e-7
    ours, theirs = medians(lambda: cheapest_flip(gaps, weights), solve, rounds=100)
    met = "yes" if theirs > 100 * ours else "NO"
    print(
        f"cheapest flip, as fast as scipy's linprog times {theirs / ours:,.0f}   "
        f"({1e6 * ours:.1f} µs; over 100: {met})"
    )


def analyses(standing: Standing) -> None:
    """Every analysis of one case, as the document asks for them."""
    gathered = variants(standing)
    pair_switching(standing)
    pair_cheapest_flip(standing)
    fact_flips(standing, gathered)
    ask_next(standing, gathered)
    claims(standing)
    dominated(standing)


def main() -> None:
    """Print each ratio beside what is asked of it."""
    standing = decision.evaluate(MODEL).standing
    values = standing.table.values()
    weights = np.array(list(standing.shares.values()))

    ours, stepped, whole = medians(
        lambda: switching_points(values, weights),
        lambda: scan(values, weights, whole=False),
        lambda: scan(values, weights, whole=True),
        rounds=15,
    )
    print(
        f"switching points, as fast as scanning {len(GRID):,} shares times {stepped / ours:,.0f}   "
        f"({1e6 * ours:.0f} µs; over 300: {'yes' if stepped > 300 * ours else 'NO'}); "
        f"as scanning in one product a criterion times {whole / ours:.1f}"
    )

    places = [list(MODEL.options).index(option) for option in (standing.ahead, standing.behind)]
    against_linprog(values[places[0]] - values[places[1]], weights)

    (took,) = medians(lambda: analyses(standing), rounds=50)
    took *= 1000
    print(
        f"all analyses, nothing answered: {took:.1f} ms   "
        f"(under 60: {'yes' if took < 60 else 'NO'})"
    )
    # Weights that put one option far ahead, so that no single answer flips and pairs are tried.
    points = {
        name: max(gap, 0.01)
        for name, gap in zip(MODEL.criteria, values[places[0]] - values[places[1]], strict=True)
    }
    far = decision.evaluate(MODEL, weights=points).standing
    (took,) = medians(lambda: analyses(far), rounds=50)
    took *= 1000
    alone = any(len(flip.changes) == 1 for flip in fact_flips(far))
    print(
        f"all analyses, {far.margin:.0f} points ahead, {'no ' if alone else ''}pairs of answers "
        f"tried: {took:.1f} ms   (under 60: {'yes' if took < 60 else 'NO'})"
    )


if __name__ == "__main__":
    main()
