"""Models and random cases of them that use every part of both file formats that scoring reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from decision import load_model, shipped
from decision.files.shipped import example_models
from decision.model.case import Case
from decision.model.case_checks import check_fit, second_answer_faults
from decision.model.decision_model import DecisionModel
from decision.model.entries import Fact

Written = dict[str, Any]
ROLES = ("Radiologist", "IT lead", "Manager", "3", "__proto__", None)
WEIGHED_BY = ("swing", "direct", "rank", "panel-mean", "panel-role-mean", "agreed")
# Ids that are numbers, out of order, and one that JavaScript has a meaning for.
IDS = ("constructor", "10", "9", "two-words", "2", *(f"id-{number}" for number in range(40)))


def models() -> dict[str, DecisionModel]:
    """Return five models by name: the three that are shipped, and two made by chance."""
    made = Random(16)
    return {
        "shipped": load_model(shipped("criteria.yaml")),
        "forest-plans": load_model(example_models()["forest-plans"]),
        "offices": load_model(example_models()["offices"]),
        "measured": DecisionModel.model_validate(model_of(made, 5, 6, 7, measured=2)),
        "large": DecisionModel.model_validate(model_of(made, 12, 30, 15, measured=3)),
    }


def model_of(chance: Random, options: int, criteria: int, facts: int, measured: int) -> Written:
    """Return a model of that size, as written: forms, needs, every kind of fact, claims."""
    offered, judged, asked = IDS[:options], IDS[: criteria - measured], IDS[:facts]
    questions = {name: _fact(chance, place, offered, judged) for place, name in enumerate(asked)}
    named = [name for name, fact in questions.items() if fact["answers"]]
    entries: Written = {name: {"name": f"Option {name}"} for name in offered}
    for form, head in zip(offered[2::3], offered[::3], strict=False):
        entries[form]["falls-back-to"] = head
        fact = chance.choice(named)
        entries[form]["needs"] = [{"fact": fact, "is": list(questions[fact]["answers"])[1:]}]
    if options > 4:
        fact = chance.choice(named)
        entries[offered[4]]["needs"] = [{"fact": fact, "is": list(questions[fact]["answers"])[:1]}]
    return {
        "title": "Made by chance",
        "shift-spread": chance.choice((0.25, 0.5)),
        "options": entries,
        "criteria": {
            name: {
                "name": f"Criterion {name}",
                "weight": chance.choice((100, 50, 33.3, 7)),
                "evidence": _cited(chance),
                **(_scores(chance, offered) if name in judged else _amounts(chance, offered)),
            }
            for name in IDS[:criteria]
        },
        "facts": questions,
        "gates": {"duty": {"says": "A duty"}, "7": {"says": "Another", "options": [offered[0]]}},
        "what-ifs": {
            "10": {"says": "Without one", "leave-out": [asked[0]]},
            "3": {"says": "Without two", "leave-out": list(asked[1:3])},
        },
        "evidence": {
            f"c{number}": {
                "says": f"Claim {number}",
                "by": f"Author {number % 4}",
                "kind": "opinion",
            }
            for number in range(8)
        },
    }


def _cited(chance: Random) -> list[str]:
    return [f"c{number}" for number in sorted(chance.sample(range(8), chance.choice((0, 1, 2))))]


def _scores(chance: Random, options: Sequence[str]) -> Written:
    found: Written = {}
    for option in options:
        score = chance.choice((50, 62.5, 71.3, 0, 100, chance.randint(0, 100)))
        low, high = max(0, score - chance.randint(0, 30)), min(100, score + chance.randint(0, 30))
        found[option] = {"score": score, "evidence": _cited(chance)}
        if chance.random() < 0.8:
            found[option] |= {"low": low, "high": high}
    return {"scores": found}


def _amounts(chance: Random, options: Sequence[str]) -> Written:
    values = {0: 100, 12.5: 71, 40: 30, 100: 0} if chance.random() < 0.5 else {-5: 0, 95.5: 100}
    amounts = {option: amount_of(chance) for option in options}
    return {"measure": {"unit": "days", "values": values}, "amounts": amounts}


def amount_of(chance: Random) -> Any:
    """Return an amount, bare or with a range, at times beyond what the values reach."""
    amount = chance.choice((0, 12.5, 40, round(chance.uniform(-20, 120), 2)))
    if chance.random() < 0.4:
        return amount
    return {"amount": amount, "low": amount - chance.randint(0, 30), "high": amount + 17.25}


def _fact(chance: Random, place: int, options: Sequence[str], judged: Sequence[str]) -> Written:
    """Return a choice, a number or a checklist; of checklists some without answers."""
    kind = ("choice", "unit", "items", "bare items")[place % 4]
    cells = [(chance.choice(judged), chance.choice(options)) for _ in range(3)]
    answers: Written = {}
    for rank, name in enumerate(("9", "low", "3") if kind != "bare items" else ()):
        # Rising, as items are: a tick may not take what one more tick gives.
        shifts = _shifts({cell: 4.5 * rank - chance.choice((2, 2.75)) for cell in cells})
        answers[name] = {"says": f"Answer {name}", "shifts": shifts, "evidence": _cited(chance)}
        if kind != "choice":
            answers[name]["from"] = rank * (1 if kind == "items" else 2.5)
    fact = {"ask": f"Question {place}?", "key": place % 5 == 0, "answers": answers}
    if kind == "unit":
        return fact | {"unit": "months"}
    if kind == "choice":
        return fact
    effects = kind == "bare items" or place % 8 == 2
    return fact | {"items": {name: _item(chance, name, cells, effects) for name in IDS[:4]}}


def _item(chance: Random, name: str, cells: list[tuple[str, str]], effects: bool) -> Any:
    if not effects or chance.random() < 0.2:
        return f"Item {name}"
    moved = chance.sample(cells, 2)
    return {
        "says": f"Item {name}",
        "shifts": _shifts(dict.fromkeys(moved, chance.choice((1.5, 6)))),
        "if-not": _shifts(dict.fromkeys(moved[:1], -chance.choice((0.7, 3)))),
        "evidence": _cited(chance),
    }


def _shifts(moves: dict[tuple[str, str], float]) -> Written:
    found: Written = {}
    for (criterion, option), points in moves.items():
        found.setdefault(criterion, {})[option] = points
    return found


def cases(model: DecisionModel, seed: int, count: int) -> Iterator[Written]:
    """Yield random cases that fit a model, as written: from empty to complete."""
    for number in range(count):
        case = case_of(model, Random(f"{seed}/{number}"))
        check_fit(model, Case.model_validate(case))
        yield case


def case_of(model: DecisionModel, chance: Random) -> Written:
    """Return one random case that fits a model."""
    told = chance.choice((0, 0.2, 0.5, 0.8, 1, 1))
    case: Written = {"answers": {}}
    for name, fact in model.facts.items():
        if chance.random() < told:
            case["answers"][name] = answer_to(fact, chance)
    parts = {
        "disputed": _disputes(model, case["answers"], chance),
        "overrides": _overrides(model, chance),
        "amounts": _own_amounts(model, chance),
        "gates": _gates(model, chance),
        "weights": _weights(model, chance),
        "panel": [_ballot(model, chance) for _ in range(chance.randint(1, 14))],
    }
    case |= {key: part for key, part in parts.items() if chance.random() < 0.35}
    if chance.random() < 0.4:
        case["weights-by"] = chance.choice(WEIGHED_BY)
    return {key: part for key, part in case.items() if part}


def answer_to(fact: Fact, chance: Random) -> Any:
    """Return an answer that a fact takes: by an id, by a number or by its items."""
    how = chance.random()
    if fact.unit and how < 0.7:
        least = next(iter(fact.answers.values())).from_ or 0
        return round(least + chance.choice((0, 1, 2.5, chance.uniform(0, 40))), 2)
    if not fact.items or (fact.answers and how < 0.25):
        return chance.choice(list(fact.answers))
    marks = {item: chance.choice(("yes", "no", "unknown")) for item in fact.items}
    if how > 0.6:
        marks = {item: mark if mark == "yes" else "no" for item, mark in marks.items()}
    yes, unknown = ([item for item in marks if marks[item] == one] for one in ("yes", "unknown"))
    return {"yes": yes, "unknown": unknown} if unknown else yes


def _disputes(model: DecisionModel, answers: Written, chance: Random) -> Written:
    found: Written = {}
    for name in answers:
        says = answer_to(model.facts[name], chance)
        read = Case.model_validate({"answers": {"first": answers[name], "second": says}}).answers
        if not list(second_answer_faults(model.facts[name], read["first"], read["second"])):
            found[name] = {"by": "Another lead", "says": says}
    return dict(chance.sample(list(found.items()), min(3, len(found))))


def _overrides(model: DecisionModel, chance: Random) -> list[Written]:
    cells = [(criterion, option) for criterion in model.criteria for option in model.options]
    return [
        {
            "criterion": criterion,
            "option": option,
            "score": chance.choice((0, 100, 55, round(chance.uniform(0, 100), 1))),
            "because": "{by} saw it. ",
            "by": "A {role}",
        }
        for criterion, option in chance.sample(cells, chance.randint(1, 3))
    ]


def _own_amounts(model: DecisionModel, chance: Random) -> Written:
    return {
        name: {chance.choice(list(model.options)): amount_of(chance)}
        for name, criterion in model.criteria.items()
        if criterion.measure
    }


def _gates(model: DecisionModel, chance: Random) -> Written:
    words = ("met", "unmet", "unmet", "unknown")
    return {
        name: chance.choice(words)
        if chance.random() < 0.5
        else {option: chance.choice(words) for option in gate.options or model.options}
        for name, gate in model.gates.items()
    }


def _weights(model: DecisionModel, chance: Random) -> Written:
    """Return weights of all criteria or of some, several of them 0; never all."""
    part = chance.choice((0.3, 1, 1))
    found = {
        name: chance.choice((100, 80, 0, 0, 12.5, 1e-3))
        for name in model.criteria
        if chance.random() < part
    }
    return found | {chance.choice(list(model.criteria)): 60}


def _ballot(model: DecisionModel, chance: Random) -> Written:
    weights = {name: chance.choice((100, 60, 20, 0)) for name in model.criteria}
    weights[chance.choice(list(weights))] = 100
    ballot: Written = {"weights": weights, "round": chance.choice((1, 2, 2, 2))}
    if role := chance.choice(ROLES):
        ballot["role"] = role
    if chance.random() < 0.1:
        ballot["removed"] = "Asked for"
    return ballot
