"""The text of a model checked: every fault with its line of the text beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import streamlit as st

from decision.checks.linter import lint
from decision.errors import DocumentError, Fault
from decision.files.documents import parse_model
from decision.model.decision_model import DecisionModel
from decision.wording.text import UNSEEN

NAME = "the text"  # what faults call a text that is in no file
WIDEST = 90  # characters of a line that are quoted

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Checked:
    """A text as it was checked: its model where it is sound, and every fault and warning."""

    text: str
    model: DecisionModel | None
    faults: tuple[Fault, ...]


@st.cache_resource(show_spinner=False, max_entries=8)
def checked(text: str) -> Checked:
    """Check the text of a model: read it, and where it can be read look for what is odd."""
    try:
        opened = parse_model(text.encode("utf-8", "replace"), NAME)
    except DocumentError as error:
        return Checked(text, None, error.faults)
    odd = [opened.fault(path, message) for path, message in lint(opened.value)]
    return Checked(text, opened.value, tuple(sorted([*opened.warnings, *odd])))


def excerpt(text: str, fault: Fault) -> str:
    """Quote the line of a fault with its number, between its neighbours, and mark the place.

    What can't be seen is shown as a mark of its own, and a long line by the part that matters.

    >>> print(excerpt("a: 1\\nb: x", Fault("f", 2, 4, "error", "")))
      1 │ a: 1
    ▸ 2 │ b: x
        │    ▲
    """
    lines = _LINE_END.split(text)
    here = min(max(fault.line, 1), len(lines))
    column = min(max(fault.column, 1), len(lines[here - 1]) + 1)
    start = max(0, column - WIDEST * 2 // 3)
    wide = len(str(min(here + 1, len(lines))))
    quoted = []
    for number in range(max(1, here - 1), min(len(lines), here + 1) + 1):
        mark = "▸" if number == here else " "
        quoted.append(f"{mark} {number:>{wide}} │ {_part(lines[number - 1], start)}".rstrip())
        if number == here:
            before = column - 1 - start + (start > 0)
            quoted.append(f"  {'':>{wide}} │ {' ' * before}▲")
    return "\n".join(quoted)


def _part(line: str, start: int) -> str:
    seen = UNSEEN.sub("\N{REPLACEMENT CHARACTER}", line.replace("\t", "→"))
    part = seen[start : start + WIDEST]
    return f"{'…' if start else ''}{part}{'…' if len(seen) > start + WIDEST else ''}"
