"""The headline margin, and every option's total."""

from __future__ import annotations

import pytest

from decision import charts

from .data import EVALUATIONS, MODEL, values


@pytest.mark.parametrize("name", EVALUATIONS)
def test_the_margin_lies_on_the_side_of_whoever_leads(name: str) -> None:
    evaluation = EVALUATIONS[name]
    standing = evaluation.standing
    (row,) = [row for row in values(charts.margin_chart(evaluation.finding)) if "at" in row][:1]
    assert abs(float(str(row["at"]))) == pytest.approx(standing.margin)
    leads_left = standing.ahead == MODEL.pair[0]
    assert (float(str(row["at"])) < 0) == (leads_left and standing.margin > 0)
    assert float(str(row["from"])) <= float(str(row["at"])) <= float(str(row["to"]))


def test_the_options_table_has_every_total_in_order() -> None:
    evaluation = EVALUATIONS["invented-complete"]
    table = charts.options_chart(evaluation.finding).table
    totals = [float(row["Total"]) for row in table]
    assert totals == sorted(totals, reverse=True)
    named = {row["Option"]: row["Total"] for row in table}
    for option, entry in MODEL.options.items():
        assert named[entry.name] == f"{evaluation.totals[option]:.1f}"
