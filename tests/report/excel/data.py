"""The models and cases that the tests of the workbook write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import decision
from decision.engine import Evaluation, evaluate
from decision.model.decision_model import DecisionModel
from tests.shipped_model import MODEL as SHIPPED
from tests.strategies import case_from, made

CASES = Path(__file__).parents[2] / "cases"

EXAMPLE = decision.load_case(decision.examples()["invented-complete"], SHIPPED)
SMALL: dict[str, Any] = {
    "title": "Where to put it",
    "options": {
        "stay": {"name": "Stay"},
        "move": {"name": "Move"},
        "shared": {
            "name": "Move, shared",
            "needs": [{"fact": "offer", "is": ["said", "signed"]}],
            "falls-back-to": "move",
        },
        "new": {"name": "New team", "needs": [{"fact": "offer", "is": ["signed"]}]},
        "loan": {
            "name": "On loan",
            "needs": [{"fact": "ready", "is": ["high"]}, {"fact": "offer", "is": ["signed"]}],
            "falls-back-to": "shared",
        },
    },
    "criteria": {
        "speed": {
            "name": "Speed",
            "weight": 100,
            "scores": {
                "stay": {"score": 70, "low": 50, "high": 80},
                "move": 45,
                "shared": 52.5,
                "new": 60,
                "loan": 61,
            },
        },
        "staff": {
            "name": "Staff",
            "weight": 60,
            "scores": {"stay": 35, "move": 62, "shared": 60, "new": 20, "loan": 40},
        },
        "cost": {
            "name": "Cost",
            "weight": 40,
            "measure": {"unit": "£k", "values": {0: 100, 100: 80, 500: 0}},
            "amounts": {
                "stay": 120,
                "move": {"amount": 90, "low": 80, "high": 130},
                "shared": 110,
                "new": 700,
                "loan": -5,
            },
        },
    },
    "facts": {
        "offer": {
            "ask": "Was it offered?",
            "key": True,
            "answers": {
                "said": {"says": "Said"},
                "signed": {"says": "Signed", "shifts": {"speed": {"shared": 7}}},
                "refused": {"says": "Refused", "warns": "Ask again."},
            },
        },
        "ready": {
            "ask": "What is in place?",
            "items": {
                "lead": "A lead",
                "route": "A route",
                "rota": {
                    "says": "A rota",
                    "shifts": {"staff": {"move": 3}},
                    "if-not": {"staff": {"move": -2}},
                },
            },
            "answers": {
                "low": {"says": "Little", "from": 0, "shifts": {"speed": {"move": -9.5}}},
                "high": {"says": "Much", "from": 2, "shifts": {"speed": {"move": 70}}},
            },
        },
        "vacancy": {
            "ask": "How long?",
            "unit": "months",
            "answers": {
                "none": {"says": "None", "from": 0},
                "some": {"says": "Some", "from": 0.1, "shifts": {"staff": {"stay": -5}}},
                "long": {"says": "Long", "from": 6, "shifts": {"staff": {"stay": -50}}},
            },
        },
        "habits": {
            "ask": "What is done?",
            "items": {
                "swift": {
                    "says": "Taken on swiftly",
                    "shifts": {"speed": {"stay": 6}},
                    "if-not": {"speed": {"stay": -4, "new": 1.5}},
                    "because": "It is in the log",
                },
                "tested": {"says": "Restores tested", "shifts": {"staff": {"move": 5, "stay": 2}}},
            },
        },
    },
}
ANSWERS = {"offer": "said", "ready": ["lead", "route"], "vacancy": 3}
RULED = {"criterion": "staff", "option": "new", "score": 0, "because": "Seen", "by": "Lead"}
BALLOTS = [
    {"name": f"{role} {place}", "role": role, "weights": {"speed": one, "staff": two, "cost": 5}}
    for role, one, two in (("Reporter", 100, 10), ("Engineer", 20, 100))
    for place in range(4)
]
PANEL = {"panel": BALLOTS}
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "quote \" and & < > '!",
    "bell \x07 nul \x00 turn \u202e back \ud800 _x0041_ 😀 \ufffe",
    "https://example.org/{=1+1}",
    "x" * 100_000,
    "[1]Sheet!A1, *?~",
    "TRUE",
    "12",
)


def hostile() -> Evaluation:
    """A model, and a case, with every text made hostile; built without the checks on text."""
    words = iter(HOSTILE * 20)
    model = made(SMALL)

    def swapped(record: Any) -> Any:
        texts = ("name", "says", "ask", "unit", "because", "title", "warns", "who", "group")
        return record.model_copy(
            update={name: next(words) for name in texts if hasattr(record, name)}
        )

    model = model.model_copy(
        update={
            "title": HOSTILE[0],
            "options": {name: swapped(one) for name, one in model.options.items()},
            "criteria": {name: swapped(one) for name, one in model.criteria.items()},
            "facts": {
                name: swapped(one).model_copy(
                    update={
                        "unit": one.unit and HOSTILE[1],
                        "items": {key: swapped(entry) for key, entry in one.items.items()},
                        "answers": {
                            key: swapped(as_written) for key, as_written in one.answers.items()
                        },
                    }
                )
                for name, one in model.facts.items()
            },
        }
    )
    case = case_from({"answers": ANSWERS, "overrides": [RULED]})
    ruled = case.overrides[0].model_copy(update={"because": HOSTILE[5], "by": HOSTILE[7]})
    case = case.model_copy(update={"overrides": (ruled,), "notes": {"offer": HOSTILE[0]}})
    return evaluate(model, case)


def small(case: dict[str, Any] | None = None) -> Evaluation:
    return evaluate(made(SMALL), case_from({"answers": ANSWERS} | (case or {})))


def published() -> dict[str, DecisionModel]:
    return {
        path.name.split(".")[0]: decision.load_model(path)
        for path in sorted(CASES.glob("*.criteria.yaml"))[::3]
    }
