"""Files to begin with: sound as they stand, said in full, and never written over another."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import decision
from decision.checks.linter import lint
from decision.errors import ModelError, OutputError
from decision.files.documents import parse_case, read_model
from decision.files.shipped import example_models
from decision.files.starting_files import SKELETON, blank_case, new, starting_points
from decision.model.case import Case, ModelNote
from decision.model.cells import Amount, Measure, Score
from decision.model.decision_model import DecisionModel
from decision.model.entries import (
    Answer,
    Criterion,
    Evidence,
    Fact,
    Gate,
    Item,
    Need,
    Option,
    OwnBaseline,
    Right,
    Safeguard,
    WhatIf,
)
from tests.strategies import DOCUMENTS, Written, made, problems

TEXT = starting_points()[SKELETON].read_text("utf-8")
MODEL = read_model(starting_points()[SKELETON]).value


@pytest.mark.parametrize("path", starting_points().values(), ids=lambda path: path.name)
def test_a_starting_point_is_sound_and_warns_of_nothing(path: Path) -> None:
    opened = read_model(path)
    assert opened.warnings == ()
    assert list(lint(opened.value)) == []


def test_one_can_start_from_the_commented_one_the_shipped_one_and_each_example() -> None:
    assert list(starting_points()) == ["skeleton", "shipped", *example_models()]


def test_the_first_lines_say_how_to_check_see_and_open_it() -> None:
    top = "\n".join(TEXT.splitlines()[:12])
    for said in ("decision check FILE", "decision evaluate FILE", "decision app", "$schema="):
        assert said in top


RECORDS = (
    DecisionModel, Option, OwnBaseline, Need, Safeguard, Criterion, Score, Amount, Measure, Fact,
    Item, Answer, Gate, WhatIf, Evidence, Right,
)  # fmt: skip


@pytest.mark.parametrize("record", RECORDS)
def test_the_skeleton_uses_every_key_there_is(record: Any) -> None:
    record.model_rebuild()
    for key in (field.alias for field in record.model_fields.values()):
        # A topic is for reports of one field, and so it only stands in a comment.
        before = " *# " if key == "topic" else "[^#]*(^|[ {])"
        assert re.search(rf"^{before}{key}:", TEXT, re.MULTILINE), key


def test_the_skeleton_shows_each_kind_of_thing_once() -> None:
    facts = MODEL.facts.values()
    assert {bool(fact.items) for fact in facts} == {bool(fact.unit) for fact in facts}
    assert any(not fact.items and not fact.unit for fact in facts)
    assert any(criterion.measure for criterion in MODEL.criteria.values())
    assert any(option.needs and option.falls_back_to for option in MODEL.options.values())
    assert any(len(forms) > 1 for forms in MODEL.courses.values())
    assert any(fact.answers and fact.has_item_effects for fact in facts)
    assert any(guard.owner for option in MODEL.options.values() for guard in option.safeguards)
    speakers = [entry.speaker for entry in MODEL.evidence.values() if entry.speaker]
    assert len(set(speakers)) < len(speakers)
    assert {entry.kind for entry in MODEL.evidence.values()} >= {
        "opinion",
        "experience",
        "figure",
        "regulation",
    }
    assert len(MODEL.options) <= 3
    assert len(MODEL.criteria) <= 5


def test_the_skeletons_verdict_hangs_on_its_facts() -> None:
    leaders = {
        decision.evaluate(MODEL, Case(answers={"drivers": drivers, "station": station})).leader
        for drivers in MODEL.facts["drivers"].answers
        for station in MODEL.facts["station"].answers
    }
    assert len(leaders) > 1


def test_a_new_model_is_a_copy_and_says_how_to_check_it(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    assert new(str(file)) == (
        f"{file}: a model to make your own; check it with `decision check {file}`"
    )
    assert file.read_text("utf-8") == TEXT
    new(str(tmp_path / "offices.yaml"), like="offices")
    assert (tmp_path / "offices.yaml").read_bytes() == example_models()["offices"].read_bytes()


@pytest.mark.parametrize("case_for", [None, ""])
def test_nothing_is_ever_written_over(tmp_path: Path, case_for: str | None) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("precious")
    with pytest.raises(OutputError, match=r"mine\.yaml: there is a file of this name already; "):
        new(str(file), case_for)
    assert file.read_text() == "precious"
    with pytest.raises(OutputError, match="this is a folder; give the name of a file in it"):
        new(str(tmp_path), case_for)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]


def test_where_it_cannot_be_written_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OutputError, match="there is no such folder; make it first"):
        new(str(tmp_path / "nowhere" / "mine.yaml"))
    with pytest.raises(OutputError):
        new(str(tmp_path / "a\0b"))

    def full(*_: object) -> None:
        raise OutputError("the disk is full")

    monkeypatch.setattr("decision.files.starting_files.write_bytes", full)
    with pytest.raises(OutputError, match="the disk is full"):
        new(str(tmp_path / "mine.yaml"))
    assert list(tmp_path.iterdir()) == []


def test_a_case_of_a_model_that_cannot_be_used_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        new(str(tmp_path / "case.yaml"), str(tmp_path / "missing.yaml"))
    assert list(tmp_path.iterdir()) == []


def test_a_blank_case_is_of_the_model_asked_for(tmp_path: Path) -> None:
    model, ours, shipped = (str(tmp_path / name) for name in ("m.yaml", "a.yaml", "b.yaml"))
    new(model)
    assert new(ours, model) == (
        f"{ours}: a blank case; check it with `decision check {model} --case {ours}`"
    )
    assert decision.load_case(ours, MODEL).answers == {}
    assert new(shipped, "").endswith(f"`decision check --case {shipped}`")
    decision.load_case(shipped, decision.load_model(decision.shipped("criteria.yaml")))


def test_a_name_with_a_space_can_be_copied_into_a_shell(tmp_path: Path) -> None:
    model, ours = (str(tmp_path / name) for name in ("our model.yaml", "our case.yaml"))
    assert new(model).endswith(f'`decision check "{model}"`')
    assert new(ours, model).endswith(f'`decision check "{model}" --case "{ours}"`')


# Blank cases


@DOCUMENTS
@given(problems())
def test_a_blank_case_says_nothing_and_knows_its_model(problem: tuple[Written, Written]) -> None:
    model = made(problem[0])
    opened = parse_case(blank_case(model).encode(), "blank", model)
    assert opened.warnings == ()
    note = ModelNote(title=model.title, fingerprint=model.fingerprint)
    assert opened.value == Case(model=note)


def filled(line: str) -> str:
    """A line as someone uses it: without its #, and with an answer."""
    answers = {
        "drivers": "short",
        "names-down": "31",
        "station": "{yes: [late-train], unknown: [no-change]}",
        "step-free": "met",
        "name": "Our club",
        "prepared-by": "secretary",
        "date": "2026-11-24",
    }
    if not re.match(r"#(?!#)", line):
        return line
    key = line[1:].strip().rstrip(":")
    return line[1:] + (f" {answers[key]}" if line.endswith(":") and key in answers else "")


def test_every_line_of_a_blank_case_can_be_used() -> None:
    parts = blank_case(MODEL).split("## Who said so")
    who = "## Who said so" + parts[1].split("## Duties")[0]
    rest = parts[0] + "## Duties" + parts[1].split("## Duties")[1]
    text = "\n".join(filled(line) for line in rest.splitlines())
    case = parse_case(text.encode(), "filled", MODEL).value
    assert case.answers.keys() == MODEL.facts.keys()
    assert case.gates == {"step-free": "met"}
    assert case.weights == {name: entry.weight for name, entry in MODEL.criteria.items()}
    assert case.site.prepared_by == "secretary"
    named = re.findall(r"^#  ([\w-]+):$", who, re.MULTILINE)
    assert named == [*MODEL.facts, *MODEL.facts, *MODEL.facts]


def examples_in(text: str) -> dict[str, str]:
    """The examples of a blank case's last part, by key."""
    return dict(re.findall(r"^##  ([a-z-]+): (.*)$", text.partition("## What else")[2], re.M))


def test_a_blank_case_shows_every_key_that_a_case_has() -> None:
    text = blank_case(MODEL)
    keys = {field.alias or name for name, field in Case.model_fields.items()}
    shown = examples_in(text).keys() | set(re.findall(r"^#?([a-z-]+):", text, re.MULTILINE))
    assert shown == keys


@DOCUMENTS
@given(problems())
def test_each_example_of_a_key_is_right_for_its_model(problem: tuple[Written, Written]) -> None:
    model = made(problem[0])
    for key, value in examples_in(blank_case(model)).items():
        answers = ""
        if key == "disputed":
            fact = re.match(r"{(\w+):", value)[1]
            answers = f"answers: {{{fact}: {next(iter(model.facts[fact].answers))}}}"
        text = f"{answers}\n{key}: {value}"
        opened = parse_case(text.encode(), "it", model)
        assert opened.warnings == ()
        assert opened.value.model_fields_set - {"answers"} == {key.replace("-", "_")}


def test_a_blank_case_lists_every_possible_answer() -> None:
    text = blank_case(MODEL)
    for fact in MODEL.facts.values():
        assert fact.ask in text
        for name, entry in ({} if fact.unit else fact.items or fact.answers).items():
            assert f"##    {name}: {entry.says}\n" in text
    assert "##  Write a number of people.\n" in text


def test_text_that_spans_lines_stays_in_its_comment() -> None:
    fact = MODEL.facts["drivers"].model_copy(update={"ask": "One?\nanswers: {a: b}\r\nTwo?"})
    model = MODEL.model_copy(update={"facts": {"drivers": fact}})
    assert "##  One? answers: {a: b} Two?\n" in blank_case(model)
    assert parse_case(blank_case(model).encode(), "blank", model).value.answers == {}
