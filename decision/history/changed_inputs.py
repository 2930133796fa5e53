"""Changed answers, weights, overrides, amounts and costs between two cases, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from decision.evaluation.weights import in_force
from decision.history.wording import (
    because,
    brief,
    criterion,
    moved,
    option,
    question,
    quoted,
    text_change,
    with_reason,
)
from decision.model.case import Case, Cost, Dispute, Override, Ticks
from decision.model.case_checks import misfits, weights_of
from decision.model.cells import Amount
from decision.model.decision_model import DecisionModel
from decision.model.readings import read_fact
from decision.sentences.model_contents import reading_says
from decision.wording.lists import listed
from decision.wording.numbers import figure
from decision.wording.text import sentence

WAYS = {
    "swing": "swing weighting",
    "direct": "direct entry",
    "rank": "rank order",
    "panel-mean": "the mean of the panel's people",
    "panel-role-mean": "the mean of the panel's roles",
    "panel-median": "the panel's median",
    "agreed": "agreement",
}
WHOSE = {
    "case": "the case's own",
    "panel": "the mean of the panel's last round",
    "model": "those that the model came with",
}


def either(before: Mapping[str, Any], after: Mapping[str, Any], order: Iterable[str]) -> list[str]:
    """Return the keys of two groups once: in `order`, then those that `order` doesn't have."""
    both = {**before, **after}
    known = [name for name in order if name in both]
    return [*known, *(name for name in both if name not in known)]


def fits(model: DecisionModel, case: Case) -> bool:
    """Return whether a case fits a model; an earlier version may have been written for another."""
    return next(misfits(model, case), None) is None


def answers(model: DecisionModel, before: Case, after: Case) -> Iterator[str]:
    """Return sentences on changed answers, who gave or confirmed them, second answers, notes."""
    for name in either(before.answers, after.answers, model.facts):
        was, now = before.answers.get(name), after.answers.get(name)
        first, second = _answer(model, name, was), _answer(model, name, now)
        ticks = _ticks(model, name, was, now)
        yield from _answered(question(model, name), first, second, ticks)
    asked = (*model.facts, *model.gates)

    def texts(what: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
        for name in either(old, new, asked):
            yield from text_change(f"{what} {question(model, name)}", old.get(name), new.get(name))

    yield from texts("The role that answered", before.answered_by, after.answered_by)
    confirmed = before.confirmed_by, after.confirmed_by
    yield from texts("The role that confirmed the answer to", *confirmed)
    for name in either(before.disputed, after.disputed, model.facts):
        yield from _second(model, name, before.disputed.get(name), after.disputed.get(name))
    yield from texts("The note on", before.notes, after.notes)


def _second(
    model: DecisionModel, name: str, was: Dispute | None, now: Dispute | None
) -> Iterator[str]:
    """Yield sentences on a second answer to a fact that was added, changed or taken back."""
    what = f"second answer to {question(model, name)}"
    first = _answer(model, name, was.says) if was else ""
    second = _answer(model, name, now.says) if now else ""
    if was is None and now is not None:
        given = f"A {what} was given by {brief(now.by)}: {second}"
        yield sentence(f"{given}{because(now.because)}")
    elif now is None:
        yield f"The {what}, {first}, was taken back."
    elif was is not None:
        ticks = _ticks(model, name, was.says, now.says)
        yield from _answered(f"The {what}", first, second, ticks)
        yield from text_change(f"The role that gives the {what}", was.by, now.by)
        yield from text_change(f"The reason for the {what}", was.because, now.because)


def _answered(what: str, first: str, second: str, ticks: str) -> Iterator[str]:
    if first != second:
        yield sentence(f"{what} went from {first} to {second}") + ticks
    elif ticks:
        yield f"{what} is still {second}.{ticks}"


def _answer(model: DecisionModel, name: str, given: str | float | Ticks | None) -> str:
    if given is None:
        return "not answered"
    if name not in model.facts:
        return "an answer that this model doesn't have"
    fact = model.facts[name]
    try:
        reading = read_fact(fact, given)
    except ValueError:
        return "an answer that this model doesn't have"
    words = reading_says(fact, reading)
    if words is not None and reading.answer is None:
        return words  # a checklist without answers: how many of its items are in place
    says = "not answered" if words is None else quoted(words)
    if isinstance(given, Ticks):
        open_ones = f", {len(set(given.unknown))} not known" if given.unknown else ""
        return f"{says} ({len(set(given.yes))} of {len(fact.items)} ticked{open_ones})"
    if isinstance(given, str) or reading.count is None:
        return says
    return f"{says} ({figure(given, 12)} {fact.unit})"


def _ticks(model: DecisionModel, name: str, was: Any, now: Any) -> str:
    """Return which items of a checklist are otherwise than they were."""
    if not (isinstance(was, Ticks) and isinstance(now, Ticks) and name in model.facts):
        return ""
    changed = (
        ("Newly ticked", [item for item in now.yes if item not in was.yes]),
        ("No longer ticked", [item for item in was.yes if item not in now.yes]),
        ("No longer known", [item for item in now.unknown if item not in (*was.unknown, *was.yes)]),
        (
            "Now known not to be so",
            [item for item in was.unknown if item not in (*now.unknown, *now.yes)],
        ),
    )
    items = {item: entry.says for item, entry in model.facts[name].items.items()}
    return "".join(
        f" {words}: {listed([quoted(items.get(item, item)) for item in these])}."
        for words, these in changed
        if these
    )


def weights(model: DecisionModel, before: Case, after: Case) -> Iterator[str]:
    """Return sentences on changed weights, with their reasons.

    In points where both are on one scale; else, as between a panel's mean and points of
    one's own, in shares of the whole.
    """
    if not (fits(model, before) and fits(model, after)):
        yield "One of the two doesn't fit this model, so their weights are not compared."
        return
    (was, whose_was), (now, whose_now) = in_force(model, before), in_force(model, after)
    if whose_was != whose_now:
        yield f"The weights that count went from {WHOSE[whose_was]} to {WHOSE[whose_now]}."
    way_was, way_now = before.weights_by, after.weights_by
    if way_was != way_now:
        start = f"went from {WAYS[way_was]} to" if way_was else "is now"
        yield f"The way of weighing {start} {WAYS[way_now] if way_now else 'none in particular'}."
    unit, what = "{}", "weight"
    if _scale(before, whose_was) == _scale(after, whose_now) != "panel":
        was, now = weights_of(model, before), weights_of(model, after)
    else:
        was = {name: share * 100 for name, share in was.items()}
        now = {name: share * 100 for name, share in now.items()}
        unit, what = "{}%", "share"
    for name in model.criteria:
        note, old = after.weight_notes.get(name), before.weight_notes.get(name)
        reason = f"The reason for the weight of {criterion(model, name)}"
        kept = f"; its reason was left as it stood: {quoted(note)}" if note and note == old else ""
        change = ""
        if abs(was[name] - now[name]) > 1e-9:
            change = f"The {what} of {criterion(model, name)} {moved(was[name], now[name], unit)}"
        yield from with_reason(change, reason, old, note, kept)


def _scale(case: Case, whose: str) -> str:
    """Return the scale that weights are on; the model's own are swing points."""
    return (case.weights_by or "swing") if whose == "case" else {"model": "swing"}.get(whose, whose)


def overrides(model: DecisionModel, before: Case, after: Case) -> Iterator[str]:
    """Return sentences on scores overruled since, and overrulings changed or taken back."""
    was, now = _by_cell(before), _by_cell(after)
    for cell in dict.fromkeys((*was, *now)):
        name, of = criterion(model, cell[0]), option(model, cell[1])
        score, old, new = f"score of {of} on {name}", was.get(cell), now.get(cell)
        if new is None and old is not None:
            yield f"The overruling of the {score}, at {figure(old.score, 6)}, was taken back."
        elif old is None and new is not None:
            by = f"The {score} was overruled by {brief(new.by)}, to {figure(new.score, 6)}"
            yield sentence(f"{by}{because(new.because)}")
        elif old is not None and new is not None:
            what = f"overruling of the {score}"
            if old.score != new.score:
                change = moved(old.score, new.score)
                yield sentence(f"The overruled {score} {change}{because(new.because)}")
            else:
                yield from text_change(f"The reason for the {what}", old.because, new.because)
            yield from text_change(f"The role behind the {what}", old.by, new.by)


def _by_cell(case: Case) -> dict[tuple[str, str], Override]:
    return {(item.criterion, item.option): item for item in case.overrides}


def amounts(model: DecisionModel, before: Case, after: Case) -> Iterator[str]:
    """Return sentences on changed measured amounts; the model's own where a case gives none."""
    for name in either(before.amounts, after.amounts, model.criteria):
        was, now = before.amounts.get(name, {}), after.amounts.get(name, {})
        entry = model.criteria.get(name)
        unit = f" ({entry.measure.unit})" if entry and entry.measure else ""
        for of in either(was, now, model.options):
            cell = entry.cells.get(of) if entry else None
            own = cell if isinstance(cell, Amount) else None
            what = f"amount of {option(model, of)} on {criterion(model, name)}"
            yield from _amount(what, was.get(of, own), now.get(of, own), unit)


def _amount(what: str, old: Amount | None, new: Amount | None, unit: str) -> Iterator[str]:
    if old is None or new is None:
        if new is not None:
            yield f"The {what} is given as {figure(new.amount, 12)}{unit}."
        elif old is not None:
            yield f"The {what}, {figure(old.amount, 12)}{unit}, was taken out."
        return
    change = ""
    if old.amount != new.amount:
        change = f"The {what} {moved(old.amount, new.amount)}{unit}"
    yield from with_reason(change, f"The reason for the {what}", old.because, new.because)
    if (old.low, old.high) != (new.low, new.high):
        yield f"The range of the {what} went from {_range(old)} to {_range(new)}."


def _range(amount: Amount) -> str:
    if amount.low is None or amount.high is None:
        return "none"
    return f"{figure(amount.low, 12)}–{figure(amount.high, 12)}"


def costs(model: DecisionModel, before: Case, after: Case) -> Iterator[str]:
    """Return sentences on changed costs, in pounds."""
    for name in either(before.costs, after.costs, model.options):
        old, new, of = before.costs.get(name), after.costs.get(name), option(model, name)
        if old is None and new is not None:
            yield sentence(f"The costs of {of} were given: {_cost(new)}")
        elif new is None and old is not None:
            yield sentence(f"The costs of {of} were taken out: {_cost(old)}")
        elif old is not None and new is not None:
            yield from _pounds_change(f"one-off cost of {of}", old.one_off, new.one_off)
            yield from _pounds_change(f"yearly cost of {of}", old.yearly, new.yearly)
            yield from text_change(f"The source of the costs of {of}", old.by, new.by)
            yield from text_change(f"The note on the costs of {of}", old.note, new.note)


def _cost(cost: Cost) -> str:
    once, yearly = (
        "not given" if pounds is None else _pounds(pounds) for pounds in (cost.one_off, cost.yearly)
    )
    by = f", by {brief(cost.by)}" if cost.by else ""
    note = f". Note: {quoted(cost.note)}" if cost.note else ""
    return f"one-off {once}, yearly {yearly}{by}{note}"


def _pounds_change(what: str, old: float | None, new: float | None) -> Iterator[str]:
    if old is None and new is not None:
        yield f"The {what} is given as {_pounds(new)}."
    elif new is None and old is not None:
        yield f"The {what}, {_pounds(old)}, was taken out."
    elif old is not None and new is not None and old != new:
        yield f"The {what} {moved(old, new, '£{}')}."


def _pounds(value: float) -> str:
    return f"£{figure(value, 2)}"
