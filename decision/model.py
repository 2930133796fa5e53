"""A whole model (criteria.yaml), and the checks that need more than one of its entries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, ModelWrapValidatorHandler, PrivateAttr, model_validator

from decision.entries import Criterion, Evidence, Fact, Gate, Option, WhatIf
from decision.errors import Misfits
from decision.fields import Id, Ids, IsMapping, Record, Text, as_written, nearest

Found = Iterator[tuple[tuple[str | int, ...], str]]


class DecisionModel(Record):
    """A whole model, frozen; `decision.load_model` reads one from a file."""

    title: Text = Field(examples=["Where should the PACS team sit?"])
    question: Text | None = None
    compare: Ids = ()
    options: Annotated[dict[Id, Option], IsMapping] = Field(examples=["{id: {name: text}}"])
    criteria: Annotated[dict[Id, Criterion], IsMapping] = Field(
        examples=["{id: {name: text, weight: 100, scores: {}}}"]
    )
    facts: Annotated[dict[Id, Fact], IsMapping] = {}
    gates: Annotated[dict[Id, Gate], IsMapping] = {}
    what_ifs: Annotated[dict[Id, WhatIf], IsMapping] = {}
    evidence: Annotated[dict[Id, Evidence], IsMapping] = {}

    _written: str = PrivateAttr(default="")

    @model_validator(mode="wrap")
    @classmethod
    def _keep_written(cls, data: Any, build: ModelWrapValidatorHandler[DecisionModel]) -> Any:
        built = build(data)
        if isinstance(data, Mapping):
            compact = json.dumps(as_written(data), ensure_ascii=False, separators=(",", ":"))
            built._written = hashlib.sha256(compact.encode()).hexdigest()
        return built

    @model_validator(mode="after")
    def _whole(self) -> DecisionModel:
        if found := list(_references(self)):
            raise Misfits(found)
        return self

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the model as read: compact UTF-8 JSON, in file order."""
        return self._written

    @cached_property
    def pair(self) -> tuple[str, str]:
        """The headline pair of option ids: `compare`, or the first two options."""
        first, second = self.compare or tuple(self.options)[:2]
        return first, second


def _known(
    ids: Iterable[str], known: Iterable[str], kind: str, place: tuple[str | int, ...], listed: bool
) -> Found:
    """Find the ids that name nothing. `listed`: they stand in a list, so count places in it."""
    known = list(known)
    for position, name in enumerate(ids):
        if name not in known:
            here = (*place, position) if listed else (*place, name)
            yield here, f"`{name}` is not {kind} of this model; {nearest(name, known)}"


def _references(model: DecisionModel) -> Found:
    yield from _options(model)
    yield from _criteria(model)
    yield from _facts(model)
    for gate_id, gate in model.gates.items():
        place = ("gates", gate_id)
        yield from _known(gate.options, model.options, "an option", (*place, "options"), True)
        yield from _cited(model, gate.evidence, place)
    for name, what_if in model.what_ifs.items():
        place = ("what-ifs", name, "leave-out")
        yield from _known(what_if.leave_out, model.facts, "a fact", place, True)


def _cited(model: DecisionModel, ids: Ids, place: tuple[str | int, ...]) -> Found:
    yield from _known(ids, model.evidence, "in the evidence", (*place, "evidence"), True)


def _options(model: DecisionModel) -> Found:
    if len(model.options) < 2:
        yield ("options",), "needs two options or more; there is nothing to compare otherwise"
    if model.compare:
        yield from _known(model.compare, model.options, "an option", ("compare",), True)
        if len(model.compare) != 2 or len(set(model.compare)) != 2:
            yield ("compare",), "should name two different options; write [this-one, that-one]"
    baselines = [name for name, option in model.options.items() if option.baseline]
    for name in baselines[1:]:
        yield (
            ("options", name, "baseline"),
            f"`{baselines[0]}` is the baseline already; one option at most can be",
        )
    for name, option in model.options.items():
        for position, need in enumerate(option.needs):
            place = ("options", name, "needs", position)
            if need.fact not in model.facts:
                found = nearest(need.fact, model.facts)
                yield (*place, "fact"), f"`{need.fact}` is not a fact of this model; {found}"
            else:
                answers = model.facts[need.fact].answers
                kind = f"an answer of `{need.fact}`"
                yield from _known(need.is_, answers, kind, (*place, "is"), True)
        place = ("options", name, "falls-back-to")
        target = option.falls_back_to
        if target is not None and target not in model.options:
            found = nearest(target, model.options)
            yield place, f"`{target}` is not an option of this model; {found}"
        elif _returns(model, name):
            yield place, f"leads back to `{name}`; options can't fall back in a circle"


def _returns(model: DecisionModel, start: str) -> bool:
    """Whether following `falls-back-to` from an option comes back to it."""
    seen = set()
    here = model.options[start].falls_back_to
    while here is not None and here in model.options and here not in seen:
        if here == start:
            return True
        seen.add(here)
        here = model.options[here].falls_back_to
    return False


def _criteria(model: DecisionModel) -> Found:
    if not model.criteria:
        yield ("criteria",), "is empty; write one criterion or more"
    elif all(criterion.weight == 0 for criterion in model.criteria.values()):
        yield ("criteria",), "have weight 0, every one; give at least one a weight above 0"
    for name, criterion in model.criteria.items():
        place: tuple[str, ...] = ("criteria", name)
        yield from _cited(model, criterion.evidence, place)
        cells = (*place, "amounts" if criterion.scores is None else "scores")
        yield from _known(criterion.cells, model.options, "an option", cells, False)
        for option in model.options:
            if option not in criterion.cells:
                what = "an amount" if criterion.scores is None else "a score"
                yield cells, f"has nothing for the option `{option}`; write {what} for every option"
        for option, cell in criterion.cells.items():
            yield from _cited(model, cell.evidence, (*cells, option))


def _facts(model: DecisionModel) -> Found:
    for fact_id, fact in model.facts.items():
        for answer_id, answer in fact.answers.items():
            place = ("facts", fact_id, "answers", answer_id)
            yield from _cited(model, answer.evidence, place)
            shifts = (*place, "shifts")
            yield from _known(answer.shifts, model.criteria, "a criterion", shifts, False)
            for criterion, moves in answer.shifts.items():
                yield from _known(moves, model.options, "an option", (*shifts, criterion), False)
                if criterion in model.criteria and model.criteria[criterion].scores is None:
                    yield (
                        (*shifts, criterion),
                        f"`{criterion}` is measured, and amounts don't shift; remove this",
                    )
