"""A whole model (criteria.yaml), and the checks that need more than one of its entries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from itertools import islice
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    Field,
    ModelWrapValidatorHandler,
    PlainValidator,
    PrivateAttr,
    WithJsonSchema,
    model_validator,
)

from decision.errors import KEY, MAX_FAULTS, Found, MisfitError, Steps
from decision.model import entries
from decision.model.baseline import baseline_faults
from decision.model.courses import course_faults, courses_of, fallback_faults
from decision.model.record import Record
from decision.model.scalars import Id, Ids, IsMapping, Scalar, Text, read_number
from decision.wording.numbers import is_number
from decision.wording.suggestions import nearest, shown

MOST_OPTIONS = 200  # what is worked out for each pair of them takes ten seconds then


def _read_part(value: object) -> int | float:
    advice = "write a number from 0 to 1, such as 0.5"
    try:
        number = read_number(value)
    except ValueError as error:
        raise ValueError(f"{str(error).partition('; ')[0]}; {advice}") from None
    if not 0 <= number <= 1:
        raise ValueError(f"is {number}; {advice}")
    return number


class DecisionModel(Record):
    """A whole model, frozen; `decision.load_model` reads one from a file."""

    title: Text = Field(examples=["Where should the PACS team sit?"])
    """The question, which heads every page and paper."""
    question: Text | None = None
    """One or two sentences on what is being decided."""
    compare: Ids = Field(
        default=(),
        json_schema_extra={
            "maxItems": 2,
            "uniqueItems": True,
            "anyOf": [{"minItems": 2}, {"maxItems": 0}],
        },
    )
    """The two courses drawn left and right, by their heads; left out, the first two."""
    shift_spread: Annotated[
        float,
        PlainValidator(_read_part),
        WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
    ] = 0
    """How uncertain the sizes of shifts are: 0 as written, 1 from nothing to twice as many."""
    options: Annotated[dict[Id, entries.Option], IsMapping] = Field(
        examples=["{stay: {name: Stay}, move: {name: Move}}"],
        json_schema_extra={"minProperties": 2},
    )
    """Two or more courses of action, by id."""
    criteria: Annotated[dict[Id, entries.Criterion], IsMapping] = Field(
        examples=["{speed: {name: Speed, weight: 100, scores: {stay: 50, move: 60}}}"],
        json_schema_extra={"minProperties": 1},
    )
    """What counts, by id."""
    facts: Annotated[dict[Id, entries.Fact], IsMapping] = {}
    """What can be seen at a site, and what each answer moves, by id."""
    gates: Annotated[dict[Id, entries.Gate], IsMapping] = {}
    """Duties that no score makes up for, by id; shown, and never scored."""
    what_ifs: Annotated[dict[Id, entries.WhatIf], IsMapping] = {}
    """Named sets of facts to leave out, to see whether the verdict hangs on them."""
    evidence: Annotated[dict[Id, entries.Evidence], IsMapping] = {}
    """What the numbers rest on, by id."""
    rights: Annotated[dict[Id, entries.Matter], IsMapping] = {}
    """Who decides what under each option, matter by matter."""

    _fingerprint: str = PrivateAttr(default="")

    @model_validator(mode="wrap")
    @classmethod
    def _keep_fingerprint(cls, data: Any, build: ModelWrapValidatorHandler[DecisionModel]) -> Any:
        built = build(data)
        if isinstance(data, Mapping):
            compact = json.dumps(_as_written(data), ensure_ascii=False, separators=(",", ":"))
            built._fingerprint = hashlib.sha256(compact.encode()).hexdigest()
        return built

    @model_validator(mode="after")
    def _whole(self) -> DecisionModel:
        if found := list(islice(_references(self), MAX_FAULTS + 1)):
            raise MisfitError(found)
        return self

    @property
    def fingerprint(self) -> str:
        """The SHA-256 (64 hex digits) of the model as read: compact UTF-8 JSON, in file order."""
        return self._fingerprint

    @cached_property
    def courses(self) -> Mapping[str, tuple[str, ...]]:
        """The forms of each course, by its head, both in file order; a head is a form too.

        Where all options would be one course, each is a course of its own.
        """
        return courses_of(self.options)

    @cached_property
    def course_of(self) -> Mapping[str, str]:
        """The head of the course that each option belongs to, by option id."""
        head = {form: head for head, forms in self.courses.items() for form in forms}
        return {name: head[name] for name in self.options}

    def course_name(self, course: str) -> str:
        """Return what a course is called: its head's `course`, or the head's own name.

        Where all options would be one course, and so each is one of its own: the option's name.
        """
        head = self.options[course]
        alone = all(len(forms) == 1 for forms in self.courses.values())
        if alone and any(option.falls_back_to for option in self.options.values()):
            return head.name
        return head.course or head.name

    @cached_property
    def pair(self) -> tuple[str, str]:
        """The heads of the two courses drawn left and right: `compare`, or the first two."""
        first, second = self.compare or tuple(self.courses)[:2]
        return first, second


_WORDS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}


def _as_written(value: Any) -> Any:
    """Return a value read from a file as plain data.

    Bare words for true, false and nothing are those of the YAML 1.2 core schema; numbers are
    plain decimals, and the rest is text. Used for fingerprints, so that they depend on what
    the file says and not on this package's own defaults.
    """
    if isinstance(value, Mapping):
        return {str(key): _as_written(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_as_written(item) for item in value]
    if isinstance(value, BaseModel):
        return _as_written(value.model_dump(by_alias=True, exclude_unset=True))
    if isinstance(value, Scalar) and not value.quoted:
        if is_number(value):
            with suppress(ValueError):  # text that only looks like one, as a long reference does
                return read_number(value)
        return _WORDS.get(str(value), str(value))
    return value


def _known(ids: Iterable[str], known: Iterable[str], kind: str, place: Steps) -> Found:
    """Yield the ids that name nothing: of a list by their index, else by their key."""
    known = dict.fromkeys(known)
    for position, name in enumerate(ids):
        if name not in known:
            here = (*place, position) if isinstance(ids, tuple) else (*place, name, KEY)
            yield here, f"`{name}` is not {kind}; {nearest(name, known)}"


def _options_known(model: DecisionModel, ids: Iterable[str], place: Steps) -> Found:
    return _known(ids, model.options, "an option of this model", place)


def _references(model: DecisionModel) -> Found:
    yield from _options(model)
    yield from _criteria(model)
    yield from _facts(model)
    for gate_id, gate in model.gates.items():
        place: Steps = ("gates", gate_id)
        yield from _options_known(model, gate.options, (*place, "options"))
        yield from _cited(model, gate.evidence, place)
    for name, what_if in model.what_ifs.items():
        place = ("what-ifs", name, "leave-out")
        yield from _known(what_if.leave_out, model.facts, "a fact of this model", place)
    yield from _rights(model)


def _cited(model: DecisionModel, ids: Ids, place: Steps) -> Found:
    return _known(ids, model.evidence, "in the evidence of this model", (*place, "evidence"))


def _options(model: DecisionModel) -> Found:
    if len(model.options) < 2:
        yield ("options",), "needs two options or more; write another"
    if (count := len(model.options)) > MOST_OPTIONS:
        says = f"holds {count:,} options; the limit is {MOST_OPTIONS}: leave out the least likely"
        yield ("options",), says
    if model.compare:
        yield from _options_known(model, model.compare, ("compare",))
        if len(model.compare) != 2 or len(set(model.compare)) != 2:
            yield ("compare",), "should name two different options; write [this-one, that-one]"
    for name, option in model.options.items():
        place: Steps = ("options", name)
        if isinstance(baseline := option.baseline, entries.OwnBaseline):
            yield from _read_from(model, baseline.fact, baseline.is_, (*place, "baseline"))
        for position, need in enumerate(option.needs):
            yield from _read_from(model, need.fact, need.is_, (*place, "needs", position))
    yield from baseline_faults(model.options)
    # Which courses there are can be told only where every fallback leads to a head.
    if found := list(fallback_faults(model.options)):
        yield from found
    else:
        yield from course_faults(model.options, model.compare)


def _read_from(model: DecisionModel, fact: str, answers: Ids, place: Steps) -> Found:
    """Yield what is wrong with a fact and its answers that an option depends on."""
    if fact not in model.facts:
        found = nearest(fact, model.facts)
        yield (*place, "fact"), f"`{fact}` is not a fact of this model; {found}"
    elif not (known := model.facts[fact].answers):
        advice = "give it `answers`, or name another fact"
        yield (*place, "fact"), f"`{fact}` has only items; {advice}"
    else:
        yield from _known(answers, known, f"an answer of `{fact}`", (*place, "is"))


def _rights(model: DecisionModel) -> Found:
    for name, matter in model.rights.items():
        place: Steps = ("rights", name)
        if "says" not in matter:
            advice = "write `says: what is to be decided`"
            yield (*place, "says"), f"is missing from `{name}`; {advice}"
        elif not isinstance(matter["says"], str):
            advice = "write what is to be decided"
            yield (*place, "says"), f"should be text, not `key: value` lines; {advice}"
        options = {key: value for key, value in matter.items() if key != "says"}
        yield from _options_known(model, options, place)
        for option, whose in options.items():
            if isinstance(whose, str):
                written = shown(f"{{decides: {whose}}}")
                yield (*place, option), f"should say who decides; write {written}"


def _criteria(model: DecisionModel) -> Found:
    if not model.criteria:
        yield ("criteria",), "is empty; write one criterion or more"
    elif all(criterion.weight == 0 for criterion in model.criteria.values()):
        yield ("criteria",), "have weight 0, every one; give at least one a weight above 0"
    for name, criterion in model.criteria.items():
        place: Steps = ("criteria", name)
        yield from _cited(model, criterion.evidence, place)
        cells = (*place, "amounts" if criterion.scores is None else "scores")
        yield from _options_known(model, criterion.cells, cells)
        for option in model.options:
            if option not in criterion.cells:
                what = "an amount" if criterion.scores is None else "a score"
                yield cells, f"has nothing for the option `{option}`; write {what} for every option"
        for option, cell in criterion.cells.items():
            yield from _cited(model, cell.evidence, (*cells, option))


def _facts(model: DecisionModel) -> Found:
    for fact_id, fact in model.facts.items():
        for answer_id, answer in fact.answers.items():
            place: Steps = ("facts", fact_id, "answers", answer_id)
            yield from _cited(model, answer.evidence, place)
            yield from _shifts(model, answer.shifts, (*place, "shifts"))
        for item_id, item in fact.items.items():
            place = ("facts", fact_id, "items", item_id)
            yield from _cited(model, item.evidence, place)
            yield from _shifts(model, item.shifts, (*place, "shifts"))
            yield from _shifts(model, item.if_not, (*place, "if-not"))


def _shifts(model: DecisionModel, shifts: entries.Shifts, place: Steps) -> Found:
    yield from _known(shifts, model.criteria, "a criterion of this model", place)
    for criterion, moves in shifts.items():
        yield from _options_known(model, moves, (*place, criterion))
        if criterion in model.criteria and model.criteria[criterion].scores is None:
            why = f"`{criterion}` is measured, and amounts don't shift; remove this"
            yield (*place, criterion, KEY), why
