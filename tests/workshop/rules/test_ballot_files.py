"""Ballot files as they come by e-mail: what is read of them, and what each fault says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from decision.errors import DocumentError
from decision.workshop.rules.ballot_files import BallotFile, read_ballot_file
from tests.workshop.data import CRITERIA, MODEL, SETTINGS

ID = "0123456789abcdef" * 2
WEIGHTS = "\n".join(f"    {name}: {10 * place}" for place, name in enumerate(CRITERIA))
SOUND = f"""ballot:
  model: {{title: A small model, fingerprint: {MODEL.fingerprint}}}
  id: {ID}
  role: "  HR\u00a0 lead "
  weights:
{WEIGHTS}
  comments: {{speed: "  Two  people\\n carry it "}}
"""


def read(text: str | bytes) -> BallotFile:
    data = text.encode() if isinstance(text, str) else text
    return read_ballot_file(data, "a.yaml", SETTINGS.form, SETTINGS.fingerprint)


def faults(text: str | bytes) -> list[str]:
    with pytest.raises(DocumentError) as refused:
        read(text)
    return [str(fault) for fault in refused.value.faults]


def test_a_ballot_is_read_cleaned_and_complete() -> None:
    found = read(SOUND)
    assert found.id == ID
    assert found.role == "HR lead"
    assert list(found.given.weights) == list(CRITERIA)
    assert found.given.weights["safety"] == 50
    assert found.given.comments == {"speed": "Two people carry it"}
    assert found.given.scores == {}


def test_role_and_comments_may_be_left_out() -> None:
    text = "\n".join(
        line for line in SOUND.split("\n") if "role" not in line and "comm" not in line
    )
    assert (read(text).role, read(text).given.comments) == ("", {})


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            lambda text: text.replace(MODEL.fingerprint, "0" * 64),
            "a.yaml:2:46: error: `fingerprint` is of another model, or another version of it "
            "(`A small model`); fill in the ballot file of this workshop",
        ),
        (
            lambda text: text.replace(ID, ID[:-1]),
            f"a.yaml:3:7: error: `id` can't be `{ID[:-1]}`; use the file as it was saved, or "
            f"save it again",
        ),
        (
            lambda text: text.replace("role:", "name:"),
            "a.yaml:4:3: error: `name` is not a known key; write one of `model`, `id`, "
            "`role`, `weights`, `comments`",
        ),
        (
            lambda text: text.replace("    speed: 0", "    speed: 101"),
            "a.yaml:6:12: error: `speed` is 101; write a number from 0 to 100",
        ),
        (
            lambda text: text.replace("    speed: 0\n", ""),
            "a.yaml:5:3: error: `weights` has no weight for `speed`; write one for every criterion "
            "(0 will do)",
        ),
        (
            lambda text: text.replace("{speed:", "{speedy:"),
            "a.yaml:12:14: error: `speedy` is not a criterion of this model; did you mean `speed`?",
        ),
        (
            lambda text: text.replace("Two", "Two" * 200),
            "a.yaml:12:21: error: `speed` has 616 characters; the limit is 500: shorten it",
        ),
        (
            lambda text: text.replace("HR", "HR" * 40),
            "a.yaml:4:9: error: `role` has 85 characters; the limit is 60: shorten it",
        ),
        (
            lambda text: text.replace("weights:", "weights: *a"),
            "a.yaml:5:12: error: aliases are not allowed; quote it if it is text that starts "
            "with *",
        ),
    ],
)  # fmt: skip
def test_each_fault_names_its_line_and_says_what_to_write(
    change: Callable[[str], str], fault: str
) -> None:
    assert faults(change(SOUND)) == [fault]


def test_weights_that_are_all_zero_are_refused() -> None:
    text = SOUND
    for place in range(1, len(CRITERIA)):
        text = text.replace(f": {10 * place}\n", ": 0\n")
    assert faults(text) == [
        "a.yaml:5:3: error: `weights` are 0, every one; give at least one a weight above 0"
    ]


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"PK\x03\x04", b"[" * 9999, b"site: {}", b"ballot: []"]
)
def test_what_is_no_ballot_is_refused_with_a_line(data: Any) -> None:
    assert faults(data)
