"""Cases with their published figures, by which the one file proves a browser."""

from __future__ import annotations

from random import Random
from typing import Any

from decision.engine import evaluate
from decision.evaluation.verdict import find
from decision.model.decision_model import DecisionModel
from decision.model.entries import Fact
from decision.numeric import SEED

CASES = 20
ANSWERED = 24  # facts of a case at most, so that the proof stays small
DIGITS = 10  # decimals of a figure; the proof allows 1e-9


def proof_cases(model: DecisionModel) -> list[dict[str, Any]]:
    """Return cases made by a fixed seed, each with the figures that it has: `case` and `expect`."""
    if model.fingerprint not in _kept:
        chance = Random(SEED)  # noqa: S311 (the same each time, and no secret)
        cases = [_case_of(model, chance) for _ in range(CASES)]
        _kept.clear()
        _kept[model.fingerprint] = [
            {"case": case, "expect": _figures(model, case)} for case in cases
        ]
    return _kept[model.fingerprint]


# Of the model last asked for: to make them takes a second, and every file of a model has the same.
_kept: dict[str, list[dict[str, Any]]] = {}


def _case_of(model: DecisionModel, chance: Random) -> dict[str, Any]:
    facts = list(model.facts)
    some = chance.sample(facts, chance.randint(0, min(ANSWERED, len(facts))))
    case: dict[str, Any] = {"answers": {name: _answer(model.facts[name], chance) for name in some}}
    if chance.random() < 0.5:
        weighed = chance.sample(list(model.criteria), min(3, len(model.criteria)))
        case["weights"] = {name: chance.randint(1, 100) for name in weighed}
    return case


def _answer(fact: Fact, chance: Random) -> Any:
    """Return an answer: the ticks of a checklist at times with some not known."""
    if not fact.items:
        return chance.choice(list(fact.answers))
    marks = {item: chance.choice(("yes", "no", "unknown", "no")) for item in fact.items}
    yes, unknown = ([item for item in marks if marks[item] == one] for one in ("yes", "unknown"))
    return {"yes": yes, "unknown": unknown} if unknown else yes


def _figures(model: DecisionModel, case: dict[str, Any]) -> dict[str, Any]:
    standing = evaluate(model, case).standing
    finding = find(standing)

    def figure(value: float | None) -> float | None:
        return None if value is None else round(value, DIGITS)

    return {
        "leader": standing.leader,
        "verdict": finding.verdict.word,
        "margin": figure(standing.margin),
        "probability": figure(finding.draws.probability),
        "totals": [figure(total) for total in standing.totals.values()],
    }
