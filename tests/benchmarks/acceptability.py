"""How long probabilities, ranks and central weights take, as ratios to naive numpy.

Run it from the repository's folder: `python tests/benchmarks/acceptability.py`. Seconds
differ from machine to machine; a ratio to a baseline measured in turn with it travels better.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from decision.acceptability.over_weights import exact_ranks, win_probability  # noqa: E402
from decision.acceptability.sampling import (  # noqa: E402
    rank_acceptability,
    sample_weights,
    sampled,
)
from tests.benchmarks.timing import medians  # noqa: E402

MILLION = 1_000_000


def table(options: int, criteria: int, seed: int = 1) -> np.ndarray:
    """Scores, options × criteria."""
    return np.random.default_rng(seed).uniform(0, 100, (options, criteria))


def naive_weights(size: int, criteria: int) -> np.ndarray:
    """Uniform weights as most would draw them."""
    return np.random.default_rng(1).dirichlet(np.ones(criteria), size)


def naive_pair(values: np.ndarray, size: int) -> float:
    """The part of the draws in which the first option is ahead of the second."""
    totals = naive_weights(size, values.shape[1]) @ values.T
    return float((totals[:, 0] > totals[:, 1]).mean())


def naive_ranks(values: np.ndarray, size: int, central: bool = True) -> np.ndarray:
    """The same table and central weights: draw, multiply, sort twice, count in loops."""
    options = len(values)
    weights = naive_weights(size, values.shape[1])
    places = np.argsort(np.argsort(-(weights @ values.T), axis=1), axis=1)
    counts = np.zeros((options, options))
    for option in range(options):
        for rank in range(options):
            counts[option, rank] = (places[:, option] == rank).mean()
    if central:
        for option in range(options):
            if counts[option, 0]:
                weights[places[:, option] == 0].mean(axis=0)
    return counts


def floor(values: np.ndarray, size: int) -> None:
    """What no sampler does without: the exponentials and one product with the scores."""
    stream = np.random.default_rng(1)
    for start in range(0, size, 4096):
        stream.standard_exponential((min(4096, size - start), values.shape[1])) @ values.T


def show(what: str, mine: float, other: float, against: str) -> None:
    """Print a line: what it is, how long it takes, and how many times faster that is."""
    print(f"{what:44} {mine * 1e3:10.3f} ms {other / mine:12,.2f} times as fast as {against}")


def against_numpy() -> None:
    """Print every ratio to numpy."""
    values = table(4, 12)
    gaps = (values[0] - values[1]).tolist()

    def pairs() -> None:
        for _ in range(100):
            win_probability(gaps)

    mine, other = medians(pairs, lambda: naive_pair(values, MILLION), rounds=7)
    show("a pair's probability, 12 criteria", mine / 100, other, "a million naive draws")

    mine, other, least = medians(
        lambda: sampled(values, MILLION, 1),
        lambda: naive_ranks(values, MILLION),
        lambda: floor(values, MILLION),
        rounds=5,
    )
    show("ranks and central weights, a million, 4 × 12", mine, other, "naive numpy")
    show("", mine, least, "the draws and one product alone")

    mine, other = medians(
        lambda: exact_ranks(values), lambda: naive_ranks(values, 300_000), rounds=7
    )
    show("exact ranks and central weights, 4 × 12", mine, other, "300,000 naive draws")

    large = table(50, 100)
    mine, other = medians(
        lambda: sampled(large, 100_000, 1), lambda: naive_ranks(large, 100_000), rounds=3
    )
    show("50 × 100, 100,000 draws", mine, other, "naive numpy")
    mine, other = medians(
        lambda: rank_acceptability(large, sample_weights(100, 100_000, 1)),
        lambda: naive_ranks(large, 100_000, central=False),
        rounds=3,
    )
    show("the same by rank_acceptability", mine, other, "naive numpy")


if __name__ == "__main__":
    against_numpy()
