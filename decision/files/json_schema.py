"""A JSON Schema of each file format, so that an editor completes and checks it as you type.

Save one beside your file, and name it on the file's first line (the editor needs a YAML
extension; nothing is fetched):

    decision schema --out criteria.schema.json

    # yaml-language-server: $schema=./criteria.schema.json

It says what one entry may hold. What takes two entries to see, such as an id that names
nothing, only `decision check` finds.
"""

from __future__ import annotations

import inspect
import json
import types
import typing
from typing import Any, Literal

from decision.errors import OutputError
from decision.files.atomic_write import write_bytes
from decision.files.key_descriptions import ABOUT
from decision.model.case import Ballot, Case, Said, Ticks
from decision.model.decision_model import DecisionModel
from decision.model.entries import Amount, Criterion, Fact, Measure, Score
from decision.model.scalars import (
    MAX_TEXT,
    Date,
    Flag,
    Id,
    Moment,
    Number,
    Points,
    Record,
    SomeIds,
    Text,
    Weight,
)

Kind = Literal["model", "case"]
Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"  # a name, and not fetched
KINDS: dict[Kind, type[Record]] = {"model": DecisionModel, "case": Case}
_TITLES: dict[Kind, str] = {
    "model": "A model: the options, the criteria and what to ask",
    "case": "A case: what one site answers",
}

_LARGEST = 1e300
_ID = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": MAX_TEXT}
_NUMBER_AS_KEY = {"pattern": r"^[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$"}
_TEXT = {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": MAX_TEXT}

# An editor has made numbers and true or false of bare words before it looks here; the tool
# takes them as the text they were. So what is text may be either, and so may an id.
VALUES: dict[Any, Schema] = {
    Text: _TEXT | {"pattern": r"\S"},
    Id: {"anyOf": [_ID, {"type": "number", "minimum": 0}, {"type": "boolean"}]},
    Number: {"type": "number", "minimum": -_LARGEST, "maximum": _LARGEST},
    Points: {"type": "number", "minimum": 0, "maximum": 100},
    Weight: {"type": "number", "minimum": 0, "maximum": _LARGEST},
    Flag: {
        "anyOf": [
            {"enum": [True, False, "yes", "no"]},
            {"type": "string", "pattern": "^([Yy][Ee][Ss]|[Nn][Oo])$"},
        ]
    },
    Date: {"type": "string", "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$"},
    Moment: {
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
    },
}

_CELLS = {"anyOf": [{"required": ["scores"]}, {"required": ["measure", "amounts"]}]}
_RANGE = {"dependentRequired": {"low": ["high"], "high": ["low"]}}
_HAS_ITEMS: Schema = {"required": ["items"], "properties": {"items": {"minProperties": 1}}}
_HAS_UNIT: Schema = {"required": ["unit"]}


def _of_each_answer(rule: Schema) -> Schema:
    return {"properties": {"answers": {"additionalProperties": rule}}}


# What one entry must hold besides its keys, where a schema can say it.
RULES: dict[type[Record], Schema] = {
    Criterion: _CELLS
    | {"dependentSchemas": {"scores": {"properties": {"measure": False, "amounts": False}}}},
    Score: _RANGE,
    Amount: _RANGE,
    # Where there is something to count, every answer says from where it holds; else none does.
    Fact: {
        "not": {"allOf": [_HAS_ITEMS, _HAS_UNIT]},
        "if": {"anyOf": [_HAS_ITEMS, _HAS_UNIT]},
        "then": _of_each_answer({"required": ["from"]}),
        "else": _of_each_answer({"properties": {"from": False}}),
    },
}
# What the value of one key must hold besides its own kind.
_KEY_RULES: dict[tuple[type[Record], str], Schema] = {
    (DecisionModel, "options"): {"minProperties": 2},
    (DecisionModel, "criteria"): {"minProperties": 1},
    (DecisionModel, "compare"): {
        "maxItems": 2,
        "uniqueItems": True,
        "anyOf": [{"minItems": 2}, {"maxItems": 0}],
    },
    (Fact, "answers"): {"minProperties": 1},
    (Measure, "values"): {"minProperties": 2},
    (Ballot, "round"): {"type": "integer", "minimum": 1},
}
# Where one bare value stands for a group of keys.
_BARE: dict[type[Record], Schema] = {Score: VALUES[Points], Amount: VALUES[Number]}

_LIMITS = (
    "Only `decision check` finds what takes two entries to see: an id that names nothing, a score "
    "missing for one option, weights that are all 0, a `from` out of order, a range that leaves "
    "out its score. It also refuses a yes or no in quotes, 010, and text that can't be seen."
)


def schema(kind: Kind) -> Schema:
    """Give the JSON Schema (draft 2020-12) of model files or of case files.

    It refers to nothing outside itself. Every file that the tool reads without a fault fits
    it, unless one of its texts or ids is a bare `null`, `Null`, `NULL` or `~`, which an editor
    reads as nothing.
    """
    root = KINDS[kind]
    found: dict[str, Schema] = {}
    _define(root, found)
    here: Schema = {"$ref": f"#/$defs/{root.__name__}"}
    # An empty case file is a case; an empty model file is none.
    whole: Schema = here if kind == "model" else {"anyOf": [here, {"type": "null"}]}
    about = {"$schema": DIALECT, "title": _TITLES[kind], "description": _LIMITS}
    return {**about, **whole, "$defs": found}


def schema_text(kind: Kind) -> str:
    """Give the schema as JSON text, in plain ASCII so that no console can spoil it."""
    return json.dumps(schema(kind), indent=2) + "\n"


def tell(kind: Kind = "model", out: str | None = None) -> str:
    """Give the text that `decision schema` prints; with `out`, write the schema there instead.

    Raises:
        OutputError: it can't be written.
    """
    if out is None:
        return schema_text(kind).rstrip("\n")
    if not out.lower().endswith(".json"):
        raise OutputError(f"{out}: a schema is a .json file; give a name that ends so")
    write_bytes(out, schema_text(kind).encode())
    return f"{out}: written"


def _define(record: type[Record], found: dict[str, Schema]) -> None:
    """Put the schema of a record, and of all that it holds, among those found."""
    if record.__name__ in found:
        return
    keys: dict[str, Schema] = {}
    found[record.__name__] = {}  # known from here on, for a record that holds its own kind
    record.model_rebuild()  # a class that names a later one is whole only once it is built
    hints = typing.get_type_hints(record, include_extras=True)
    for name, field in record.model_fields.items():
        key = field.alias or name
        value = _value(hints[name], found)
        # Beside a reference or a choice, what is said of this key stands by itself.
        keys[key] = {**value, **_KEY_RULES.get((record, key), {})}
        keys[key]["description"] = ABOUT[record][key]
        if field.examples and "type" in value and value["type"] not in ("object", "array"):
            keys[key]["examples"] = list(field.examples)
    must = [
        field.alias or name for name, field in record.model_fields.items() if field.is_required()
    ]
    whole: Schema = {
        "type": "object",
        "description": (inspect.getdoc(record) or "").partition("\n\n")[0].replace("\n", " "),
        "properties": keys,
        "additionalProperties": False,
        **({"required": must} if must else {}),
        **RULES.get(record, {}),
    }
    if record in _BARE:
        whole = {"anyOf": [_BARE[record], whole]}
    found[record.__name__] = whole


def _value(hint: Any, found: dict[str, Schema]) -> Schema:
    """Give the schema of what is annotated so."""
    if hint == Said:
        return _said(found)
    if hint == SomeIds:
        return {"type": "array", "items": VALUES[Id], "minItems": 1}
    if hint in VALUES:
        return dict(VALUES[hint])
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _value(parts[0], found)
    if origin is Literal:
        return {"enum": list(parts)}
    if origin in (typing.Union, types.UnionType):
        some = [_value(part, found) for part in parts if part is not type(None)]
        return some[0] if len(some) == 1 else {"anyOf": some}
    if origin is dict:
        return {
            "type": "object",
            "propertyNames": _as_key(parts[0]),
            "additionalProperties": _value(parts[1], found),
        }
    if origin is tuple:
        return {"type": "array", "items": _value(parts[0], found)}
    _define(hint, found)
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _said(found: dict[str, Schema]) -> Schema:
    """Give the schema of an answer: an id or a number, the ticks, or the ticks and the unknown."""
    return {"anyOf": [VALUES[Text], _value(tuple[Id, ...], found), _value(Ticks, found)]}


def _as_key(hint: Any) -> Schema:
    """Give the schema of a key, which is text whatever it looks like."""
    known: dict[Any, Schema] = {Id: _ID, Number: _NUMBER_AS_KEY}
    return known.get(hint, {})
