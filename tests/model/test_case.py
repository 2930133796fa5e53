from __future__ import annotations

import pytest

from decision.errors import CaseError
from decision.model.case import Case, Ticks
from decision.model.scalars import Scalar


def test_a_gate_is_unknown_until_the_case_says_more():
    case = Case.model_validate({"gates": {"one": "met", "some": {"move": "unmet"}}})
    assert case.gate("one", "move") == case.gate("one", "hybrid") == "met"
    assert case.gate("some", "move") == "unmet"
    assert case.gate("some", "hybrid") == case.gate("none", "move") == "unknown"


def test_an_empty_case_says_nothing():
    assert Case() == Case.model_validate({}) == Case.model_validate(None)
    assert Case().model_dump(exclude_defaults=True) == {}


def test_a_case_holds_the_case_before_a_change():
    before = Case.model_validate({"answers": {"vacancy": 4}})
    case = Case.model_validate({"history": [{"at": "2026-11-24T10:00", "was": before}]})
    assert case.history[0].was == before


def test_an_answer_is_written_as_it_was_read():
    written = {
        "answers": {"a": ["x"], "b": {"yes": ["x"], "unknown": ["y"]}, "c": 8, "d": "some"},
        "gates": {"one": "met", "some": {"move": "unmet"}},
    }
    case = Case.model_validate(written)
    assert case.answers["a"] == Ticks(yes=("x",))
    assert case.model_dump(by_alias=True, exclude_defaults=True) == written


def test_a_number_in_quotes_is_text_and_a_bare_one_a_number():
    case = Case.model_validate({"answers": {"a": Scalar("8"), "b": Scalar("8", quoted=True)}})
    assert case.answers == {"a": 8, "b": "8"}


def test_each_word_on_a_gate_that_is_none_is_told():
    with pytest.raises(CaseError) as caught:
        Case(gates={"duty": {"a": "done", "b": "met", "c": "no"}})
    assert [fault.message.partition(":")[0] for fault in caught.value.faults] == [
        "gates.duty.a",
        "gates.duty.c",
    ]


def test_a_second_answer_is_read_and_written_as_any_answer():
    written = {
        "answers": {"a": ["x"], "b": 8},
        "disputed": {
            "a": {"by": "a role", "says": {"yes": [], "unknown": ["y"]}},
            "b": {"by": "a role", "says": 3, "because": "Seen"},
        },
    }
    case = Case.model_validate(written)
    assert case.disputed["a"].says == Ticks(unknown=("y",))
    assert case.disputed["b"].says == 3
    assert case.model_dump(by_alias=True, exclude_defaults=True) == written


def test_what_happened_is_one_of_four_words():
    for went in ("better", "as-hoped", "mixed", "worse"):
        outcome = Case(outcome={"arrangement": "a", "went": went}).outcome
        assert outcome is not None
        assert outcome.went == went
    with pytest.raises(CaseError, match="write one of `better`, `as-hoped`, `mixed`, `worse`"):
        Case(outcome={"arrangement": "a", "went": "fine"})
