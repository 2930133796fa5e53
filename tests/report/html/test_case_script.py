"""A case read, checked and written by the page's script as by the app.

All of it: `python -m tests.report.html.compare_files`.
"""

from __future__ import annotations

from typing import Any

import pytest

from decision.errors import DocumentError
from decision.files.documents import parse_case, parse_model
from tests.corpus import BASES, MODEL, entries
from tests.report.html.compare_files import (
    hostile,
    judged,
    refused_files,
    whole_cases,
    written_by_app,
    written_by_script,
)
from tests.report.html.node import called
from tests.report.html.random_cases import models

MODELS = models()
CASES = 8  # of each model


def told(answer: dict[str, Any]) -> list[str]:
    parts = (("faults", "error"), ("warnings", "warning"))
    found = [(one["line"], one["column"], severity, one["message"])
             for part, severity in parts for one in answer.get(part, ())]  # fmt: skip
    return [
        f"{line}:{column}: {severity}: {words}" for line, column, severity, words in sorted(found)
    ]


def test_every_bad_case_gives_the_same_faults_in_the_same_words() -> None:
    some = [entry for entry in entries() if entry.kind == "case"]
    answers = called(MODEL, [("readCase", list(entry.data)) for entry in some])
    for entry, answer in zip(some, answers, strict=True):
        assert told(answer) == list(entry.faults), entry.name
    assert len(some) > 100


@pytest.mark.parametrize("name", MODELS)
def test_what_the_script_writes_opens_in_the_app_as_the_same_case(name: str) -> None:
    """The case is the same, so all that is worked out of it is."""
    given = list(whole_cases(MODELS[name], 1, CASES))
    assert written_by_script(MODELS[name], given, documents=False) == CASES


@pytest.mark.parametrize("name", MODELS)
def test_what_the_app_writes_opens_in_the_script_as_the_same_case(name: str) -> None:
    assert written_by_app(MODELS[name], list(whole_cases(MODELS[name], 2, CASES)), CASES) == CASES


def test_every_key_of_a_case_is_known_and_written() -> None:
    """`tests.files.test_documents` holds that the file has every key."""
    case = parse_case(BASES["case"].encode(), "case", MODEL).value
    more = "decision.again = (text) => decision.writeCase(decision.readCase(text).case);"
    (text,) = called(MODEL, [("again", BASES["case"])], (), ["readCase", "writeCase"], more)
    assert parse_case(text.encode(), "case", MODEL).value == case


def test_what_is_blank_is_left_out() -> None:
    case = {
        "site": {"name": ""},
        "answers": {"focus": []},
        "notes": {},
        "panel": [],
        "decision": None,
    }
    assert called(MODEL, [("writeCase", case)]) == ["answers:\n  focus: []\n"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_other_encodings_are_read(encoding: str) -> None:
    data = "site: {name: Nörd 😀}".encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    (answer,) = called(MODEL, [("readCase", list(data))])
    assert answer["case"] == {"site": {"name": "Nörd 😀"}}


def test_many_faults_are_cut_as_in_the_app() -> None:
    text = "notes: {" + ", ".join(f"n{number}: x" for number in range(60)) + "}"
    with pytest.raises(DocumentError) as refused:
        parse_case(text.encode(), "file", MODEL)
    (answer,) = called(MODEL, [("readCase", text)])
    assert told(answer) == [str(fault).removeprefix("file:") for fault in refused.value.faults]


def test_an_answer_that_is_a_number_is_an_id_where_nothing_is_counted() -> None:
    text = BASES["model"].replace("nobody: {says", "10: {says")
    model = parse_model(text.encode(), "model").value

    def refused(case: str) -> bool:
        try:
            return not parse_case(case.encode(), "f", model).value
        except DocumentError:
            return True

    files = [
        "answers: {governance: 10}",
        "answers: {governance: '10'}",
        "answers: {governance: 10.0}",
    ]
    answers = called(model, [("readCase", one) for one in files])
    assert [one.get("case") for one in answers[:2]] == [{"answers": {"governance": "10"}}] * 2
    assert answers[2]["faults"][0]["message"].startswith(
        "`governance` can't be `10.0`; write one of"
    )
    assert [bool(one.get("faults")) for one in answers] == [refused(one) for one in files]


def test_damaged_and_hostile_cases_are_refused_by_both_with_a_line_and_a_reason() -> None:
    found = refused_files("case", 100)
    assert {one.outcome for one in found} == {"both refuse", "both accept"}
    both = [one for one in found if one.outcome == "both refuse"]
    assert len(both) > 200
    assert sum(one.place for one in both) > 0.95 * len(both)
    for one in both:
        assert isinstance(one.script, tuple)
        assert all(fault.line >= 1 and len(fault.message) > 8 for fault in one.script)


def test_hostile_files_are_all_refused() -> None:
    files = list(hostile("case"))
    accepted = [one.data for one in judged("case", files) if one.outcome != "both refuse"]
    assert accepted == [b"null"] or not accepted, accepted
