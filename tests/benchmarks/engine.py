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
from decision.evaluation.additive import Standing  # noqa: E402
from decision.evaluation.score_draws import Drawing  # noqa: E402
from decision.evaluation.verdict import find  # noqa: E402
from decision.numeric import DRAWS, SEED  # noqa: E402
from decision.sensitivity.robustness import Robustness  # noqa: E402
from tests.benchmarks.timing import medians  # noqa: E402

MODEL = decision.load_model(decision.shipped("criteria.yaml"))


def process(*command: str) -> Callable[[], Any]:
    return lambda: subprocess.run(
        [sys.executable, *command], cwd=ROOT, check=True, capture_output=True
    )


def drawing_once(standing: Standing) -> Callable[[], Any]:
    """All that a case leaves uncertain, drawn once and weighed: the least that an answer needs."""
    weights = np.array(list(standing.shares.values()))
    return lambda: Drawing(standing.table, DRAWS, SEED).totals(weights)


def main() -> None:
    """Print each ratio beside what is asked of it."""
    standing = decision.evaluate(MODEL).standing
    values = standing.table.values()
    weights, finding_ = np.array(list(standing.shares.values())), find(standing)

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

    bare_evaluate, finding, robust, document, drawn = medians(
        lambda: decision.evaluate(MODEL),
        lambda: find(standing),
        lambda: Robustness(finding_).to_dict(),
        lambda: decision.evaluate(MODEL).to_dict(),
        drawing_once(standing),
        rounds=9,
    )
    print(f"drawing once, {DRAWS:,} draws weighed: {1000 * drawn:.0f} ms; as ratios to it:")
    print(
        f"  evaluate without draws: {bare_evaluate / drawn:.2f}   ({1000 * bare_evaluate:.1f} ms)"
    )
    print(
        f"  the finding, with its word: {finding / drawn:.2f}   "
        f"(under 2.5: {'yes' if finding < 2.5 * drawn else 'NO'})"
    )
    print(
        f"  robustness, without the finding: {robust / drawn:.2f}   "
        f"(under 8: {'yes' if robust < 8 * drawn else 'NO'})"
    )
    print(
        f"  the whole document: {document / drawn:.2f}   "
        f"(under 10: {'yes' if document < 10 * drawn else 'NO'})"
    )


if __name__ == "__main__":
    main()
