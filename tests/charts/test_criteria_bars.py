"""What each criterion adds, and what share it has."""

from __future__ import annotations

import pytest

from decision import charts, evaluate
from tests.charts.data import EVALUATIONS, MODEL, small, values


@pytest.mark.parametrize("name", EVALUATIONS)
def test_the_reasons_sum_to_the_margin(name: str) -> None:
    standing = EVALUATIONS[name].standing
    rows = {
        str(row["criterion"]): float(str(row["points"]))
        for row in values(charts.reasons_chart(standing))
        if "criterion" in row
    }
    assert set(rows) == set(MODEL.criteria)
    sign = -1 if standing.ahead == MODEL.pair[0] else 1
    assert sign * sum(rows.values()) == pytest.approx(standing.margin)


def test_an_overruled_score_is_marked() -> None:
    chart = charts.reasons_chart(EVALUATIONS["invented-complete"].standing)
    assert any("(overruled)" in row["Criterion"] for row in chart.table)


def test_the_shares_of_the_table_sum_to_a_hundred() -> None:
    for evaluation in EVALUATIONS.values():
        table = charts.shares_chart(MODEL, evaluation.standing.shares).table
    assert sum(round(10 * float(row["Share"].removesuffix("%"))) for row in table) == 1000


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
