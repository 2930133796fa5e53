"""The evaluations that the charts are drawn from in these tests."""

from __future__ import annotations

from decision import evaluate, examples, load_case
from decision.charts import Chart
from decision.engine import Evaluation
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from tests.shipped_model import MODEL


def evaluated(name: str) -> Evaluation:
    return evaluate(MODEL, load_case(examples()[name], MODEL))


EVALUATIONS = {name: evaluated(name) for name in examples()} | {"empty": evaluate(MODEL)}


def values(chart: Chart) -> list[dict[str, object]]:
    """Every row of data in a chart's specification."""
    return [row for rows in chart.spec["datasets"].values() for row in rows]


def small(scores: dict[str, dict[str, float]], weights: dict[str, float]) -> DecisionModel:
    return DecisionModel.model_validate(
        {
            "title": "Small",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {
                name: {"name": name.upper(), "weight": weights[name], "scores": row}
                for name, row in scores.items()
            },
        }
    )


def refused(a: float, b: float, answer: str | None = "no", *needing: str) -> Evaluation:
    """A and B on one criterion; those named need an offer, or B where nobody is named."""
    answers = {"no": {"says": "No"}, "yes": {"says": "Yes"}}
    needs = [{"fact": "offer", "is": ["yes"]}]
    model = DecisionModel.model_validate(
        {
            "title": "Refused",
            "options": {
                name: {"name": name.upper(), "needs": needs if name in (needing or "b") else []}
                for name in "ab"
            },
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": a, "b": b}}},
            "facts": {"offer": {"ask": "Was it offered?", "answers": answers}},
        }
    )
    return evaluate(model, Case.model_validate({"answers": {"offer": answer} if answer else {}}))
