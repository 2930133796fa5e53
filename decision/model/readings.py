"""How the answers of a case read against the facts of a model."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from decision.model.case import Ticks
from decision.model.entries import Fact
from decision.wording.numbers import is_number
from decision.wording.suggestions import nearest, shown


@dataclass(frozen=True)
class Reading:
    """How a fact stands: its answer, or the answers still possible where it has none."""

    answer: str | None  # the id of its answer; None where it has none, or has no `answers` to pick
    possible: tuple[str, ...]  # ids of the answers that it may still get, in file order
    count: float | None = None  # the number given, in the fact's unit, or the ticks counted so far
    # Of a checklist: True for an item in place, False for one that isn't, None for one not known,
    # by id.
    items: Mapping[str, bool | None] = field(default_factory=dict)
    # How many of the items not known may be in place, least and most.
    ticks: tuple[int, int] = (0, 0)

    @property
    def open_items(self) -> tuple[str, ...]:
        """The items that are not known, in file order."""
        return tuple(name for name, state in self.items.items() if state is None)

    @property
    def answered(self) -> bool:
        """Whether it has an answer: of a checklist without `answers`, whether it is complete."""
        return self.answer is not None or (bool(self.items) and not self.open_items)

    def chances(self) -> dict[int, float]:
        """Return how likely each number of yeses among the open items is.

        Every completion that `ticks` allows is equally likely.
        """
        size = len(self.open_items)
        ways = {more: math.comb(size, more) for more in range(self.ticks[0], self.ticks[1] + 1)}
        return {more: count / sum(ways.values()) for more, count in ways.items()}

    @property
    def chance(self) -> float:
        """How likely a yes is for one item that is not known: the same for each; 0 with none."""
        size = len(self.open_items)
        return sum(part * more for more, part in self.chances().items()) / size if size else 0.0


def read_fact(fact: Fact, given: str | float | Ticks | None) -> Reading:
    """Return how one fact stands, from what a case gives for it (None: nothing).

    Raises ValueError: the fact has no such answer or item, or the number is below its first.
    """
    if given is None and fact.items:
        return read_ticks(fact, {})
    if given is None:
        return Reading(None, tuple(fact.answers))
    if isinstance(given, Ticks):
        return _read_list(fact, given)
    # Where a fact counts in a unit, a bare number is a count even if an answer's id is that number.
    if isinstance(given, str) or (not fact.unit and str(given) in fact.answers):
        if str(given) not in fact.answers:
            if fact.unit and isinstance(given, str) and is_number(given.strip()):
                raise ValueError(f"is a number in quotes; write {given.strip()[:40]} without them")
            raise ValueError(f"can't be {shown(given)}; {_what_to_write(fact)}")
        return _read_id(fact, str(given))
    if not fact.unit:
        raise ValueError(f"can't be {shown(given)}; {_what_to_write(fact)}")
    picked = fact.pick(given)
    if picked is None:
        first = next(iter(fact.answers.values())).from_
        raise ValueError(f"is {given}, below the first answer; write {first} or more")
    return Reading(picked, (picked,), given)


def read_ticks(fact: Fact, states: Mapping[str, bool | None]) -> Reading:
    """Return how a checklist stands with some items known; those left out are not known."""
    items = {name: states.get(name) for name in fact.items}
    count = sum(state is True for state in items.values())
    size = sum(state is None for state in items.values())
    reach = dict.fromkeys(fact.pick(count + more) for more in range(size + 1))
    possible = tuple(name for name in reach if name is not None)
    answer = possible[0] if possible and not size else None
    return Reading(answer, possible, count, items, (0, size))


def _read_id(fact: Fact, answer: str) -> Reading:
    """Return how a fact stands with an answer given by its id.

    Of a checklist this leaves its items open, but for how many may be in place.
    """
    if not fact.items:
        return Reading(answer, (answer,))
    size = len(fact.items)
    fits = [count for count in range(size + 1) if fact.pick(count) == answer]
    least, most = fits[0], fits[-1]
    if least == most and least in (0, size):
        return Reading(answer, (answer,), least, dict.fromkeys(fact.items, least == size))
    return Reading(answer, (answer,), None, dict.fromkeys(fact.items), (least, most))


def _read_list(fact: Fact, ticks: Ticks) -> Reading:
    if not fact.items:
        raise ValueError(f"is a list, and this fact has no `items`; {_what_to_write(fact)}")
    for item in (*ticks.yes, *ticks.unknown):
        if item not in fact.items:
            raise ValueError(f"can't hold {shown(item)}; {nearest(item, fact.items)}")
    if twice := [item for item in ticks.yes if item in ticks.unknown]:
        raise ValueError(f"has `{twice[0]}` as both yes and unknown; keep it in one list")
    return read_ticks(
        fact, {name: name in ticks.yes for name in fact.items if name not in ticks.unknown}
    )


def _what_to_write(fact: Fact) -> str:
    ids = ", ".join(f"`{name}`" for name in islice(fact.answers, 12))
    if fact.items:
        listed = "a list of the items that are in place"
        return f"write one of {ids}, or {listed}" if ids else f"write {listed}"
    return f"write one of {ids}, or a number of {fact.unit}" if fact.unit else f"write one of {ids}"
