"""What else two cases of one site say differently: scores, weights, duties, figures, costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from decision.compare.two_cases import with_item
from decision.evaluation.weights import in_force
from decision.model.case import Case, Cost
from decision.model.cells import Amount
from decision.model.decision_model import DecisionModel
from decision.sentences.model_contents import in_figures
from decision.wording.lists import listed
from decision.wording.numbers import fixed

Parts = dict[str, Any]  # of a case, by name
WORDS = {"met": "met", "unmet": "not met", "unknown": "not known"}
TOLD = 3  # weights, those that differ most


@dataclass(frozen=True)
class Other:
    """One thing beside the answers on which two cases differ."""

    key: str  # what tells it from the others
    what: str  # what it is about, in words
    says: tuple[str, str]  # what each says, in words
    # Returns the parts of a case once one side (0 or 1) is taken.
    taken: Callable[[Case, int], Parts]


def other_differences(model: DecisionModel, first: Case, second: Case) -> tuple[Other, ...]:
    """Return what two cases say differently beside their answers, in the order of a case."""
    pair = (first, second)
    return tuple(
        one
        for each in (_weights, _scores, _duties, _amounts, _costs)
        for one in each(model, pair)
        if one.says[0] != one.says[1]
    )


def _weights(model: DecisionModel, pair: tuple[Case, Case]) -> Iterator[Other]:
    one, other = (in_force(model, case)[0] for case in pair)
    order = sorted(model.criteria, key=lambda name: -abs(round(one[name] - other[name], 9)))
    if not any(case.weights for case in pair):
        return

    def says(case: Case, shares: Mapping[str, float]) -> str:
        if not case.weights:
            return "Not weighed"
        parts = [f"{model.criteria[name].name} {fixed(100 * shares[name])}%" for name in told]
        return listed(parts)

    told = [name for name in order[:TOLD] if abs(one[name] - other[name]) > 1e-9]
    yield Other(
        "weights",
        "The weights, where they differ most",
        (says(pair[0], one), says(pair[1], other)),
        lambda _, side: {
            "weights": pair[side].weights,
            "weights_by": pair[side].weights_by,
            "weight_notes": pair[side].weight_notes,
        },
    )


def _scores(model: DecisionModel, pair: tuple[Case, Case]) -> Iterator[Other]:
    each = [{(one.criterion, one.option): one for one in case.overrides} for case in pair]
    for cell in dict.fromkeys([*each[0], *each[1]]):
        says = [
            f"{fixed(held[cell].score)} ({held[cell].by}: {held[cell].because})"
            if cell in held
            else "Not overruled"
            for held in each
        ]

        def taken(case: Case, side: int, cell: tuple[str, str] = cell) -> Parts:
            kept = [one for one in case.overrides if (one.criterion, one.option) != cell]
            return {"overrides": (*kept, *([each[side][cell]] if cell in each[side] else []))}

        criterion, option = cell
        what = f"The score of {model.options[option].name} on {model.criteria[criterion].name}"
        yield Other(f"score.{criterion}.{option}", what, (says[0], says[1]), taken)


def _duties(model: DecisionModel, pair: tuple[Case, Case]) -> Iterator[Other]:
    for name, gate in model.gates.items():
        options = gate.options or tuple(model.options)
        says = []
        for case in pair:
            states = {option: WORDS[case.gate(name, option)] for option in options}
            alike = len(set(states.values())) == 1
            told = [f"{model.options[option].name}: {word}" for option, word in states.items()]
            says.append(next(iter(states.values())) if alike else "; ".join(told))

        def taken(case: Case, side: int, name: str = name) -> Parts:
            return {
                part: with_item(getattr(case, part), name, getattr(pair[side], part).get(name))
                for part in ("gates", "answered_by", "confirmed_by", "notes")
            }

        yield Other(f"duty.{name}", gate.says, (says[0], says[1]), taken)


def _amounts(model: DecisionModel, pair: tuple[Case, Case]) -> Iterator[Other]:
    for name, criterion in model.criteria.items():
        if criterion.measure is None:
            continue
        unit = criterion.measure.unit
        for option, entry in model.options.items():
            held = [case.amounts.get(name, {}).get(option) for case in pair]

            def taken(case: Case, side: int, name: str = name, option: str = option) -> Parts:
                amount = pair[side].amounts.get(name, {}).get(option)
                row = with_item(case.amounts.get(name, {}), option, amount)
                return {"amounts": with_item(case.amounts, name, row or None)}

            says = _amount(held[0], unit), _amount(held[1], unit)
            yield Other(f"amount.{name}.{option}", f"{criterion.name} of {entry.name}", says, taken)


def _amount(amount: Amount | None, unit: str) -> str:
    if amount is None:
        return "As the model has it"
    said = f"{in_figures(amount.amount)} {unit}"
    if amount.low is None or amount.high is None:
        return said
    return f"{said}, {in_figures(amount.low)} to {in_figures(amount.high)}"


def _costs(model: DecisionModel, pair: tuple[Case, Case]) -> Iterator[Other]:
    for option, entry in model.options.items():
        held = [case.costs.get(option) for case in pair]

        def taken(case: Case, side: int, option: str = option) -> Parts:
            return {"costs": with_item(case.costs, option, pair[side].costs.get(option))}

        says = _cost(held[0]), _cost(held[1])
        yield Other(f"cost.{option}", f"What {entry.name} costs", says, taken)


def _cost(cost: Cost | None) -> str:
    if cost is None:
        return "Not given"
    parts = [
        f"£{in_figures(pounds)} {when}"
        for pounds, when in ((cost.one_off, "once"), (cost.yearly, "a year"))
        if pounds is not None
    ]
    said = " and ".join(parts) or "No figure"
    about = "; ".join(text for text in (cost.by, cost.note) if text)
    return f"{said} ({about})" if about else said
