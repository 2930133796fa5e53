"""Ballots filled in before the meeting, each a file that came by e-mail: any bytes may come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, PlainValidator, ValidationError

from decision.errors import DocumentError, Found, Steps
from decision.files.plain_faults import placed
from decision.files.yaml_tree import read_tree
from decision.model.case_checks import unknown_ids, weight_misfits
from decision.model.record import Record
from decision.model.scalars import MAX_TEXT, Id, IsMapping, Points, Text
from decision.model.validation_messages import explained
from decision.wording.suggestions import shown
from decision.workshop.rules.ballots import MAX_COMMENT, MAX_ROLE, Form, Given, checked, clean

_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class BallotFile:
    """A ballot file's contents, checked."""

    id: str  # the file's own: 128 random bits in hex, by which a second copy of it is known
    role: str  # of whoever filled it in, cleaned; "" where none was given
    given: Given  # the ballot


def read_ballot_file(data: bytes, name: str, form: Form, fingerprint: str) -> BallotFile:
    """Return the ballot in a file's bytes, which may be anything; `name` stands in faults.

    Raises DocumentError: it is no ballot that can be counted; each fault names a line.
    """
    tree, warned = read_tree(data, name)
    try:
        sent = _File.model_validate({} if tree is None else tree).ballot
    except ValidationError as error:
        raise DocumentError([*placed(explained(_File, error), tree, name), *warned]) from None
    if found := list(_misfits(sent, form, fingerprint)):
        raise DocumentError([*placed(found, tree, name), *warned])
    given = checked(form, {"weights": sent.weights, "comments": sent.comments})
    return BallotFile(sent.id, clean(sent.role or "", MAX_ROLE, "The role"), given)


def _read_file_id(value: object) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        advice = "use the file as it was saved, or save it again"
        raise ValueError(f"can't be {shown(value)}; {advice}")
    return str(value)


class _ModelNote(Record):
    """Which model the ballot was filled in for."""

    title: Text | None = None
    fingerprint: Text = Field(examples=["the model's"])


class _Sent(Record):
    """One person's ballot."""

    model: _ModelNote = Field(examples=["{fingerprint: the model's}"])
    id: Annotated[str, PlainValidator(_read_file_id)] = Field(examples=["32 letters and digits"])
    role: Text | None = None
    weights: Annotated[dict[Id, Points], IsMapping] = Field(examples=["{a-criterion: 100}"])
    comments: Annotated[dict[Id, Text], IsMapping] = {}


class _File(Record):
    """The whole file."""

    ballot: _Sent = Field(examples=["{weights: {a-criterion: 100}}"])


def _misfits(sent: _Sent, form: Form, fingerprint: str) -> Found:
    """Yield what makes a sound ballot useless in this workshop: the path, and a message."""
    if sent.model.fingerprint != fingerprint:
        title = f" ({shown(sent.model.title)})" if sent.model.title else ""
        message = (
            f"is of another model, or another version of it{title}; "
            f"fill in the ballot file of this workshop"
        )
        yield ("ballot", "model", "fingerprint"), message
        return
    yield from weight_misfits(form.criteria, sent.weights, ("ballot", "weights"))
    place: Steps = ("ballot", "comments")
    yield from unknown_ids(sent.comments, form.criteria, "a criterion of this model", place)
    for key, text in sent.comments.items():
        yield from _too_long(text, MAX_COMMENT, (*place, key))
    yield from _too_long(sent.role or "", MAX_ROLE, ("ballot", "role"))


def _too_long(text: str, most: int, place: Steps) -> Found:
    """Yield a fault where a text is longer than a ballot takes, as it would be kept."""
    if (size := len(clean(text, MAX_TEXT, "It"))) > most:
        yield place, f"has {size:,} characters; the limit is {most}: shorten it"
