"""The panel: agreement against published figures, roles, means, and what the spread turns on."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision.engine import Evaluation
from decision.evaluation.additive import stand
from decision.evaluation.panel import Panel, agreement
from decision.evaluation.weights import last_round, shares
from decision.sentences.panel import in_words
from tests.strategies import DRAWN, THOUSAND, evaluated, problems

Ballots = list[dict[str, Any]]

MODEL: dict[str, Any] = {
    "title": "Two sides",
    "options": {"a": {"name": "Stay"}, "b": {"name": "Move"}, "c": {"name": "Both, in part"}},
    "criteria": {
        "x": {"name": "Speed", "weight": 1, "scores": {"a": 80, "b": 20, "c": 30}},
        "y": {"name": "Reach", "weight": 1, "scores": {"a": 30, "b": 70, "c": 90}},
        "z": {"name": "Cost", "weight": 1, "scores": {"a": 50, "b": 50, "c": 50}},
    },
}


def ballot(x: float, y: float, z: float = 0, **more: Any) -> dict[str, Any]:
    return {"weights": {"x": x, "y": y, "z": z}, **more}


def evaluation_of(ballots: Ballots, **more: Any) -> Evaluation:
    return evaluated(MODEL, {"panel": ballots, **more})


def panel_of(ballots: Ballots, **more: Any) -> Panel:
    panel = evaluation_of(ballots, **more).panel
    assert panel is not None
    return panel


def words(panel: Panel) -> str:
    return "\n".join(in_words(panel, evaluated(MODEL).model))


# Agreement


def test_agreement_of_three_executives_as_siegel_prints_it() -> None:
    """Siegel (1956), Nonparametric statistics, ch. 9: six applicants ranked by three; W = .16."""
    ranks = np.array([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]])
    assert ranks.sum(axis=0).tolist() == [8, 14, 11, 11, 11, 8]
    found = agreement(-ranks)
    assert found is not None
    assert round(found, 2) == 0.16
    assert found == pytest.approx(25.5 / 157.5, abs=1e-12)


def test_agreement_with_ties_as_kendall_prints_it() -> None:
    """Kendall (1948), Rank correlation methods, and Siegel (1956), ch. 9: W = .828.

    Without the correction for ties it would be .796.
    """
    ranks = np.array(
        [
            [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
            [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
            [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
        ]
    )
    found = agreement(-ranks)
    assert found is not None
    assert round(found, 3) == 0.828
    assert found == pytest.approx(591 / 714, abs=1e-12)


@pytest.mark.parametrize(
    "weights", [[[1, 2, 3]], [[1], [2]], [[5, 5], [7, 7]]], ids=["alone", "one", "all tied"]
)
def test_agreement_is_not_defined_where_there_is_no_order_to_agree_on(weights: list[Any]) -> None:
    assert agreement(weights) is None


people = st.integers(2, 6).flatmap(
    lambda count: st.lists(
        st.lists(st.integers(0, 4), min_size=count, max_size=count), min_size=2, max_size=8
    )
)


@THOUSAND
@given(people, st.randoms(use_true_random=False))
def test_agreement_lies_in_0_to_1_and_knows_no_order_of_people(
    weights: list[list[int]], random: Any
) -> None:
    found = agreement(weights)
    if found is None:
        assert all(len(set(row)) == 1 for row in weights)
        return
    assert 0 <= found <= 1
    mixed = list(weights)
    random.shuffle(mixed)
    assert agreement(mixed) == found
    columns = list(range(len(weights[0])))
    random.shuffle(columns)
    assert agreement([[row[place] for place in columns] for row in weights]) == found


@THOUSAND
@given(st.lists(st.integers(0, 9), min_size=2, max_size=7), st.integers(2, 9))
def test_agreement_is_1_when_all_have_one_order_whatever_the_points(
    row: list[int], count: int
) -> None:
    assume(len(set(row)) > 1)
    rows = [[value**2 + place for value in row] for place in range(count)]
    assert agreement(rows) == pytest.approx(1, abs=1e-12)


orders = st.integers(2, 6).flatmap(
    lambda count: st.lists(st.permutations(range(count)), min_size=2, max_size=8)
)


@DRAWN
@given(orders)
def test_agreement_follows_the_mean_rank_correlation(weights: list[list[int]]) -> None:
    """W = (r̄ (m − 1) + 1) / m where nobody has ties: r̄ the mean of Spearman's ρ over pairs."""
    ranks = np.argsort(np.argsort(weights, axis=1), axis=1)
    count = len(ranks)
    pairs = np.corrcoef(ranks)[np.triu_indices(count, 1)]
    assert agreement(weights) == pytest.approx((pairs.mean() * (count - 1) + 1) / count)


# The panel


def test_there_is_no_panel_without_ballots_that_count() -> None:
    assert evaluated(MODEL).panel is None
    assert evaluated(MODEL).to_dict()["panel"] == {}
    assert evaluation_of([ballot(1, 1, removed="Asked for")]).panel is None


def test_only_the_last_round_counts() -> None:
    panel = panel_of([ballot(1, 0, round=1, name="A"), ballot(0, 1, round=2, name="A")])
    assert (panel.round, panel.people, dict(panel.leaders)) == (2, 1, {"A": "b"})


def test_leaders_are_of_the_pair_and_firsts_of_all() -> None:
    panel = panel_of([ballot(0, 1, name="A"), ballot(1, 0, name="B"), ballot(1, 2, name="C")])
    assert dict(panel.leaders) == {"A": "b", "B": "a", "C": "b"}
    assert dict(panel.firsts) == {"a": 1, "b": 0, "c": 2}


def test_every_ballot_has_a_name_of_its_own() -> None:
    names = [None, "person 1", "A", "A", None, "A (2)"]
    panel = panel_of([ballot(1, 1, **({"name": name} if name else {})) for name in names])
    assert list(panel.leaders) == ["person 1 (2)", "person 1", "A", "A (3)", "person 5", "A (2)"]


def test_roles_and_the_two_means() -> None:
    ballots = [ballot(1, 0, role="Radiologist") for _ in range(6)]
    ballots += [ballot(0, 1, role="IT lead") for _ in range(4)]
    ballots += [ballot(0, 1, role=role) for role in ("HR", "HR", "Finance", "Finance")]
    panel = panel_of(ballots)
    assert {name: role.people for name, role in panel.roles.items()} == {
        "Radiologist": 6,
        "IT lead": 4,
        "other roles": 4,
    }
    radiologist = panel.roles["Radiologist"]
    assert (radiologist.side.leader, radiologist.side.margin) == ("a", 60)
    assert radiologist.shares == {"x": 1, "y": 0, "z": 0}
    # People: 6 of 14 at +60 and 8 at −40, so 40/14; roles: one at +60 and two at −40.
    assert (panel.people_mean.leader, panel.people_mean.margin) == ("a", pytest.approx(40 / 14))
    assert (panel.role_mean.leader, panel.role_mean.margin) == ("b", pytest.approx(20 / 3))
    assert panel.role_shares == pytest.approx({"x": 1 / 3, "y": 2 / 3, "z": 0})
    assert panel.parts
    said = words(panel)
    assert "The roles part" in said
    assert "So headcount decides which leads." in said
    assert "Stay is ahead for 6 of 14 people and Move for 8" not in said  # the more, first
    assert "Move is ahead for 8 of 14 people and Stay for 6" in said


def test_what_matters_is_what_people_weigh_apart_and_the_options_differ_on() -> None:
    panel = panel_of([ballot(60, 20, 20), ballot(20, 60, 20), ballot(40, 40, 20)])
    # Shares of x spread by ±0.2 on a difference of 60, of y by ∓0.2 on −40: 12 and 8 points.
    assert panel.matters == pytest.approx({"x": 0.6, "y": 0.4, "z": 0})
    said = words(panel)
    assert "Speed (60) and Reach (40)" in said
    assert "The weight of Cost hardly divides it: agreeing on it would settle little." in said


def test_nothing_matters_where_all_margins_are_alike() -> None:
    assert panel_of([ballot(3, 2), ballot(6, 4)]).matters == {}
    assert "no weight divides the panel" in words(panel_of([ballot(3, 2), ballot(6, 4)]))
    assert panel_of([ballot(3, 2)]).matters == {}


def test_the_document_has_what_the_contract_asks_for() -> None:
    ballots = [ballot(1, 0, role="R", name=f"P{number}") for number in range(4)]
    told = evaluation_of([*ballots, ballot(0, 1, name="Q")]).to_dict()["panel"]
    assert told.keys() == {"agreement", "leaders", "roles", "role_mean", "matters"}
    assert told["leaders"]["P0"] == "a"
    assert told["leaders"]["Q"] == "b"
    # One person alone would be found by subtraction, so the other role joins them.
    assert told["roles"].keys() == {"other roles"}
    assert told["roles"]["other roles"].keys() == {"people", "leader", "margin"}
    assert told["roles"]["other roles"]["people"] == 5
    assert told["role_mean"].keys() == {"leader", "margin"}
    assert math.isclose(sum(told["matters"].values()), 1)


@DRAWN
@given(problems())
def test_a_panel_adds_up(problem: tuple[dict[str, Any], dict[str, Any]]) -> None:
    model, case = problem
    evaluation = evaluated(model, case)
    panel, ballots = evaluation.panel, last_round(evaluation.case)
    assert (panel is None) == (not ballots)
    if panel is None:
        return
    assert panel.people == len(panel.leaders) == len(ballots)
    assert sum(role.people for role in panel.roles.values()) == panel.people
    assert all(role.people >= min(4, panel.people) for role in panel.roles.values())
    assert sum(panel.firsts.values()) in (panel.people, 0)  # 0: no option can be chosen
    assert set(panel.leaders.values()) <= {*evaluation.model.pair}
    if panel.matters:
        assert math.isclose(sum(panel.matters.values()), 1, abs_tol=1e-6)
    for whole in (panel.shares, panel.role_shares):
        assert math.isclose(sum(whole.values()), 1, abs_tol=1e-9)
    # The mean margin is the margin of the mean, for totals are linear in the shares.
    first, second = evaluation.model.pair
    own = [stand(evaluation.standing.table, shares(one.weights)).totals for one in ballots]
    margin = sum(total[first] - total[second] for total in own) / len(own)
    signed = panel.people_mean.margin * (1 if panel.people_mean.leader == first else -1)
    assert math.isclose(margin, signed, abs_tol=1e-9)


@DRAWN
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_ballots_is_irrelevant(
    problem: tuple[dict[str, Any], dict[str, Any]], random: Any
) -> None:
    model, case = problem
    assume("panel" in case)
    mixed = [
        one | {"name": f"P{place}"} for place, one in enumerate(case["panel"])
    ]  # so that names go with people
    first = evaluated(model, {**case, "panel": mixed}).panel
    random.shuffle(mixed)
    again = evaluated(model, {**case, "panel": mixed}).panel
    if first is None or again is None:
        assert first is again
        return
    assert again.leaders == first.leaders
    assert again.agreement == first.agreement
    assert again.firsts == first.firsts
    assert again.matters == pytest.approx(first.matters, abs=1e-6)
    assert again.people_mean.margin == pytest.approx(first.people_mean.margin, abs=1e-9)
