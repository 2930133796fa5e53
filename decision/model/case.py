"""What one site says (a case file), and how its answers read against a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, PlainSerializer, PlainValidator, model_validator

from decision.errors import CaseError, MisfitError
from decision.model.cells import Amount
from decision.model.record import Record
from decision.model.scalars import (
    Date,
    Flag,
    Id,
    Ids,
    IsList,
    IsMapping,
    Moment,
    Number,
    Points,
    Scalar,
    Text,
    Texts,
    Weight,
    read_number,
    read_text,
)
from decision.wording.numbers import is_number
from decision.wording.suggestions import shown

WeightsBy = Literal[
    "swing", "direct", "rank", "panel-mean", "panel-role-mean", "panel-median", "agreed"
]
# The points of the conduct checklist, in order; `decision.checks.conduct` has their words.
CONDUCT = (
    "supports-appraisal",
    "independent-chair",
    "baseline-among-options",
    "no-overlap",
    "scores-sourced",
    "ends-described",
    "swing-weights",
    "additive-rule",
    "uncertainty-tested",
    "dominance-and-cost",
    "scores-disclosed",
)
Went = Literal["better", "as-hoped", "mixed", "worse"]
GateWord = Literal["met", "unmet", "unknown"]
ByCriterion = Annotated[dict[Id, Weight], IsMapping]
TextById = Annotated[dict[Id, Text], IsMapping]


class CasePart(Record):
    """A part of a case, or the whole of it; made in code with what is refused, a CaseError."""

    _error = CaseError


class Ticks(CasePart):
    """The ticks of a checklist: items in place, and items not known; the rest are no."""

    yes: Ids = ()
    """The items that are in place."""
    unknown: Ids = ()
    """The items that nobody knows of; the rest are not in place."""


def _read_answer(value: Any) -> Any:
    if isinstance(value, Ticks):
        return value
    if isinstance(value, Mapping):
        return Ticks.model_validate(value)
    if isinstance(value, list | tuple):
        return Ticks.model_validate({"yes": value})
    if isinstance(value, Scalar) and not value.quoted and is_number(value):
        return read_number(value)
    return read_text(value) if isinstance(value, str) else read_number(value)


def _write_answer(given: str | float | Ticks) -> Any:
    if not isinstance(given, Ticks):
        return given
    if not given.unknown:
        return list(given.yes)
    return {"yes": list(given.yes), "unknown": list(given.unknown)}


def _read_gate(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return _read_word(value)
    found = []
    for option, word in value.items():
        try:
            _read_word(word)
        except ValueError as error:
            found.append(((str(option),), str(error)))
    if found:
        raise MisfitError(found)
    return {str(option): str(word) for option, word in value.items()}


def _read_word(value: Any) -> str:
    if isinstance(value, str) and value in ("met", "unmet", "unknown"):
        return str(value)
    raise ValueError(f"can't be {shown(value)}; write met, unmet or unknown")


# An answer id, a number in the fact's unit, or the ticks of a checklist.
GivenAnswer = Annotated[
    str | float | Ticks,
    PlainValidator(_read_answer, json_schema_input_type=Text | Ids | Ticks),
    PlainSerializer(_write_answer),
]

# One word for all the options of a gate, or a word for each of some.
GateState = Annotated[
    GateWord | dict[str, GateWord],
    PlainValidator(_read_gate, json_schema_input_type=GateWord | dict[str, GateWord]),
]


class ModelNote(CasePart):
    """Which model the case was written for."""

    title: Text | None = None
    """The model's title."""
    fingerprint: Text | None = None
    """The model's fingerprint, by which another version is noticed."""


class Site(CasePart):
    """Whose case this is."""

    name: Text | None = None
    """The site's name."""
    prepared_by: Text | None = None
    """Who filled the case in, by role."""
    date: Date | None = None
    """The day, as 2026-11-24."""


class Override(CasePart):
    """A finished score overruled, with the reason and the role of the person."""

    criterion: Id = Field(examples=["hcpc-cpd"])
    """The id of a criterion."""
    option: Id = Field(examples=["digital"])
    """The id of an option."""
    score: Points = Field(examples=[60])
    """The score that stands instead, 0 to 100."""
    because: Text = Field(examples=["the reason"])
    """The reason."""
    by: Text = Field(examples=["a role"])
    """Who overrules it, by role."""


class Cost(CasePart):
    """Pounds, shown beside an option's score and never in it."""

    one_off: Number | None = None
    """Pounds, once."""
    yearly: Number | None = None
    """Pounds a year."""
    by: Text | None = None
    """Who says so, by role."""
    note: Text | None = None
    """What is in it."""


class Ballot(CasePart):
    """One person's weights, in one round, by role."""

    name: Text | None = None
    """A pseudonym."""
    role: Text | None = None
    """The person's role."""
    round: Number = Field(default=1, json_schema_extra={"type": "integer", "minimum": 1})
    """Which round of weighing: 1, 2 and so on."""
    weights: ByCriterion = Field(examples=["{a-criterion: 100}"])
    """Swing points for every criterion."""
    scores: Annotated[dict[Id, Annotated[dict[Id, Points], IsMapping]], IsMapping] = {}
    """The person's own scores: by criterion, then option."""
    comments: TextById = {}
    """The person's comments, by criterion."""
    removed: Text | None = None
    """Why the ballot no longer counts."""


class ConductPoint(CasePart):
    """Whether a point of the conduct checklist is met, and why not."""

    met: Flag | None = None
    """Whether the point is met."""
    because: Text | None = None
    """Why, or why not."""
    by: Text | None = None
    """Who says so, by role."""


class Interest(CasePart):
    """An interest declared, by role."""

    role: Text = Field(examples=["a role"])
    """Whose interest, by role."""
    interest: Text = Field(examples=["the interest"])
    """What it is."""


class Taken(CasePart):
    """The decision taken, and what would reverse it."""

    option: Id = Field(examples=["an-option"])
    """The id of the option decided on."""
    date: Date | None = None
    """The day, as 2026-12-01."""
    by: Text | None = None
    """Who decided, by role or committee."""
    because: Text | None = None
    """Why."""
    review: Date | None = None
    """The day it is looked at again, as 2027-06-01."""
    measures: Texts = ()
    """How success will be measured."""
    reverse_if: Texts = ()
    """What would reverse it."""


class Dispute(CasePart):
    """A second answer to a fact, that somebody gives against the first."""

    by: Text = Field(examples=["a role"])
    """Who gives it, by role."""
    says: GivenAnswer = Field(examples=["the other answer"])
    """The answer: as any answer is written."""
    because: Text | None = None
    """Why."""


class Outcome(CasePart):
    """What happened at the site; shown beside what was said before, and never scored."""

    date: Date | None = None
    """The day it was looked at, as 2027-06-01."""
    arrangement: Id = Field(examples=["an-option"])
    """The id of the option that is in place."""
    went: Went = Field(examples=["as-hoped"])
    """How it went: better, as-hoped, mixed or worse."""
    measures: Texts = ()
    """What was measured."""
    by: Text | None = None
    """Who says so, by role."""


class Change(CasePart):
    """A change to the case: when, by whom, why, and the case before it."""

    at: Moment = Field(examples=["2026-11-24T10:00"])
    """When, as 2026-11-24T10:00."""
    by: Text | None = None
    """Who changed it, by role."""
    because: Text | None = None
    """Why."""
    was: Case | None = None
    """The case before that change."""


class Case(CasePart):
    """What one site answers, frozen; every key is optional. `decision.load_case` reads one."""

    model: ModelNote = Field(default_factory=ModelNote)
    """The model that the case was written for."""
    site: Site = Field(default_factory=Site)
    """Whose case this is."""
    answers: Annotated[dict[Id, GivenAnswer], IsMapping] = {}
    """What is known, by fact."""
    answered_by: TextById = {}
    """Who gave the answer, by role, by fact."""
    confirmed_by: TextById = {}
    """Who confirmed the answer, by role, by fact."""
    disputed: Annotated[dict[Id, Dispute], IsMapping] = {}
    """A second answer, by fact, where two people answer differently."""
    notes: TextById = {}
    """What an answer rests on, by fact or duty."""
    overrides: Annotated[tuple[Override, ...], IsList] = ()
    """Finished scores overruled."""
    amounts: Annotated[dict[Id, Annotated[dict[Id, Amount], IsMapping]], IsMapping] = {}
    """This site's own amounts on measured criteria: by criterion, then option."""
    costs: Annotated[dict[Id, Cost], IsMapping] = {}
    """Pounds, by option; shown beside the scores and never in them."""
    gates: Annotated[dict[Id, GateState], IsMapping] = {}
    """How duties stand, by id: met, unmet or unknown."""
    weights: ByCriterion = {}
    """This site's own swing points, by criterion; the model's where left out."""
    weights_by: WeightsBy | None = None
    """How the weights were found."""
    weight_notes: TextById = {}
    """Why a weight is what it is, by criterion."""
    panel: Annotated[tuple[Ballot, ...], IsList] = ()
    """Ballots, one a person and round."""
    conduct: Annotated[dict[Id, ConductPoint], IsMapping] = {}
    """The conduct checklist, point by point."""
    interests: Annotated[tuple[Interest, ...], IsList] = ()
    """Interests declared."""
    decision: Taken | None = None
    """The decision taken."""
    outcome: Outcome | None = None
    """What happened."""
    history: Annotated[tuple[Change, ...], IsList] = ()
    """Earlier versions of the case."""

    @model_validator(mode="before")
    @classmethod
    def _may_be_empty(cls, value: Any) -> Any:
        return {} if value is None else value

    def gate(self, gate: str, option: str) -> GateWord:
        """Return how a gate stands for one option; "unknown" where the case does not say."""
        state = self.gates.get(gate, "unknown")
        return state if isinstance(state, str) else state.get(option, "unknown")
