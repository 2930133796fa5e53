"""Integrals along contours, against draws, against pieces and against finer steps."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from decision.acceptability import (
    contour_integrals,
    rank_acceptability,
    sample_weights,
    simplex_parts,
)
from decision.acceptability.contour_integrals import three_above, two_above
from decision.acceptability.over_weights import acceptability


def random_functions(seed: int, functions: int, corners: int) -> np.ndarray:
    stream = np.random.default_rng(seed)
    while True:
        found: np.ndarray = stream.normal(size=(functions, corners))
        if (found.max(axis=1) > 0).all() and (found.min(axis=1) < 0).all():
            return found / np.abs(found).max(axis=1, keepdims=True)


def drawn_part(functions: np.ndarray, size: int = 400_000) -> float:
    weights = np.random.default_rng(9).standard_exponential((size, functions.shape[1]))
    return float((weights @ functions.T > 0).all(axis=1).mean())


@pytest.mark.parametrize("seed", range(8))
def test_two_functions_are_as_in_draws(seed: int) -> None:
    functions = random_functions(seed, 2, 6)
    part = float(two_above(functions[:1], functions[1:])[0][0])
    assert part == pytest.approx(drawn_part(functions), abs=0.004)


@pytest.mark.parametrize("seed", range(6))
def test_contours_and_pieces_agree(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    functions = random_functions(seed, 3, 8)
    by_contours = three_above(functions[0], functions[1:])
    monkeypatch.setattr(simplex_parts, "FEW_PIECES", 10**9)
    by_pieces = simplex_parts.all_above(functions)
    if by_contours is not None:
        assert by_contours[0] == pytest.approx(by_pieces[0], abs=1e-6)
        assert by_contours[1] == pytest.approx(by_pieces[1], abs=1e-5)
    assert by_pieces[0] == pytest.approx(drawn_part(functions), abs=0.004)


@pytest.mark.parametrize("seed", range(24))
def test_they_agree_with_ties_and_near_clones_too(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = np.random.default_rng(seed)
    values = stream.integers(0, 5, (4, 9)) * 25.0
    if seed % 2:
        values = stream.uniform(0, 100, (4, 9))
        values[2] = values[1]
        values[2, :3] += stream.normal(size=3) * 10 ** stream.uniform(-6, 1)
    functions = values[0] - values[1:]
    monkeypatch.setattr(simplex_parts, "FEW_PIECES", 0)
    first = simplex_parts.all_above(functions)
    monkeypatch.setattr(simplex_parts, "FEW_PIECES", 10**9)
    other = simplex_parts.all_above(functions)
    assert first[0] == pytest.approx(other[0], abs=5e-6)
    assert first[1] == pytest.approx(other[1], abs=5e-6)


@pytest.mark.parametrize("corners", [5, 30, 120])
def test_finer_steps_change_nothing(corners: int, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = np.random.default_rng(corners)
    means = np.cumsum(stream.uniform(-100, 100, (2, corners)), axis=1) / np.arange(1, corners + 1)
    coarse = two_above(means[:1], means[1:])[0][0]
    monkeypatch.setattr(contour_integrals, "STEP", 0.03)
    assert coarse == pytest.approx(two_above(means[:1], means[1:])[0][0], abs=1e-9)


def test_the_step_of_the_contour_is_fine_enough() -> None:
    assert np.exp(-(np.pi**2) / contour_integrals.STEP) < 1e-13


def test_a_try_that_falls_on_a_pole_warns_nobody() -> None:
    values = [
        [80, 78, 55, 75, 70, 60, 70, 40, 40, 68, 70, 75, 58, 40, 80],
        [15, 40, 35, 75, 60, 35, 70, 65, 65, 65, 65, 55, 50, 70, 45],
        [30, 60, 45, 75, 60, 50, 75, 65, 65, 65, 70, 50, 50, 65, 40],
        [50, 60, 65, 80, 60, 60, 60, 45, 55, 55, 65, 50, 50, 40, 45],
    ]
    weights = np.array([159, 81, 79, 81, 122, 40, 19.5, 19.5, 159, 159, 122, 79, 161, 118, 200])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = acceptability(np.array(values, dtype=float), weights / weights.sum()).ranks.table
    drawn = rank_acceptability(values, sample_weights(15, 200_000, 1))
    assert np.abs(found - drawn).max() < 0.005
