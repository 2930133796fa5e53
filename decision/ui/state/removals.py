"""Removing a part of the open case, which can be undone where it was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from decision.ui.state import case_record, session, undo


@dataclass(frozen=True)
class Removal:
    """Parts of the case before and after something was removed from them.

    Attributes:
        label: the sentence that says what was removed.
        drop: the inputs that take their value from the case again.
        old: the parts as they were, by name.
        new: the parts as they became.
    """

    label: str
    drop: tuple[str, ...]
    old: dict[str, Any]
    new: dict[str, Any]


def remove(
    place: str, label: str, drop: tuple[str, ...] = (), together: bool = False, **parts: Any
) -> None:
    """Replace parts of the case by less, which `undo.offer` can undo while they stay so.

    Args:
        drop: the inputs that take their value from the case again, now and when it is undone.
        together: whether it is undone as one with what was just removed under the same label.
    """
    before = session.work().case
    old = {name: getattr(before, name) for name in parts}
    if together and (last := _last(place, label)) is not None:
        old = last.old
    _change(parts, drop)
    what = Removal(label, drop, old, parts)
    undo.push(undo.Entry(place, what, _label, _restore, _is_unchanged, of_case=True))


def can_be_undone(place: str, label: str) -> bool:
    """Return whether what was last removed at a place, under this label, can be undone."""
    return _last(place, label) is not None


def _last(place: str, label: str) -> Removal | None:
    entry = undo.latest(place)
    if entry is None or not isinstance(entry.what, Removal) or entry.what.label != label:
        return None
    return entry.what


def _label(what: Removal) -> str:
    return what.label


def _is_unchanged(what: Removal) -> bool:
    case = session.work().case
    return all(getattr(case, name) == value for name, value in what.new.items())


def _restore(what: Removal) -> None:
    _change(what.old, what.drop)


def _change(parts: dict[str, Any], drop: tuple[str, ...]) -> None:
    session.drop_inputs(*drop)
    if "weights" in parts:  # a change of weights after the result was seen is on record
        session.keep(case_record.with_case(session.work().case.model_copy(update=parts)))
    else:
        session.change(**parts)
