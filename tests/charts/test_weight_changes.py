"""Pictures of other weights and other answers, from the numbers of robustness."""

from __future__ import annotations

from decision import charts
from tests.charts.data import EVALUATIONS, MODEL


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
