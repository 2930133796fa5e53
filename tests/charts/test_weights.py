"""Pictures of other weights and other answers, from the numbers of robustness."""

from __future__ import annotations

import pytest

from decision import charts

from .data import EVALUATIONS, MODEL, values


@pytest.mark.parametrize("name", EVALUATIONS)
def test_each_has_a_sentence_and_a_table(name: str) -> None:
    evaluation = EVALUATIONS[name]
    robustness, standing = evaluation.robustness, evaluation.standing
    ranks = dict(zip(robustness.options, robustness.any_weights.ranks.table.tolist(), strict=True))
    drawn = [
        charts.tornado_chart(standing, robustness.reaches),
        charts.switching_chart(standing, robustness.switching),
        charts.slope_chart(standing, "staffing-gaps"),
        charts.acceptability_chart(MODEL, ranks),
    ]
    for chart in drawn:
        assert chart.title.endswith(".")
        assert chart.alt.startswith(chart.title)
        assert chart.table
        assert chart.spec["$schema"]


@pytest.mark.parametrize("name", EVALUATIONS)
def test_the_tornado_counts_the_facts_that_flip_alone(name: str) -> None:
    evaluation = EVALUATIONS[name]
    flips = evaluation.robustness.fact_flips
    alone = {flip.changes[0].fact for flip in flips if len(flip.changes) == 1}
    title = charts.tornado_chart(evaluation.standing, evaluation.robustness.reaches).title
    assert title.startswith("No single fact" if not alone else f"{len(alone)} fact")


def test_the_slope_ends_at_the_scores_and_passes_the_total() -> None:
    standing = EVALUATIONS["invented-complete"].standing
    chart = charts.slope_chart(standing, "staffing-gaps")
    rows = [row for row in values(chart) if "option" in row]
    share = standing.shares["staffing-gaps"]
    for option in MODEL.options:
        ends = {row["share"]: float(str(row["total"])) for row in rows if row["option"] == option}
        assert ends[1.0] == standing.table.cells["staffing-gaps"][option].score
        assert ends[0.0] * (1 - share) + ends[1.0] * share == pytest.approx(standing.totals[option])


def test_switching_rows_are_split_where_the_leader_changes() -> None:
    evaluation = EVALUATIONS["six-specialties"]
    chart = charts.switching_chart(evaluation.standing, evaluation.robustness.switching)
    never = sum(row["Switches at"] == "never" for row in chart.table)
    bars = [row for row in values(chart) if "from" in row]
    assert len(bars) == 2 * len(MODEL.criteria) - never
