"""A model and a case whose every text is the same, for what must show any text as it stands."""

from __future__ import annotations

from typing import Any

from decision.model.case import Case
from decision.model.decision_model import DecisionModel


def source_of(text: str) -> dict[str, Any]:
    """What a model's file holds, every text of it the one given; names have a letter before it."""
    return {
        "title": text,
        "question": text,
        "options": {
            "a": {
                "name": f"A {text}",
                "course": f"CA {text}",
                "summary": text,
                "safeguards": [text, {"says": text, "owner": text, "measure": text, "due": text}],
            },
            "b": {"name": f"B {text}", "needs": [{"fact": "f", "is": ["yes"]}]},
        },
        "criteria": {
            "x": {
                "name": f"X {text}",
                "group": text,
                "means": text,
                "worst": text,
                "best": text,
                "weight": 70,
                "scores": {"a": {"score": 60, "because": text, "evidence": ["e"]}, "b": 40},
            },
            "y": {
                "name": f"Y {text}",
                "group": text,
                "weight": 30,
                "measure": {"unit": text, "values": {0: 0, 500: 100}},
                "amounts": {"a": {"amount": 120, "because": text, "evidence": ["e"]}, "b": 200},
            },
        },
        "facts": {
            "f": {
                "ask": f"F {text}",
                "group": text,
                "who": text,
                "help": text,
                "answers": {
                    "yes": {
                        "says": text,
                        "warns": text,
                        "because": text,
                        "shifts": {"x": {"a": 5}},
                    },
                    "no": {"says": "No"},
                },
            },
            "n": {
                "ask": f"N {text}",
                "unit": text,
                "answers": {"few": {"says": text, "from": 0}, "many": {"says": "Many", "from": 5}},
            },
            "t": {
                "ask": f"T {text}",
                "items": {
                    "i": text,
                    "j": {
                        "says": f"J {text}",
                        "shifts": {"x": {"b": 4}},
                        "because": text,
                        "evidence": ["e"],
                    },
                },
                "answers": {"none": {"says": text, "from": 0}, "one": {"says": text, "from": 1}},
            },
        },
        "gates": {"g": {"says": text, "evidence": ["e"]}},
        "what-ifs": {"w": {"says": text, "leave-out": ["f"]}},
        "evidence": {
            "e": {
                "says": text,
                "by": text,
                "speaker": f"S {text}",
                "kind": "opinion",
                "caveat": text,
                "source": text,
                "context": text,
            },
            "unused": {
                "says": text,
                "by": text,
                "speaker": f"S {text}",
                "kind": "figure",
                "context": text,
            },
        },
        "rights": {
            "r": {"says": text, "a": {"decides": text, "asked": [text], "told": [text, text]}}
        },
    }


def model_of(text: str) -> DecisionModel:
    """A model whose every text is the one given."""
    return DecisionModel.model_validate(source_of(text))


def case_of(text: str) -> Case:
    """A case of that model whose every text is the one given."""
    signed = {"because": text, "by": text}
    earlier = {"site": {"name": text}, "weights": {"x": 50, "y": 50}}
    return Case.model_validate(
        {
            "model": {"title": text, "fingerprint": text},
            "site": {"name": text, "prepared-by": text},
            "answers": {"f": "yes", "n": 3, "t": {"unknown": ["i"]}},
            "answered-by": {"f": text},
            "confirmed-by": {"f": text},
            "disputed": {"f": {"says": "no", **signed}},
            "notes": {"f": text, "g": text},
            "overrides": [{"criterion": "x", "option": "b", "score": 50, **signed}],
            "amounts": {"y": {"b": {"amount": 210, "because": text}}},
            "costs": {"a": {"one-off": 100, "by": text, "note": text}},
            "weights": {"x": 60, "y": 40},
            "weight-notes": {"x": text},
            "panel": [
                {
                    "name": f"{text} {number}",
                    "role": f"R {text}",
                    "weights": {"x": 50 + number, "y": 50},
                    "comments": {"x": text},
                }
                for number in range(6)
            ]
            + [{"role": text, "weights": {"x": 90, "y": 10}, "removed": text}],
            "conduct": {"independent-chair": {"met": False, **signed}},
            "interests": [{"role": text, "interest": text}],
            "decision": {"option": "b", "measures": [text], "reverse-if": [text], **signed},
            "outcome": {
                "arrangement": "b",
                "went": "mixed",
                "date": "2027-06-01",
                "measures": [text],
                "by": text,
            },
            "history": [{"at": "2026-11-24T10:00", "was": earlier, **signed}],
        }
    )
