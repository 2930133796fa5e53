"""How long the same questions take other packages, as ratios, and whether the answers agree.

Run it from the repository's folder, naming for each package a Python that has it, in an
environment of its own: `python tests/benchmarks/peers.py --pysensmcda PYTHON --pymcdm PYTHON
--scikit-criteria PYTHON`. Each peer works on the same table of 4 options × 12 criteria.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from decision.acceptability.over_weights import exact_ranks  # noqa: E402
from decision.acceptability.sampling import sampled  # noqa: E402
from decision.sensitivity.weight_changes import switching_points  # noqa: E402
from tests.benchmarks.timing import medians  # noqa: E402

DRAWS = 1_000_000
VALUES = np.random.default_rng(1).uniform(0, 100, (4, 12))
SHARES = np.full(12, 1 / 12)

START = """
import json, sys, time, numpy
values = numpy.array(json.loads(sys.argv[1]))
kinds, shares = numpy.ones(12, dtype=int), numpy.full(12, 1 / 12)
drawn = numpy.random.default_rng(1).dirichlet(numpy.ones(12), 2000)
grid = numpy.linspace(0, 1, 101)
def seconds(action):
    action()
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        action()
        taken.append(time.perf_counter() - started)
    return sorted(taken)[1]
def leaders(best):
    for criterion in range(12):
        for share in grid:
            weights = shares * (1 - share) / (1 - shares[criterion])
            weights[criterion] = share
            best(weights)
"""
# Each prints seconds for a draw's ranks, and for a scan of 101 shares a criterion.
PEERS = {
    "pysensmcda": """
from pymcdm.methods import WSM
from pysensmcda.criteria import range_modification
from pysensmcda.smaa import exact_acceptability, simulate
def ranks():
    found = simulate(WSM(), values, kinds, num_samples=2000, store="accumulate", seed=1)
    found.rank_acceptability()
def scan():
    span = numpy.tile([0.0, 1.0], (12, 1))
    for _, _, weights in range_modification(shares, span, step=0.01):
        WSM()(values, weights, kinds)
exact = exact_acceptability(values[:, :6], kinds[:6], scaling="none", weight_bounds=False)
print(json.dumps([seconds(ranks) / 2000, seconds(scan), exact.acceptability.tolist()]))
""",
    "pymcdm": """
from pymcdm.methods import WSM
method = WSM()
def ranks():
    for row in drawn:
        method.rank(method(values, row, kinds))
print(json.dumps([seconds(ranks) / 2000, seconds(lambda: leaders(
    lambda weights: method(values, weights, kinds))), None]))
""",
    "scikit-criteria": """
import skcriteria
from skcriteria.agg.simple import WeightedSumModel
method = WeightedSumModel()
def best(weights):
    return method.evaluate(skcriteria.mkdm(values, [max] * 12, weights=weights))
print(json.dumps([seconds(lambda: [best(row) for row in drawn[:100]]) / 100,
    seconds(lambda: leaders(best)), None]))
""",
}


def asked(python: str, peer: str) -> list[Any] | None:
    """What a peer's own process prints; None where it doesn't run."""
    code = START + PEERS[peer]
    done = subprocess.run(
        [python, "-W", "ignore", "-c", code, json.dumps(VALUES.tolist())],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        print(f"{peer} does not run: {reason}")
        return None
    found: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print each peer's ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    for peer in PEERS:
        parser.add_argument(f"--{peer}", metavar="PYTHON", help=f"a Python that has {peer}")
    given = vars(parser.parse_args())
    for peer in PEERS:
        python = given[peer.replace("-", "_")]
        found = asked(python, peer) if python else None
        if found is None:
            continue
        a_draw, a_scan, exact = found
        million, points = medians(
            lambda: sampled(VALUES, DRAWS, 1), lambda: switching_points(VALUES, SHARES), rounds=5
        )
        print(f"ranks and central weights, a draw: {a_draw * DRAWS / million:,.0f} × {peer}")
        print(f"all switching points, to its scan of 101 shares: {a_scan / points:,.0f} × {peer}")
        if exact is not None:
            apart = np.abs(exact_ranks(VALUES[:, :6]).table[:, 0] - exact).max()
            print(f"how often each of 4 is best, 6 criteria, both exact: {apart:.0e} apart")


if __name__ == "__main__":
    main()
