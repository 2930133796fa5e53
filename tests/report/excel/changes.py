"""Random changes to a workbook by its defined names, bad entries among them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decision.engine import Evaluation, evaluate
from decision.model.case import Case, Ticks
from decision.report.excel.cells import cell
from decision.report.excel.inputs import saved_of
from decision.report.excel.layout import FROM_TICKS, NOT_ANSWERED, Key, Plan
from decision.report.excel.names import names
from tests.report.recalculated import Edits, Value

BAD: dict[str, tuple[Value, ...]] = {
    "weight": ("lots", "50", -50.0, None, 2e9),
    "answer": ("perhaps", "?", "*", " "),
    "tick": ("maybe", 1.0, "y*"),
    "amount": ("cheap", None, "12"),
    "once": ("a lot", "100"),
    "yearly": ("£5k",),
    "override": (101.0, -1.0, "high", "60"),
}
GOOD: dict[str, tuple[Value, ...]] = {
    "weight": (0.0, 5.0, 33.3, 100.0, 250.0),
    "tick": ("yes", "no", "unknown", None),
    "amount": (-5.0, 0.0, 77.7, 333.0, 9999.0),
    "once": (None, 0.0, 1234.5, -2000.0),
    "yearly": (None, 0.0, 1234.5),
    "override": (None, 0.0, 12.5, 100.0),
}


@dataclass(frozen=True)
class Change:
    """What is typed, by defined name, and what should count of every entry then.

    Attributes:
        typed: what is typed, by defined name.
        bad: the names of the entries that can't be read.
        counts: what counts of every entry, by its key.
    """

    typed: Mapping[str, Value]
    bad: frozenset[str]
    counts: Mapping[Key, Value]


def entries(plan: Plan) -> dict[Key, str]:
    """The defined name of every entry."""
    named = {at: name for name, at in names(plan).items()}
    rows = {key: cell("Inputs", row, 1) for key, row in plan.keys.items() if plan.is_entry(key)}
    return {key: named[at] for key, at in rows.items()}


def random_change(plan: Plan, seed: int) -> Change:
    """Up to twelve entries typed over, one in five of them badly; at times all weights 0."""
    chance, named = random.Random(seed), entries(plan)
    counts: dict[Key, Value] = {key: saved_of(plan, key) for key in named}
    typed: dict[str, Value] = {}
    bad = set()
    for key in chance.sample(list(named), chance.randint(1, min(12, len(named)))):
        if chance.random() < 0.2:
            typed[named[key]] = chance.choice(BAD[key[0]])
            bad.add(named[key])
        else:
            good = GOOD[key[0]] if key[0] in GOOD else _answers(plan, key[1])
            typed[named[key]] = counts[key] = chance.choice(good)
    if seed % 20 == 19:
        for key in [key for key in named if key[0] == "weight"]:
            typed[named[key]] = counts[key] = 0.0
            bad.discard(named[key])
    return Change(typed, frozenset(bad), counts)


def _answers(plan: Plan, name: str) -> tuple[Value, ...]:
    place, fact = plan.facts[name], plan.model.facts[name]
    numbers = (0.0, 0.1, 3.0, 6.0, 40.0) if fact.unit else ()
    return (*place.labels, *numbers, None, NOT_ANSWERED, *([FROM_TICKS] if fact.items else []))


def evaluated(plan: Plan, counts: Mapping[Key, Value]) -> Evaluation | None:
    """What the engine makes of the entries that count; None where no weight is left."""
    answers: dict[str, Any] = {}
    for name, fact in plan.model.facts.items():
        said = counts.get(("answer", name), FROM_TICKS)
        if isinstance(said, float | int):
            answers[name] = said
        elif fact.items and said in (None, FROM_TICKS):
            ticks = {item: counts["tick", name, item] for item in fact.items}
            yes = tuple(item for item, word in ticks.items() if word == "yes")
            unknown = tuple(item for item, word in ticks.items() if word in (None, "unknown"))
            answers[name] = Ticks(yes=yes, unknown=unknown)
        elif said not in (None, NOT_ANSWERED):
            answers[name] = list(fact.answers)[plan.facts[name].labels.index(str(said))]
    amounts: dict[str, dict[str, Value]] = {}
    for key, value in counts.items():
        if key[0] == "amount":
            amounts.setdefault(key[1], {})[key[2]] = value
    weights = {key[1]: value for key, value in counts.items() if key[0] == "weight"}
    if not any(weights.values()):
        return None
    case = Case.model_validate(
        {
            "answers": answers,
            "weights": weights,
            "amounts": amounts,
            "overrides": [
                {"criterion": key[1], "option": key[2], "score": value, "because": "A", "by": "B"}
                for key, value in counts.items()
                if key[0] == "override" and value is not None
            ],
        }
    )
    return evaluate(plan.model, case.model_copy(update={"disputed": plan.case.disputed}))


def edits(plan: Plan, typed: Mapping[str, Value]) -> Edits:
    """The cells that some names stand for, with what is typed in each."""
    at, found = names(plan), {}
    for name, value in typed.items():
        sheet, _, address = at[name].rpartition("!")
        found[sheet.strip("'"), address.replace("$", "")] = value
    return found
