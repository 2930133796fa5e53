from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.model.case import Ticks
from decision.model.entries import Fact
from decision.model.readings import Reading, read_fact, read_ticks
from tests.corpus import MODEL

CHOICE, MONTHS, TICKS = (MODEL.facts[name] for name in ("governance", "vacancy", "focus"))


MANY = Fact.model_validate(
    {
        "ask": "A",
        "items": {f"i{n}": "I" for n in range(6)},
        "answers": {f"from-{n}": {"says": "S", "from": n} for n in (0, 2, 5)},
    }
)


ONLY_ITEMS = MODEL.facts["habits"]


def test_a_fact_not_answered_may_have_any_answer():
    assert read_fact(CHOICE, None) == Reading(None, ("nobody", "advises", "decides"))
    assert not read_fact(CHOICE, None).answered
    opened = read_fact(TICKS, None)
    assert opened == read_fact(TICKS, Ticks(unknown=("led", "direct")))
    assert opened == Reading(None, ("low", "high"), 0, {"led": None, "direct": None}, (0, 2))


@pytest.mark.parametrize(("fact", "answer"), [(CHOICE, "decides"), (MONTHS, "some")])
def test_the_id_of_an_answer_is_accepted_for_any_fact(fact: Fact, answer: str):
    assert read_fact(fact, answer) == Reading(answer, (answer,))
    assert read_fact(fact, answer).answered


def test_an_answers_id_settles_the_items_of_a_checklist_where_its_count_can():
    assert read_fact(TICKS, "high") == read_fact(TICKS, Ticks(yes=("led", "direct")))
    assert read_fact(MANY, "from-0") == Reading(
        "from-0", ("from-0",), None, dict.fromkeys(MANY.items), (0, 1)
    )
    none = Fact.model_validate(
        {
            "ask": "A",
            "items": {"x": "X", "y": "Y"},
            "answers": {f"a{n}": {"says": "S", "from": n} for n in (0, 1, 2)},
        }
    )
    assert read_fact(none, "a0") == read_fact(none, Ticks())
    assert read_fact(none, "a2") == read_fact(none, Ticks(yes=("x", "y")))
    one = read_fact(none, "a1")
    assert (one.open_items, one.ticks, one.answered) == (("x", "y"), (1, 1), True)


@given(st.sampled_from(list(MANY.answers)))
def test_items_left_open_by_an_answers_id_are_limited_to_counts_that_reach_it(answer: str):
    reading = read_fact(MANY, answer)
    assert reading.answered
    every = [
        done
        for done in product((False, True), repeat=len(MANY.items))
        if MANY.pick(sum(done)) == answer
    ]
    assert {sum(done) for done in every} == set(range(reading.ticks[0], reading.ticks[1] + 1))
    for count, part in reading.chances().items():
        assert part == pytest.approx(sum(sum(done) == count for done in every) / len(every))
    for position in range(len(MANY.items)):
        assert reading.chance == pytest.approx(sum(done[position] for done in every) / len(every))


@given(st.integers(0, 6), st.integers(0, 6))
def test_open_items_are_yes_or_no_equally_likely(sure: int, more: int):
    items = list(MANY.items)
    reading = read_fact(MANY, Ticks(yes=items[:sure], unknown=items[sure : sure + more]))
    size = len(reading.open_items)
    assert size == min(more, 6 - sure)
    assert sum(reading.chances().values()) == pytest.approx(1)
    assert reading.chance == (pytest.approx(0.5) if size else 0)
    assert reading.ticks == (0, size)


def test_a_checklist_without_answers_is_answered_when_no_item_is_unknown():
    assert read_fact(ONLY_ITEMS, None).answered is False
    assert read_fact(ONLY_ITEMS, Ticks(yes=("swift",), unknown=("tested",))).answered is False
    told = read_fact(ONLY_ITEMS, Ticks(yes=("swift",)))
    assert told == Reading(None, (), 1, {"swift": True, "tested": False}, (0, 0))
    assert told.answered
    assert read_fact(ONLY_ITEMS, Ticks()).answered


def test_what_to_write_for_a_checklist_without_answers_names_no_answer():
    for said in ("swift", 1):
        with pytest.raises(ValueError, match=r"; write a list of the items that are in place$"):
            read_fact(ONLY_ITEMS, said)


def test_items_left_out_of_the_known_ones_are_open():
    assert read_ticks(TICKS, {"led": True}) == read_fact(
        TICKS, Ticks(yes=("led",), unknown=("direct",))
    )
    assert read_ticks(TICKS, {}) == read_fact(TICKS, None)


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
    one = Reading("low", ("low",), 1, {"led": True, "direct": False})
    assert read_fact(TICKS, Ticks(yes=("led",))) == one
    assert read_fact(TICKS, Ticks(yes=("led", "led"))) == one
    both = Reading("high", ("high",), 2, {"led": True, "direct": True})
    assert read_fact(TICKS, Ticks(yes=("led", "direct"))) == both


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
