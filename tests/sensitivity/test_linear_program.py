"""Linear programmes: the optimum against its own dual and against scipy's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from decision.sensitivity.linear_program import in_fractions, maximise
from tests.strategies import DRAWN

programmes = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda size: st.tuples(
        st.lists(st.integers(-9, 9), min_size=size[0], max_size=size[0]),
        st.lists(
            st.lists(st.integers(-9, 9), min_size=size[0], max_size=size[0]),
            min_size=size[1],
            max_size=size[1],
        ),
        st.lists(st.integers(0, 9), min_size=size[1], max_size=size[1]),
    )
)
Programme = tuple[list[int], list[list[int]], list[int]]


def arrays(programme: Programme) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    gains, limited, limits = programme
    return np.array(gains, float), np.array(limited, float), np.array(limits, float)


@DRAWN
@given(programmes)
def test_the_optimum_is_that_of_scipy_and_its_prices_prove_it(programme: Programme) -> None:
    gains, limited, limits = arrays(programme)
    found = maximise(gains, limited, limits)
    assert found is not None
    theirs = linprog(-gains, A_ub=limited, b_ub=limits, method="highs")
    assert found.bounded == (theirs.status == 0)
    if found.bounded:
        assert gains @ found.point == pytest.approx(-theirs.fun, abs=1e-7)
        assert (limited @ found.point <= limits + 1e-7).all()
        assert (found.point >= 0).all()
        assert (found.prices >= -1e-9).all()
        assert (found.prices @ limited >= gains - 1e-7).all()
        assert found.prices @ limits == pytest.approx(gains @ found.point, abs=1e-7)


@DRAWN
@given(programmes)
def test_fractions_find_what_floats_find(programme: Programme) -> None:
    gains, limited, limits = arrays(programme)
    floats = maximise(gains, limited, limits)
    exact = maximise(*map(in_fractions, (gains, limited, limits)))
    assert floats is not None
    assert exact is not None
    assert floats.bounded == exact.bounded
    if exact.bounded:
        assert gains @ floats.point == pytest.approx(gains @ exact.point, abs=1e-7)


def test_many_bases_of_one_corner_are_no_circle() -> None:
    """Beale (1955), Cycling in the dual simplex algorithm, Naval Research Logistics 2(4)."""
    gains = np.array([0.75, -150, 0.02, -6])
    limited = np.array([[0.25, -60, -0.04, 9], [0.5, -90, -0.02, 3], [0, 0, 1, 0]])
    found = maximise(gains, limited, np.array([0.0, 0, 1]))
    assert found is not None
    assert gains @ found.point == pytest.approx(0.05)
