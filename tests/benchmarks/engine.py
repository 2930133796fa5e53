"""How long the engine takes, as ratios to plain numpy and plain imports on the same machine.

Run it from the repository's folder: `python tests/benchmarks/engine.py`. Seconds differ from
machine to machine; a ratio to a baseline measured in turn with it travels better.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import decision  # noqa: E402
from decision.evaluation.verdict import find  # noqa: E402
from decision.numeric import DRAWS  # noqa: E402
from tests.benchmarks.timing import medians  # noqa: E402

MODEL = decision.load_model(decision.shipped("criteria.yaml"))


def process(*command: str) -> Callable[[], Any]:
    return lambda: subprocess.run(
        [sys.executable, *command], cwd=ROOT, check=True, capture_output=True
    )


def naive_draws() -> Callable[[], Any]:
    """The same draws with one stream and whole arrays: what a first version would do."""
    standing = decision.evaluate(MODEL).standing
    options, criteria = list(MODEL.options), list(MODEL.criteria)
    starts = [
        [criterion.cells[option] for criterion in MODEL.criteria.values()] for option in options
    ]
    low, mode, high = (
        np.array([[getattr(cell, end) for cell in row] for row in starts], dtype=float)
        for end in ("low", "score", "high")
    )
    moves = []
    for fact in MODEL.facts.values():
        table = np.zeros((len(fact.answers), len(options), len(criteria)))
        for place, answer in enumerate(fact.answers.values()):
            for criterion, shifts in answer.shifts.items():
                for option, points in shifts.items():
                    table[place, options.index(option), criteria.index(criterion)] = points
        moves.append(table)
    weights = np.array([standing.shares[name] for name in criteria])

    def run() -> Any:
        stream = np.random.default_rng(1)
        scores = stream.triangular(low, mode, high, size=(DRAWS, *low.shape))
        for table in moves:
            scores += table[stream.integers(len(table), size=DRAWS)]
        drawn = np.clip(scores, 0, 100) @ weights
        ahead = (drawn[:, 0] > drawn[:, 2]).mean()
        return ahead, np.percentile(drawn, [5, 95], axis=0)

    return run


def main() -> None:
    """Print each ratio beside what is asked of it."""
    standing = decision.evaluate(MODEL).standing
    values = standing.table.values()
    weights = np.array(list(standing.shares.values()))

    whole, bare = medians(lambda: decision.evaluate(MODEL), lambda: values @ weights, rounds=300)
    print(
        f"evaluate without draws, to a bare weighted sum of its {values.shape[0]} × "
        f"{values.shape[1]} table: {whole / bare:,.0f}   ({1000 * whole:.1f} ms; under 5 ms: "
        f"{'yes' if whole < 0.005 else 'NO'})"
    )

    check, imports = medians(
        process("-m", "decision", "check"),
        process("-c", "import numpy, pydantic, yaml"),
        rounds=15,
    )
    print(
        f"`decision check`, to importing numpy, pydantic and yaml: {check / imports:.2f}   "
        f"(under 3: {'yes' if check < 3 * imports else 'NO'})"
    )

    finding, naive = medians(lambda: find(standing), naive_draws(), rounds=25)
    print(
        f"the finding from {DRAWS:,} draws, to plain numpy drawing as many: {finding / naive:.2f} "
        f"  ({1000 * finding:.0f} ms; under 50 ms: {'yes' if finding < 0.050 else 'NO'})"
    )


if __name__ == "__main__":
    main()
