"""How the answers of a case read against the facts of a model."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from decision.model.case import Ticks
from decision.model.entries import Fact
from decision.wording.numbers import is_number
from decision.wording.suggestions import nearest, shown


@dataclass(frozen=True)
class Reading:
    """How a fact stands: its answer, or the answers still possible where it has none.

    `answer` and `possible` are ids of answers, the possible ones in file order. `count` is the
    number given, in the fact's unit, or the ticks counted so far.
    """

    answer: str | None
    possible: tuple[str, ...]
    count: float | None = None


def read_fact(fact: Fact, given: str | float | Ticks | None) -> Reading:
    """Return how one fact stands, from what a case gives for it (None: nothing).

    Raises:
        ValueError: the fact has no such answer or item, or the number is below its first.
    """
    every = tuple(fact.answers)
    if given is None:
        return Reading(None, every)
    if isinstance(given, Ticks):
        return _read_ticks(fact, given)
    # Where a fact counts in a unit, a bare number is a count even if an answer's id is that number.
    if isinstance(given, str) or (not fact.unit and str(given) in fact.answers):
        if str(given) not in fact.answers:
            if fact.unit and isinstance(given, str) and is_number(given.strip()):
                raise ValueError(f"is a number in quotes; write {given.strip()[:40]} without them")
            raise ValueError(f"can't be {shown(given)}; {_what_to_write(fact)}")
        return Reading(str(given), (str(given),))
    if not fact.unit:
        raise ValueError(f"can't be {shown(given)}; {_what_to_write(fact)}")
    picked = fact.pick(given)
    if picked is None:
        first = next(iter(fact.answers.values())).from_
        raise ValueError(f"is {given}, below the first answer; write {first} or more")
    return Reading(picked, (picked,), given)


def _read_ticks(fact: Fact, ticks: Ticks) -> Reading:
    if not fact.items:
        raise ValueError(f"is a list, and this fact has no `items`; {_what_to_write(fact)}")
    for item in (*ticks.yes, *ticks.unknown):
        if item not in fact.items:
            raise ValueError(f"can't hold {shown(item)}; {nearest(item, fact.items)}")
    if twice := [item for item in ticks.yes if item in ticks.unknown]:
        raise ValueError(f"has `{twice[0]}` as both yes and unknown; keep it in one list")
    count, more = len(set(ticks.yes)), len(set(ticks.unknown))
    reach = dict.fromkeys(fact.pick(count + extra) for extra in range(more + 1))
    possible = tuple(name for name in reach if name is not None)
    return Reading(None if more else possible[0], possible, count)


def _what_to_write(fact: Fact) -> str:
    ids = ", ".join(f"`{name}`" for name in islice(fact.answers, 12))
    if fact.items:
        return f"write one of {ids}, or a list of the items that are in place"
    return f"write one of {ids}, or a number of {fact.unit}" if fact.unit else f"write one of {ids}"
