"""Pictures of other weights and other answers, from the numbers of robustness."""

from __future__ import annotations

from decision import charts
from tests.charts.data import EVALUATIONS, MODEL, values


def test_switching_rows_are_split_where_the_leader_changes() -> None:
    evaluation = EVALUATIONS["six-specialties"]
    chart = charts.switching_chart(evaluation.standing, evaluation.robustness.switching)
    never = sum(row["Switches at"] == "never" for row in chart.table)
    bars = [row for row in values(chart) if "from" in row]
    assert len(bars) == 2 * len(MODEL.criteria) - never
