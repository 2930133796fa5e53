"""What settles a difference between two cases: one answer, or both, put into a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from decision.compare.two_cases import Difference, ticks_in, with_item, with_state
from decision.model.case import Case, Dispute, GivenAnswer, Ticks
from decision.model.case_checks import second_answer_faults
from decision.model.decision_model import DecisionModel
from decision.model.readings import read_fact

PARTS = ("answers", "answered_by", "confirmed_by", "notes", "disputed")  # of a case, by fact


@dataclass(frozen=True)
class View:
    """A case as one of two sees it; `name` is what tells it from the other on a page."""

    name: str
    case: Case

    def role(self, fact: str) -> str | None:
        """Return the role that answers a fact; None where the case names none."""
        return self.case.answered_by.get(fact) or self.case.site.prepared_by

    def who(self, fact: str) -> str:
        """Return who answers a fact: the role, or else what the view is called."""
        return self.role(fact) or self.name


Sides = tuple[View, View]
Items = Mapping[str, bool | None]  # how those of a checklist stand, by id


@dataclass(frozen=True)
class OfFact:
    """All that a case holds of one fact; None for what it does not have."""

    answers: GivenAnswer | None = None
    answered_by: str | None = None
    confirmed_by: str | None = None
    notes: str | None = None
    disputed: Dispute | None = None


def of_fact(case: Case, fact: str) -> OfFact:
    """Return what a case holds of one fact."""
    return OfFact(**{part: getattr(case, part).get(fact) for part in PARTS})


def with_fact(case: Case, fact: str, held: OfFact) -> Case:
    """Return a case that holds this of one fact; other facts stay as they are."""
    changed = {part: with_item(getattr(case, part), fact, getattr(held, part)) for part in PARTS}
    return case.model_copy(update=changed)


def parts_of(case: Case) -> dict[str, Any]:
    """Return the parts of a case that hold something of its facts, by name."""
    return {part: getattr(case, part) for part in PARTS}


def state_of(held: OfFact, item: str | None) -> tuple[object, object]:
    """Return what is settled of a fact, or of one item of it: the answer, and a second one."""
    second = None if held.disputed is None else held.disputed.says
    if item is None:
        return held.answers, second
    return _state(held.answers, item), second is not None and _state(second, item)


def _state(given: GivenAnswer | None, item: str) -> object:
    if not isinstance(given, Ticks):
        return given
    return None if item in given.unknown else item in given.yes


def taken(model: DecisionModel, case: Case, sides: Sides, one: Difference, side: int) -> OfFact:
    """Return a fact as it stands once one of two answers is taken.

    The taken side's role and note come with it, and a second answer to it goes.
    """
    view, held = sides[side], of_fact(case, one.fact)
    given = _given(model, case, sides, one, side)
    if given is None:
        return OfFact()
    role, note = view.role(one.fact), view.case.notes.get(one.fact)
    confirmed, dispute = view.case.confirmed_by.get(one.fact), None
    if one.item is not None and held.answers is not None:  # its other items are not theirs alone
        role, note = _and(held.answered_by, role), note or held.notes
        if held.disputed is not None:
            state = _items(model, one.fact, given)[one.item]
            second = with_state(_items(model, one.fact, held.disputed.says), one.item, state)
            if second is not None and second != given:
                dispute = held.disputed.model_copy(update={"says": second})
    return OfFact(given, role, confirmed, note, dispute)


def both(model: DecisionModel, case: Case, sides: Sides, one: Difference) -> OfFact | None:
    """Return a fact with both answers, the second as disputed; None where it can't be had so.

    A checklist can be disputed where each side knows every item of it. Items that are not settled
    yet stand in each list as its side has them.
    """
    first, view = taken(model, case, sides, one, 0), sides[1]
    answers, second = first.answers, _given(model, case, sides, one, 1)
    if one.item is not None:
        mine, theirs = (_items(model, one.fact, side.case.answers.get(one.fact)) for side in sides)
        stands = _items(model, one.fact, answers)
        held = case.disputed.get(one.fact)
        other = stands if held is None else _items(model, one.fact, held.says)
        answers = with_state(_filled(stands, mine), one.item, mine[one.item])
        second = with_state(_filled(other, theirs), one.item, theirs[one.item])
    if second is None or any(second_answer_faults(model.facts[one.fact], answers, second)):
        return None
    dispute = Dispute(by=view.who(one.fact), says=second, because=view.case.notes.get(one.fact))
    return replace(first, answers=answers, confirmed_by=None, disputed=dispute)


def _items(model: DecisionModel, fact: str, given: GivenAnswer | None) -> Items:
    return read_fact(model.facts[fact], given).items


def _filled(items: Items, others: Items) -> Items:
    """Return how items stand, those not known as others have them."""
    return {item: others[item] if state is None else state for item, state in items.items()}


def _given(
    model: DecisionModel, case: Case, sides: Sides, one: Difference, side: int
) -> GivenAnswer | None:
    """Return what a case is to hold with one side's answer."""
    given = sides[side].case.answers.get(one.fact)
    if one.item is None:
        return given
    fact = model.facts[one.fact]
    first, second = (read_fact(fact, view.case.answers.get(one.fact)) for view in sides)
    ticks = ticks_in(read_fact(fact, case.answers.get(one.fact)), first, second)
    return with_state(ticks, one.item, (first, second)[side].items[one.item])


def _and(before: str | None, role: str | None) -> str | None:
    if before is None or role is None:
        return before or role
    return before if role in before else f"{before} and {role}"


def in_common(model: DecisionModel, case: Case, sides: Sides) -> tuple[Case, int, int]:
    """Return a case with every answer that both give, each confirmed by the second.

    Returns:
        The case; how many facts of it this changes; how many of those it had answered otherwise.
    """
    changed, count, replaced = case, 0, 0
    for name, fact in model.facts.items():
        first, second = (read_fact(fact, view.case.answers.get(name)) for view in sides)
        alike = first.answer == second.answer and first.items == second.items
        if not (first.answered and second.answered and alike):
            continue
        given, held = sides[0].case.answers[name], of_fact(case, name)
        first_role, second_role = (view.role(name) for view in sides)
        notes = [note for view in sides if (note := view.case.notes.get(name))]
        confirmed = second_role if second_role != first_role else None
        dispute = held.disputed if held.answers == given else None
        new = OfFact(given, first_role, confirmed, notes[0] if notes else held.notes, dispute)
        if new != held:
            changed, count = with_fact(changed, name, new), count + 1
            replaced += held.answers is not None and held.answers != given
    return changed, count, replaced


def of_one_alone(
    model: DecisionModel, case: Case, sides: Sides, found: Iterable[Difference]
) -> tuple[Case, int]:
    """Return a case with every answer that only one of two gives, and how many are new to it."""
    changed, count = case, 0
    for one in found:
        if one.conflicts:
            continue
        new = taken(model, changed, sides, one, one.first is None)
        if new.answers != of_fact(changed, one.fact).answers:
            changed, count = with_fact(changed, one.fact, new), count + 1
    return changed, count
