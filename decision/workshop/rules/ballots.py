"""Validation of ballots: whatever a phone sends is checked here. No files here."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from decision.model.decision_model import DecisionModel
from decision.wording.suggestions import shown
from decision.wording.text import UNSEEN
from decision.workshop.errors import BallotError

MAX_COMMENT = 500  # characters of one comment; the others are in characters too
MAX_REASON = 500
MAX_ROLE = 60
_MARKS = 4  # combining marks on one letter; more would be drawn over the lines beside it
_REQUEST = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass(frozen=True)
class Form:
    """What a ballot covers: the names of the criteria and of the options, by id."""

    criteria: Mapping[str, str]
    options: Mapping[str, str]


@dataclass(frozen=True)
class Given:
    """The contents of a valid ballot."""

    weights: Mapping[str, float]  # points from 0 to 100 by criterion id, one for every criterion
    # 0 to 100 by criterion id and option id; any may be missing.
    scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    # Clean text by criterion id, none of it empty.
    comments: Mapping[str, str] = field(default_factory=dict)


def form_of(model: DecisionModel) -> Form:
    """Return the form that a model asks for."""
    return Form(
        {name: criterion.name for name, criterion in model.criteria.items()},
        {name: option.name for name, option in model.options.items()},
    )


def checked(form: Form, sent: object) -> Given:
    """Return the contents of a ballot that was sent, validated.

    `sent`: a mapping with `weights` and, optionally, `scores` and `comments`; any other value is
    refused. Raises BallotError: the ballot can't be counted.
    """
    parts = _mapping(sent, "A ballot")
    _known(parts, ("weights", "scores", "comments"), "part of a ballot")
    return Given(
        _weights(form, parts.get("weights")),
        _scores(form, parts.get("scores") or {}),
        _comments(form, parts.get("comments") or {}),
    )


def clean(text: object, limit: int, what: str) -> str:
    """Return text from a person on one line, without invisible characters.

    Raises BallotError: it is not text, or is longer than `limit`.
    """
    if not isinstance(text, str):
        raise BallotError(f"{what} should be text, not {shown(text)}.")
    if len(text) > 20 * limit:  # refused before the slow work below
        raise BallotError(f"{what} has {len(text):,} characters; the limit is {limit}.")
    spaced = " ".join(UNSEEN.sub("", " ".join(text.split())).split())
    # Composed, so that a letter with its accent counts as one character.
    kept = "".join(_unstacked(unicodedata.normalize("NFC", spaced)))
    if len(kept) > limit:
        raise BallotError(f"{what} has {len(kept):,} characters; the limit is {limit}.")
    return kept


def required_reason(text: object) -> str:
    """Return a reason as clean text. Raises BallotError: it is empty, or too long."""
    kept = clean(text, MAX_REASON, "The reason")
    if not kept:
        raise BallotError("Write a reason; it is kept with the record.")
    return kept


def request_id(text: object) -> str:
    """Return a request id, validated: 8 to 64 ASCII letters, digits, - or _.

    Raises BallotError: it is no such id.
    """
    if not isinstance(text, str) or not _REQUEST.fullmatch(text):
        raise BallotError("This page is out of date; load it again and send once more.")
    return text


def _unstacked(text: str) -> Iterable[str]:
    stacked = 0
    for character in text:
        stacked = stacked + 1 if unicodedata.combining(character) else 0
        if stacked <= _MARKS:
            yield character


def _mapping(value: object, what: str) -> Mapping[object, object]:
    if not isinstance(value, Mapping):
        raise BallotError(f"{what} can't be {shown(value)}; load the page again.")
    return value


def _known(keys: Iterable[object], known: Iterable[str], kind: str) -> None:
    allowed = set(known)
    for key in keys:
        if not isinstance(key, str) or key not in allowed:
            raise BallotError(f"{shown(key)} is not {kind}; load the page again.")


def _points(value: object, what: str) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number:
        raise BallotError(f"{what} should be a number from 0 to 100, not {shown(value)}.")
    assert isinstance(value, int | float)
    if not 0 <= value <= 100:  # also false for NaN
        size = f"{value:g}" if isinstance(value, float) and math.isnan(value) else "out of range"
        raise BallotError(f"{what} is {size}; give a number from 0 to 100.")
    return float(value) + 0.0  # a minus zero becomes a zero


def _weights(form: Form, sent: object) -> dict[str, float]:
    weights = _mapping(sent, "The weights")
    _known(weights, form.criteria, "a criterion here")
    missing = [name for key, name in form.criteria.items() if key not in weights]
    if missing:
        raise BallotError(f"{shown(missing[0])} has no weight yet; give every criterion one.")
    points = {
        key: _points(weights[key], f"The weight of {shown(name)}")
        for key, name in form.criteria.items()
    }
    if not any(points.values()):
        raise BallotError("Every weight is 0; give at least one criterion more than 0.")
    return points


def _scores(form: Form, sent: object) -> dict[str, dict[str, float]]:
    rows = _mapping(sent, "The scores")
    _known(rows, form.criteria, "a criterion here")
    found: dict[str, dict[str, float]] = {}
    for key, name in form.criteria.items():
        if key not in rows:
            continue
        row = _mapping(rows[key], f"The scores of {shown(name)}")
        _known(row, form.options, "an option here")
        scores = {
            option: _points(row[option], f"The score of {shown(form.options[option])}")
            for option in form.options
            if option in row
        }
        if scores:
            found[key] = scores
    return found


def _comments(form: Form, sent: object) -> dict[str, str]:
    texts = _mapping(sent, "The comments")
    _known(texts, form.criteria, "a criterion here")
    cleaned = {
        key: clean(texts[key], MAX_COMMENT, f"The comment on {shown(name)}")
        for key, name in form.criteria.items()
        if key in texts
    }
    return {key: text for key, text in cleaned.items() if text}
