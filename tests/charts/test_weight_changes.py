"""Pictures of other weights and other answers, from the numbers of robustness."""

from __future__ import annotations

import pytest

from decision import charts, evaluate
from decision.charts import Chart
from decision.charts.chart import colour_of
from decision.engine import Evaluation
from decision.evaluation.additive import stand
from decision.model.decision_model import DecisionModel
from tests.charts.data import EVALUATIONS, MODEL, refused, small, values


def switching(evaluation: Evaluation) -> Chart:
    return charts.switching_chart(evaluation.standing, evaluation.robustness.switching)


@pytest.mark.parametrize("name", EVALUATIONS)
def test_switching_rows_are_split_where_the_course_changes(name: str) -> None:
    evaluation = EVALUATIONS[name]
    standing, chart = evaluation.standing, switching(evaluation)
    for row in evaluation.robustness.switching:
        criterion = MODEL.criteria[row.criterion].name
        bars = [bar for bar in values(chart) if "from" in bar and bar["name"] == criterion]
        ends = [0.0, *(float(str(bar["to"])) for bar in bars)]
        assert ends[-1] == 1.0
        assert (row.course_at is None) == (len(bars) == 1)
        if row.course_at is not None:
            assert min(abs(end - row.course_at) for end in ends) < 1e-12
        for bar in bars:
            at = (float(str(bar["from"])) + float(str(bar["to"]))) / 2
            rest = (1 - at) / (1 - row.share)
            moved = {
                other: at if other == row.criterion else rest * share
                for other, share in standing.shares.items()
            }
            course = stand(standing.table, moved).course
            assert course is not None
            assert bar["colour"] == colour_of(MODEL, course)


def test_the_table_tells_course_and_form_apart() -> None:
    """A and its form C share a course: C leads with all of Y, and B with all of X."""
    model = DecisionModel.model_validate(
        {
            "title": "Forms",
            "options": {
                "a": {"name": "A", "course": "Stay"},
                "b": {"name": "B"},
                "c": {"name": "C", "falls-back-to": "a"},
            },
            "criteria": {
                "x": {"name": "X", "weight": 1, "scores": {"a": 50, "b": 80, "c": 20}},
                "y": {"name": "Y", "weight": 1, "scores": {"a": 60, "b": 20, "c": 70}},
            },
        }
    )
    rows = {row["Criterion"]: row for row in switching(evaluate(model)).table}
    # With share t of X, A has 60 - 10t, B 20 + 60t and C 70 - 50t.
    assert rows["X"] == {
        "Criterion": "X",
        "Share now": "50.0%",
        "Course changes at": "57.1%",
        "Course then": "B",
        "Leader changes at": "57.1%",
        "Leader then": "B",
    }
    assert rows["Y"]["Leader changes at"] == "42.9%"
    assert "◀ Stay and ▶ B" in switching(evaluate(model)).reading


def test_where_no_weight_changes_the_course_it_is_said_what_changes() -> None:
    model = small({"x": {"a": 60, "b": 50}, "y": {"a": 60, "b": 50}}, {"x": 1, "y": 1})
    assert switching(evaluate(model)).title == "No weight moved alone can change the answer."
    nobody = switching(refused(40, 62, "no", "a", "b"))
    assert nobody.reading.endswith("No option can be chosen.")


def test_acceptability_is_told_by_course_and_its_forms_stand_together() -> None:
    evaluation = EVALUATIONS["invented-complete"]
    first = {"radiology": 0.2, "digital": 0.3, "partnership": 0.4, "safeguarded": 0.1}
    ranks = {name: [part, 1 - part, 0.0, 0.0] for name, part in first.items()}
    chart = charts.acceptability_chart(evaluation.model, ranks)
    course, best = MODEL.course_name("radiology"), MODEL.options["partnership"].name
    assert chart.title == (
        f"{course} is best under 60 of 100 of all possible weights, most often as {best} "
        "(40 of 100)."
    )
    order = ["partnership", "radiology", "digital", "safeguarded"]
    assert [row["Option"] for row in chart.table] == [MODEL.options[one].name for one in order]
