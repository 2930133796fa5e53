"""The panel: agreement against published figures, roles, means, and what the spread turns on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision.engine import Evaluation
from decision.evaluation.additive import Lead, stand
from decision.evaluation.panel import Panel, agreement
from decision.evaluation.weights import OTHER_ROLES, last_round, mean, shares
from decision.model.case import Ballot
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
    assert (panel.round, panel.people) == (2, 1)
    assert dict(panel.leads) == {"A": Lead("c", "c", 20)}


def test_each_persons_lead_is_the_best_of_all_with_its_course_and_margin() -> None:
    panel = panel_of([ballot(0, 1, name="A"), ballot(1, 0, name="B"), ballot(1, 2, name="C")])
    assert dict(panel.leads) == {
        "A": Lead("c", "c", 20),
        "B": Lead("a", "a", 50),
        "C": Lead("c", "c", pytest.approx(50 / 3)),
    }
    formed = {**MODEL, "options": MODEL["options"] | {"c": {"name": "C", "falls-back-to": "b"}}}
    one = evaluated(formed, {"panel": [ballot(0, 1, name="A")]}).panel
    assert one is not None
    assert dict(one.leads) == {"A": Lead("c", "b", 60)}


def test_every_ballot_has_a_name_of_its_own() -> None:
    names = [None, "person 1", "A", "A", None, "A (2)"]
    panel = panel_of([ballot(1, 1, **({"name": name} if name else {})) for name in names])
    assert list(panel.leads) == ["person 1 (2)", "person 1", "A", "A (3)", "person 5", "A (2)"]


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
    assert radiologist.lead == Lead("a", "a", 50)
    assert radiologist.shares == {"x": 1, "y": 0, "z": 0}
    # People: x 6 of 14 and y 8: A has 51.4, C 64.3 and B 48.6. Roles: a third and two thirds.
    assert panel.people_mean == Lead("c", "c", pytest.approx((6 * 30 + 8 * 90 - 6 * 80 - 240) / 14))
    assert panel.role_mean == Lead("c", "c", pytest.approx(70 - 160 / 3))
    assert not panel.parts


def test_a_panel_parts_where_headcount_decides_the_course() -> None:
    ballots = [ballot(1, 0, role="Radiologist") for _ in range(12)]
    ballots += [ballot(0, 1, role="IT lead") for _ in range(4)]
    panel = panel_of(ballots)
    assert (panel.people_mean.course, panel.role_mean.course) == ("a", "c")
    assert panel.parts
    said = words(panel)
    assert "The roles disagree on the course." in said
    assert "So headcount decides which leads." in said
    assert "Stay is ahead for 12 of 16 people and “Both, in part” for 4" in said


def test_what_matters_is_what_people_weigh_apart_and_leader_and_rival_differ_on() -> None:
    evaluation = evaluation_of([ballot(60, 20, 20), ballot(20, 60, 20), ballot(40, 40, 20)])
    panel = evaluation.panel
    assert panel is not None
    # C leads and A is its rival: they differ by −50 and 60 on shares that spread by ±0.2.
    assert (evaluation.standing.leader, evaluation.standing.rival) == ("c", "a")
    assert panel.matters == pytest.approx({"x": 50 / 110, "y": 60 / 110, "z": 0})
    said = words(panel)
    assert "most: Reach (55% of the disagreement) and Speed (45%)." in said
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
    assert told["leaders"]["Q"] == "c"
    # One person alone would be found by subtraction, so the other role joins them.
    assert told["roles"].keys() == {"other roles"}
    assert told["roles"]["other roles"].keys() == {"people", "leader", "course", "margin"}
    assert told["roles"]["other roles"]["people"] == 5
    assert told["role_mean"].keys() == {"leader", "course", "margin"}
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
    standing, table = evaluation.standing, evaluation.standing.table
    assert panel.people == len(panel.leads) == len(ballots)
    assert sum(role.people for role in panel.roles.values()) == panel.people
    assert all(role.people >= min(4, panel.people) for role in panel.roles.values())
    own = [stand(table, shares(one.weights)) for one in ballots]
    assert list(panel.leads.values()) == [one.lead for one in own]
    means = {
        role: stand(table, mean([shares(one.weights) for one in ballots if name_of(one) in names]))
        for role, names in members(ballots).items()
    }
    assert {role: one.lead.course for role, one in panel.roles.items()} == {
        role: one.course for role, one in means.items()
    }
    assert panel.people_mean.course == stand(table, dict(panel.shares)).course
    assert panel.parts == (panel.people_mean.course != panel.role_mean.course)
    assert panel.only == (standing.course if standing.rival is None else None)
    assert math.isclose(sum(panel.shares.values()), 1, abs_tol=1e-9)
    if standing.leader is None or standing.rival is None:
        assert panel.matters == {}
        return
    margins = [one.totals[standing.leader] - one.totals[standing.rival] for one in own]
    # The mean margin is the margin of the mean, for totals are linear in the shares.
    by_mean = stand(table, dict(panel.shares)).totals
    gap = by_mean[standing.leader] - by_mean[standing.rival]
    assert math.isclose(sum(margins) / len(margins), gap, abs_tol=1e-9)
    if panel.matters:
        assert math.isclose(sum(panel.matters.values()), 1, abs_tol=1e-6)
        for name, part in panel.matters.items():
            row = table.cells[name]
            apart = row[standing.leader].score - row[standing.rival].score
            brought = [one.shares[name] * apart for one in own]
            expected = np.cov(brought, margins, bias=True)[0, 1] / np.var(margins)
            assert part == pytest.approx(expected, abs=1e-6)


def name_of(one: Ballot) -> int:
    return id(one)


def members(ballots: Sequence[Ballot]) -> dict[str, set[int]]:
    """Which ballots make each role: those of fewer than four people are merged."""
    roles: dict[str, set[int]] = {}
    for one in ballots:
        roles.setdefault(one.role or OTHER_ROLES, set()).add(name_of(one))
    others = roles.pop(OTHER_ROLES, set())
    for role in sorted(roles, key=lambda role: (len(roles[role]), role)):
        if len(roles[role]) < 4 or 0 < len(others) < 4:
            others |= roles.pop(role)
    return roles | ({OTHER_ROLES: others} if others else {})


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
    assert again.leads == first.leads
    assert again.agreement == first.agreement
    assert again.matters == pytest.approx(first.matters, abs=1e-6)
    assert again.people_mean.course == first.people_mean.course
    assert (again.people_mean.margin or 0) == pytest.approx(first.people_mean.margin or 0, abs=1e-9)
