"""Changed site, duties, conduct, interests, panel and decision of two cases, in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from decision.history.changed_inputs import either
from decision.history.wording import (
    because,
    brief,
    list_change,
    option,
    question,
    quoted,
    text_change,
    with_reason,
)
from decision.model.case import Ballot, Case, ConductPoint, Outcome, Site, Taken, Went
from decision.model.decision_model import DecisionModel
from decision.wording.dates import day
from decision.wording.lists import listed
from decision.wording.text import sentence

GATE_WORDS = {"met": "met", "unmet": "not met", "unknown": "not known"}
WENT: dict[Went, str] = {
    "better": "better than hoped",
    "as-hoped": "as hoped",
    "mixed": "better in part and worse in part",
    "worse": "worse than hoped",
}
MOST_BALLOTS = 5  # ballots set aside that have a sentence each


def site(before: Site, after: Site) -> Iterator[str]:
    """Return sentences on a changed site: its name, who prepared the case, its date."""
    yield from text_change("The name of the site", before.name, after.name)
    yield from text_change("The role that prepared the case", before.prepared_by, after.prepared_by)
    yield from _dates("The date of the case", before.date, after.date)


def gates(model: DecisionModel, before: Case, after: Case) -> Iterator[str]:
    """Return a sentence for each change of a duty's state, with the options it holds for."""
    for name in either(before.gates, after.gates, model.gates):
        entry = model.gates.get(name)
        about = tuple((entry.options if entry else ()) or model.options)
        moves: dict[tuple[str, str], list[str]] = {}
        for one in about:
            move = before.gate(name, one), after.gate(name, one)
            if move[0] != move[1]:
                moves.setdefault(move, []).append(one)
        for (was, now), options in moves.items():
            whole = len(options) == len(about)
            of = "every option" if whole else listed([option(model, one) for one in options])
            yield (
                f"The duty {question(model, name)} went from {GATE_WORDS[was]} to "
                f"{GATE_WORDS[now]} for {of}."
            )


def conduct(before: Case, after: Case) -> Iterator[str]:
    """Return sentences on points of the conduct checklist that were answered otherwise since."""
    words = {True: "met", False: "not met", None: "not said"}
    for name in either(before.conduct, after.conduct, ()):
        was = before.conduct.get(name, ConductPoint())
        now = after.conduct.get(name, ConductPoint())
        point = f"conduct point {quoted(name.replace('-', ' '))}"
        change = f"The {point} went from {words[was.met]} to {words[now.met]}"
        reason = f"The reason on the {point}", was.because, now.because
        yield from with_reason(change if was.met != now.met else "", *reason)
        yield from text_change(f"The role that answered for the {point}", was.by, now.by)


def interests(before: Case, after: Case) -> Iterator[str]:
    """Return sentences on interests declared since, and on those no longer there."""
    was, now = (
        [f"{brief(item.role)}: {brief(item.interest)}" for item in case.interests]
        for case in (before, after)
    )
    yield from list_change("Interests declared since", "Interests no longer there", was, now)


def panel(before: Case, after: Case) -> Iterator[str]:
    """Return sentences on each round's ballots: how many, how many changed, which set aside."""
    was, now = _rounds(before), _rounds(after)
    for number in sorted({*was, *now}):
        old, new = was.get(number, []), now.get(number, [])
        name = f"ound {number:g} of the panel"
        if not old:
            yield f"R{name} was added, with {_ballots(len(new))}."
        elif not new:
            yield f"R{name} no longer counts; it had {_ballots(len(old))}."
        elif len(old) != len(new):
            yield f"R{name} went from {_ballots(len(old))} to {_ballots(len(new))}."
        elif changed := sum(ballot not in old for ballot in new):
            yield f"In r{name}, {changed} of {_ballots(len(new))} changed."
    aside = [ballot for ballot in after.panel if ballot.removed and ballot not in before.panel]
    for ballot in aside[:MOST_BALLOTS]:
        yield sentence(f"A ballot of round {ballot.round:g} was set aside{because(ballot.removed)}")
    if len(aside) > MOST_BALLOTS:
        yield f"{len(aside) - MOST_BALLOTS} more ballots were set aside."


def _rounds(case: Case) -> dict[float, list[Ballot]]:
    rounds: dict[float, list[Ballot]] = {}
    for ballot in case.panel:
        if ballot.removed is None:
            rounds.setdefault(ballot.round, []).append(ballot)
    return rounds


def _ballots(count: int) -> str:
    return "1 ballot" if count == 1 else f"{count} ballots"


def decided(model: DecisionModel, before: Case, after: Case) -> Iterator[str]:
    """Return sentences on a changed decision, with its reason, its measures and its limits."""
    old, now = before.decision, after.decision
    if old == now:
        return
    first = option(model, old.option) if old else "none"
    if now is None:
        yield f"The decision, {first}, was taken out."
        return
    was = old or Taken(option=now.option)
    change = f"The decision went from {first} to {option(model, now.option)}"
    if old is not None and old.option == now.option:
        change = ""
    yield from with_reason(change, "The reason for the decision", was.because, now.because)
    yield from text_change("The role that took the decision", was.by, now.by)
    yield from _dates("The date of the decision", was.date, now.date)
    yield from _dates("The review date of the decision", was.review, now.review)
    yield from list_change(
        "New measures of success", "Measures of success dropped", was.measures, now.measures
    )
    yield from list_change(
        "New grounds to reverse it", "Grounds to reverse it dropped", was.reverse_if, now.reverse_if
    )


def outcome(model: DecisionModel, before: Case, after: Case) -> Iterator[str]:
    """Return sentences on a changed record of what happened."""
    was, now = before.outcome, after.outcome
    if was == now:
        return
    if now is None:
        yield "The record of what happened was taken out."
        return
    if was is None:
        in_place = option(model, now.arrangement)
        yield f"What happened is on record: {in_place} is in place, and it went {WENT[now.went]}."
        was = Outcome(arrangement=now.arrangement, went=now.went)
    if was.arrangement != now.arrangement:
        first, second = option(model, was.arrangement), option(model, now.arrangement)
        yield f"What is in place went from {first} to {second}."
    if was.went != now.went:
        yield f"How it went is now told as {WENT[now.went]}, and was told as {WENT[was.went]}."
    yield from text_change("The role that tells what happened", was.by, now.by)
    yield from _dates("The date of what happened", was.date, now.date)
    yield from list_change(
        "New figures of what happened", "Figures dropped", was.measures, now.measures
    )


def _dates(what: str, before: dt.date | None, after: dt.date | None) -> Iterator[str]:
    first, second = (day(when) if when else "none" for when in (before, after))
    if before != after:
        yield f"{what} went from {first} to {second}."
