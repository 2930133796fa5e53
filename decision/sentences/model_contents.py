"""What a model holds, in plain words: sentences and rows for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from decision.model.cells import Score
from decision.model.decision_model import DecisionModel
from decision.model.entries import (
    Criterion,
    Fact,
    Gate,
    Matter,
    Option,
    OwnBaseline,
    Right,
    Safeguard,
    Shifts,
    WhatIf,
)
from decision.model.evidence_uses import Use
from decision.model.readings import Reading
from decision.sentences import templates as texts
from decision.sentences.phrases import course_named, named
from decision.wording.lists import listed
from decision.wording.numbers import fixed
from decision.wording.text import sentence


@dataclass(frozen=True)
class AnswerContents:
    """One answer, or item: in words, the counts or numbers it holds for, and what it does.

    `when` is empty where nothing is counted.
    """

    says: str
    when: str
    moves: tuple[str, ...]


def counts(model: DecisionModel) -> str:
    """Return in words how many of each kind of entry a model has, of those that it has."""
    every = (
        (len(model.options), "option", "options"),
        (len(model.criteria), "criterion", "criteria"),
        (len(model.facts), "fact", "facts"),
        (len(model.gates), "duty", "duties"),
        (len(model.what_ifs), "what-if", "what-ifs"),
        (len(model.evidence), "evidence entry", "evidence entries"),
    )
    sentences = [f"{count} {one if count == 1 else more}" for count, one, more in every if count]
    return f"{listed(sentences)}."


def option_says(model: DecisionModel, option: Option) -> list[str]:
    """Return what a model says of an option but its safeguards, a sentence each."""
    sentences = [option.summary] if option.summary else []
    if isinstance(option.baseline, OwnBaseline):
        where = _answered(model, option.baseline.fact, option.baseline.is_)
        sentences.append(f"It is what happens if nothing is decided, where {where}.")
    elif option.baseline:
        sentences.append("It is what happens if nothing is decided.")
    for need in option.needs:
        where = _answered(model, need.fact, need.is_)
        sentences.append(f"It can be had only if {where}.")
    if option.falls_back_to:
        sentences.append(f"Where it can't be had, {named(model, option.falls_back_to)} stands in.")
    return sentences


def _answered(model: DecisionModel, name: str, accepted: Sequence[str]) -> str:
    fact = model.facts[name]
    answers = " or ".join(f"“{fact.answers[answer].says}”" for answer in accepted)
    return f"“{fact.ask}” is answered {answers}"


def courses_say(model: DecisionModel) -> list[str]:
    """Return a sentence for each course of several forms: its name, and what its forms are."""
    return [
        f"{course_named(model, course)} is one course, in {len(forms)} forms: "
        f"{listed([named(model, form) for form in forms])}."
        for course, forms in model.courses.items()
        if len(forms) > 1
    ]


def pair_says(model: DecisionModel) -> str:
    """Return which two courses charts draw left and right."""
    first, second = (course_named(model, course) for course in model.pair)
    return f"Charts draw {first} on the left and {second} on the right."


def spread_says(model: DecisionModel) -> str:
    """Return how uncertain a model takes the sizes of its shifts to be; nothing where certain."""
    if not model.shift_spread:
        return ""
    part = fixed(model.shift_spread * 100, 0)
    return f"Each fact's shifts may really be up to {part}% smaller or larger than written."


def safeguard_says(safeguard: Safeguard) -> str:
    """Return a safeguard on one line: what is to be put in place, by whom, by when, how shown."""
    parts = (
        (texts.OWNER, safeguard.owner),
        (texts.DUE, safeguard.due),
        (texts.SHOWN_BY, safeguard.measure),
    )
    about = "; ".join(part.format(text=text) for part, text in parts if text)
    says = safeguard.says
    return texts.SAFEGUARD.format(says=sentence(says), about=about) if about else says


def right_says(model: DecisionModel, matter: Matter) -> list[str]:
    """Return who decides a matter under each option that it names, a sentence each."""
    sentences = []
    for option, right in matter.items():
        if isinstance(right, Right):
            asked = f"; {listed(list(right.asked))} asked before" if right.asked else ""
            told = f"; {listed(list(right.told))} told after" if right.told else ""
            sentences.append(f"{named(model, option)}: {right.decides} decides{asked}{told}.")
    return sentences


def speakers_say(model: DecisionModel) -> list[str]:
    """Return a sentence for each speaker of several evidence entries: who, and which."""
    entries: dict[str, list[str]] = {}
    for name, entry in model.evidence.items():
        if entry.speaker:
            entries.setdefault(entry.speaker, []).append(name)
    return [
        f"{len(names)} entries are taken as one person's, {speaker}: {listed(names)}."
        for speaker, names in entries.items()
        if len(names) > 1
    ]


def reading_says(fact: Fact, reading: Reading) -> str | None:
    """Return the answer that a fact has, in the model's words; None where it has none.

    Of a checklist without answers, how many of its items are in place.
    """
    if reading.answer is not None:
        return fact.answers[reading.answer].says
    if reading.answered:
        count = sum(map(bool, reading.items.values()))
        return texts.IN_PLACE.format(count=count, every=len(reading.items))
    return None


def use_says(model: DecisionModel, use: Use) -> str:
    """Return where a number stands that evidence is cited for."""
    if use.fact is None:
        return "Start score"
    fact = model.facts[use.fact]
    if use.item is not None:
        word = "so" if use.answer == "yes" else "not so"
        return f"If this is {word}: “{fact.items[use.item].says}”"
    return f"If “{fact.ask}” is “{fact.answers[use.answer or ''].says}”"


def weight_says(model: DecisionModel, criterion: Criterion) -> str:
    """Return a criterion's weight in swing points, and as a share of them all."""
    share = criterion.weight / sum(entry.weight for entry in model.criteria.values())
    return f"Weight {in_figures(criterion.weight)}, which is {fixed(share * 100)}% of the whole."


def criterion_says(model: DecisionModel, criterion: Criterion) -> list[str]:
    """Return what a model says of a criterion, a sentence each."""
    sentences = [criterion.means] if criterion.means else []
    measure = criterion.measure
    if measure:
        points = listed(
            [
                f"{in_figures(amount)} is worth {in_figures(at)}"
                for amount, at in measure.values.items()
            ]
        )
        sentences.append(f"Measured in {measure.unit}: {points} points.")
    ends = (("0", criterion.worst), ("100", criterion.best))
    sentences += [f"A score of {points} is: {text}" for points, text in ends if text]
    cells = []
    for option, cell in criterion.cells.items():
        number = cell.score if isinstance(cell, Score) else cell.amount
        span = (
            "" if cell.low is None else f" ({in_figures(cell.low)} to {in_figures(cell.high or 0)})"
        )
        cells.append(f"{named(model, option)} {in_figures(number)}{span}")
    sentences.append(f"{'Amounts' if measure else 'Start scores'}: {'; '.join(cells)}.")
    return sentences


def fact_kind(fact: Fact) -> str:
    """Return in words how a fact is answered."""
    if fact.items:
        return f"A checklist of {len(fact.items)}"
    return f"A number of {fact.unit}" if fact.unit else "A choice"


def answers_say(model: DecisionModel, fact: Fact) -> list[AnswerContents]:
    """Return each answer of a fact: what it says, when it holds, what it moves."""
    sentences = []
    for answer, when in zip(fact.answers.values(), _whens(fact), strict=True):
        moves = _moves(model, answer.shifts)
        if answer.warns:
            moves.append(f"Warns: {answer.warns}")
        sentences.append(AnswerContents(answer.says, when, tuple(moves)))
    return sentences


def items_say(model: DecisionModel, fact: Fact) -> list[AnswerContents]:
    """Return each item of a checklist: what it says, and what a yes and a no to it move."""
    return [
        AnswerContents(
            item.says,
            "",
            (
                *(f"If so, {move}" for move in _moves(model, item.shifts)),
                *(f"If not, {move}" for move in _moves(model, item.if_not)),
            ),
        )
        for item in fact.items.values()
    ]


def _moves(model: DecisionModel, shifts: Shifts) -> list[str]:
    moves = []
    for criterion, by in shifts.items():
        parts = [f"{named(model, option)} {_signed(points)}" for option, points in by.items()]
        moves.append(f"{model.criteria[criterion].name}: {', '.join(parts)}")
    return moves


def gate_says(model: DecisionModel, gate: Gate) -> str:
    """Return in words what a duty is, and which options it is about."""
    some = [option for option in model.options if option in gate.options]
    every = not some or len(some) == len(model.options)
    about = "every option" if every else listed([named(model, option) for option in some])
    return f"{sentence(gate.says)} About {about}."


def what_if_says(model: DecisionModel, what_if: WhatIf) -> str:
    """Return in words what a what-if supposes, and which facts it leaves out."""
    asks = listed([f"“{model.facts[name].ask}”" for name in what_if.leave_out])
    return f"{what_if.says.rstrip('.')}: leaves out {asks}."


def _whens(fact: Fact) -> Sequence[str]:
    """Return for which counts or numbers each answer holds; empty where nothing is counted."""
    starts = [answer.from_ for answer in fact.answers.values()]
    whens = []
    for start, end in zip_longest(starts, starts[1:]):
        if start is None:
            whens.append("")
        elif fact.items:
            last = len(fact.items) if end is None else int(end) - 1
            whens.append(f"{start:g}{f' to {last}' if last > start else ''} of {len(fact.items)}")
        elif end is None:
            whens.append(f"{in_figures(start)} or more")
        else:
            whens.append(f"{in_figures(start)} to under {in_figures(end)}")
    return whens


def in_figures(number: float) -> str:
    """Return a number in figures, however large, with its thousands told apart.

    >>> in_figures(1_500_000), in_figures(-0.5)
    ('1,500,000', '−0.5')
    """
    return f"{number:,.12g}".replace("-", "−")


def _signed(points: float) -> str:
    return f"{'+' if points > 0 else ''}{in_figures(points)}"
