"""One criterion's weight from none to all: lines that end at the scores."""

from __future__ import annotations

from itertools import pairwise

import pytest

from decision import charts
from decision.charts.weight_lines import TALL
from decision.evaluation.additive import stand
from tests.charts.data import EVALUATIONS, MODEL, values


def test_the_slope_ends_at_the_scores_and_passes_the_total() -> None:
    standing = EVALUATIONS["invented-complete"].standing
    chart = charts.slope_chart(standing, "staffing-gaps")
    rows = [row for row in values(chart) if row.get("share") in (0.0, 1.0)]
    share = standing.shares["staffing-gaps"]
    drawn = {row["option"] for row in rows}
    assert drawn == set(standing.table.choosable)
    for option in standing.table.choosable:
        ends = {row["share"]: float(str(row["total"])) for row in rows if row["option"] == option}
        assert ends[1.0] == standing.table.cells["staffing-gaps"][option].score
        assert ends[0.0] * (1 - share) + ends[1.0] * share == pytest.approx(standing.totals[option])


@pytest.mark.parametrize("name", EVALUATIONS)
def test_the_slope_marks_where_another_option_leads(name: str) -> None:
    standing = EVALUATIONS[name].standing
    for criterion in MODEL.criteria:
        chart = charts.slope_chart(standing, criterion, small=True)
        marks = [row for row in values(chart) if "option" in row and "colour" not in row]
        assert len(marks) == chart.reading.count(" leads.")
        for mark in marks:
            at = float(str(mark["share"]))
            rest = (1 - at) / (1 - standing.shares[criterion])
            moved = {
                other: at if other == criterion else rest * share
                for other, share in standing.shares.items()
            }
            every = stand(standing.table, moved).totals
            totals = {option: every[option] for option in standing.table.choosable}
            # The option that leads above it has caught up with the best there.
            assert totals[str(mark["option"])] == pytest.approx(max(totals.values()))
            assert mark["total"] == pytest.approx(max(totals.values()))


@pytest.mark.parametrize("name", EVALUATIONS)
def test_names_stand_apart_at_the_ends_of_their_lines(name: str) -> None:
    standing = EVALUATIONS[name].standing
    for criterion in MODEL.criteria:
        chart = charts.slope_chart(standing, criterion)
        rows = sorted(float(str(row["at"])) for row in values(chart) if "at" in row)
        low, high = next(
            layer["encoding"]["y"]["scale"]["domain"]
            for layer in chart.spec["layer"]
            if "y" in layer["encoding"]
        )
        assert low <= rows[0] <= rows[-1] <= high
        pixel = (high - low) / TALL
        # The axis may grow with the names, and 16 pixels become somewhat fewer.
        assert all(after - before >= 13 * pixel for before, after in pairwise(rows))
