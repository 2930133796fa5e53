"""How long sensitivity takes, as ratios to scanning, to a general solver and to drawing once.

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
from decision.evaluation.score_draws import Drawing  # noqa: E402
from decision.numeric import SEED  # noqa: E402
from decision.sensitivity.answer_changes import variants  # noqa: E402
from decision.sensitivity.dominance import dominated  # noqa: E402
from decision.sensitivity.information import ASKED, ask_next  # noqa: E402
from decision.sensitivity.reversals import (  # noqa: E402
    cheapest,
    cheapest_of_course,
    claims,
    fact_flips,
    speakers,
    switching,
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
    """Every analysis of one case that draws nothing, as the document asks for them."""
    gathered = variants(standing)
    switching(standing)
    cheapest(standing)
    cheapest_of_course(standing)
    fact_flips(standing, gathered)
    claims(standing, gathered)
    speakers(standing, gathered)
    dominated(standing)


def course_flip(standing: Standing) -> None:
    """The linear programmes of the course beside the closed form of a pair."""
    course, pair = medians(
        lambda: cheapest_of_course(standing), lambda: cheapest(standing), rounds=100
    )
    print(
        f"cheapest course flip, to the cheapest flip: {course / pair:.1f}   "
        f"({1000 * course:.2f} ms; under 60: {'yes' if course < 60 * pair else 'NO'})"
    )


def worth_of_asking(standing: Standing) -> None:
    """What each question is worth, beside drawing as many draws once and weighing them."""
    gathered, weights = variants(standing), np.array(list(standing.shares.values()))
    asking, once = medians(
        lambda: ask_next(standing, gathered),
        lambda: Drawing(standing.table, ASKED, SEED).totals(weights),
        rounds=15,
    )
    print(
        f"what asking is worth, {len(ask_next(standing, gathered))} questions, to drawing once "
        f"({ASKED:,} draws): {asking / once:.1f}   "
        f"({1000 * asking:.0f} ms; under 12: {'yes' if asking < 12 * once else 'NO'})"
    )


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

    places = [
        list(MODEL.options).index(option)
        for option in (standing.leader or "", standing.rival or "")
    ]
    against_linprog(values[places[0]] - values[places[1]], weights)

    course_flip(standing)
    worth_of_asking(standing)

    took, drawn = medians(
        lambda: analyses(standing),
        lambda: Drawing(standing.table, ASKED, SEED).totals(weights),
        rounds=30,
    )
    print(
        f"all analyses without draws, nothing answered, to {ASKED:,} draws: {took / drawn:.2f} "
        f"  ({1000 * took:.1f} ms)"
    )
    # Weights that put one option far ahead, so that no single answer flips and pairs are tried.
    points = {
        name: max(gap, 0.01)
        for name, gap in zip(MODEL.criteria, values[places[0]] - values[places[1]], strict=True)
    }
    far = decision.evaluate(MODEL, weights=points).standing
    took, drawn = medians(
        lambda: analyses(far),
        lambda: Drawing(far.table, ASKED, SEED).totals(weights),
        rounds=30,
    )
    alone = any(len(flip.changes) == 1 and flip.course != far.course for flip in fact_flips(far))
    print(
        f"the same, {far.margin:.0f} points ahead, {'no ' if alone else ''}pairs of answers "
        f"tried: {took / drawn:.2f}   ({1000 * took:.1f} ms)"
    )


if __name__ == "__main__":
    main()
