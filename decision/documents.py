"""Models and cases in and out of files: faults with places; a write whole or not at all."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import tempfile
import typing
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from decision import fit
from decision.case import Case
from decision.errors import (
    CaseError,
    DocumentError,
    Fault,
    Misfits,
    ModelError,
    OutputError,
    Severity,
)
from decision.fields import Record, nearest, shown
from decision.model import DecisionModel
from decision.reader import MAX_BYTES, place_of, read_tree

_HERE = Path(__file__).parent
_R = TypeVar("_R", bound=Record)
Steps = tuple[str | int, ...]


def shipped(name: str) -> Path:
    """Give the path of `criteria.yaml` or `app.py`: in the package, else beside it (a checkout)."""
    inside = _HERE / name
    return inside if inside.exists() else _HERE.parent / name


def examples() -> dict[str, Path]:
    """Give the example cases that ship with the package, by id."""
    return {path.stem: path for path in sorted((_HERE / "examples").glob("*.yaml"))}


@dataclass(frozen=True)
class Opened(Generic[_R]):
    """What a file held, the warnings about it, and the way back to its lines."""

    value: _R
    warnings: tuple[Fault, ...]
    name: str
    tree: object

    def fault(self, path: Steps, message: str, severity: Severity = "warning") -> Fault:
        """Make a fault about what stands at a path in the file."""
        return Fault(self.name, *place_of(self.tree, path), severity, message)


def load_model(path: str | Path) -> DecisionModel:
    """Read a model from a file.

    Raises:
        ModelError: it can't be used; `faults` holds every problem with its line.
    """
    return _told(read_model(path))


def load_case(path: str | Path, model: DecisionModel) -> Case:
    """Read a case from a file and check it against its model.

    Raises:
        CaseError: it can't be used; `faults` holds every problem with its line.
    """
    return _told(read_case(path, model))


def parse_model(data: bytes, name: str) -> Opened[DecisionModel]:
    """Read a model from bytes.

    Raises:
        ModelError: it can't be used.
    """
    try:
        tree, warned = read_tree(data, name)
        if tree is None:
            message = "this file is empty; write at least `title:`, `options:` and `criteria:`"
            raise DocumentError([Fault(name, 1, 1, "error", message)])
        return Opened(_validated(DecisionModel, tree, name), warned, name, tree)
    except DocumentError as error:
        raise ModelError(error.faults) from None


def parse_case(data: bytes, name: str, model: DecisionModel) -> Opened[Case]:
    """Read a case from bytes and check it against its model.

    Raises:
        CaseError: it can't be used.
    """
    try:
        tree, warned = read_tree(data, name)
        case = _validated(Case, tree, name)
        if found := list(fit.misfits(model, case)):
            raise DocumentError(_placed(found, tree, name))
    except DocumentError as error:
        raise CaseError(error.faults) from None
    opened = Opened(case, warned, name, tree)
    written_for = case.model
    if written_for.fingerprint and written_for.fingerprint != model.fingerprint:
        title = f" ({shown(written_for.title)})" if written_for.title else ""
        message = (
            f"this case was written for another model, or another version of it{title}; "
            f"check that its answers still mean the same"
        )
        other = opened.fault(("model", "fingerprint"), message)
        opened = replace(opened, warnings=(*warned, other))
    return opened


def read_model(path: str | Path) -> Opened[DecisionModel]:
    """Read a model from a file, keeping its warnings and its lines.

    Raises:
        ModelError: it can't be used.
    """
    return parse_model(_bytes(path, ModelError), str(path))


def read_case(path: str | Path, model: DecisionModel) -> Opened[Case]:
    """Read a case from a file, keeping its warnings and its lines.

    Raises:
        CaseError: it can't be used.
    """
    return parse_case(_bytes(path, CaseError), str(path), model)


def _bytes(path: str | Path, kind: type[DocumentError]) -> bytes:
    """Read a file's bytes, no more than one over the limit of a file."""
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        what = {
            FileNotFoundError: "there is no such file; check its name and folder",
            IsADirectoryError: "this is a folder; give the name of a file in it",
            PermissionError: "this file can't be opened; check who may read it",
        }.get(type(error), f"this file can't be read ({error}); check its name")
        raise kind([Fault(str(path), 1, 1, "error", what)]) from None


def _told(opened: Opened[_R]) -> _R:
    for fault in opened.warnings:
        warnings.warn(str(fault), UserWarning, stacklevel=3)
    return opened.value


def _validated(kind: type[_R], tree: object, name: str) -> _R:
    try:
        return kind.model_validate(tree)
    except ValidationError as error:
        raise DocumentError(_placed(_explained(kind, error), tree, name)) from None


def _placed(found: Iterable[tuple[Steps, str]], tree: object, name: str) -> list[Fault]:
    """Turn (path, message) pairs into faults; a message that names no subject is given its key."""
    faults = []
    for path, message in found:
        while path and path[-1] == "[key]":
            path = path[:-1]
        if message.startswith("`"):
            whole = message
        elif not path:
            whole = f"this file {message}"
        elif isinstance(path[-1], int):
            whole = f"item {path[-1] + 1} of {shown(str(path[-2]))} {message}"
        else:
            whole = f"{shown(path[-1])} {message}"
        faults.append(Fault(name, *place_of(tree, path), "error", whole))
    return faults


def _explained(kind: type[Record], error: ValidationError) -> Iterable[tuple[Steps, str]]:
    """Say in our own words what pydantic found."""
    for found in error.errors(include_url=False):
        path, given = tuple(found["loc"]), found.get("input")
        cause = found.get("ctx", {}).get("error")
        match found["type"]:
            case "value_error" if isinstance(cause, Misfits):
                for inner, message in cause.found:
                    yield (*path, *inner), message
            case "value_error":
                yield path, str(cause)
            case "extra_forbidden":
                known = _record_at(kind, path[:-1])
                yield path, f"is not a known key here; {nearest(str(path[-1]), _keys(known))}"
            case "missing":
                record = _record_at(kind, path[:-1])
                hint = _keys(record)[str(path[-1])].examples or ["..."]
                yield path, f"is missing; write `{path[-1]}: {hint[0]}`"
            case "literal_error":
                choices = str(found["ctx"]["expected"]).replace(" or ", ", ").replace("'", "")
                listed = choices.split(", ")
                if len(listed) > 2 and isinstance(given, str):
                    yield path, f"can't be {shown(given)}; {nearest(given, listed)}"
                else:
                    yield path, f"should be one of {choices}, not {shown(given)}"
            case _:
                yield path, f"should be `key: value` lines, not {shown(given)}; indent them below"


def _keys(kind: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in kind.model_fields.items()}


def _record_at(annotation: Any, path: Steps) -> type[BaseModel]:
    """Give the record class whose keys stand at a path inside something annotated so."""
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if not path:
            return annotation
        return _record_at(_keys(annotation)[str(path[0])].annotation, path[1:])
    if origin is dict:
        return _record_at(parts[1], path[1:])
    if origin is tuple:
        return _record_at(parts[0], path[1:])
    return _record_at(next(part for part in parts if part is not type(None)), path)


class _Dumper(yaml.SafeDumper):
    """Writes dates and times as the file format has them."""


_Dumper.add_representer(
    dt.datetime,
    lambda dumper, value: dumper.represent_scalar(
        "tag:yaml.org,2002:timestamp", value.isoformat(timespec="minutes")
    ),
)


def dump_case(case: Case) -> str:
    """Give a case as the text of a case file; reading it back gives an equal case."""
    data = case.model_dump(by_alias=True, exclude_defaults=True)
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, indent=2)


def write_bytes(path: str | Path, data: bytes) -> None:
    """Write a file whole or not at all: beside it, flushed to disk, then renamed over it.

    Raises:
        OutputError: it can't be written; what was there before is untouched.
    """
    path = Path(path)
    beside: str | None = None
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except OSError as error:
        if beside:
            with contextlib.suppress(OSError):
                Path(beside).unlink()
        what = {
            FileNotFoundError: "there is no such folder; make it first",
            PermissionError: "it can't be written; close it if another program has it open, "
            "and check who may write there",
        }.get(type(error), f"it can't be written ({error.strerror})")
        raise OutputError(f"{path}: {what}") from None
