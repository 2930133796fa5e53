"""What each criterion adds, and what share it has."""

from __future__ import annotations

import pytest

from decision import charts, evaluate
from decision.charts.chart import sides_of
from decision.model.case import Case, Override
from tests.charts.data import EVALUATIONS, MODEL, refused, small, values


@pytest.mark.parametrize("name", EVALUATIONS)
def test_the_reasons_sum_to_the_margin(name: str) -> None:
    standing = EVALUATIONS[name].standing
    rows = {
        str(row["criterion"]): float(str(row["points"]))
        for row in values(charts.reasons_chart(standing))
        if "criterion" in row
    }
    assert set(rows) == set(MODEL.criteria)
    sides = sides_of(standing)
    assert sides is not None
    assert sides.sign * sum(rows.values()) == pytest.approx(standing.margin)


def test_without_a_rival_nothing_is_drawn_and_it_is_said_who_can_be_chosen() -> None:
    chart = charts.reasons_chart(refused(40, 62).standing)
    assert chart.title == "Only A can be chosen, so it leads by no margin."


def test_an_overruled_score_is_marked() -> None:
    model = small({name: {"a": 60, "b": 50} for name in ("x", "y")}, {"x": 1, "y": 1})
    overruled = Override(criterion="x", option="b", score=55, because="Seen", by="A role")
    chart = charts.reasons_chart(evaluate(model, Case(overrides=(overruled,))).standing)
    assert {row["Criterion"] for row in chart.table} == {"X (overruled)", "Y"}


def test_equal_shares_print_alike() -> None:
    weights = dict.fromkeys("stuvwxyz", 1.0) | {"none": 0.0}
    model = small({name: {"a": 50, "b": 50} for name in weights}, weights)
    chart = charts.shares_chart(model, evaluate(model).standing.shares)
    assert [row["Share"] for row in chart.table] == [*["12.5%"] * 8, "0.0%"]


@pytest.mark.parametrize(
    ("weights", "title"),
    [
        ({"x": 1, "y": 1, "z": 1}, "All 3 criteria count alike."),
        ({"x": 2, "y": 1, "z": 1}, "X counts most."),
        ({"x": 2, "y": 2, "z": 1}, "X and Y count most."),
    ],
)
def test_the_shares_title_names_what_counts_most(weights: dict[str, float], title: str) -> None:
    model = small({name: {"a": 50, "b": 50} for name in weights}, weights)
    assert charts.shares_chart(model, evaluate(model).standing.shares).title == title
