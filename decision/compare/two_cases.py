"""Two cases of one site, side by side where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from decision.evaluation.additive import stand
from decision.evaluation.scores import score_table
from decision.evaluation.weights import Shares
from decision.model.case import Case, GivenAnswer, Ticks
from decision.model.decision_model import DecisionModel
from decision.model.entries import Fact
from decision.model.readings import Reading

NOT_ANSWERED = "Not answered"


@dataclass(frozen=True)
class Difference:
    """A fact, or an item of a checklist, that two cases answer differently.

    Attributes:
        fact: its id.
        item: the item's id; None where the whole fact is told apart.
        first, second: answer ids, or "yes" and "no" of an item; None where not answered.
        moves: points that the second's answer, in place of the first's, would add to what the
            first case's leader is ahead of its rival; None where it has no leader or no rival.
    """

    fact: str
    item: str | None
    first: str | None
    second: str | None
    moves: float | None


def differences(
    model: DecisionModel, first: Case, second: Case, shares: Shares
) -> tuple[Difference, ...]:
    """Return what the two cases answer differently, the largest effect first.

    A checklist that both tell item by item has a row for each item on which they differ, where
    its items move scores by themselves or it has no `answers`; any other fact has one row.

    Args:
        model: that both fit.
        first: the case whose leader and rival are compared.
        second: the case whose answers are put in instead, one at a time.
        shares: the weights, by criterion id; they sum to 1.
    """
    standing = stand(score_table(model, first), shares)
    leader, rival = standing.leader, standing.rival

    def moves(changed: Case) -> float | None:
        if leader is None or rival is None:
            return None
        then, now = stand(score_table(model, changed), shares).totals, standing.totals
        return (then[leader] - then[rival]) - (now[leader] - now[rival])

    found = []
    ours, theirs = standing.table.readings, score_table(model, second).readings
    for name, fact in model.facts.items():
        mine, other = ours[name], theirs[name]
        if _item_by_item(fact, mine, other):
            for item, one, two, ticks in _items(mine, other):
                found.append(Difference(name, item, one, two, moves(_with(first, name, ticks))))
        elif mine.answer != other.answer:
            changed = _with(first, name, second.answers.get(name))
            found.append(Difference(name, None, mine.answer, other.answer, moves(changed)))
    # Rounded, so that the last bit of a float doesn't overrule the order of the file.
    return tuple(sorted(found, key=lambda difference: -round(abs(difference.moves or 0), 9)))


def question(model: DecisionModel, difference: Difference) -> str:
    """Return in words what the two answer differently: the fact's question, or with the item."""
    fact = model.facts[difference.fact]
    if difference.item is None:
        return fact.ask
    return f"{fact.ask} {fact.items[difference.item].says}"


def answers(model: DecisionModel, difference: Difference) -> tuple[str, str]:
    """Return both answers in words."""
    first, second = (
        _said(model.facts[difference.fact], difference.item, answer)
        for answer in (difference.first, difference.second)
    )
    return first, second


def _said(fact: Fact, item: str | None, answer: str | None) -> str:
    if answer is None:
        return NOT_ANSWERED
    return fact.answers[answer].says if item is None else answer.capitalize()


def _item_by_item(fact: Fact, *readings: Reading) -> bool:
    """Return whether a checklist's items count one by one, and neither reading is by an id."""
    counts = any(item.moves for item in fact.items.values()) or not fact.answers
    by_id = any(reading.answer is not None and reading.open_items for reading in readings)
    return bool(fact.items) and counts and not by_id


def _items(
    mine: Reading, other: Reading
) -> Iterator[tuple[str, str | None, str | None, GivenAnswer]]:
    """Yield each item that differs: its id, both states, and our ticks with the other's state."""
    for item, state in mine.items.items():
        if state != (theirs := other.items[item]):
            yield item, _word(state), _word(theirs), _ticks({**mine.items, item: theirs})


def _word(state: bool | None) -> str | None:
    return None if state is None else ("yes" if state else "no")


def _ticks(items: Mapping[str, bool | None]) -> Ticks:
    return Ticks(
        yes=tuple(name for name, state in items.items() if state),
        unknown=tuple(name for name, state in items.items() if state is None),
    )


def _with(case: Case, fact: str, given: GivenAnswer | None) -> Case:
    """Return a case with another answer to one fact, and no second one beside it."""
    kept = {name: answer for name, answer in case.answers.items() if name != fact}
    disputed = {name: dispute for name, dispute in case.disputed.items() if name != fact}
    changed = kept if given is None else {**kept, fact: given}
    return case.model_copy(update={"answers": changed, "disputed": disputed})
