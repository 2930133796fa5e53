"""What the app puts on record: versions of the case, weights changed late, and the decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from decision.errors import CaseError
from decision.evaluation.weights import in_force
from decision.history import (
    AFTER_RESULT,
    AfterResult,
    Version,
    changes,
    recorded,
    restored,
    versions,
    weights_after_result,
)
from decision.model.case import Case, Taken
from decision.model.decision_model import DecisionModel
from decision.ui.state import opening, session

LONGEST = 1000  # characters of a typed text; the browser's own limit can be got round
MOST = 30  # lines of a typed list


def change_weights(weights: Mapping[str, float], by: str | None) -> None:
    """Replace the case's weights, on record where the result had been seen before."""
    after = session.work().case.model_copy(update={"weights": dict(weights), "weights_by": by})
    session.keep(with_case(after))


def with_case(after: Case) -> session.Work:
    """Return the open work with another case, on record where its weights change late.

    Late is after the result was seen: once for each time it was seen, however many weights
    are moved after it, and only where the shares that count really change.
    """
    work = session.work()
    new = replace(work, case=after)
    if work.seen and in_force(work.model, work.case)[0] != in_force(work.model, after)[0]:
        case = recorded(work.case, after, dt.datetime.now(), None, AFTER_RESULT)
        new = replace(new, case=case, seen=False)
    return new


def all_versions() -> tuple[Version, ...]:
    """Return every version of the open case, oldest first; the last is the case as it stands."""
    return versions(session.work().case)


def latest_other() -> int | None:
    """Return the place of the last whole version that differs from the case as it stands.

    The last whole one where none differs; None where there is none.
    """
    *earlier, now = all_versions()
    whole = [place for place, version in enumerate(earlier) if version.case is not None]
    other = [place for place in whole if earlier[place].case != now.case]
    return next(reversed(other or whole), None)


def late() -> AfterResult:
    """Return whether weights changed after the result was seen; worked out once for each case."""
    return _late(session.work().key, session.work())


@st.cache_resource(show_spinner=False, max_entries=64)
def _late(key: str, _work: session.Work) -> AfterResult:
    return weights_after_result(_work.model, _work.case)


def keep_version(by: str, because: str) -> None:
    """Keep the case as it stands now as a version of it."""
    case = session.work().case
    kept = recorded(case, case, dt.datetime.now(), by[:LONGEST], because[:LONGEST])
    session.keep(replace(session.work(), case=kept))


def open_again(version: Version, by: str | None) -> str | None:
    """Open an earlier version as the case again; return what is wrong where it can't be."""
    work = session.work()
    try:
        case = restored(work.model, work.case, version, dt.datetime.now(), by)
    except CaseError:
        return "This version was written for another model, so it can't be opened with this one."
    opening.put_aside(replace(work, case=case), goes_on=True)  # its history holds the case
    return None


def compared(before: Version, after: Version) -> list[str]:
    """Return what changed from one version to another, in words; worked out once for each two."""
    model = session.work().model
    if before.case is None or after.case is None:
        return ["Only the note of this version is left, so it can't be compared."]
    key = f"{model.fingerprint}/{before.case!r}/{after.case!r}"
    return _compared(key, model, before.case, after.case)


@st.cache_resource(show_spinner=False, max_entries=64)
def _compared(key: str, _model: DecisionModel, _before: Case, _after: Case) -> list[str]:
    return changes(_model, _before, _after)


def decide(option: str) -> None:
    """Take down the option decided on."""
    taken = session.work().case.decision
    new = Taken(option=option) if taken is None else taken.model_copy(update={"option": option})
    session.change(decision=new)


def change_decision(**parts: Any) -> None:
    """Replace parts of the decision taken."""
    taken = session.work().case.decision
    if taken is not None:
        session.change(decision=taken.model_copy(update=parts))


def typed_text(name: str) -> str | None:
    """Return what was typed into an input, no longer than a case should hold."""
    text = session.typed(name)
    return text[:LONGEST] if text else None


def typed_lines(name: str) -> tuple[str, ...]:
    """Return the lines typed into an input, without empty ones."""
    lines = (line.strip() for line in (session.typed(name) or "").splitlines())
    return tuple(line[:LONGEST] for line in lines if line)[:MOST]
