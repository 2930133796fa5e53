"""A case of numbers that floats print as powers of ten, for every report to write out."""

from __future__ import annotations

from decision import evaluate
from decision.model.case import Case
from decision.model.decision_model import DecisionModel

LARGE = evaluate(
    DecisionModel.model_validate(
        {
            "title": "Large",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {
                "cost": {
                    "name": "Cost",
                    "weight": 1,
                    "measure": {"unit": "£", "values": {0: 100, 2345678: 0}},
                    "amounts": {"a": 1, "b": 1234567},
                }
            },
            "facts": {
                "budget": {
                    "ask": "How much is there?",
                    "unit": "pounds",
                    "answers": {"some": {"says": "Some", "from": 0}},
                }
            },
        }
    ),
    Case(answers={"budget": 3456789}),
)
