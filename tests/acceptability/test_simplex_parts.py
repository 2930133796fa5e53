"""Parts of a simplex, found by integrals, by pieces and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from decision.acceptability import simplex_parts
from tests.acceptability.test_contour_integrals import random_functions


def test_parts_that_make_up_the_whole_sum_to_one() -> None:
    functions = random_functions(2, 2, 7)
    signs = [(1, 1), (1, -1), (-1, 1), (-1, -1)]
    parts = [simplex_parts.all_above(functions * np.array(pair)[:, None]) for pair in signs]
    assert sum(part for part, _ in parts) == pytest.approx(1, abs=1e-9)
    centre = sum(middle for _, middle in parts)
    assert centre == pytest.approx(np.full(7, 1 / 7), abs=1e-8)


def test_no_function_is_the_whole_and_one_below_everywhere_is_nothing() -> None:
    part, centre = simplex_parts.all_above(np.empty((0, 4)))
    assert part == 1
    assert centre.tolist() == [0.25] * 4
    assert simplex_parts.all_above(np.array([[-1.0, 0.0]]))[0] == 0


def test_one_function_is_that_of_the_recursion() -> None:
    row = random_functions(5, 1, 9)
    assert simplex_parts.all_above(row)[0] == pytest.approx(
        simplex_parts.above(row[0].tolist()), abs=1e-12
    )


def test_pieces_sum_to_the_part_they_cut() -> None:
    row = random_functions(6, 1, 6)[0]
    sizes, corners = simplex_parts._pieces(row)
    assert sizes.sum() == pytest.approx(simplex_parts.above(row.tolist()), abs=1e-12)
    assert (corners @ row >= -1e-12).all()


def test_too_many_pieces_and_no_contour_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simplex_parts, "three_above", lambda *_: None)
    monkeypatch.setattr(simplex_parts, "FEW_PIECES", 0)
    monkeypatch.setattr(simplex_parts, "MOST_NUMBERS", 0)
    with pytest.raises(simplex_parts.NotReachedError):
        simplex_parts.all_above(random_functions(1, 3, 8))


def test_huge_and_tiny_values_lose_nothing() -> None:
    plain = simplex_parts.above([3.0, -1.0, 2.0, -5.0])
    for scale in (1e300, 1e-300):
        assert simplex_parts.above([3 * scale, -scale, 2 * scale, -5 * scale]) == pytest.approx(
            plain
        )
