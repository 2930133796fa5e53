from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from pydantic import ValidationError

from decision.errors import CaseError, DocumentError, ModelError
from decision.model import case, decision_model, entries
from decision.model.case import Ballot, Case, CasePart, Override, Taken
from decision.model.cells import Score
from decision.model.decision_model import DecisionModel
from decision.model.entries import Option
from decision.model.record import Record
from decision.model.scalars import Ids, Text


class Small(Record):
    from_: Text
    leave_out: Ids = ()


def subclasses(kind: type[Record]) -> list[type[Record]]:
    return [kind, *(found for sub in kind.__subclasses__() for found in subclasses(sub))]


def test_a_record_is_frozen_and_knows_its_keys_by_the_names_of_a_file():
    small = Small.model_validate({"from": "a", "leave-out": ["b"]})
    assert (small.from_, small.leave_out) == ("a", ("b",))
    with pytest.raises(ValidationError, match="leave_out"):
        Small.model_validate({"from": "a", "leave_out": ["b"]})
    assert small.model_dump(by_alias=True) == {"from": "a", "leave-out": ("b",)}
    with pytest.raises(ValidationError, match="frozen"):
        small.from_ = "c"
    with pytest.raises(ValidationError, match="Extra inputs"):
        Small.model_validate({"from": "a", "more": 1})


def messages(error: type[DocumentError], make: type[Record], **keys: Any) -> list[str]:
    with pytest.raises(error) as caught:
        make(**keys)
    assert type(caught.value) is error
    return [fault.message for fault in caught.value.faults]


def test_a_wrong_argument_is_an_error_of_our_own_with_the_nearest_key():
    assert messages(CaseError, Case, answerz={}) == [
        "answerz: is not a known key; did you mean `answers`?"
    ]
    assert messages(CaseError, Case, answered_by={}) == [
        "answered_by: is not a known key; did you mean `answered-by`?"
    ]
    assert "titel: is not a known key; did you mean `title`?" in messages(
        ModelError, DecisionModel, titel="x"
    )


def test_a_wrong_value_is_an_error_of_our_own_with_its_path():
    given = {"criterion": "c", "option": "o", "score": 101, "because": "b", "by": "r"}
    assert messages(CaseError, Case, overrides=[given]) == [
        "overrides.0.score: is 101; write a number from 0 to 100"
    ]
    assert messages(CaseError, Override, **given) == ["score: is 101; write a number from 0 to 100"]
    assert messages(ModelError, Option) == ["name: is missing; write `name: Stay as now`"]
    assert messages(ModelError, Score, score=5, low=4) == [
        "Score: has only one of `low` and `high`; write both, or neither"
    ]


def test_the_file_of_the_error_says_which_kind_of_thing_was_made():
    for make, file in ((Case, "case"), (DecisionModel, "model")):
        with pytest.raises(DocumentError) as caught:
            make(nonsense=1)
        assert {fault.file for fault in caught.value.faults} == {file}
        assert caught.value.__cause__ is None


@pytest.mark.parametrize("kind", [Case, DecisionModel, Override, Score, Small])
def test_what_readers_of_files_call_still_raises_what_they_catch(kind: type[Record]):
    with pytest.raises(ValidationError):
        kind.model_validate({"nonsense": 1})
    assert not kind.__pydantic_custom_init__


def test_a_fault_inside_a_part_is_found_by_the_reader_of_the_whole():
    with pytest.raises(ValidationError) as caught:
        Case.model_validate({"decision": {"optoin": "a"}, "history": [{"was": {"nonsense": 1}}]})
    places = [error["loc"] for error in caught.value.errors()]
    assert ("decision", "optoin") in places
    assert ("history", 0, "was", "nonsense") in places


def test_every_record_of_a_case_is_a_part_of_one_and_no_entry_of_a_model_is():
    homes = {case: True, entries: False, decision_model: False}
    for home, of_a_case in homes.items():
        own = [kind for kind in subclasses(Record) if kind.__module__ == home.__name__]
        assert own
        assert all(issubclass(kind, CasePart) == of_a_case for kind in own)


def test_a_record_made_in_code_is_that_of_a_file_and_can_be_copied_and_sent():
    made = Case(decision=Taken(option="a"), panel=[Ballot(weights={"c": 1})])
    assert made == Case.model_validate(
        {"decision": {"option": "a"}, "panel": [{"weights": {"c": 1}}]}
    )
    for again in (copy.deepcopy(made), pickle.loads(pickle.dumps(made)), made.model_copy()):
        assert again == made
