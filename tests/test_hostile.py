"""No text of a file is forgotten by the model and the case of hostile text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel, PlainValidator

from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.model.entries import read_matter
from decision.model.record import Record
from decision.model.scalars import read_text
from tests.hostile import case_of, model_of

TEXT = "hostile text"
TAKE_TEXT = (read_text, read_matter)  # who decides what: its words, or a record


def parts(annotation: Any) -> Iterator[Any]:
    """What a type is made of, all the way down, what annotates it too."""
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from parts(part)


def text_keys(kind: type[BaseModel], known: set[type[BaseModel]]) -> Iterator[str]:
    """Every key of a file that takes text, by the entry that has it."""
    if kind in known:
        return
    known.add(kind)
    hints = get_type_hints(kind, include_extras=True)
    for name in kind.model_fields:
        made_of = list(parts(hints[name]))
        if any(isinstance(part, PlainValidator) and part.func in TAKE_TEXT for part in made_of):
            yield f"{kind.__name__}.{name}"
        for part in made_of:
            if isinstance(part, type) and issubclass(part, Record):
                yield from text_keys(part, known)


def texts(value: Any) -> Iterator[str]:
    """Every string of a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)


def filled_keys(record: Record) -> Iterator[str]:
    """Every key with our text in it, by the entry that has it."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if any(TEXT in text for text in texts(value)):
            yield f"{type(record).__name__}.{name}"
        yield from (key for part in records(value) for key in filled_keys(part))


def records(value: Any) -> Iterator[Record]:
    """The entries directly within a value."""
    if isinstance(value, Record):
        yield value
    elif isinstance(value, dict | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from records(part)


@pytest.mark.parametrize(
    ("kind", "made"),
    [(DecisionModel, model_of(TEXT)), (Case, case_of(TEXT))],
    ids=["model", "case"],
)
def test_every_key_that_takes_text_has_the_hostile_one(kind: type[Record], made: Record) -> None:
    keys = set(text_keys(kind, set()))
    assert len(keys) > 15
    assert keys == set(filled_keys(made))
