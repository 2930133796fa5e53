"""Models and cases read from files, with every fault in its place; cases written as text."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

import yaml
from pydantic import ValidationError

from decision.errors import MAX_FAULTS, CaseError, DocumentError, Fault, ModelError, Steps
from decision.files.plain_faults import placed
from decision.files.yaml_events import MAX_BYTES
from decision.files.yaml_tree import place_of, read_tree
from decision.model import case_checks
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.model.record import Record
from decision.model.validation_messages import explained
from decision.wording.numbers import is_number
from decision.wording.suggestions import shown

_R = TypeVar("_R", bound=Record)


@dataclass(frozen=True)
class Opened(Generic[_R]):
    """What a file held, the warnings about it, and the way back to its lines."""

    value: _R
    warnings: tuple[Fault, ...]
    name: str
    tree: object

    def fault(self, path: Steps, message: str) -> Fault:
        """Return a warning about the value at a path in the file."""
        return Fault(self.name, *place_of(self.tree, path), "warning", message)


def load_model(path: str | Path) -> DecisionModel:
    """Return the model in a file; its warnings are Python warnings.

    Raises:
        ModelError: it can't be used; `faults` holds every problem with its line.
    """
    return _warned(read_model(path))


def load_case(path: str | Path, model: DecisionModel) -> Case:
    """Return the case in a file, checked against its model; its warnings are Python warnings.

    Raises:
        CaseError: it can't be used; `faults` holds every problem with its line.
    """
    return _warned(read_case(path, model))


def parse_model(data: bytes, name: str) -> Opened[DecisionModel]:
    """Return the model in a file's bytes, its warnings and its lines; `name` stands in faults.

    Raises ModelError: it can't be used.
    """
    try:
        tree, warned = read_tree(data, name)
        if tree is None:
            message = "this file is empty; write at least `title:`, `options:` and `criteria:`"
            raise DocumentError([Fault(name, 1, 1, "error", message)])
        return Opened(_validated(DecisionModel, tree, name, warned), warned, name, tree)
    except DocumentError as error:
        raise ModelError(error.faults) from None


def parse_case(data: bytes, name: str, model: DecisionModel) -> Opened[Case]:
    """Return the case in a file's bytes, checked against its model, its warnings and its lines.

    Raises CaseError: it can't be used.
    """
    try:
        tree, warned = read_tree(data, name)
        case = _validated(Case, tree, name, warned)
        if found := list(islice(case_checks.misfits(model, case), MAX_FAULTS + 1)):
            raise DocumentError([*placed(found, tree, name), *warned])
    except DocumentError as error:
        raise CaseError(error.faults) from None
    opened = Opened(case, warned, name, tree)
    written_for = case.model
    if written_for.fingerprint and written_for.fingerprint != model.fingerprint:
        title = f" ({shown(written_for.title)})" if written_for.title else ""
        of = f"this case was written for another model, or another version of it{title}"
        message = f"{of}; check that its answers still mean the same"
        other = opened.fault(("model", "fingerprint"), message)
        opened = replace(opened, warnings=(*warned, other))
    return opened


def read_model(path: str | Path) -> Opened[DecisionModel]:
    """Return the model in a file, its warnings and its lines.

    Raises ModelError: it can't be used.
    """
    return parse_model(read_whole(path), str(path))


def read_case(path: str | Path, model: DecisionModel) -> Opened[Case]:
    """Return the case in a file, checked against its model, its warnings and its lines.

    Raises CaseError: it can't be used.
    """
    return parse_case(read_whole(path, CaseError), str(path), model)


def read_whole(
    path: str | Path, kind: type[DocumentError] = ModelError, most: int = MAX_BYTES
) -> bytes:
    """Return a file's bytes, no more than one over a limit.

    Raises DocumentError: of that kind; the file can't be read.
    """
    try:
        with Path(path).open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        known: dict[type[Exception], str] = {
            FileNotFoundError: "there is no such file; check its name and folder",
            IsADirectoryError: "this is a folder; give the name of a file in it",
            PermissionError: "this file can't be opened; check who may read it",
        }
        reason = getattr(error, "strerror", None) or error
        what = known.get(type(error), f"this file can't be read ({reason}); check its name")
        raise kind([Fault(str(path), 1, 1, "error", what)]) from None


def _warned(opened: Opened[_R]) -> _R:
    """Return what a file held, its warnings issued as Python warnings."""
    for fault in opened.warnings:
        warnings.warn(str(fault), UserWarning, stacklevel=3)
    return opened.value


def _validated(kind: type[_R], tree: object, name: str, warned: tuple[Fault, ...]) -> _R:
    try:
        return kind.model_validate(tree)
    except ValidationError as error:
        faults = placed(explained(kind, error), tree, name)
        raise DocumentError([*faults, *warned]) from None


class _Dumper(yaml.SafeDumper):
    """Writes dates and times as the file format has them, and nothing by reference."""

    def ignore_aliases(self, data: object) -> bool:
        """Write what occurs twice twice; the reader takes no aliases."""
        return True


def _write_moment(dumper: _Dumper, value: dt.datetime) -> yaml.Node:
    text = value.isoformat(timespec="seconds" if value.second else "minutes")
    return dumper.represent_scalar("tag:yaml.org,2002:str", text)


def _write_text(dumper: _Dumper, value: str) -> yaml.Node:
    # PyYAML would leave 1e3 bare, as YAML 1.1 did, and so would make a number of it.
    style = "'" if is_number(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style)


_Dumper.add_representer(dt.datetime, _write_moment)
_Dumper.add_representer(str, _write_text)


def dump_case(case: Case) -> str:
    """Return a case as the text of a case file; reading it back gives an equal case."""
    return dump_plain(case.model_dump(by_alias=True, exclude_defaults=True))


def dump_plain(data: Mapping[str, object]) -> str:
    """Return plain values as the text of a file, which the readers above read back as they are."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100, indent=2)
