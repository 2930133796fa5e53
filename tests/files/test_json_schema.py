"""The JSON Schemas: every file that the tool reads fits them, and misshapen ones don't."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

import decision
from decision.files import json_schema
from decision.files.documents import dump_case, parse_case, parse_model
from decision.files.json_schema import KINDS, RULES, Kind, descriptions, schema, schema_text
from decision.files.starting_files import blank_case, starting_points
from decision.model import case, decision_model
from decision.model import entries as entries_of_a_model
from decision.model.record import Record
from decision.model.scalars import (
    Date,
    Flag,
    Id,
    Ids,
    Moment,
    Number,
    Points,
    SomeIds,
    Text,
    Texts,
    Weight,
)
from tests.corpus import BASES, MODEL, Entry, entries
from tests.strategies import DOCUMENTS, case_from, made, problems

ROOT = Path(__file__).parents[2]
CHECKS: dict[Kind, Draft202012Validator] = {
    kind: Draft202012Validator(schema(kind)) for kind in KINDS
}


class AsAnEditor(yaml.SafeLoader):
    """Reads by the core schema of YAML 1.2, as editors do: no dates, and `no` is a word."""


AsAnEditor.yaml_implicit_resolvers = {}
for kind_of, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    AsAnEditor.add_implicit_resolver(
        f"tag:yaml.org,2002:{kind_of}", re.compile(rf"^(?:{pattern})$"), list(first)
    )
AsAnEditor.add_constructor(
    "tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node))
)


def as_json(text: str) -> Any:
    """What an editor checks: JSON, whose keys are text."""

    def keyed(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): keyed(item) for key, item in value.items()}
        return [keyed(item) for item in value] if isinstance(value, list) else value

    return keyed(yaml.load(text, AsAnEditor))


def faults(kind: Kind, text: str) -> list[str]:
    return [
        f"{'.'.join(map(str, error.absolute_path))}: {error.message[:200]}"
        for error in CHECKS[kind].iter_errors(as_json(text))
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_a_schema_and_refers_to_nothing_outside(kind: Kind) -> None:
    Draft202012Validator.check_schema(schema(kind))
    named = re.findall(r'"\$ref": "([^"]*)"', schema_text(kind))
    assert named
    assert all(name.startswith("#/$defs/") for name in named)
    assert {name.rpartition("/")[2] for name in named} == schema(kind)["$defs"].keys()
    assert schema_text(kind).isascii()
    assert json.loads(schema_text(kind)) == schema(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_has_a_name_of_its_own_and_the_version_that_made_it(kind: Kind) -> None:
    file = {"model": "criteria", "case": "case"}[kind]
    assert schema(kind)["$id"] == f"urn:pacs-placement:{file}:1"
    assert schema(kind)["$comment"] == f"pacs-placement {version('pacs-placement')}"
    assert "//" not in schema(kind)["$id"]


def test_a_package_that_was_never_installed_has_no_known_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(json_schema, "version", missing)
    assert schema("case")["$comment"] == "pacs-placement of no known version"


def records() -> list[type[Record]]:
    """Every class of entry that the schemas define."""
    homes = (case, decision_model, entries_of_a_model)
    names = sorted({name for kind in KINDS for name in schema(kind)["$defs"]})
    return [getattr(next(home for home in homes if hasattr(home, name)), name) for name in names]


@pytest.mark.parametrize("record", records(), ids=lambda record: record.__name__)
def test_every_field_has_a_docstring_of_one_line(record: type[Record]) -> None:
    record.model_rebuild()
    about = descriptions(record)
    assert list(about) == list(record.model_fields)
    assert all(re.fullmatch(r"[A-Z0-9].*\.", line) for line in about.values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_in_a_schema_says_what_it_is_for(kind: Kind) -> None:
    for name, entry in schema(kind)["$defs"].items():
        whole = entry if "properties" in entry else entry["anyOf"][1]
        assert all(value["description"] for value in whole["properties"].values()), name
    note = schema("case")["$defs"]["Site"]["properties"]["prepared-by"]
    assert note["description"] == "Who filled the case in, by role."


def test_every_rule_is_in_a_schema() -> None:
    for record, rule in RULES.items():
        entry = schema("model")["$defs"][record.__name__]
        whole = entry if "properties" in entry else entry["anyOf"][1]
        assert rule.items() <= whole.items()


MODELS = [
    *starting_points().values(),
    *sorted((ROOT / "tests" / "cases").glob("*.criteria.yaml")),
    ROOT / "tests" / "bad-input" / "model.yaml",
]
CASES = [*decision.examples().values(), ROOT / "tests" / "bad-input" / "case.yaml"]


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name)
def test_every_model_here_fits(path: Path) -> None:
    assert faults("model", path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_every_case_here_fits(path: Path) -> None:
    assert faults("case", path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", starting_points().values(), ids=lambda path: path.name)
def test_a_blank_case_of_every_model_fits(path: Path) -> None:
    assert faults("case", blank_case(decision.load_model(path))) == []


@DOCUMENTS
@given(problems())
def test_every_model_and_case_that_can_be_made_fits(problem: tuple[Any, Any]) -> None:
    model, answered = problem
    made(model)
    assert list(CHECKS["model"].iter_errors(json.loads(json.dumps(model)))) == []
    assert faults("case", dump_case(case_from(answered))) == []


CORPUS = entries()


# What the tool reads, by what is told of it elsewhere: warnings at most.
READ = [entry for entry in CORPUS if not any(" error: " in fault for fault in entry.faults)]


@pytest.mark.parametrize("entry", READ, ids=lambda e: e.name)
def test_what_the_tool_reads_of_the_corpus_fits(entry: Entry) -> None:
    text = entry.data.decode("utf-8-sig")
    assert faults("model" if entry.kind == "model" else "case", text) == []


# What a schema can see: the words that a fault of an entry's shape has.
SHAPE = (
    r"is not a known key|is missing|should be (text|a list|yes or no|`key: value`)|is -|"
    r"write a number from 0 to 100|is not an id|has only one of|has both|has no `scores`|"
    r"has no `from`|is for a fact with|needs two|write (swing|one or more)|is in quotes|"
    r"should be a number, not (`[a-z0-9 ]+`|a list|nothing)|write met, unmet or unknown"
)
MISSHAPEN = [
    entry
    for entry in CORPUS
    if not entry.name.startswith("syntax-")
    and any(re.search(SHAPE, fault) for fault in entry.faults)
]
NOT_SEEN = {  # what an editor reads as a number or a word before the schema sees it
    "numbers-weight-with-a-leading-zero",
    "numbers-flag-in-quotes",
    "case-answer-below-the-first",
    "disputes-dispute-about-a-number-below-the-first",
}


@pytest.mark.parametrize("entry", MISSHAPEN, ids=lambda entry: entry.name)
def test_what_is_misshapen_in_the_corpus_is_refused(entry: Entry) -> None:
    kind: Kind = "model" if entry.kind == "model" else "case"
    assert bool(faults(kind, entry.data.decode("utf-8-sig"))) == (entry.name not in NOT_SEEN)


def test_most_of_the_corpus_is_about_shape() -> None:
    assert len(MISSHAPEN) > 120


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("weight: 100", "wieght: 100"),
        ("weight: 100", "weight: -1"),
        ("weight: 100", "weight: 30%"),
        ("title: Where", "titel: Where"),
        ("move: 50\n", "move: 101\n"),
        ("compare: [stay, move]", "compare: [stay, stay]"),
        ("who: Digital", "unit: months"),
        ("from: 2", "says: High"),
        ("kind: opinion", "kind: rumour"),
        ("baseline: true", "baseline: perhaps"),
        ("baseline: true", "baseline: {fact: governance}"),
        ("shift-spread: 0.5", "shift-spread: 1.5"),
        ("tested: Restores are tested", "tested: [Restores are tested]"),
        ("if-not: {", "if-so: {"),
        ("due: a month", "by-when: a month"),
        ("move: {decides: Digital}", "move: Digital"),
        ("move: {decides: Digital}", "move: {asked: [Digital]}"),
        ("    says: Which work comes first\n", ""),
    ],
)
def test_a_slip_in_a_model_is_refused(find: str, put: str) -> None:
    assert BASES["model"].count(find) >= 1
    assert faults("model", BASES["model"]) == []
    assert faults("model", BASES["model"].replace(find, put, 1))


def test_words_that_an_editor_takes_for_numbers_are_still_texts_and_ids() -> None:
    text = BASES["model"].replace("title: Where should the team sit?", "title: 2024")
    text = text.replace("c1", "1").replace("who: Digital", "who: true")
    assert parse_model(text.encode(), "it").value.title == "2024"
    assert faults("model", text) == []


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("says: decides\n    because", "because"),
        ("by: Digital lead", "from: Digital lead"),
        ("went: as-hoped", "went: fine"),
        ("  arrangement: hybrid\n", ""),
        ("vacancy: finance lead", "vacancy: [finance lead]"),
    ],
)
def test_a_slip_in_a_case_is_refused(find: str, put: str) -> None:
    assert find in BASES["case"]
    assert faults("case", BASES["case"]) == []
    assert faults("case", BASES["case"].replace(find, put, 1))


def test_a_checklist_may_do_without_answers_and_nothing_else_may() -> None:
    text = BASES["model"].replace("      tested: Restores are tested\n", "")
    parse_model(text.encode(), "it")
    assert faults("model", text) == []
    assert faults("model", text.replace("    items:\n      swift:", "    unit: days\n    swift:"))


@pytest.mark.parametrize("text", ["", "{}", "answers: {}", "answers: {focus: []}"])
def test_an_empty_case_is_a_case(text: str) -> None:
    parse_case(text.encode(), "it", MODEL)
    assert faults("case", text) == []


def test_an_empty_list_of_items_counts_nothing() -> None:
    text = BASES["model"].replace("    unit: months\n", "    items: {}\n")
    text = re.sub(r", from: [0-9.]+", "", text)
    parse_model(text.encode(), "it")
    assert faults("model", text) == []


@pytest.mark.parametrize(
    "kind", [Number, Points, Weight, Text, Id, Flag, Date, Moment, Ids, SomeIds, Texts]
)
def test_what_a_key_takes_is_never_nothing(kind: Any) -> None:
    value = TypeAdapter(kind).json_schema()
    assert list(Draft202012Validator(value).iter_errors(None))
