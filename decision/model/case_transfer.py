"""A case taken over to another model: what fits, and what has to stay behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from decision.errors import KEY, Steps
from decision.model.case import Case
from decision.model.case_checks import misfits
from decision.model.decision_model import DecisionModel

# How much goes where something inside doesn't fit, as steps of its place; two for the others.
# An override or a ballot is one whole, and so is the decision.
_STEPS = {"amounts": 3, "gates": 3, "decision": 1, "outcome": 1}
# What a reader calls the parts of a case; the others are called by their key.
_PARTS = {
    "answers": "Answer",
    "answered-by": "Who answered",
    "confirmed-by": "Who confirmed",
    "disputed": "Second answer",
    "notes": "Note",
    "overrides": "Overruled score",
    "amounts": "Amount",
    "costs": "Cost",
    "gates": "Duty",
    "weights": "Weight",
    "weight-notes": "Note on a weight",
    "panel": "Ballot",
    "conduct": "Conduct",
    "decision": "Decision",
    "outcome": "Outcome",
}


@dataclass(frozen=True)
class Refit:
    """The part of a case that fits a model.

    `left_out` says in words what doesn't, each with where it stands in the case.
    """

    case: Case
    left_out: tuple[str, ...]


def refit(model: DecisionModel, case: Case) -> Refit:
    """Return a case as it fits another model, with the least left out.

    Earlier versions within the case stay as they were. Ids that fit may yet mean something
    else in the other model: only a reader can tell.
    """
    left_out: dict[str, None] = {}
    while found := list(misfits(model, case)):
        for place, message in found:
            left_out[_in_words(place, message)] = None
        case = _without(case, {_whole(place) for place, _ in found})
    return Refit(case, tuple(left_out))


def _in_words(place: Steps, message: str) -> str:
    first, *rest = (step for step in place if step != KEY)
    steps = [f"item {step + 1}" if isinstance(step, int) else step for step in rest]
    what, _, advice = message.partition("; ")
    # What to write in a file is no help here; what an id may have become is.
    meant = f"; {advice}" if advice.startswith("did you mean") else ""
    return f"{' › '.join([_PARTS.get(str(first), str(first)), *steps])}: {what}{meant}"


def _whole(place: Steps) -> Steps:
    return tuple(step for step in place if step != KEY)[: _STEPS.get(str(place[0]), 2)]


def _without(case: Case, places: Iterable[Steps]) -> Case:
    data: Any = case.model_dump(mode="python", by_alias=True, exclude_defaults=True)
    for key in ("overrides", "panel"):
        data[key] = list(data.get(key, ()))
    # Later items of a list first, so that the places of the earlier ones still hold, and what
    # is inside a group before the group.
    for *above, last in sorted(places, key=lambda place: (_item(place), len(place)), reverse=True):
        group = data
        for step in above:
            group = group[step]
        del group[last]
    return Case.model_validate(data)


def _item(place: Steps) -> int:
    """Return the index of the list item that a place is in; 0 where it is in none."""
    return next((step for step in place if isinstance(step, int)), 0)
