"""What can go wrong, and where.

DecisionError
├── DocumentError      a file that can't be read as it stands; holds every fault found
│   ├── ModelError     ... a model (criteria.yaml)
│   └── CaseError      ... a case
├── WeightsError       weights that can't be used
└── OutputError        a file that can't be written

A workshop's own, under DecisionError too, are in decision/workshop/errors.py.
Every error is a message for a person: what is wrong; what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

# Ends a path that leads to a key and not to its value; the mark that pydantic uses.
KEY = "[key]"

MAX_FAULTS = 50  # in one file; more are no help, and finding them all takes long

Steps = tuple[str | int, ...]  # the way into a document: keys, and places in lists
Found = Iterator[tuple[Steps, str]]  # what is wrong, or may be: the steps to it, and a message

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Fault:
    """One problem, at one place in one file. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    severity: Severity
    message: str

    def __str__(self) -> str:
        """Return the line that `decision check` prints."""
        # One fault stays one line, whatever a file is called.
        name = "".join(part if part.isprintable() else "?" for part in self.file)
        return f"{name}:{self.line}:{self.column}: {self.severity}: {self.message}"


class DecisionError(Exception):
    """Anything this package raises on purpose."""


class DocumentError(DecisionError):
    """A file that can't be used; `faults` lists every problem found, in file order."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__(self.faults)

    def __str__(self) -> str:
        """Return one line for each fault."""
        return "\n".join(str(fault) for fault in self.faults)


class ModelError(DocumentError):
    """A model (criteria.yaml) that can't be used."""


class CaseError(DocumentError):
    """A case that can't be used, or that doesn't fit its model."""


class WeightsError(DecisionError, ValueError):
    """Weights that are negative, not finite, all zero, or for an unknown criterion."""


class OutputError(DecisionError):
    """A file that can't be written; the file that was there before is untouched."""


class MisfitError(ValueError):
    """Problems found inside a value already read: (steps inside the value, message) pairs.

    Raised by validators, so that one pass reports them all; the reader of the
    file turns each path into a line and a column.
    """

    def __init__(self, found: Sequence[tuple[Steps, str]]) -> None:
        self.found = tuple(found)
        super().__init__("; ".join(message for _, message in self.found))
