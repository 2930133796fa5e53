"""The base of every entry of a model file or a case file."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError

from decision.errors import DocumentError, ModelError
from decision.model.validation_messages import explained, faults_in_code


class Record(BaseModel):
    """A set of known keys; frozen, and an unknown key is an error.

    A Python name has underscores where the file's key has hyphens, and a trailing
    underscore where the key is a word of Python's own (`from_`). A record is made from
    the file's keys alone: `falls_back_to` is Python's name, and no key.

    Raises:
        ModelError: made in code with keys or values that are refused; of a part of a
            case, CaseError. `model_validate` raises pydantic's ValidationError, whose
            paths the readers of files turn into lines.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.rstrip("_").replace("_", "-"),
        # Built on first use: a command that reads no case never waits for the case's classes.
        defer_build=True,
        # Faults quote values themselves, cut short; pydantic would print them whole.
        hide_input_in_errors=True,
    )
    _error: ClassVar[type[DocumentError]] = ModelError

    def __init__(self, /, **keys: Any) -> None:
        try:
            super().__init__(**keys)
        except ValidationError as error:
            file = self._error.__name__.removesuffix("Error").lower()
            found = explained(type(self), error)
            raise self._error(faults_in_code(found, file, type(self).__name__)) from None

    # pydantic then validates without calling `__init__`, as it does where a class has none of
    # its own: `model_validate` stays as it is, and so do records inside records.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]
