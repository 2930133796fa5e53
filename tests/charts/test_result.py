"""The headline margin, and every option's total."""

from __future__ import annotations

import pytest

from decision import charts, evaluate
from decision.model.decision_model import DecisionModel
from decision.wording.numbers import fixed
from tests.charts.data import EVALUATIONS, MODEL, refused, small, values


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
        assert named[entry.name] == fixed(evaluation.totals[option])


def test_an_option_that_cannot_be_chosen_is_not_said_to_score_highest() -> None:
    one = refused(40, 62)
    assert charts.options_chart(one.finding).title == "Only A can be chosen."
    assert charts.slope_chart(one.standing, "x").title == (
        "X: with none of the weight A is highest of those that can be chosen; with all of it, A."
    )
    neither = refused(40, 62, "no", "a", "b")
    assert charts.slope_chart(neither.standing, "x").title == (
        "No option can be chosen as the facts stand."
    )
    both = refused(40, 62, "yes")
    assert charts.options_chart(both.finding).title == "B scores highest of all 2 options."
    document = refused(40, 62).model.model_dump(by_alias=True, exclude_unset=True)
    document["options"]["c"] = {"name": "C"}
    document["criteria"]["x"]["scores"]["c"] = 10
    three = evaluate(DecisionModel.model_validate(document), one.case)
    assert charts.options_chart(three.finding).title == (
        "A scores highest of all 2 options that can be chosen."
    )


def test_a_margin_of_nothing_favours_neither() -> None:
    table = charts.margin_chart(evaluate(small({"x": {"a": 50, "b": 50}}, {"x": 1})).finding).table
    assert {row["In favour of"] for row in table} == {"neither"}
