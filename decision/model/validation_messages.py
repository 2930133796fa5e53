"""What pydantic and the checks find wrong, as messages in plain words."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from decision.errors import KEY, MAX_FAULTS, Fault, Found, MisfitError, Steps
from decision.model.scalars import not_a_mapping
from decision.wording.suggestions import closest, nearest, shown


def subject(path: Steps) -> str:
    """Return what a message calls the value at a path: its key, or its number in a list."""
    if not path:
        return "this file"
    if isinstance(path[-1], int):
        return f"item {path[-1] + 1} of {shown(str(path[-2]))}"
    return shown(path[-1])


def explained(kind: type[BaseModel], error: ValidationError) -> Found:
    """Yield what pydantic found in a value for a record: the path to each fault, and a message."""
    errors = error.errors(include_url=False)
    meant = set()  # the keys that misspelt ones stand for, which then aren't missing as well
    for found in errors[: 10 * MAX_FAULTS]:
        if found["type"] == "extra_forbidden":
            *parent, key = found["loc"]
            meant.add((*parent, closest(str(key), _keys(_record_at(kind, tuple(parent))))))
    for found in errors:
        path, given = tuple(found["loc"]), found.get("input")
        cause = found.get("ctx", {}).get("error")
        match found["type"]:
            case "value_error" if isinstance(cause, MisfitError):
                for inner, message in cause.found:
                    yield (*path, *inner), message
            case _ if given == "" and (example := _example(kind, path)):
                yield path, f"is empty; write {example}"
            case "value_error":
                yield path, str(cause)
            case "extra_forbidden":
                known = _keys(_record_at(kind, path[:-1]))
                yield (*path, KEY), f"is not a known key; {nearest(str(path[-1]), known)}"
            case "missing":
                if path not in meant:
                    where = f" from {subject(path[:-1])}" if path[:-1] else ""
                    yield path, f"is missing{where}; write {_example(kind, path)}"
            case "literal_error":
                choices = re.findall("'(.+?)'", str(found["ctx"]["expected"]))
                word = given if isinstance(given, str) else ""
                yield path, f"can't be {shown(given)}; {nearest(word, choices)}"
            case _:
                yield path, _not_a_record(given, _keys(_record_at(kind, path)), path)


def _not_a_record(given: object, keys: Mapping[str, FieldInfo], path: Steps) -> str:
    message = not_a_mapping(given)
    if not path:
        first = ", ".join(f"`{key}:`" for key in islice(keys, 3))
        return message.replace("indent them below", f"write {first} and so on")
    if isinstance(given, str) and given and keys:
        most = min(keys, key=lambda key: (key != "says", not keys[key].is_required()))
        written = shown(f"{{{most}: {given}}}")
        return message.replace("indent them below", f"write {written}")
    return message


def _example(kind: type[BaseModel], path: Steps) -> str | None:
    """Return an example of a required key at a path; None where it may be left out."""
    field = _keys(_record_at(kind, path[:-1])).get(str(path[-1])) if path else None
    if field is None or not field.is_required():
        return None
    return f"`{path[-1]}: {(field.examples or ['...'])[0]}`"


def _keys(kind: type[BaseModel] | None) -> dict[str, FieldInfo]:
    if kind:
        kind.model_rebuild()  # a class that names a later one knows it only once it is built
    fields = kind.model_fields if kind else {}
    return {field.alias or name: field for name, field in fields.items()}


def _record_at(annotation: Any, path: Steps) -> type[BaseModel] | None:
    """Return the record class whose keys stand at a path inside something annotated so."""
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not path:
            return annotation
        field = _keys(annotation).get(str(path[0]))
        return _record_at(field.annotation, path[1:]) if field else None
    if origin in (dict, tuple):
        return _record_at(parts[1 if origin is dict else 0], path[1:]) if path else None
    return next((found for part in parts if (found := _record_at(part, path))), None)


def faults_in_code(found: Iterable[tuple[Steps, str]], file: str, whole: str) -> list[Fault]:
    """Return faults of a value made in code, where there are no lines: each names its path.

    Args:
        found: (path, message) pairs; the first 50 are kept.
        file: what stands for the name of a file.
        whole: what a message about the whole value calls it.
    """
    return [
        Fault(file, 1, 1, "error", f"{'.'.join(str(k) for k in path if k != KEY) or whole}: {says}")
        for path, says in islice(found, MAX_FAULTS)
    ]
