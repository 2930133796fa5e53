"""A question that names nobody is put to anyone who knows."""

from __future__ import annotations

from decision import DecisionModel, evaluate
from decision.report.paper.question_sheets import question_sheets
from decision.report.questions import ANYONE

MODEL = DecisionModel.model_validate(
    {
        "title": "Who knows",
        "options": {"a": {"name": "A"}, "b": {"name": "B"}},
        "criteria": {"c": {"name": "C", "weight": 1, "scores": {"a": 1, "b": 2}}},
        "facts": {"f": {"ask": "Is it there?", "answers": {"y": {"says": "Yes"}}}},
    }
)


def test_a_question_that_names_nobody_is_put_to_anyone_who_knows() -> None:
    assert f"Questions for {ANYONE.lower()}" in str(question_sheets(evaluate(MODEL)))
