"""The entries of a model: one class a kind of entry of criteria.yaml, one field a key of it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, model_validator

from decision.errors import Found, MisfitError
from decision.model.cells import Amount, Measure, Score
from decision.model.record import Record
from decision.model.scalars import (
    Flag,
    Id,
    Ids,
    IsList,
    IsMapping,
    Number,
    SomeIds,
    Text,
    Texts,
    Weight,
    read_flag,
    read_text,
)

# Where reports put a fact, a criterion or a gate.
Topic = Literal["finance", "workforce", "on-call", "safety", "information", "consultation"]
EvidenceKind = Literal["opinion", "experience", "figure", "regulation", "guidance"]


class Evidence(Record):
    """One claim or source that numbers rest on, with what weakens it."""

    says: Text = Field(examples=["what is claimed, in your own words"])
    """What is claimed, in your own words."""
    by: Text = Field(examples=["a role"])
    """Who says so, by role."""
    speaker: Text | None = None
    """The one person behind it, where entries name that person in several ways; left out, by."""
    kind: EvidenceKind = Field(examples=["opinion"])
    """A view, what happened at one place, something counted, a law, or advice."""
    source: Text | None = None
    """Where a reader can look it up."""
    caveat: Text | None = None
    """What weakens it."""
    context: Text | None = None
    """Why no number rests on it, where none does."""


class Need(Record):
    """A fact that must have one of some answers for an option to be really available."""

    fact: Id = Field(examples=["the-fact"])
    """The id of a fact."""
    is_: SomeIds = Field(examples=["[its-answer]"])
    """The answers of that fact that will do."""


class OwnBaseline(Record):
    """The answers of a fact that make an option what happens if nothing is decided."""

    fact: Id = Field(examples=["the-fact"])
    """The id of a fact."""
    is_: SomeIds = Field(examples=["[its-answer]"])
    """The answers of that fact with which it is."""


def _read_baseline(value: Any) -> Any:
    if isinstance(value, Mapping):
        return OwnBaseline.model_validate(value)
    return value if isinstance(value, OwnBaseline) else read_flag(value)


class Safeguard(Record):
    """One thing that must be put in place if an option is chosen."""

    says: Text = Field(examples=["what must be put in place"])
    """What must be put in place."""
    owner: Text | None = None
    """Who sees to it, by role."""
    measure: Text | None = None
    """How anyone can tell that it is in place."""
    due: Text | None = None
    """By when, as in "three months after the decision"."""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping | Safeguard) else {"says": read_text(value)}


class Right(Record):
    """Who decides one matter under one option, who is asked first and who is told."""

    decides: Text = Field(examples=["Radiology"])
    """Who decides."""
    asked: Texts = ()
    """Who is asked before."""
    told: Texts = ()
    """Who is told after."""


def read_matter(value: Any) -> Any:
    """Return what is to be decided, as text, or who decides it, as a `Right`."""
    if isinstance(value, Mapping):
        return Right.model_validate(value)
    return value if isinstance(value, Right) else read_text(value)


# One matter to decide: what it is, under `says`, and whose it is, by option id.
Matter = Annotated[
    dict[
        Id, Annotated[str | Right, PlainValidator(read_matter, json_schema_input_type=Text | Right)]
    ],
    IsMapping,
]


class Option(Record):
    """One of the options compared: the head of a course, or a form of the one it falls back to."""

    name: Text = Field(examples=["Stay as now"])
    """What it is called on pages and papers."""
    course: Text | None = None
    """What it and its forms are called together; left out, its name."""
    summary: Text | None = None
    """One sentence on what it is."""
    baseline: Annotated[
        bool | OwnBaseline,
        PlainValidator(_read_baseline, json_schema_input_type=Flag | OwnBaseline),
    ] = False
    """Whether it is what happens if nothing is decided, or where; one option at most."""
    needs: Annotated[tuple[Need, ...], IsList] = ()
    """Facts that must have one of some answers for it to be really available."""
    falls_back_to: Id | None = None
    """The option that happens instead where it is not available, and that it is a form of."""
    safeguards: Annotated[tuple[Safeguard, ...], IsList] = ()
    """What must be put in place if it is chosen."""


class Criterion(Record):
    """One thing that matters: judged by scores, or measured by amounts and a value function."""

    name: Text = Field(examples=["Clinical responsiveness"])
    """What it is called on pages and papers."""
    group: Text | None = None
    """The heading that it stands under."""
    topic: Topic | None = None
    """The section of a report that tells its scores; left out, none."""
    means: Text | None = None
    """What is judged."""
    worst: Text | None = None
    """What a score of 0 looks like: the worst that is realistic."""
    best: Text | None = None
    """What a score of 100 looks like: the best that is realistic."""
    weight: Weight = Field(examples=[100])
    """Swing points: 100 for the lift from worst to best that matters most."""
    scores: Annotated[dict[Id, Score], IsMapping] | None = None
    """A score of 0 to 100 for every option: the criterion is judged."""
    measure: Measure | None = None
    """A unit, and what its amounts are worth: the criterion is measured."""
    amounts: Annotated[dict[Id, Amount], IsMapping] | None = None
    """An amount for every option, in the unit of the measure."""
    evidence: Ids = ()
    """Ids of the evidence that it rests on; the main one first."""

    @model_validator(mode="after")
    def _judged_or_measured(self) -> Criterion:
        if self.scores is not None and (self.measure or self.amounts is not None):
            raise ValueError("has both `scores` and a measure; keep one of the two")
        if self.scores is None and self.measure and self.amounts is None:
            raise ValueError("has a `measure` and no `amounts`; write an amount for every option")
        if self.amounts is not None and self.measure is None:
            raise ValueError("has `amounts` and no `measure`; write `measure:` too")
        if self.scores is None and self.measure is None:
            raise ValueError(
                "has no `scores`; write a score for every option, or both `measure` and `amounts`"
            )
        return self

    @property
    def cells(self) -> Mapping[str, Score | Amount]:
        """The start scores, or the amounts, by option id."""
        if self.scores is not None:
            return self.scores
        return self.amounts or {}


# Points added to scores, or taken off: by criterion, then option.
Shifts = Annotated[dict[Id, Annotated[dict[Id, Number], IsMapping]], IsMapping]


def by_cell(shifts: Shifts) -> dict[tuple[str, str], float]:
    """Return how many points shifts move each cell, by criterion and option."""
    return {(name, option): by for name, moves in shifts.items() for option, by in moves.items()}


class Answer(Record):
    """One possible answer to a fact, and what it does to the scores."""

    says: Text = Field(examples=["what was seen"])
    """The answer in words."""
    from_: Number | None = None
    """The least number, or the fewest ticks, that picks this answer."""
    shifts: Shifts = {}
    """Points added to scores, or taken off: by criterion, then option."""
    because: Text | None = None
    """Why it moves them."""
    evidence: Ids = ()
    """Ids of the evidence that it rests on; the main one first."""
    warns: Text | None = None
    """A text shown with the result when this is the answer."""


class Item(Record):
    """One thing to tick on a checklist, and what a yes and a no do to the scores."""

    says: Text = Field(examples=["what to look for"])
    """What to look for."""
    shifts: Shifts = {}
    """Points that a yes adds to scores, or takes off: by criterion, then option."""
    if_not: Shifts = {}
    """Points that a no adds to scores, or takes off: by criterion, then option."""
    because: Text | None = None
    """Why it moves them."""
    evidence: Ids = ()
    """Ids of the evidence that it rests on; the main one first."""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping | Item) else {"says": read_text(value)}

    @property
    def moves(self) -> bool:
        """Return whether a yes or a no to it moves a score."""
        return bool(self.shifts or self.if_not)


class Fact(Record):
    """Something about the site that can be observed, and the answers it may have."""

    ask: Text = Field(examples=["How many months has the longest vacancy been open?"])
    """The question as it is put to people."""
    group: Text | None = None
    """The heading that it stands under."""
    topic: Topic | None = None
    """The section of a report that tells its answer; left out, none."""
    who: Text | None = None
    """Who can best answer it."""
    key: Flag = False
    """Whether the word can't be clear until it is answered."""
    help: Text | None = None
    """What counts as proof, or where to look."""
    unit: Text | None = None
    """What a number is of; the number then picks the answer by from."""
    items: Annotated[dict[Id, Item], IsMapping] = {}
    """Things to tick, by id; the number of ticks then picks the answer by from."""
    answers: Annotated[dict[Id, Answer], IsMapping] = Field(
        default={}, examples=["{id: {says: text}}"]
    )
    """The answers that it may have, by id; a checklist may do without."""

    @model_validator(mode="after")
    def _thresholds(self) -> Fact:
        if not self.answers and not self.items:
            advice = "write `answers: {id: {says: text}}`, one or more"
            if "answers" in self.model_fields_set:
                raise MisfitError([(("answers",), f"is empty; {advice}")])
            raise ValueError(f"has neither `answers` nor `items`; {advice}")
        if self.items and self.unit:
            raise ValueError("has both `items` and `unit`; keep one of the two")
        if found := list(self._misplaced()):
            raise MisfitError(found)
        return self

    def _misplaced(self) -> Found:
        """Yield what is wrong with where the answers begin to hold."""
        given = {name: one.from_ for name, one in self.answers.items() if one.from_ is not None}
        counted = "items" if self.items else "unit" if self.unit else None
        if counted is None:
            for name in list(given)[:1]:
                says = "is for a fact with `items` or a `unit`; remove it, or give the fact one"
                yield ("answers", name, "from"), says
            return
        for name in self.answers.keys() - given.keys():
            says = f"has no `from`, and the fact has `{counted}`; write `from:` and a number"
            yield ("answers", name), says
        for (_, low), (name, high) in pairwise(given.items()):
            if high <= low:
                says = f"is {high}, after {low}; write the answers in rising order"
                yield ("answers", name, "from"), says
        if not self.items or not given:
            return
        size, (first, start) = len(self.items), next(iter(given.items()))
        if start != 0:
            says = f"of the first answer is {start}; write `from: 0` (no ticks)"
            yield ("answers", first, "from"), says
        for name, start in given.items():
            if start > size or start != int(start):
                says = (
                    f"is {start}, and the fact has {size} items; write a whole number up to {size}"
                )
                yield ("answers", name, "from"), says
        yield from self._contradictions()

    def _contradictions(self) -> Found:
        """Yield the items whose ticks take from a score what the count of ticks gives it.

        One tick then says two things about one score, and nobody could tell which is meant.
        """
        counted = [by_cell(answer.shifts) for answer in self.answers.values()]
        for name, item in self.items.items():
            yes, no = by_cell(item.shifts), by_cell(item.if_not)
            for criterion, option in dict.fromkeys((*yes, *no)):
                cell = criterion, option
                step = yes.get(cell, 0.0) - no.get(cell, 0.0)
                for before, after in pairwise(counted):
                    moved = after.get(cell, 0.0) - before.get(cell, 0.0)
                    if moved * step < 0:
                        yield (
                            ("items", name),
                            f"moves `{criterion}` for `{option}` by {step:+g} when ticked, and one "
                            f"more tick can move it by {moved:+g} through `answers`; keep the "
                            f"item's effect, or the count's",
                        )
                        break

    @property
    def has_item_effects(self) -> bool:
        """Return whether any of its items moves a score by itself."""
        return any(item.moves for item in self.items.values())

    def pick(self, number: float) -> str | None:
        """Return the id of the answer that a number or a count picks; None below the first.

        >>> fact = Fact(ask="Months?", unit="months",
        ...             answers={"none": {"says": "None", "from": 0},
        ...                      "some": {"says": "Some", "from": 1}})
        >>> fact.pick(8)
        'some'
        """
        picked = None
        for name, answer in self.answers.items():
            if answer.from_ is not None and answer.from_ <= number:
                picked = name
        return picked


class Gate(Record):
    """A duty that is not traded off, and so is never scored."""

    says: Text = Field(examples=["A clinical safety officer is named for the change"])
    """What must be so."""
    topic: Topic | None = None
    """The section of a report that tells how it stands; left out, none."""
    options: Ids = ()
    """The options that it is about; left out, all of them."""
    evidence: Ids = ()
    """Ids of the evidence that it rests on; the main one first."""


class WhatIf(Record):
    """A named set of facts to leave out."""

    says: Text = Field(examples=["Host quality switched off"])
    """What is supposed."""
    leave_out: SomeIds = Field(examples=["[the-fact]"])
    """Ids of the facts to leave out."""
