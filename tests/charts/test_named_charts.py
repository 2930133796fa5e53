"""The charts of a result by name: what there is to show, and only that."""

from __future__ import annotations

import pytest

from decision.charts import Chart
from decision.charts.named_charts import named_charts
from decision.engine import evaluate
from decision.model.decision_model import DecisionModel
from tests.charts.data import EVALUATIONS, small

EVERY = ["options", "reasons", "shares", "tornado", "slope", "acceptability"]


def test_a_finished_case_has_every_chart_and_each_says_something() -> None:
    made = named_charts(EVALUATIONS["invented-complete"])
    assert list(made) == EVERY
    charts = [make() for make in made.values()]
    assert all(isinstance(chart, Chart) and chart.title and chart.table for chart in charts)
    assert len({chart.title for chart in charts}) == len(charts)


def test_one_criterion_has_no_weights_to_change() -> None:
    assert list(named_charts(evaluate(small({"x": {"a": 60, "b": 50}}, {"x": 1})))) == EVERY[:3]


def test_where_nothing_can_be_chosen_nothing_is_ranked() -> None:
    needs = [{"fact": "f", "is": ["yes"]}]
    model = DecisionModel.model_validate(
        {
            "title": "T",
            "options": {n: {"name": n.upper(), "needs": needs} for n in "ab"},
            "criteria": {
                c: {"name": c, "weight": 1, "scores": {"a": 1, "b": 2}} for c in ("x", "y")
            },
            "facts": {"f": {"ask": "?", "answers": {"yes": {"says": "Y"}, "no": {"says": "N"}}}},
        }
    )
    assert "acceptability" not in named_charts(evaluate(model, {"answers": {"f": "no"}}))


@pytest.mark.parametrize("name", EVERY)
def test_an_evaluation_shows_a_chart_by_name(name: str) -> None:
    evaluation = EVALUATIONS["invented-complete"]
    shown = evaluation.chart(name)._repr_svg_()
    assert shown.startswith("<svg")
    assert "http" not in shown.replace("http://www.w3.org/", "")


def test_a_chart_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(KeyError, match="did you mean `options`"):
        EVALUATIONS["invented-complete"].chart("optoins")
