"""Who wins and who takes which rank over all weights, against oracles of other kinds."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from decision.acceptability.over_weights import acceptability, exact_ranks, win_probability
from decision.acceptability.sampling import sampled
from decision.evaluation.weights import rank_order_centroid

WHOLE = st.integers(-50, 50)
DIFFERENCES = st.lists(WHOLE, min_size=1, max_size=30)


def in_fractions(differences: list[int]) -> Fraction:
    """P(w·d > 0) for differences that all differ, by the sum that Ali (1973) gives."""
    return sum(
        (
            prod(
                (Fraction(one, one - other) for other in differences if other != one),
                start=Fraction(1),
            )
            for one in differences
            if one > 0
        ),
        start=Fraction(0),
    )


@given(st.lists(st.integers(-500, 500), min_size=1, max_size=40, unique=True))
@settings(max_examples=400)
def test_the_probability_is_that_of_exact_fractions(differences: list[int]) -> None:
    assume(any(differences))
    assert win_probability(differences) == pytest.approx(
        float(in_fractions(differences)), abs=1e-12
    )


@pytest.mark.parametrize("n", [100, 200])
def test_two_hundred_criteria_are_as_exact(n: int) -> None:
    differences = [((7919 * place) % 1009) - 504 for place in range(1, n + 1)]
    assert len(set(differences)) == n
    assert win_probability(differences) == pytest.approx(
        float(in_fractions(differences)), abs=1e-12
    )


@pytest.mark.parametrize(
    ("differences", "ranked", "expected"),
    [
        ([3, -1], False, 3 / 4),
        ([1, 1, -1], False, 3 / 4),  # 1 − (1/2)²: the two above race the one below
        ([0, 0, 0], False, 1 / 2),
        ([0, 1], False, 1.0),
        ([0, -1, 0], False, 0.0),
        ([5], False, 1.0),
        ([-1, 3, 0], True, 7 / 10),  # the means are −1, 1 and 2/3: 1 − 1/2 × 3/5
        ([1, -1], True, 1.0),
    ],
)
def test_small_cases_are_those_worked_by_hand(
    differences: list[float], ranked: bool, expected: float
) -> None:
    assert win_probability(differences, ranked) == pytest.approx(expected, abs=1e-15)


@given(DIFFERENCES)
def test_the_two_sides_sum_to_one(differences: list[int]) -> None:
    for ranked in (False, True):
        other = [-one for one in differences]
        assert win_probability(differences, ranked) + win_probability(
            other, ranked
        ) == pytest.approx(1, abs=1e-12)


@given(DIFFERENCES, st.integers(-60, 60))
def test_scale_and_order_change_nothing(differences: list[int], power: int) -> None:
    scaled = [one * 2.0**power for one in differences]
    assert win_probability(scaled) == pytest.approx(win_probability(differences), abs=1e-13)
    assert win_probability(differences[::-1]) == pytest.approx(
        win_probability(differences), abs=1e-12
    )


@given(DIFFERENCES, st.data())
def test_raising_a_difference_never_lowers_the_probability(
    differences: list[int], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(differences) - 1))
    raised = [*differences]
    raised[place] += 7
    assume(any(differences))
    assert win_probability(raised) >= win_probability(differences) - 1e-12


@given(st.lists(st.integers(0, 50), min_size=1, max_size=20))
def test_dominance_is_certain(differences: list[int]) -> None:
    assume(any(differences))
    assert win_probability(differences) == 1
    assert win_probability(differences, ranked=True) == 1


@given(st.lists(st.floats(-1e-9, 1e-9) | st.floats(-100, 100), min_size=1, max_size=12))
def test_near_ties_and_odd_sizes_stay_probabilities(differences: list[float]) -> None:
    for ranked in (False, True):
        assert 0 <= win_probability(differences, ranked) <= 1


@pytest.mark.parametrize("bad", [[], [float("nan")], [float("inf"), 1], [[1, 2]]])
def test_what_is_no_row_of_differences_is_refused(bad: list[float]) -> None:
    with pytest.raises(ValueError, match=r"difference"):
        win_probability(bad)


def tables(most: int = 4) -> st.SearchStrategy[np.ndarray]:
    return st.integers(2, most).flatmap(
        lambda options: st.integers(1, 8).flatmap(
            lambda criteria: st.lists(
                st.lists(st.integers(0, 10), min_size=criteria, max_size=criteria),
                min_size=options,
                max_size=options,
            ).map(lambda rows: np.array(rows, dtype=float) * 10)
        )
    )


@given(tables(), st.booleans())
@settings(max_examples=150, deadline=None)
@example(np.array([[50.0, 50.0], [50.0, 50.0], [20.0, 80.0]]), False)
def test_every_rank_is_taken_once_and_the_beaten_are_those_of_the_pairs(
    values: np.ndarray, ranked: bool
) -> None:
    """Ranks say how many rivals each beats on average, and so do the pairs, found apart."""
    options = len(values)
    table = exact_ranks(values, ranked).table
    assert table.sum(axis=0) == pytest.approx(np.ones(options), abs=1e-5)
    assert table.sum(axis=1) == pytest.approx(np.ones(options), abs=1e-5)
    beaten = table @ np.arange(options - 1, -1, -1)
    pairs = [
        sum(
            win_probability(values[one] - values[other], ranked)
            for other in range(options)
            if other != one
        )
        for one in range(options)
    ]
    assert beaten == pytest.approx(np.array(pairs), abs=3e-5)


@given(tables(), st.booleans())
@settings(max_examples=100, deadline=None)
def test_central_weights_average_to_the_middle_of_the_region(
    values: np.ndarray, ranked: bool
) -> None:
    assume(len({tuple(row) for row in values}) == len(values))  # clones share one centre
    ranks = exact_ranks(values, ranked)
    criteria = values.shape[1]
    middle = np.zeros(criteria)
    for part, central in zip(ranks.table[:, 0], ranks.central, strict=True):
        if central is not None:
            assert central.sum() == pytest.approx(1, abs=1e-9)
            middle += part * central
    names = [[str(place)] for place in range(criteria)]
    expected = (
        np.array(list(rank_order_centroid(names).values()))
        if ranked
        else np.full(criteria, 1 / criteria)
    )
    assert middle == pytest.approx(expected, abs=1e-4)


def part_in_fractions(functions: list[list[Fraction]]) -> Fraction:
    """The part of a simplex where all functions are above 0, cut until none changes its sign."""
    corners = len(functions[0])
    for row in functions:
        over = next((at for at in range(corners) if row[at] > 0), None)
        under = next((at for at in range(corners) if row[at] < 0), None)
        if over is None:
            return Fraction(0)
        if under is None:
            continue
        share = row[under] / (row[under] - row[over])
        part = Fraction(0)
        for slot, size in ((over, share), (under, 1 - share)):
            cut = [[*each] for each in functions]
            for each, was in zip(cut, functions, strict=True):
                each[slot] = share * was[over] + (1 - share) * was[under]
            part += size * part_in_fractions(cut)
        return part
    return Fraction(1)


@pytest.mark.parametrize("seed", range(12))
def test_being_best_is_that_of_exact_fractions(seed: int) -> None:
    stream = np.random.default_rng(seed)
    options, criteria = 3 + seed % 2, 2 + seed % 4
    values = stream.integers(0, 7, (options, criteria))
    found = exact_ranks(values * 10.0).table
    for option in range(options):
        rivals = [row for other, row in enumerate(values) if other != option]
        gaps = [[Fraction(int(gap)) for gap in values[option] - row] for row in rivals]
        if any(not any(row) for row in gaps):
            continue  # a clone shares the first rank
        assert found[option, 0] == pytest.approx(float(part_in_fractions(gaps)), abs=1e-8)


def test_options_that_are_alike_in_a_chain_are_ranked_all_the_same() -> None:
    values = np.array([[50.0, 50.0], [50.0 + 0.7e-9] * 2, [50.0 + 1.4e-9] * 2, [20.0, 90.0]])
    table = exact_ranks(values).table
    assert table.sum(axis=0) == pytest.approx(np.ones(4), abs=1e-8)
    assert table.sum(axis=1) == pytest.approx(np.ones(4), abs=1e-8)


@pytest.mark.parametrize("n", [40, 60])
def test_many_ranked_criteria_are_exact_too(n: int) -> None:
    """Their running means are much alike, which makes the transform turn fast."""
    values = np.random.default_rng(n).uniform(0, 100, (4, n))
    exact, drawn = exact_ranks(values, ranked=True), sampled(values, 100_000, 1, ranked=True)
    assert exact.table.sum(axis=0) == pytest.approx(np.ones(4), abs=1e-5)
    assert np.abs(exact.table - drawn.table).max() <= 5 * drawn.error


@pytest.mark.parametrize("ranked", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_the_exact_table_agrees_with_draws(seed: int, ranked: bool) -> None:
    stream = np.random.default_rng(seed)
    values = stream.integers(0, 21, (4, int(stream.integers(3, 14)))) * 5.0
    exact, drawn = exact_ranks(values, ranked), sampled(values, 200_000, seed, ranked)
    assert np.abs(exact.table - drawn.table).max() <= 5 * drawn.error


def test_a_dominated_option_is_never_best_and_has_no_central_weights() -> None:
    ranks = exact_ranks([[80, 20], [40, 60], [30, 10]])
    assert ranks.table[2].tolist() == pytest.approx([0, 0, 1])
    assert ranks.central[2] is None


def test_clones_share_their_ranks() -> None:
    table = exact_ranks([[80, 20], [80, 20], [40, 60]]).table
    assert table[0].tolist() == pytest.approx([0.25, 0.5, 0.25])
    assert table[1].tolist() == pytest.approx(table[0].tolist())


def test_more_than_four_options_are_sampled_with_their_error() -> None:
    values = np.random.default_rng(3).random((6, 5)) * 100
    found = acceptability(values, np.full(5, 0.2))
    assert found.draws == 20_000
    assert 0 < found.ranks.error < 0.005
    again = acceptability(values, np.full(5, 0.2))
    assert np.array_equal(found.ranks.table, again.ranks.table)


def test_adding_an_option_leaves_a_pairs_probability_alone() -> None:
    values = np.random.default_rng(4).random((4, 7)) * 100
    shares = np.full(7, 1 / 7)
    two, four = acceptability(values[:2], shares), acceptability(values, shares)
    assert two.pairs[0, 1] == four.pairs[0, 1]


def test_a_criterion_without_a_share_stays_out() -> None:
    values = np.array([[80.0, 20.0, 0.0], [40.0, 60.0, 100.0]])
    whole = acceptability(values, [0.5, 0.5, 0.0])
    assert whole.pairs[0, 1] == win_probability([40, -40])
    central = whole.ranks.central[0]
    assert central is not None
    assert central[2] == 0


def test_criteria_tied_in_share_are_kept_equal_where_ranked() -> None:
    values = np.array([[90.0, 0.0, 50.0], [0.0, 80.0, 50.0]])
    found = acceptability(values, [0.4, 0.4, 0.2], ranked=True)
    assert found.pairs[0, 1] == 1  # 90 − 80 shared equally is ahead at every such weight


@pytest.mark.parametrize(
    ("values", "shares"),
    [([[1, 2], [3, 4]], [0.5]), ([[1, 2], [3, 4]], [0, 0]), ([1, 2], [0.5, 0.5])],
)
def test_shapes_that_do_not_fit_are_refused(values: list[float], shares: list[float]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        acceptability(values, shares)


def test_exact_parts_and_central_weights_are_those_of_another_method() -> None:
    # By enumerating the corners of each option's favourable weights and measuring the polytope:
    # exact_acceptability of pysensmcda 2.0.0 (PyPI), scaling "none", run on this table.
    values = [
        [72, 15, 50, 88, 31, 60],
        [35, 90, 42, 20, 77, 55],
        [60, 55, 65, 40, 50, 48],
        [20, 70, 80, 75, 15, 90],
    ]
    found = exact_ranks(values)
    assert found.table[:, 0].tolist() == pytest.approx(
        [0.21977528557526, 0.26915274473296, 0.05721974528332, 0.45385222440846], abs=1e-12
    )
    third = [0.32524300858, 0.12613756231, 0.24775331887, 0.05875783244, 0.17135628068]
    assert found.central[2] is not None
    assert found.central[2].tolist() == pytest.approx([*third, 0.07075199711], abs=1e-9)
