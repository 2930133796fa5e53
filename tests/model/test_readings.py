from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.model.case import Ticks
from decision.model.entries import Fact
from decision.model.readings import Reading, read_fact
from tests.corpus import MODEL

CHOICE, MONTHS, TICKS = (MODEL.facts[name] for name in ("governance", "vacancy", "focus"))


MANY = Fact.model_validate(
    {
        "ask": "A",
        "items": {f"i{n}": "I" for n in range(6)},
        "answers": {f"from-{n}": {"says": "S", "from": n} for n in (0, 2, 5)},
    }
)


def test_a_fact_not_answered_may_have_any_answer():
    assert read_fact(CHOICE, None) == Reading(None, ("nobody", "advises", "decides"))


@pytest.mark.parametrize(
    ("fact", "answer"), [(CHOICE, "decides"), (MONTHS, "some"), (TICKS, "high")]
)
def test_the_id_of_an_answer_is_accepted_for_any_fact(fact: Fact, answer: str):
    assert read_fact(fact, answer) == Reading(answer, (answer,))


@pytest.mark.parametrize(
    ("months", "answer"),
    [(0, "none"), (0.4, "none"), (0.5, "some"), (6, "severe"), (1e300, "severe")],
)
def test_a_number_picks_its_answer_and_is_kept(months: float, answer: str):
    assert read_fact(MONTHS, months) == Reading(answer, (answer,), months)


def test_a_number_that_is_the_id_of_an_answer_is_that_answer():
    fact = Fact.model_validate({"ask": "A", "answers": {"10": {"says": "S"}, "b": {"says": "S"}}})
    assert read_fact(fact, 10) == Reading("10", ("10",))


def test_a_number_in_a_unit_is_never_the_id_of_an_answer():
    answers = {"1": {"says": "Few", "from": 0}, "2": {"says": "Many", "from": 6}}
    fact = Fact.model_validate({"ask": "A", "unit": "months", "answers": answers})
    assert read_fact(fact, 2) == Reading("1", ("1",), 2)
    assert read_fact(fact, "2") == Reading("2", ("2",))


def test_a_bare_list_says_that_the_rest_are_no():
    assert read_fact(TICKS, Ticks(yes=("led",))) == Reading("low", ("low",), 1)
    assert read_fact(TICKS, Ticks(yes=("led", "direct"))) == Reading("high", ("high",), 2)
    assert read_fact(TICKS, Ticks(yes=("led", "led"))) == Reading("low", ("low",), 1)


@given(st.integers(0, 6), st.integers(0, 6))
def test_unknown_items_leave_the_answers_that_their_count_can_reach(sure: int, more: int):
    items = list(MANY.items)
    ticks = Ticks(yes=items[:sure], unknown=items[sure : sure + more])
    reading = read_fact(MANY, ticks)
    counts = range(sure, sure + len(ticks.unknown) + 1)
    assert reading.possible == tuple(dict.fromkeys(MANY.pick(count) for count in counts))
    assert reading.answer == (None if ticks.unknown else MANY.pick(sure))
    assert reading.count == sure


def test_what_an_answer_may_be_is_said_for_each_kind_of_fact():
    for fact, said, message in (
        (CHOICE, "x", "can't be `x`; write one of `nobody`, `advises`, `decides`"),
        (CHOICE, 3, "can't be `3`; write one of `nobody`, `advises`, `decides`"),
        (CHOICE, Ticks(), "is a list, and this fact has no `items`; write one of `nobody`"),
        (MONTHS, "x", "can't be `x`; write one of `none`, `some`, `severe`, or a number of months"),
        (MONTHS, "8", "is a number in quotes; write 8 without them"),
        (MONTHS, -1, "is -1, below the first answer; write 0 or more"),
        (TICKS, "x", "can't be `x`; write one of `low`, `high`, or a list of the items that are"),
        (TICKS, 1, "can't be `1`; write one of `low`, `high`, or a list of the items"),
        (TICKS, Ticks(yes=("ledd",)), "can't hold `ledd`; did you mean `led`?"),
        (TICKS, Ticks(yes=("led",), unknown=("led",)), "has `led` as both yes and unknown; keep"),
    ):
        with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
            read_fact(fact, said)
