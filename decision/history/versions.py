"""Versions of a case kept in it, oldest first, and weights changed after the result was seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decision.history.changes import SAME, changes
from decision.history.wording import brief
from decision.model.case import Case, Change
from decision.model.case_checks import check_fit
from decision.model.decision_model import DecisionModel
from decision.wording.dates import moment

AFTER_RESULT = "Weights changed after the result had been seen"

# What a case and its history may hold together, well below what a file may, so that there is
# room for work to come: values, and bytes with room for quotes and indents.
MAX_VALUES, MAX_SIZE = 12_000, 700_000
A_VALUE = 24  # bytes of indent, dash and line end

NO_RECORD = "No change of weights after the result was seen is on record."
RESTS_ON = (
    "The app notes a change of weights on its own page after it has shown the result. It can't see "
    "a change made in the file itself."
)


@dataclass(frozen=True)
class Version:
    """A version of a case."""

    case: Case | None  # without a history; None where only the note of it is left
    at: dt.datetime | None  # when it was kept, or last stood; None for the case as it is now
    by: str | None = None  # the role that kept it; None where none was given, or the app did
    because: str | None = None  # why it was kept, or what was changed then

    @property
    def label(self) -> str:
        """Its name in a list: when, by whom and why."""
        if self.at is None:
            return "As it stands now"
        parts = [moment(self.at), self.by, self.because]
        return " · ".join(brief(part) for part in parts if part)


@dataclass(frozen=True)
class LateChange:
    """A change of weights after the result had been seen."""

    at: dt.datetime  # when it was made
    # What it changed and its effect on the headline, in sentences; empty where the version before
    # it is no longer kept.
    changes: tuple[str, ...]


@dataclass(frozen=True)
class AfterResult:
    """Whether weights changed after the result was seen."""

    late: tuple[LateChange, ...]  # each change, oldest first
    sentences: tuple[str, ...]  # the same in words, and what the record rests on


def recorded(
    before: Case, after: Case, at: dt.datetime, by: str | None, because: str | None
) -> Case:
    """Return a case with the version before a change added to its history, oldest first.

    The version is kept without its own history, whose entries are in the new one already.
    A moment with a time zone is kept in local time, because a case file holds no zone. Once
    all versions would be too much for a file that can be read back, the oldest are left out,
    and only their notes kept. `after` is the same as `before` to keep a version as it stands;
    `by` is None for the app itself.
    """
    local = at.astimezone().replace(tzinfo=None) if at.tzinfo else at
    entry = Change(
        at=local.replace(second=0, microsecond=0),
        by=by or None,
        because=because or None,
        # A copy through and through: PyYAML would write a date that is shared as an alias,
        # and no case file may hold one.
        was=before.model_copy(update={"history": ()}).model_copy(deep=True),
    )
    return _fitting(after.model_copy(update={"history": (*after.history, entry)}))


def _fitting(case: Case) -> Case:
    """Return a case that a file can hold: without its oldest versions, changes of weights last."""
    history = list(case.history)
    sizes = [_size(entry.model_dump(by_alias=True, exclude_defaults=True)) for entry in history]
    rest = case.model_copy(update={"history": ()})
    values, size = _size(rest.model_dump(by_alias=True, exclude_defaults=True))
    values, size = values + sum(one[0] for one in sizes), size + sum(one[1] for one in sizes)
    order = sorted(range(len(history)), key=lambda place: history[place].because == AFTER_RESULT)
    for place in order:
        if values <= MAX_VALUES and size <= MAX_SIZE:
            break
        history[place] = history[place].model_copy(update={"was": None})
        values, size = values - sizes[place][0], size - sizes[place][1]
    return case.model_copy(update={"history": tuple(history)})


def _size(data: Any) -> tuple[int, int]:
    """Return how many values plain data holds, and about how many bytes of a file they take."""
    parts = [data]
    if isinstance(data, Mapping):
        parts = [*data.keys(), *data.values()]
    elif isinstance(data, list | tuple):
        parts = list(data)
    else:
        return 1, A_VALUE + 2 * len(str(data).encode("utf-8", "replace"))
    counted = [_size(part) for part in parts]
    return 1 + sum(one[0] for one in counted), A_VALUE + sum(one[1] for one in counted)


def versions(case: Case) -> tuple[Version, ...]:
    """Return every version that a case holds, oldest first; the last is the case as it stands."""
    return (
        *(Version(entry.was, entry.at, entry.by, entry.because) for entry in case.history),
        Version(case.model_copy(update={"history": ()}), None),
    )


def restored(
    model: DecisionModel, present: Case, version: Version, at: dt.datetime, by: str | None
) -> Case:
    """Return an earlier version as the case, with the present one added to its history.

    Raises:
        CaseError: the version doesn't fit the model.
        ValueError: only the note of it is left.
    """
    if version.case is None:
        raise ValueError("only the note of this version is left")
    check_fit(model, version.case)
    because = "An earlier version was opened again"
    if version.at is not None:
        because += f": that of {moment(version.at)}"
    again = version.case.model_copy(deep=True).model_copy(update={"history": present.history})
    return recorded(present, again, at, by, because)


def weights_after_result(model: DecisionModel, case: Case) -> AfterResult:
    """Return the changes of weights made after the result was seen, from the case's history.

    Each has its date, what it changed, and the effect of that alone on the headline. Where
    none is on record the sentences say what that rests on, because the absence of a record
    is no proof.
    """
    late = tuple(
        LateChange(entry.at, _by_weights_alone(model, case, place))
        for place, entry in enumerate(case.history)
        if entry.because == AFTER_RESULT
    )
    if not late:
        return AfterResult((), (NO_RECORD, RESTS_ON))
    times = "once" if len(late) == 1 else f"{len(late)} times"
    sentences = [f"The weights were changed {times} after the result had been seen."]
    for one in late:
        changed = " ".join(one.changes) or "What they were before is no longer on record."
        sentences.append(f"On {moment(one.at)}: {changed}")
    return AfterResult(late, (*sentences, RESTS_ON))


def _by_weights_alone(model: DecisionModel, case: Case, place: int) -> tuple[str, ...]:
    """Return what a change of weights alone did, with the weights of the next version kept."""
    was = case.history[place].was
    if was is None:
        return ()
    later = [entry.was for entry in case.history[place + 1 :] if entry.was is not None]
    then = (later or [case])[0]
    kept = ("weights", "weights_by", "weight_notes")
    found = changes(model, was, was.model_copy(update={key: getattr(then, key) for key in kept}))
    if found == [SAME]:
        return ("They were then set back to what they had been.",)
    return tuple(found)
