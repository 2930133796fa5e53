"""Small models and findings that tests of sentences share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from decision.evaluation.verdict import Finding, Span, Verdict, find
from tests.strategies import Written, evaluated


def model_of(**scores: Any) -> Written:
    """One criterion, and an option a score."""
    return {
        "title": "One criterion",
        "options": {name: {"name": f"Option {name.upper()}"} for name in scores},
        "criteria": {"speed": {"name": "Speed", "weight": 1, "scores": scores}},
    }


def ranged(low: float, score: float, high: float) -> Written:
    return {"score": score, "low": low, "high": high}


def found(model: Written, **case: Any) -> Finding:
    return find(evaluated(model, case).standing)


def formed(model: Written, **back: str) -> Written:
    """Make options forms of others."""
    options = {
        name: entry | ({"falls-back-to": back[name]} if name in back else {})
        for name, entry in model["options"].items()
    }
    return model | {"options": options}


def worded(
    word: Any, margin: float | None = 6.4, probability: float = 0.8, **scores: Any
) -> Finding:
    """A finding of Option A against Option B with a word, a margin and a probability put in."""
    finding = found(model_of(**(scores or {"a": 60, "b": 50})))
    return replace(
        finding,
        standing=replace(finding.standing, margin=margin),
        draws=replace(finding.draws, probability=probability, margin=Span(-3.1, 14.9)),
        verdict=Verdict(word),
    )


def refused(model: Written, *options: str) -> Written:
    need = {"needs": [{"fact": "offer", "is": ["yes"]}]}
    fact = {"ask": "Was it offered?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}
    changed = {name: entry | need for name, entry in model["options"].items() if name in options}
    return model | {"options": model["options"] | changed, "facts": {"offer": fact}}


NO = {"offer": "no"}
