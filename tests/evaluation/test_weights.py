from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.errors import WeightsError
from decision.evaluation.weights import (
    OTHER_ROLES,
    SMALLEST_GROUP,
    by_role,
    in_force,
    last_round,
    mean,
    mean_of_roles,
    percentages,
    rank_order_centroid,
    shares,
)
from decision.model.case import Ballot, Case
from decision.model.decision_model import DecisionModel
from tests.strategies import THOUSAND

MODEL = DecisionModel.model_validate(
    {
        "title": "Two criteria",
        "options": {"a": {"name": "A"}, "b": {"name": "B"}},
        "criteria": {
            name: {"name": name, "weight": weight, "scores": {"a": 40, "b": 60}}
            for name, weight in (("speed", 30), ("cost", 10))
        },
    }
)


def ballot(role: str | None = None, speed: float = 1, cost: float = 1, **more: object) -> Ballot:
    return Ballot.model_validate({"role": role, "weights": {"speed": speed, "cost": cost}, **more})


# Shares


def test_shares_keep_the_proportions_of_the_points() -> None:
    assert shares({"speed": 100, "cost": 60, "scope": 0}) == {
        "speed": 0.625,
        "cost": 0.375,
        "scope": 0,
    }


@THOUSAND
@given(st.lists(st.floats(0, 1e308), min_size=1, max_size=20).filter(any))
def test_shares_sum_to_1_however_large_or_small_the_points(points: list[float]) -> None:
    given_shares = shares({str(place): value for place, value in enumerate(points)})
    assert math.fsum(given_shares.values()) == pytest.approx(1, abs=1e-12)
    assert all(0 <= share <= 1 for share in given_shares.values())


@pytest.mark.parametrize("points", [{}, {"speed": 0}, {"speed": 0, "cost": 0.0}])
def test_weights_that_are_all_0_are_an_error(points: dict[str, float]) -> None:
    with pytest.raises(WeightsError, match="every weight is 0"):
        shares(points)


@pytest.mark.parametrize("bad", [-1, -0.001, math.nan, math.inf, -math.inf, 10**400])
def test_an_error_names_the_weight_that_cannot_be_used(bad: float) -> None:
    with pytest.raises(WeightsError, match="the weight of `cost` is"):
        shares({"speed": 1, "cost": bad})


# Percentages


@THOUSAND
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60).filter(any), st.integers(0, 3))
def test_each_percentage_is_its_share_rounded_and_equal_shares_show_alike(
    points: list[int], decimals: int
) -> None:
    parts = shares({str(place): value for place, value in enumerate(points)})
    shown = percentages(parts, decimals)
    for name, value in shown.items():
        assert abs(value - 100 * parts[name]) <= 0.5 * (1 + 1e-6) / 10**decimals
        assert round(value, decimals) == value
    assert len({(parts[name], shown[name]) for name in parts}) == len(set(parts.values()))
    rising = [shown[name] for name in sorted(parts, key=lambda name: parts[name])]
    assert rising == sorted(rising)


# Rank order


@THOUSAND
@given(st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_centroid_weights_sum_to_1_fall_with_rank_and_are_equal_within_a_tie(
    sizes: list[int],
) -> None:
    groups = [[f"{group}-{place}" for place in range(size)] for group, size in enumerate(sizes)]
    weights = rank_order_centroid(groups)
    assert math.fsum(weights.values()) == pytest.approx(1, abs=1e-12)
    levels = [{weights[name] for name in group} for group in groups]
    assert all(len(level) == 1 for level in levels)
    falling = [level.pop() for level in levels]
    assert falling == sorted(falling, reverse=True)


def test_tied_criteria_share_what_their_places_would_have_had() -> None:
    apart = rank_order_centroid([["a"], ["b"], ["c"]])
    tied = rank_order_centroid([["a"], ["b", "c"]])
    assert tied["b"] == tied["c"] == pytest.approx((apart["b"] + apart["c"]) / 2)


# A panel


def test_the_last_round_is_what_counts_without_ballots_removed() -> None:
    case = Case(
        panel=(
            ballot("X", round=1),
            ballot("Y", round=2),
            ballot("Z", round=2, removed="Asked for"),
        )
    )
    assert [vote.role for vote in last_round(case)] == ["Y"]


def test_a_last_round_removed_whole_leaves_the_one_before() -> None:
    case = Case(panel=(ballot("X", round=1), ballot("Y", round=2, removed="Asked for")))
    assert [vote.role for vote in last_round(case)] == ["X"]


def test_no_ballots_no_round() -> None:
    assert last_round(Case()) == ()


def test_each_person_counts_alike_whatever_the_scale_of_their_points() -> None:
    case = Case(panel=(ballot(speed=1, cost=0), ballot(speed=0, cost=1000)))
    assert in_force(MODEL, case) == ({"speed": 0.5, "cost": 0.5}, "panel")


def roles_of(**people: int) -> dict[str, int]:
    ballots = [ballot(role) for role, count in people.items() for _ in range(count)]
    return {role: len(group) for role, group in by_role(ballots).items()}


def test_roles_of_four_or_more_stand_alone() -> None:
    assert roles_of(Radiologist=4, Manager=5) == {"Radiologist": 4, "Manager": 5}


def test_roles_under_four_are_merged() -> None:
    assert roles_of(Radiologist=6, Manager=3, Nurse=2) == {"Radiologist": 6, OTHER_ROLES: 5}


def test_where_too_few_would_be_left_the_smallest_role_joins_them() -> None:
    """Else the mean of all, less the means shown, would be what one person said."""
    assert roles_of(Radiologist=6, Manager=4, Nurse=1) == {"Radiologist": 6, OTHER_ROLES: 5}
    assert roles_of(Radiologist=4, Nurse=1) == {OTHER_ROLES: 5}


def test_people_without_a_role_are_among_the_others() -> None:
    ballots = [ballot("Radiologist") for _ in range(4)] + [ballot() for _ in range(4)]
    assert {role: len(group) for role, group in by_role(ballots).items()} == {
        "Radiologist": 4,
        OTHER_ROLES: 4,
    }


@THOUSAND
@given(st.lists(st.sampled_from([None, "A", "B", "C", "D", OTHER_ROLES]), max_size=30))
def test_everybody_is_in_one_group_and_no_group_is_small_unless_the_panel_is(
    roles: list[str | None],
) -> None:
    groups = by_role([ballot(role) for role in roles])
    assert sum(map(len, groups.values())) == len(roles)
    small = [role for role, group in groups.items() if len(group) < SMALLEST_GROUP]
    assert not small or len(groups) == 1


def test_the_mean_of_roles_does_not_let_headcount_decide() -> None:
    many = [ballot("Many", speed=1, cost=0) for _ in range(8)]
    few = [ballot("Few", speed=0, cost=1) for _ in range(4)]
    assert mean_of_roles(by_role([*many, *few])) == {"speed": 0.5, "cost": 0.5}
    people = mean([shares(vote.weights) for vote in (*many, *few)])
    assert people["speed"] == pytest.approx(2 / 3)


def test_the_mean_of_nobody_is_empty() -> None:
    assert mean([]) == {}
    assert mean_of_roles({}) == {}


# Which weights count


def test_a_criterion_left_out_of_a_cases_weights_keeps_the_models() -> None:
    assert in_force(MODEL, Case(weights={"cost": 90})) == ({"speed": 0.25, "cost": 0.75}, "case")


def test_a_criterion_left_out_of_the_weights_given_keeps_the_models() -> None:
    case = Case(weights={"cost": 1})
    assert in_force(MODEL, case, {"cost": 90}) == ({"speed": 0.25, "cost": 0.75}, "given")


def test_weights_given_for_an_unknown_criterion_are_an_error_that_suggests_the_nearest() -> None:
    with pytest.raises(WeightsError, match="did you mean `speed`"):
        in_force(MODEL, Case(), {"sped": 1})


def test_with_no_weights_anywhere_the_models_count() -> None:
    assert in_force(MODEL, Case()) == ({"speed": 0.75, "cost": 0.25}, "model")


def test_which_of_two_small_roles_is_merged_does_not_depend_on_the_order_of_ballots() -> None:
    ballots = [
        Ballot(role=role, weights={"a": 1})
        for role, people in (("HR", 4), ("Finance", 4), ("IT", 1))
        for _ in range(people)
    ]
    assert by_role(ballots).keys() == by_role(ballots[::-1]).keys() == {"HR", "other roles"}
