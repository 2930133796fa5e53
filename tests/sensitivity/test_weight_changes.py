"""Switching points and cheapest flips, held against exact fractions and by ranking again."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.optimize import linprog

import decision
from decision.evaluation.additive import totals
from decision.numeric import TIE
from decision.sensitivity.weight_changes import (
    _solve,
    cheapest_course_flip,
    cheapest_flip,
    switching_points,
)
from tests.strategies import DRAWN, THOUSAND

CASES = Path(__file__).parents[1] / "cases"

Table = tuple[list[list[int]], list[int]]  # scores, options × criteria, and weights


@st.composite
def tables(draw: st.DrawFn, most: int = 10) -> Table:
    """Small whole numbers, so that lines often meet, lie on each other or end together."""
    options, criteria = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    score = st.integers(0, most)
    row = st.lists(score, min_size=criteria, max_size=criteria)
    values = draw(st.lists(row, min_size=options, max_size=options))
    weights = draw(st.lists(st.integers(0, 5), min_size=criteria, max_size=criteria).filter(any))
    return values, weights


def exact_points(values: list[list[int]], weights: list[int], c: int) -> list[tuple[Fraction, int]]:
    """Every crossing of two lines, kept where the leaders between crossings differ."""
    others = sum(weights) - weights[c]
    if not others:
        return []
    lines = []
    for row in values:
        rest = Fraction(sum(w * v for w, v in zip(weights, row, strict=True)) - weights[c] * row[c])
        lines.append((rest / others, Fraction(row[c])))
    crossings = {Fraction(0), Fraction(1)}
    for (low, high), (other_low, other_high) in combinations(lines, 2):
        turn = (high - low) - (other_high - other_low)
        if turn:
            crossings.add((other_low - low) / turn)
    ends = sorted(t for t in crossings if 0 <= t <= 1)
    found: list[tuple[Fraction, int]] = []
    before = None
    for start, end in pairwise(ends):
        middle = (start + end) / 2
        at = [low + middle * (high - low) for low, high in lines]
        leader = at.index(max(at))
        if before is not None and leader != before:
            found.append((start, leader))
        before = leader
    return found


def shares_of(weights: list[int]) -> list[float]:
    return [weight / sum(weights) for weight in weights]


@THOUSAND
@given(tables())
@example(([[0, 1], [1, 0], [1, 0]], [1, 1]))  # two that lie on each other
@example(([[0, 2], [1, 1], [2, 0]], [1, 1]))  # three that meet at a point
@example(([[5], [5], [3]], [1]))
@example(([[0, 1], [1, 1]], [1, 1]))  # a tie at share 0, no crossing above it
def test_switching_points_are_those_of_exact_fractions(table: Table) -> None:
    values, weights = table
    found = switching_points(values, shares_of(weights))
    assert len(found) == len(weights)
    for criterion, points in enumerate(found):
        expected = exact_points(values, weights, criterion)
        assert [point.leader for point in points] == [leader for _, leader in expected]
        assert [point.share for point in points] == pytest.approx(
            [float(share) for share, _ in expected], abs=1e-12
        )


def moved_to(weights: np.ndarray, criterion: int, share: float) -> np.ndarray:
    others = np.where(np.arange(len(weights)) == criterion, 0, weights)
    moved = others * (1 - share) / others.sum()
    moved[criterion] = share
    return moved


@DRAWN
@given(st.integers(0, 2**32), st.integers(2, 6), st.integers(2, 7))
def test_ranking_again_just_either_side_of_a_switching_point_gives_other_leaders(
    seed: int, options: int, criteria: int
) -> None:
    random = np.random.default_rng(seed)
    values = random.uniform(0, 100, (options, criteria))
    weights = random.dirichlet(np.ones(criteria))
    for criterion, points in enumerate(switching_points(values, weights)):
        ends = [0.0, *(point.share for point in points), 1.0]
        assert ends == sorted(ends)
        assert len(set(ends)) == len(ends)
        leaders = [
            int(totals(values, moved_to(weights, criterion, (start + end) / 2)).argmax())
            for start, end in pairwise(ends)
        ]
        assert leaders[1:] == [point.leader for point in points]
        for point, below, above in zip(points, leaders, leaders[1:], strict=False):
            assert below != above
            at = totals(values, moved_to(weights, criterion, point.share))
            assert at[below] == pytest.approx(at[above], abs=1e-9)
            assert at.max() == pytest.approx(at[above], abs=1e-9)


def test_the_switching_point_of_the_office_problem_is_the_one_printed() -> None:
    """Goodwin and Wright, Decision Analysis for Management Judgment, ch. 3, figure 3.7."""
    name = "goodwin-wright-turnover"
    model = decision.load_model(CASES / f"{name}.criteria.yaml")
    said = yaml.safe_load((CASES / f"{name}.expected.yaml").read_text("utf-8"))
    at = said["switching"]["turnover"]
    standing = decision.evaluate(model).standing
    points, _ = switching_points(standing.table.values(), list(standing.shares.values()))
    assert [list(model.options)[point.leader] for point in points] == [at["above"]]
    assert points[0].share == pytest.approx(at["share"], abs=at["within"])


def test_a_criterion_with_all_the_weight_has_no_switching_point() -> None:
    assert switching_points([[80, 20], [40, 60]], [1, 0])[0] == []
    assert switching_points([[80], [40]], [1]) == [[]]


def test_a_criterion_with_no_weight_may_have_one() -> None:
    points = switching_points([[80, 20], [40, 60]], [1, 0])[1]
    assert points == [(pytest.approx(0.5), 1)]


def test_a_share_next_to_1_loses_no_digits() -> None:
    tiny = 1e-15
    points = switching_points([[50, 30, 90], [60, 80, 10]], [1 - tiny, tiny / 2, tiny / 2])[0]
    assert points == [(pytest.approx(15 / 25, abs=1e-12), 1)]


def test_totals_within_a_tie_are_no_change_of_leader() -> None:
    assert switching_points([[50, 50 + TIE / 4], [50 + TIE / 4, 50]], [0.5, 0.5]) == [[], []]


@given(st.integers(-40, 40), st.integers(-3, 3))
def test_totals_that_are_a_tie_apart_to_the_last_bit_are_no_trouble(steps: int, whole: int) -> None:
    edge = 50 + whole + TIE + steps * np.spacing(50.0)
    for points in switching_points([[60, 50 + whole], [40, edge], [40, edge + TIE]], [0.5, 0.5]):
        assert len(points) <= 2


def exact_flip(gaps: list[int], weights: list[int]) -> Fraction | None:
    """The optimum by the dual of the linear programme: the best of its corners."""
    low, whole = min(gaps), sum(weights)
    margin = Fraction(sum(w * d for w, d in zip(weights, gaps, strict=True)), whole)
    if low > 0:
        return None
    bounds = [Fraction(0)]
    for gap in {gap for gap in gaps if gap > low}:
        price = Fraction(1, gap - low)  # weight to move, a point of margin
        spent = [
            Fraction(w, whole) * max(Fraction(0), price * (d - low) - 1)
            for w, d in zip(weights, gaps, strict=True)
        ]
        bounds.append(price * margin - sum(spent))
    return max(bounds)


@THOUSAND
@given(
    st.lists(st.tuples(st.integers(-20, 20), st.integers(0, 9)), min_size=1, max_size=7).filter(
        lambda rows: sum(d * w for d, w in rows) > 0
    )
)
@example([(1, 4), (-1, 9), (5, 8), (5, 2), (5, 3)])  # the first two sources are just enough
@example([(5, 1), (0, 0)])  # to a tie, and never beyond it
def test_the_cheapest_flip_ties_the_pair_and_no_dearer_move_is_needed(
    rows: list[tuple[int, int]],
) -> None:
    gaps, weights = [gap for gap, _ in rows], [weight for _, weight in rows]
    flip = cheapest_flip(gaps, shares_of(weights))
    least = exact_flip(gaps, weights)
    if flip is None:
        assert least is None
        return
    assert least is not None
    assert flip.moved == pytest.approx(float(least), abs=1e-12)
    assert gaps[flip.into] == min(gaps)
    assert len(set(flip.sources)) == len(flip.sources)
    after, left = shares_of(weights), flip.moved
    for source in flip.sources:
        taken = min(after[source], left)
        assert taken > 0
        after[source], left = after[source] - taken, left - taken
    assert left == pytest.approx(0, abs=1e-12)
    after[flip.into] += flip.moved
    assert np.dot(after, gaps) == pytest.approx(0, abs=1e-12)
    assert sum(after) == pytest.approx(1)


def test_a_leader_that_is_ahead_on_everything_can_not_be_caught() -> None:
    assert cheapest_flip([5, 1], [0.5, 0.5]) is None
    assert cheapest_flip([5], [1]) is None


def test_weight_is_taken_from_the_largest_lead_first_and_all_goes_to_one() -> None:
    flip = cheapest_flip([10, 40, -50, 0], [0.4, 0.3, 0.2, 0.1])
    assert flip is not None
    assert (flip.sources, flip.into) == ((1,), 2)
    assert flip.moved == pytest.approx(6 / 90)
    flip = cheapest_flip([10, 40, -10, 0], [0.4, 0.1, 0.1, 0.4])
    assert flip is not None
    assert (flip.sources, flip.into) == ((1, 0), 2)
    assert flip.moved == pytest.approx(0.1 + 2 / 20)


# The course


Courses = tuple[list[list[int]], list[list[int]], list[int]]  # forms ahead, options behind, weights


@st.composite
def courses(draw: st.DrawFn) -> Courses:
    criteria = draw(st.integers(1, 6))
    row = st.lists(st.integers(0, 10), min_size=criteria, max_size=criteria)
    ahead = draw(st.lists(row, min_size=1, max_size=4))
    behind = draw(st.lists(row, min_size=1, max_size=4))
    weights = draw(st.lists(st.integers(0, 5), min_size=criteria, max_size=criteria).filter(any))
    return ahead, behind, weights


def least_by_scipy(ahead: np.ndarray, behind: np.ndarray, shares: np.ndarray) -> float | None:
    """The primal as it is written in the docstring, rival by rival."""
    n, costs = len(shares), []
    for rival in behind:
        gaps = ahead - rival
        found = linprog(
            np.r_[np.ones(n), np.zeros(n)],
            A_ub=np.block([[gaps, -gaps], [-np.eye(n), np.eye(n)]]),
            b_ub=np.r_[-gaps @ shares, shares],
            A_eq=[np.r_[np.ones(n), -np.ones(n)]],
            b_eq=[0],
            method="highs",
        )
        if found.status == 0:
            costs.append(float(found.fun))
    return min(costs, default=None)


@THOUSAND
@given(courses())
@example(([[9, 0], [0, 9]], [[5, 5]], [1, 1]))
def test_the_cheapest_course_flip_is_that_of_scipy_and_brings_a_tie(problem: Courses) -> None:
    ahead, behind, weights = (np.array(part, float) for part in problem)
    shares = weights / weights.sum()
    flip, theirs = (
        cheapest_course_flip(ahead, behind, shares),
        least_by_scipy(ahead, behind, shares),
    )
    assert (flip is None) == (theirs is None)
    if flip is None or theirs is None:
        return
    assert flip.moved == pytest.approx(theirs, abs=1e-7)
    then = shares - flip.taken + flip.given
    assert then.sum() == pytest.approx(1)
    assert (then >= -1e-12).all()
    assert flip.taken.sum() == pytest.approx(flip.moved, abs=1e-9)
    assert not (np.minimum(flip.taken, flip.given) > 1e-9).any()
    assert (behind[flip.rival] @ then) >= (ahead @ then).max() - 1e-7


@THOUSAND
@given(courses())
def test_between_two_courses_of_one_form_each_it_is_the_flip_of_the_pair(problem: Courses) -> None:
    ahead, behind, weights = (np.array(part, float) for part in problem)
    shares, gaps = weights / weights.sum(), ahead[0] - behind[0]
    course = cheapest_course_flip(ahead[:1], behind[:1], shares)
    if gaps @ shares <= TIE:
        assert course is not None
        assert course.moved == 0
        return
    pair = cheapest_flip(gaps, shares)
    assert (course is None) == (pair is None)
    if course is not None and pair is not None:
        assert course.moved == pytest.approx(pair.moved, abs=1e-9)


@DRAWN
@given(courses())
def test_a_form_that_another_form_beats_everywhere_changes_nothing(problem: Courses) -> None:
    ahead, behind, weights = (np.array(part, float) for part in problem)
    shares, worse = weights / weights.sum(), np.maximum(ahead[0] - 1, 0)
    flip = cheapest_course_flip(ahead, behind, shares)
    more = cheapest_course_flip(np.vstack((ahead, worse)), behind, shares)
    assert (flip is None) == (more is None)
    if flip is not None and more is not None:
        assert more.moved == pytest.approx(flip.moved, abs=1e-9)


def test_where_floats_lead_astray_fractions_find_the_course_flip(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = [[80, 20, 50], [30, 70, 40]], [[40, 45, 60]], [0.4, 0.35, 0.25]
    right = cheapest_course_flip(*problem)
    monkeypatch.setattr(
        "decision.sensitivity.weight_changes._solve",
        lambda rows, shares: _solve(rows, shares) if rows.dtype == object else None,
    )
    exact = cheapest_course_flip(*problem)
    assert right is not None
    assert exact is not None
    assert exact.moved == pytest.approx(right.moved, abs=1e-12)
    assert exact.rival == right.rival
