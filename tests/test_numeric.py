"""What all computation shares: how near numbers are that tie, and that draws are many enough."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from decision.numeric import DRAWS, SEED, TIE


@given(st.lists(st.integers(0, 100), min_size=2, max_size=40), st.randoms(use_true_random=False))
def test_a_tie_is_wider_than_the_error_of_a_float_sum_and_narrower_than_any_input(
    scores: list[int], order: object
) -> None:
    shares = np.random.default_rng(SEED).dirichlet(np.ones(len(scores)))
    exact = math.fsum((shares * scores).tolist())
    mixed = np.random.default_rng(SEED).permutation(len(scores))
    assert abs(float(shares @ np.array(scores)) - exact) < TIE
    assert abs(float(shares[mixed] @ np.array(scores)[mixed]) - exact) < TIE
    assert TIE < 1e-6


def test_the_draws_keep_the_standard_error_of_a_probability_under_half_a_point_in_100() -> None:
    assert math.sqrt(0.25 / DRAWS) < 0.005
