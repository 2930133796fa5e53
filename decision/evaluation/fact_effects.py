"""What the answer to a fact does to the scores: points by cell, each with where it comes from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.model.entries import Fact, by_cell
from decision.model.readings import Reading, read_fact, read_ticks

# What is said of an item that gives no reason; templates that are filled in.
MEAN_EFFECT = "Not told item by item; the mean effect of: {says}"
NOT_SO = "Not so: {says}"

Place = tuple[str, str]  # of a cell: a criterion's id and an option's


@dataclass(frozen=True)
class Reason:
    """Points that a cell gets, and why; the reasons of a cell sum to its score.

    `fact`, `answer` and `item` say what moved it. Of an item, `answer` is "yes" or "no", and
    None where the points are the mean over both.
    """

    points: float
    because: str
    evidence: tuple[str, ...] = ()
    fact: str | None = None
    answer: str | None = None
    item: str | None = None


def settled(name: str, fact: Fact, reading: Reading) -> dict[Place, list[Reason]]:
    """Return what is known of a fact does to each cell, in file order.

    An answer shifts at once, and so does each item that is known. Of a checklist answered by an
    answer's id, each item adds the mean of its effects over the completions that are left.
    """
    found: dict[Place, list[Reason]] = {}
    if reading.answer is not None:
        given = fact.answers[reading.answer]
        for cell, points in by_cell(given.shifts).items():
            reason = Reason(
                points, given.because or given.says, given.evidence, name, reading.answer
            )
            found.setdefault(cell, []).append(reason)
    for item, state in reading.items.items():
        entry = fact.items[item]
        if state is None:
            if reading.answer is None or not entry.moves:
                continue
            yes, no = by_cell(entry.shifts), by_cell(entry.if_not)
            part = reading.chance
            moves = {
                cell: part * yes.get(cell, 0.0) + (1 - part) * no.get(cell, 0.0)
                for cell in (*yes, *no)
            }
            said, word = MEAN_EFFECT.format(says=entry.says), None
        else:
            moves = by_cell(entry.shifts if state else entry.if_not)
            said = entry.because or (entry.says if state else NOT_SO.format(says=entry.says))
            word = "yes" if state else "no"
        for cell, points in moves.items():
            found.setdefault(cell, []).append(
                Reason(points, said, entry.evidence, name, word, item)
            )
    return found


def open_range(fact: Fact, reading: Reading) -> dict[Place, tuple[float, float]]:
    """Return how far what isn't known of a fact can still move each cell, least and most.

    Item effects and the answer that they reach are taken together. Of a checklist answered by an
    answer's id: how far its items can move the cell from their mean.
    """
    if not reading.items:
        if reading.answered:
            return {}
        every = [by_cell(fact.answers[answer].shifts) for answer in reading.possible]
        return _ends(every)
    unknown = reading.open_items
    if not unknown:
        return {}
    yes = [by_cell(fact.items[item].shifts) for item in unknown]
    no = [by_cell(fact.items[item].if_not) for item in unknown]
    counted = {
        more: by_cell(fact.answers[answer].shifts)
        for more in range(reading.ticks[0], reading.ticks[1] + 1)
        if reading.answer is None and (answer := fact.pick((reading.count or 0) + more)) is not None
    }
    found: dict[Place, tuple[float, float]] = {}
    for cell in dict.fromkeys(cell for moves in (*yes, *no, *counted.values()) for cell in moves):
        none = math.fsum(moves.get(cell, 0.0) for moves in no)
        steps = sorted(y.get(cell, 0.0) - n.get(cell, 0.0) for y, n in zip(yes, no, strict=True))
        low, high = math.inf, -math.inf
        for more in range(reading.ticks[0], reading.ticks[1] + 1):
            at = none + counted.get(more, {}).get(cell, 0.0)
            low = min(low, at + math.fsum(steps[:more]))
            high = max(high, at + math.fsum(steps[len(steps) - more :]))
        if reading.answer is not None:
            mean = none + reading.chance * math.fsum(steps)
            low, high = low - mean, high - mean
        found[cell] = low, high
    return found


def _ends(every: list[dict[Place, float]]) -> dict[Place, tuple[float, float]]:
    touched = dict.fromkeys(cell for moves in every for cell in moves)
    return {
        cell: (
            min(moves.get(cell, 0.0) for moves in every),
            max(moves.get(cell, 0.0) for moves in every),
        )
        for cell in touched
    }


def with_item(fact: Fact, reading: Reading, item: str, state: bool) -> Reading:
    """Return how a checklist stands once one more item is known, by its answer or item by item."""
    items = {**reading.items, item: state}
    if reading.answer is None or not reading.open_items:
        return read_ticks(fact, items)
    # It was answered by an answer's id: how many of its items are ticked stays within bounds.
    left = sum(one is None for one in items.values())
    least, most = reading.ticks
    ticks = (max(0, least - state), min(most - state, left))
    return Reading(reading.answer, reading.possible, None, items, ticks)


def readings_of(
    model: DecisionModel, case: Case, left_out: frozenset[str] = frozenset()
) -> dict[str, Reading]:
    """Return how each fact stands, without those left out, by id."""
    return {
        name: read_fact(fact, case.answers.get(name))
        for name, fact in model.facts.items()
        if name not in left_out
    }


def disputes_of(
    model: DecisionModel, case: Case, readings: Mapping[str, Reading]
) -> dict[str, Reading]:
    """Return how each disputed fact stands by its second answer, by id."""
    return {
        name: read_fact(model.facts[name], dispute.says)
        for name, dispute in case.disputed.items()
        if name in readings
    }
