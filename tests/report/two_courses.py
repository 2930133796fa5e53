"""A model of two courses with two forms each, for what reports say of the answer."""

from __future__ import annotations

from typing import Any

from decision import Case, DecisionModel, evaluate
from decision.engine import Evaluation

SOURCE: dict[str, Any] = {
    "title": "Where to put it",
    "shift-spread": 0.2,
    "options": {
        "stay": {
            "name": "Stay",
            "course": "Here",
            "baseline": {"fact": "now", "is": ["here"]},
        },
        "joint": {
            "name": "Stay, jointly",
            "needs": [{"fact": "offer", "is": ["signed"]}],
            "falls-back-to": "stay",
            "safeguards": [
                {
                    "says": "A list is kept",
                    "owner": "Chair",
                    "measure": "Read each month",
                    "due": "by May",
                },
                "A group meets",
            ],
        },
        "move": {
            "name": "Move",
            "course": "There",
            "baseline": {"fact": "now", "is": ["there"]},
        },
        "guarded": {
            "name": "Move, guarded",
            "needs": [{"fact": "promise", "is": ["said"]}],
            "falls-back-to": "move",
        },
        "away": {
            "name": "Away",
            "needs": [{"fact": "host", "is": ["named"]}],
        },
    },
    "criteria": {
        "speed": {
            "name": "Speed",
            "weight": 60,
            "scores": {
                "stay": {"score": 60, "low": 50, "high": 70, "evidence": ["e1"]},
                "joint": {"score": 70, "low": 60, "high": 80},
                "move": 50,
                "guarded": 58,
                "away": 30,
            },
        },
        "staff": {
            "name": "Staff",
            "weight": 40,
            "scores": {"stay": 40, "joint": 45, "move": 55, "guarded": 60, "away": 95},
        },
    },
    "facts": {
        "now": {
            "ask": "Where is it now?",
            "answers": {"here": {"says": "Here"}, "there": {"says": "There"}},
        },
        "offer": {
            "ask": "Is there an offer?",
            "who": "Digital",
            "key": True,
            "answers": {"none": {"says": "None"}, "signed": {"says": "Signed"}},
        },
        "promise": {
            "ask": "Is there a promise?",
            "answers": {"none": {"says": "None"}, "said": {"says": "Said"}},
        },
        "host": {
            "ask": "Is a host named?",
            "answers": {"none": {"says": "None"}, "named": {"says": "Named"}},
        },
        "ready": {
            "ask": "What can they show?",
            "who": "Digital",
            "items": {
                "lead": {
                    "says": "A clinician leads",
                    "shifts": {"speed": {"move": 12, "guarded": 12}},
                    "if-not": {"speed": {"move": -5, "guarded": -5}},
                    "evidence": ["e2"],
                },
                "tests": {
                    "says": "Restores are tested",
                    "shifts": {"staff": {"stay": 5, "joint": 5}},
                },
            },
        },
        "faults": {
            "ask": "How many faults were answered?",
            "unit": "faults",
            "answers": {
                "few": {"says": "Few", "from": 0, "shifts": {"speed": {"stay": -9, "joint": -9}}},
                "all": {
                    "says": "All",
                    "from": 4,
                    "shifts": {"speed": {"stay": 6, "joint": 6}},
                    "because": "It is fast here.",
                    "evidence": ["e3"],
                },
            },
        },
    },
    "gates": {
        "named": {"says": "An officer is named."},
        "told": {"says": "Staff were told.", "topic": "consultation"},
    },
    "what-ifs": {"unready": {"says": "Readiness left out", "leave-out": ["ready"]}},
    "evidence": {
        "e1": {"says": "Near is fast", "by": "author", "speaker": "Surveyor", "kind": "opinion"},
        "e2": {"says": "Leads matter", "by": "blogger", "speaker": "Surveyor", "kind": "opinion"},
        "e3": {"says": "Counted here", "by": "A manager", "kind": "figure"},
    },
}
ANSWERS: dict[str, Any] = {
    "now": "here",
    "offer": "signed",
    "promise": "said",
    "host": "none",
    "ready": ["tests"],
    "faults": 5,
}
MODEL = DecisionModel.model_validate(SOURCE)


def answered(answers: dict[str, Any] | None = None, **more: Any) -> Evaluation:
    """Evaluate the model with every fact answered, but for what a test changes.

    The best is to stay, jointly; of the other course, to move, guarded. An answer of None is
    left out.
    """
    given = {name: one for name, one in (ANSWERS | (answers or {})).items() if one is not None}
    case = {"answers": given, "weights": {"speed": 60, "staff": 40}, **more}
    return evaluate(MODEL, Case.model_validate(case))
