"""Small models and cases for hypothesis, as the plain mappings that their files hold.

Each is decoded from a run of bytes. That is one draw, so a thousand examples are quick;
and a 0 always stands for the plainest choice, so that a failing example shrinks to a
plain one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from decision.engine import Evaluation, evaluate
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.model.entries import Fact
from decision.model.readings import read_fact

Written = dict[str, Any]
T = TypeVar("T")

OPTIONS, CRITERIA, FACTS = "abcd", "wxyz", "fgh"
ITEMS = ("one", "two", "three")
ANSWERS = ("low", "mid", "high")
CLAIMS = ("c1", "c2", "c3")
SPEAKERS: tuple[Written, ...] = ({}, {"speaker": "One author"}, {"speaker": "One author"})

# All examples in CI; a tenth of them while somebody works, where a run should take a minute.
PART = 1.0 if os.environ.get("CI") else 0.1
_quick = [HealthCheck.too_slow, HealthCheck.data_too_large]
THOUSAND = settings(max_examples=int(1000 * PART), deadline=None, suppress_health_check=_quick)
DRAWN = settings(max_examples=int(250 * PART), deadline=None, suppress_health_check=_quick)
DOCUMENTS = settings(max_examples=int(100 * PART), deadline=None, suppress_health_check=_quick)


class Tape:
    """Bytes read as choices, one after another; zeros without end after the last."""

    def __init__(self, data: bytes) -> None:
        self._bytes = iter(data)

    def below(self, count: int) -> int:
        return next(self._bytes, 0) % count

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def rarely(self) -> bool:
        return self.below(4) == 3

    def points(self) -> float:
        """A score: mostly whole or tenths, at times the ends, at times with every digit."""
        match self.below(5):
            case 0 | 1:
                return self.pick((50, 0, 100, 25, 75, 40, 60))
            case 2:
                return self.below(101)
            case 3:
                return (self.below(251) * 4) / 10
            case _:
                return 100 * (self.below(256) * 256 + self.below(256)) / 65535

    def ranged(self, key: str, value: float, least: float, most: float) -> Any:
        """A bare number, or one with a low and a high."""
        if self.below(3) == 0:
            return value
        low = max(least, value - self.below(41))
        return {key: value, "low": low, "high": min(most, value + self.below(41))}


def model_of(tape: Tape) -> Written:
    """A model of 2 to 4 options, 1 to 4 criteria and up to 3 facts."""
    options = OPTIONS[: 2 + tape.below(3)]
    criteria = CRITERIA[: 1 + tape.below(4)]
    measured = {name for name in criteria if tape.rarely()}
    judged = [name for name in criteria if name not in measured]
    asked = FACTS[: tape.pick((0, 1, 1, 2, 2, 3, 3, 3))]
    facts = {name: _fact(tape, options, judged) for name in asked}
    offered = {
        name: {"name": f"Option {name}"} | _needs(tape, facts, options[:place])
        for place, name in enumerate(options)
    }
    heads = [name for name in options if "falls-back-to" not in offered[name]]
    if tape.rarely() and len(heads) > 1:
        offered[heads[0]]["course"] = f"Course {heads[0]}"
    _baseline(tape, facts, offered)
    return {
        "title": "A small model",
        "compare": [] if tape.rarely() else (heads if len(heads) > 1 else list(options))[:2],
        "shift-spread": tape.pick((0, 0.5, 0.25, 1)),
        "options": offered,
        "criteria": {
            name: {
                "name": f"Criterion {name}",
                "weight": (1 if place == 0 else 0) + tape.pick((100, 0, 50, 30, 7.5, 0.1)),
                **(_measured if name in measured else _judged)(tape, options),
                **_cited(tape),
            }
            for place, name in enumerate(criteria)
        },
        "facts": facts,
        "gates": {"duty": {"says": "A duty is met"}} if tape.rarely() else {},
        "what-ifs": {
            f"without-{name}": {"says": f"Fact {name} left out", "leave-out": [name]}
            for name in facts
            if tape.rarely()
        },
        "evidence": {
            name: {"says": f"Claim {name}", "by": f"Author of {name}", "kind": "opinion"} | speaker
            for name, speaker in zip(CLAIMS, SPEAKERS, strict=True)
        },
    }


def _baseline(tape: Tape, facts: Written, offered: Written) -> None:
    """At times mark the first option as the baseline; at times two, by one fact's answers."""
    first, second = list(offered)[:2]
    match tape.below(4):
        case 1:
            offered[first]["baseline"] = True
        case 2 if answered := [name for name in facts if len(facts[name]["answers"]) > 1]:
            name = tape.pick(answered)
            one, two = list(facts[name]["answers"])[:2]
            offered[first]["baseline"] = {"fact": name, "is": [one]}
            offered[second]["baseline"] = {"fact": name, "is": [two]}


def _cited(tape: Tape) -> Written:
    return {"evidence": [tape.pick(CLAIMS)]} if tape.rarely() else {}


def _judged(tape: Tape, options: str) -> Written:
    return {"scores": {name: tape.ranged("score", tape.points(), 0, 100) for name in options}}


def _measured(tape: Tape, options: str) -> Written:
    at, heights = -10.0, sorted(tape.below(101) for _ in range(2 + tape.below(3)))
    if tape.below(2):
        heights.reverse()
    values = {}
    for height in heights:
        values[at] = height
        at += 1 + tape.below(60) / 2
    return {
        "measure": {"unit": "days", "values": values},
        "amounts": {
            name: tape.ranged("amount", tape.below(101) - 20, -500, 500) for name in options
        },
    }


def _fact(tape: Tape, options: str, judged: Sequence[str]) -> Written:
    kind = tape.pick(("choice", "items", "unit"))
    start = 0 if kind == "items" else tape.pick((0, -5, 2.5))
    answers: Written = {}
    for name in ANSWERS[: 0 if kind == "items" and tape.rarely() else 1 + tape.below(3)]:
        answers[name] = {"says": f"Answer {name}", "shifts": _shifts(tape, options, judged)}
        answers[name] |= _cited(tape)
        if kind != "choice":
            answers[name]["from"] = start
            start += 1 if kind == "items" else 1 + tape.below(8) / 4
        if tape.rarely():
            answers[name]["warns"] = f"Mind the answer {name}."
    return {
        "ask": "What was seen?",
        "key": tape.rarely(),
        "answers": answers,
        **({"items": _items(tape, options, judged, answers)} if kind == "items" else {}),
        **({"unit": "months"} if kind == "unit" else {}),
    }


def _items(tape: Tape, options: str, judged: Sequence[str], answers: Written) -> Written:
    """Three items, some with effects; none takes from a score what one more tick gives it."""
    effects = tape.rarely() or not answers
    counted = [answer["shifts"] for answer in answers.values()]
    items: Written = {}
    for item in ITEMS:
        items[item] = f"Item {item}"
        if effects and tape.below(3):
            yes, no = _shifts(tape, options, judged, 0.25), _shifts(tape, options, judged, 0.25)
            for shifts, side in ((yes, 1), (no, -1)):
                for criterion, moves in shifts.items():
                    for option, points in moves.items():
                        steps = [_at(b, criterion, option) - _at(a, criterion, option)
                                 for a, b in pairwise(counted)]  # fmt: skip
                        up, down = any(step > 0 for step in steps), any(step < 0 for step in steps)
                        # With the count where it moves the score; as drawn where it doesn't.
                        if up or down:
                            moves[option] = side * abs(points) * (up - down)
            items[item] = {"says": f"Item {item}", "shifts": yes, "if-not": no} | _cited(tape)
    return items


def _at(shifts: Written, criterion: str, option: str) -> float:
    points: float = shifts.get(criterion, {}).get(option, 0)
    return points


def _shifts(tape: Tape, options: str, judged: Sequence[str], size: float = 1) -> Written:
    shifts: Written = {}
    for _ in range(tape.below(4) if judged else 0):
        moves = shifts.setdefault(tape.pick(judged), {})
        moves[tape.pick(options)] = (tape.below(201) - 100) * tape.pick((1, 0.25, 1.5)) * size
    return shifts


def _needs(tape: Tape, facts: Written, earlier: str) -> Written:
    """What an option needs, and what it is a form of: either, both or neither."""
    found: Written = {}
    named = [name for name, fact in facts.items() if fact["answers"]]
    if named and tape.below(2):
        fact = tape.pick(named)
        answers = list(facts[fact]["answers"])
        found["needs"] = [{"fact": fact, "is": answers[: 1 + tape.below(len(answers))]}]
    if earlier and (tape.below(2) == 0 if found else tape.rarely()):
        found["falls-back-to"] = tape.pick(earlier)
    return found


def case_of(tape: Tape, model: Written) -> Written:
    """A case that fits a model: answers, and at times overrides, amounts, weights, a panel."""
    case: Written = {"answers": {}}
    for name, fact in model["facts"].items():
        if (said := _said(tape, fact)) is not None:
            case["answers"][name] = said
    cells = {
        (tape.pick(list(model["criteria"])), tape.pick(list(model["options"])))
        for _ in range(2 if tape.rarely() else 0)
    }
    case["overrides"] = [
        {
            "criterion": name,
            "option": option,
            "score": tape.points(),
            "because": "Seen",
            "by": "Lead",
        }
        for name, option in sorted(cells)
    ]
    measured = [name for name, entry in model["criteria"].items() if "measure" in entry]
    if measured and tape.rarely():
        amount = tape.ranged("amount", tape.below(101) - 20, -500, 500)
        case["amounts"] = {tape.pick(measured): {tape.pick(list(model["options"])): amount}}
    if tape.rarely():
        name = tape.pick(list(model["criteria"]))
        case["weights"] = {name: 1 + tape.below(100)}
    if tape.rarely():
        case["panel"] = [ballot_of(tape, model) for _ in range(1 + tape.below(9))]
    if tape.rarely():
        case["disputed"] = _disputes(tape, model, case["answers"])
        case["confirmed-by"] = dict.fromkeys(case["answers"], "Another lead")
    if tape.rarely():
        went = tape.pick(("better", "as-hoped", "mixed", "worse"))
        case["outcome"] = {"arrangement": tape.pick(list(model["options"])), "went": went}
    return case


def _disputes(tape: Tape, model: Written, answers: Written) -> Written:
    """A second answer to some of the facts that are answered in full."""
    found: Written = {}
    for name, given in answers.items():
        fact = model["facts"][name]
        says = _said(tape, fact)
        if says is None:
            continue
        both = (
            Case.model_validate({"answers": {"it": one}}).answers["it"] for one in (given, says)
        )
        read = [read_fact(Fact.model_validate(fact), one) for one in both]
        if all(one.answered for one in read) and read[0] != read[1]:
            found[name] = {"by": "Another lead", "says": says}
    return found


def ballot_of(tape: Tape, model: Written) -> Written:
    weights = {name: tape.pick((100, 0, 50, 20, 1)) for name in model["criteria"]}
    weights["w"] += 1
    ballot: Written = {"weights": weights, "round": 1 + tape.below(2)}
    if role := tape.pick((None, "Radiologist", "Manager", "IT lead")):
        ballot["role"] = role
    if tape.rarely():
        ballot["removed"] = "Asked for"
    return ballot


def _said(tape: Tape, fact: Written) -> Any:
    how = tape.below(4)
    if how == 0:
        return None
    if fact["answers"] and (how == 1 or not (fact.get("items") or fact.get("unit"))):
        return tape.pick(list(fact["answers"]))
    if fact.get("unit"):
        return next(iter(fact["answers"].values()))["from"] + tape.below(40) / 4
    marks = [tape.pick(("no", "yes", "unknown")) for _ in ITEMS]
    yes = [item for item, mark in zip(ITEMS, marks, strict=True) if mark == "yes"]
    unknown = [item for item, mark in zip(ITEMS, marks, strict=True) if mark == "unknown"]
    return {"yes": yes, "unknown": unknown} if unknown else yes


def problem(data: bytes) -> tuple[Written, Written]:
    """A model and a case that fits it, as written, from 500 bytes."""
    model = model_of(Tape(data[:400]))
    return model, case_of(Tape(data[400:]), model)


def problems() -> st.SearchStrategy[tuple[Written, Written]]:
    """A model and a case that fits it, as written."""
    return st.binary(min_size=500, max_size=500).map(problem)


def made(model: Written) -> DecisionModel:
    return DecisionModel.model_validate(model)


def case_from(written: Written) -> Case:
    return Case.model_validate(written)


def evaluated(model: Written, case: Written | None = None) -> Evaluation:
    return evaluate(made(model), case_from(case or {}))
