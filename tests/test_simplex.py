"""Parts of a simplex, found by integrals, by pieces and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from decision import contours, simplex
from decision.contours import three_above, two_above


def _random(seed: int, functions: int, corners: int) -> np.ndarray:
    stream = np.random.default_rng(seed)
    while True:
        found: np.ndarray = stream.normal(size=(functions, corners))
        if (found.max(axis=1) > 0).all() and (found.min(axis=1) < 0).all():
            return found / np.abs(found).max(axis=1, keepdims=True)


def _drawn(functions: np.ndarray, size: int = 400_000) -> float:
    weights = np.random.default_rng(9).standard_exponential((size, functions.shape[1]))
    return float((weights @ functions.T > 0).all(axis=1).mean())


@pytest.mark.parametrize("seed", range(8))
def test_two_functions_are_as_in_draws(seed: int) -> None:
    functions = _random(seed, 2, 6)
    part = float(two_above(functions[:1], functions[1:])[0][0])
    assert part == pytest.approx(_drawn(functions), abs=0.004)


@pytest.mark.parametrize("seed", range(6))
def test_contours_and_pieces_agree(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    functions = _random(seed, 3, 8)
    by_contours = three_above(functions[0], functions[1:])
    monkeypatch.setattr(simplex, "FEW_PIECES", 10**9)
    by_pieces = simplex.all_above(functions)
    if by_contours is not None:
        assert by_contours[0] == pytest.approx(by_pieces[0], abs=1e-6)
        assert by_contours[1] == pytest.approx(by_pieces[1], abs=1e-5)
    assert by_pieces[0] == pytest.approx(_drawn(functions), abs=0.004)


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
    monkeypatch.setattr(simplex, "FEW_PIECES", 0)
    first = simplex.all_above(functions)
    monkeypatch.setattr(simplex, "FEW_PIECES", 10**9)
    other = simplex.all_above(functions)
    assert first[0] == pytest.approx(other[0], abs=5e-6)
    assert first[1] == pytest.approx(other[1], abs=5e-6)


@pytest.mark.parametrize("corners", [5, 30, 120])
def test_finer_steps_change_nothing(corners: int, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = np.random.default_rng(corners)
    means = np.cumsum(stream.uniform(-100, 100, (2, corners)), axis=1) / np.arange(1, corners + 1)
    coarse = two_above(means[:1], means[1:])[0][0]
    monkeypatch.setattr(contours, "STEP", 0.03)
    assert coarse == pytest.approx(two_above(means[:1], means[1:])[0][0], abs=1e-9)


def test_parts_that_make_up_the_whole_sum_to_one() -> None:
    functions = _random(2, 2, 7)
    signs = [(1, 1), (1, -1), (-1, 1), (-1, -1)]
    parts = [simplex.all_above(functions * np.array(pair)[:, None]) for pair in signs]
    assert sum(part for part, _ in parts) == pytest.approx(1, abs=1e-9)
    centre = sum(middle for _, middle in parts)
    assert centre == pytest.approx(np.full(7, 1 / 7), abs=1e-8)


def test_no_function_is_the_whole_and_one_below_everywhere_is_nothing() -> None:
    part, centre = simplex.all_above(np.empty((0, 4)))
    assert part == 1
    assert centre.tolist() == [0.25] * 4
    assert simplex.all_above(np.array([[-1.0, 0.0]]))[0] == 0


def test_one_function_is_that_of_the_recursion() -> None:
    row = _random(5, 1, 9)
    assert simplex.all_above(row)[0] == pytest.approx(simplex.above(row[0].tolist()), abs=1e-12)


def test_pieces_sum_to_the_part_they_cut() -> None:
    row = _random(6, 1, 6)[0]
    sizes, corners = simplex._pieces(row)
    assert sizes.sum() == pytest.approx(simplex.above(row.tolist()), abs=1e-12)
    assert (corners @ row >= -1e-12).all()


def test_too_many_pieces_and_no_contour_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simplex, "three_above", lambda *_: None)
    monkeypatch.setattr(simplex, "FEW_PIECES", 0)
    monkeypatch.setattr(simplex, "MOST_NUMBERS", 0)
    with pytest.raises(simplex.NotReachedError):
        simplex.all_above(_random(1, 3, 8))


def test_huge_and_tiny_values_lose_nothing() -> None:
    plain = simplex.above([3.0, -1.0, 2.0, -5.0])
    for scale in (1e300, 1e-300):
        assert simplex.above([3 * scale, -scale, 2 * scale, -5 * scale]) == pytest.approx(plain)


def test_the_step_of_the_contour_is_fine_enough() -> None:
    assert np.exp(-(np.pi**2) / contours.STEP) < 1e-13
