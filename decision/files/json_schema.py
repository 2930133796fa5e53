"""A JSON Schema of each file format, so that an editor completes and checks it as you type.

Save one beside your file, and name it on the file's first line (the editor needs a YAML
extension; nothing is fetched):

    decision schema --out criteria.schema.json

    # yaml-language-server: $schema=./criteria.schema.json

It says what one entry may hold. What takes two entries to see, such as an id that names
nothing, only `decision check` finds.
"""

from __future__ import annotations

import ast
import inspect
import json
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from typing import Any, Literal

from pydantic.json_schema import GenerateJsonSchema, models_json_schema
from pydantic_core import core_schema

from decision.model.case import Case
from decision.model.cells import Amount, Score
from decision.model.decision_model import DecisionModel
from decision.model.entries import Criterion, Fact, Item, Safeguard
from decision.model.record import Record

Kind = Literal["model", "case"]
Schema = dict[str, Any]

KINDS: dict[Kind, type[Record]] = {"model": DecisionModel, "case": Case}
DIALECT = "https://json-schema.org/draft/2020-12/schema"  # a name, and not fetched
# Names, not addresses. The number is the format's, and rises when an older file no longer fits.
_IDS = {"model": "urn:pacs-placement:criteria:1", "case": "urn:pacs-placement:case:1"}
_TITLES = {
    "model": "A model: the options, the criteria and what to ask",
    "case": "A case: what one site answers",
}
_LIMITS = (
    "Only `decision check` finds what takes two entries to see: an id that names nothing, a score "
    "missing for one option, weights that are all 0, a `from` out of order, a range that leaves "
    "out its score. It also refuses a yes or no in quotes, 010, and text that can't be seen."
)

_NUMBER_AS_KEY = {"pattern": r"^[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$"}

_CELLS = {"anyOf": [{"required": ["scores"]}, {"required": ["measure", "amounts"]}]}
_RANGE = {"dependentRequired": {"low": ["high"], "high": ["low"]}}
_HAS_ITEMS: Schema = {"required": ["items"], "properties": {"items": {"minProperties": 1}}}
_HAS_UNIT: Schema = {"required": ["unit"]}
_HAS_ANSWERS: Schema = {"required": ["answers"], "properties": {"answers": {"minProperties": 1}}}


def _of_each_answer(rule: Schema) -> Schema:
    return {"properties": {"answers": {"additionalProperties": rule}}}


# Beside what is to be decided, a matter holds only who decides it, by option.
_MATTER: Schema = {
    "required": ["says"],
    "properties": {"says": {"type": ["string", "number", "boolean"]}},
    "additionalProperties": {"type": "object"},
}

# What the keys of one entry require of each other, where a schema can say it.
RULES: dict[type[Record], Schema] = {
    DecisionModel: {"allOf": [{"properties": {"rights": {"additionalProperties": _MATTER}}}]},
    Criterion: _CELLS
    | {"dependentSchemas": {"scores": {"properties": {"measure": False, "amounts": False}}}},
    Score: _RANGE,
    Amount: _RANGE,
    # Where there is something to count, every answer says from where it holds; else none does.
    Fact: {
        "not": {"allOf": [_HAS_ITEMS, _HAS_UNIT]},
        "anyOf": [_HAS_ITEMS, _HAS_ANSWERS],
        "if": {"anyOf": [_HAS_ITEMS, _HAS_UNIT]},
        "then": _of_each_answer({"required": ["from"]}),
        "else": _of_each_answer({"properties": {"from": False}}),
    },
}
# The key whose bare value may stand for the whole entry.
_BARE: dict[type[Record], str] = {Score: "score", Amount: "amount", Item: "says", Safeguard: "says"}


def schema(kind: Kind) -> Schema:
    """Return the JSON Schema (draft 2020-12) of model files or of case files.

    It refers to nothing outside itself. Every file that the tool reads without a fault fits
    it, unless one of its texts or ids is a bare `null`, `Null`, `NULL` or `~`, which an editor
    reads as nothing. The package's version is in `$comment`: the one key for a remark that
    every validator has to skip, where a strict one refuses a key that it doesn't know.
    """
    root = KINDS[kind]
    references, definitions = models_json_schema(
        [(root, "validation")], by_alias=True, schema_generator=_Generator
    )
    here = references[root, "validation"]
    return {
        "$schema": DIALECT,
        "$id": _IDS[kind],
        "$comment": f"pacs-placement {_version()}",
        "title": _TITLES[kind],
        "description": _LIMITS,
        # An empty case file is a case; an empty model file is none.
        **(here if kind == "model" else {"anyOf": [here, {"type": "null"}]}),
        **definitions,
    }


def schema_text(kind: Kind) -> str:
    """Return the schema as JSON text, in plain ASCII so that any console can print it."""
    return json.dumps(schema(kind), indent=2) + "\n"


def _version() -> str:
    try:
        return version("pacs-placement")
    except PackageNotFoundError:  # run from a folder, without having been installed
        return "of no known version"


class _Generator(GenerateJsonSchema):
    """pydantic's generator, with the keys' descriptions and the rules between them.

    A key may be left out, and is never null; keys of a mapping are text whatever they look like.
    """

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        """Return the schema of a record."""
        record: type[Record] = schema["cls"]
        whole = super().model_schema(schema) | RULES.get(record, {})
        about = descriptions(record)
        for name, field in record.model_fields.items():
            key = whole["properties"][field.alias or name]
            key["description"] = about[name]
            if key.get("type") in (None, "object", "array"):
                key.pop("examples", None)  # they are YAML, for messages, and no values
        if record in _BARE:
            bare = whole["properties"][_BARE[record]]
            said = {k: rule for k, rule in bare.items() if k not in ("description", "examples")}
            return {"anyOf": [said, whole]}
        return whole

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Schema:
        """Return the schema of the value where there is one."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Schema:
        """Return the schema of the value, without its default: a file need not repeat it."""
        return self.generate_inner(schema["schema"])

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        """Return the schema of a mapping: a rule for its keys, and one for its values."""
        keys = self.generate_inner(schema["keys_schema"])
        return {
            "type": "object",
            # An id's first form is the one as text.
            "propertyNames": _NUMBER_AS_KEY
            if keys.get("type") == "number"
            else keys.get("anyOf", [keys])[0],
            "additionalProperties": self.generate_inner(schema["values_schema"]),
        }

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Return False: a key's name made into a title says nothing that the key doesn't."""
        return False


def descriptions(record: type[Record]) -> dict[str, str]:
    """Return the docstring under each field of a record, by the field's Python name.

    Read only when a schema is asked for. pydantic's own `use_attribute_docstrings` reads them when
    the class is made, which would add a twentieth to the time of every `decision check`.
    """
    (body,) = ast.parse(inspect.getsource(record)).body
    found = {}
    for field, below in pairwise(body.body if isinstance(body, ast.ClassDef) else ()):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(name)),
                ast.Expr(value=ast.Constant(value=str() as text)),
            ):
                found[name] = " ".join(text.split())
    return found
