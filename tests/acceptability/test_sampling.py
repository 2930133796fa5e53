"""Draws of weights lie where they should, and ranks are counted as they fall."""

from __future__ import annotations

import numpy as np
import pytest

from decision.acceptability.sampling import rank_acceptability, region, sample_weights, sampled
from decision.evaluation.weights import rank_order_centroid


@pytest.mark.parametrize("ranked", [False, True])
def test_weights_sum_to_one_and_keep_their_order(ranked: bool) -> None:
    drawn = sample_weights(6, 5000, seed=2, ranked=ranked)
    assert drawn.shape == (5000, 6)
    assert (drawn >= 0).all()
    assert drawn.sum(axis=1) == pytest.approx(np.ones(5000))
    if ranked:
        assert (np.diff(drawn, axis=1) <= 1e-15).all()


def test_uniform_weights_have_the_moments_of_the_simplex() -> None:
    """Mean 1/n and variance (n − 1) / (n² (n + 1)): Dirichlet with every parameter 1."""
    drawn = sample_weights(5, 200_000, seed=3)
    assert drawn.mean(axis=0) == pytest.approx(np.full(5, 0.2), abs=0.002)
    assert drawn.var(axis=0) == pytest.approx(np.full(5, 4 / (25 * 6)), abs=0.001)


def test_ranked_weights_centre_on_the_rank_order_centroid() -> None:
    drawn = sample_weights(5, 200_000, seed=4, ranked=True)
    centre = list(rank_order_centroid([["a"], ["b"], ["c"], ["d"], ["e"]]).values())
    assert drawn.mean(axis=0) == pytest.approx(np.array(centre), abs=0.002)


def test_draws_around_shares_are_dirichlet() -> None:
    around = np.array([0.5, 0.3, 0.2, 0.0])
    drawn = sample_weights(4, 200_000, seed=5, around=around, concentration=20)
    assert drawn.mean(axis=0) == pytest.approx(around, abs=0.002)
    assert drawn.var(axis=0) == pytest.approx(around * (1 - around) / 21, abs=0.001)
    assert (drawn[:, 3] == 0).all()


def test_a_very_loose_concentration_never_divides_by_nothing() -> None:
    drawn = sample_weights(3, 2000, seed=6, around=[0.6, 0.3, 0.1], concentration=1e-6)
    assert np.isfinite(drawn).all()
    assert drawn.sum(axis=1) == pytest.approx(np.ones(2000))


@pytest.mark.parametrize(
    "options", [{}, {"ranked": True}, {"around": [1, 1, 2], "concentration": 3}]
)
def test_a_seed_reproduces_to_the_bit(options: dict[str, object]) -> None:
    one, other = (sample_weights(3, 100, seed=7, **options) for _ in range(2))  # type: ignore[arg-type]
    assert np.array_equal(one, other)
    assert not np.array_equal(one, sample_weights(3, 100, seed=8, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "options",
    [
        {"n": 0},
        {"around": [1, 1]},
        {"concentration": 1.0},
        {"around": [0, 0], "concentration": 1.0},
        {"around": [1, -1], "concentration": 1.0},
        {"around": [1, 1], "concentration": 0.0},
        {"around": [1, 1], "concentration": 1.0, "ranked": True},
    ],
)
def test_draws_that_cannot_be_made_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"draw|give|concentration"):
        sample_weights(**({"n": 2, "size": 5, "seed": 1} | options))  # type: ignore[arg-type]


def _counted(totals: np.ndarray) -> np.ndarray:
    """Count ranks the slow way; totals are draws × options."""
    size, options = totals.shape
    table = np.zeros((options, options))
    for row in totals:
        for option, total in enumerate(row):
            first = int((row > total + 1e-9).sum())
            level = int((np.abs(row - total) <= 1e-9).sum())
            table[option, first : first + level] += 1 / level
    return table / size


@pytest.mark.parametrize("a_draw", [False, True])
def test_ranks_are_those_counted_one_by_one(a_draw: bool) -> None:
    stream = np.random.default_rng(8)
    values = stream.integers(0, 4, (500, 5, 3) if a_draw else (5, 3)).astype(float)
    weights = stream.integers(1, 4, (500, 3)).astype(float)  # small and whole: many exact ties
    totals = np.einsum("nkc,nc->nk", np.broadcast_to(values, (500, 5, 3)), weights)
    assert rank_acceptability(values, weights) == pytest.approx(_counted(totals))


def test_ranks_over_many_chunks_are_those_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(9).random((4, 3))
    weights = sample_weights(3, 1000, seed=1)
    whole = rank_acceptability(values, weights)
    monkeypatch.setattr("decision.acceptability.sampling.CHUNK", 7)
    assert rank_acceptability(values, weights) == pytest.approx(whole)


@pytest.mark.parametrize(
    ("values", "weights"),
    [([[1, 2]], [[1, 2, 3]]), ([[1, 2]], []), ([1, 2], [[1, 2]]), ([[[1, 2]]], [[1, 2], [3, 4]])],
)
def test_shapes_that_do_not_fit_are_refused(values: object, weights: object) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        rank_acceptability(values, weights)  # type: ignore[arg-type]


def test_central_weights_are_the_mean_of_the_draws_an_option_wins() -> None:
    values = np.array([[80.0, 20.0, 50.0], [40.0, 60.0, 50.0]])
    found = sampled(values, 50_000, seed=2)
    drawn = sample_weights(3, 50_000, seed=11)
    wins = drawn @ (values[0] - values[1]) > 0
    assert found.central[0] == pytest.approx(drawn[wins].mean(axis=0), abs=0.01)
    assert found.table[0, 0] == pytest.approx(wins.mean(), abs=5 * found.error)


def test_a_region_has_its_corners() -> None:
    scores, corners = region([[90, 60, 30]], ranked=True)
    assert scores.tolist() == [[90, 75, 60]]
    assert corners[1].tolist() == [0.5, 0.5, 0]
    with pytest.raises(ValueError, match="do not make up"):
        region([[1, 2, 3]], ranked=True, groups=[1, 1])
    with pytest.raises(ValueError, match="finite"):
        region([[1, np.nan]])
