from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from decision.errors import KEY, MAX_FAULTS, Fault, Steps
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.model.record import Record
from decision.model.validation_messages import explained, faults_in_code, subject

WHOLE: dict[str, Any] = {
    "title": "T",
    "options": {"a": {"name": "A"}, "b": {"name": "B"}},
    "criteria": {"c": {"name": "C", "weight": 1, "scores": {"a": 1, "b": 2}}},
}


def found(kind: type[Record], data: object) -> list[tuple[Steps, str]]:
    with pytest.raises(ValidationError) as caught:
        kind.model_validate(data)
    return list(explained(kind, caught.value))


@pytest.mark.parametrize(
    ("path", "name"),
    [((), "this file"), (("answers", "focus"), "`focus`"), (("panel", 0), "item 1 of `panel`")],
)
def test_a_value_is_called_by_its_key_or_its_number(path: Steps, name: str):
    assert subject(path) == name


def test_an_unknown_key_is_set_beside_the_keys_of_its_own_place():
    assert found(Case, {"site": {"nam": "x"}}) == [
        (("site", "nam", KEY), "is not a known key; did you mean `name`?")
    ]
    assert found(Case, {"history": [{"at": "2026-11-24T10:00", "was": {"pannel": []}}]}) == [
        (("history", 0, "was", "pannel", KEY), "is not a known key; did you mean `panel`?")
    ]


def test_a_key_that_was_misspelt_is_not_missing_as_well():
    given = {key: value for key, value in WHOLE.items() if key != "title"}
    assert found(DecisionModel, given | {"titel": "T"}) == [
        (("titel", KEY), "is not a known key; did you mean `title`?")
    ]
    assert found(DecisionModel, given) == [
        (("title",), "is missing; write `title: Where should the PACS team sit?`")
    ]


def test_a_key_that_is_missing_inside_an_entry_names_the_entry():
    ((path, message),) = found(DecisionModel, WHOLE | {"gates": {"duty": {}}})
    assert path == ("gates", "duty", "says")
    assert message.startswith("is missing from `duty`; write `says: A clinical safety officer")


def test_a_word_of_a_fixed_list_is_told_the_list():
    assert found(DecisionModel, WHOLE | {"gates": {"duty": {"says": "S", "topic": "safty"}}}) == [
        (("gates", "duty", "topic"), "can't be `safty`; did you mean `safety`?")
    ]


def test_what_should_be_an_entry_is_told_how_one_is_written():
    ((path, message),) = found(Case, {"site": "North"})
    assert path == ("site",)
    assert message.endswith("write `{name: North}`")
    (((), message),) = found(Case, [])
    assert message.endswith("write `model:`, `site:`, `answers:` and so on")


def test_an_empty_required_key_is_shown_an_example():
    assert found(DecisionModel, WHOLE | {"title": ""}) == [
        (("title",), "is empty; write `title: Where should the PACS team sit?`")
    ]


def test_the_faults_inside_one_value_are_all_told():
    messages = [message for _, message in found(Case, {"gates": {"d": {"a": "x", "b": "y"}}})]
    assert messages == [f"can't be `{word}`; write met, unmet or unknown" for word in "xy"]


def test_a_fault_in_code_names_its_path_and_no_line():
    pairs: list[tuple[Steps, str]] = [
        (("panel", 0, "weights"), "are 0"),
        (("answers", "x", KEY), "is new"),
        ((), "is wrong"),
    ]
    assert faults_in_code(pairs, "case", "Case") == [
        Fault("case", 1, 1, "error", "panel.0.weights: are 0"),
        Fault("case", 1, 1, "error", "answers.x: is new"),
        Fault("case", 1, 1, "error", "Case: is wrong"),
    ]


def test_of_endless_faults_in_code_some_are_kept():
    endless = (((str(number),), "is wrong") for number in iter(int, 1))
    assert len(faults_in_code(endless, "case", "Case")) == MAX_FAULTS
