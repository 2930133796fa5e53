"""What is known of a fact, and what still can be, against every way in which it may turn out."""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import pytest
from hypothesis import given

from decision.evaluation.fact_effects import (
    disputes_of,
    open_range,
    readings_of,
    settled,
    with_item,
)
from decision.model.entries import Fact, by_cell
from decision.model.readings import Reading, read_fact, read_ticks
from tests.strategies import THOUSAND, Written, evaluated, problems

CELL = ("speed", "a")


def checklist(counted: bool = True, **more: Any) -> Fact:
    """Three items, two of which move one score, and answers that move it by the count."""
    answers = {
        "few": {"says": "Few", "from": 0, "shifts": {"speed": {"a": -3}}},
        "most": {"says": "Most", "from": 2, "shifts": {"speed": {"a": 4}}},
    }
    items = {
        "one": {"says": "One", "shifts": {"speed": {"a": 10}}, "if-not": {"speed": {"a": -5}}},
        "two": {"says": "Two", "shifts": {"speed": {"a": 6}}},
        "three": "Three",
    }
    counts = {"answers": answers} if counted else {}
    return Fact.model_validate({"ask": "Which?", "items": items, **counts, **more})


def points(fact: Fact, reading: Reading, cell: tuple[str, str] = CELL) -> float:
    return math.fsum(reason.points for reason in settled("fact", fact, reading).get(cell, ()))


def test_an_item_counts_as_soon_as_it_is_known_and_the_count_once_all_are() -> None:
    fact = checklist()
    assert points(fact, read_ticks(fact, {})) == 0
    assert points(fact, read_ticks(fact, {"one": True})) == 10
    assert points(fact, read_ticks(fact, {"one": False, "two": True})) == 1
    assert points(fact, read_ticks(fact, {"one": True, "two": True, "three": False})) == 20
    assert points(fact, read_ticks(fact, {"one": False, "two": False, "three": False})) == -8


def test_each_reason_names_its_item_and_whether_it_is_in_place() -> None:
    fact = checklist()
    reading = read_ticks(fact, {"one": False, "two": True, "three": True})
    told = [(one.item, one.answer, one.points) for one in settled("fact", fact, reading)[CELL]]
    assert told == [(None, "most", 4), ("one", "no", -5), ("two", "yes", 6)]


def test_an_answer_by_its_id_takes_the_mean_over_the_completions_that_reach_it() -> None:
    fact = checklist()
    # Two or three of three: four completions, each item in place in three of them.
    found = points(fact, read_fact(fact, "most"))
    assert found == pytest.approx(4 + (0.75 * 10 - 0.25 * 5) + 0.75 * 6)
    reasons = settled("fact", fact, read_fact(fact, "most"))[CELL]
    assert [reason.answer for reason in reasons] == ["most", None, None]


def test_the_range_of_an_open_checklist_takes_items_and_count_together() -> None:
    fact = checklist()
    (least, most) = open_range(fact, read_ticks(fact, {}))[CELL]
    assert (least, most) == (-8, 20)
    assert open_range(checklist(counted=False), read_ticks(fact, {}))[CELL] == (-5, 16)


def test_one_more_item_known_leaves_the_counts_that_an_answer_by_id_allows() -> None:
    fact = checklist()
    told = with_item(fact, read_fact(fact, "most"), "one", False)
    assert (told.answer, told.ticks, told.open_items) == ("most", (2, 2), ("two", "three"))
    told = with_item(fact, read_fact(fact, "few"), "one", True)
    assert (told.answer, told.ticks) == ("few", (0, 0))


def test_a_known_item_that_changes_is_counted_again() -> None:
    fact = checklist()
    complete = read_ticks(fact, {"one": True, "two": True, "three": False})
    assert complete.answer == "most"
    assert with_item(fact, complete, "two", False).answer == "few"


@THOUSAND
@given(problems())
def test_what_is_known_and_what_can_be_hold_every_way_a_fact_may_turn_out(
    problem: tuple[Written, Written],
) -> None:
    """Complete the open items in every way: each total lies within what is stated, both ends."""
    evaluation = evaluated(*problem)
    for name, reading in evaluation.standing.table.readings.items():
        fact = evaluation.model.facts[name]
        cells = {cell for answer in fact.answers.values() for cell in by_cell(answer.shifts)}
        for item in fact.items.values():
            cells |= {*by_cell(item.shifts), *by_cell(item.if_not)}
        ends = open_range(fact, reading)
        complete = list(_completions(fact, reading))
        for cell in cells:
            now = points(fact, reading, cell)
            every = [points(fact, one, cell) for one in complete]
            least, most = ends.get(cell, (0.0, 0.0))
            assert now + least == pytest.approx(min(every), abs=1e-9)
            assert now + most == pytest.approx(max(every), abs=1e-9)


def _completions(fact: Fact, reading: Reading) -> Any:
    if not fact.items:
        for answer in reading.possible:
            yield read_fact(fact, answer)
        return
    unknown = reading.open_items
    for states in product((True, False), repeat=len(unknown)):
        if reading.ticks[0] <= sum(states) <= reading.ticks[1]:
            yield read_ticks(fact, {**reading.items, **dict(zip(unknown, states, strict=True))})


def test_facts_left_out_have_neither_a_reading_nor_a_second_answer() -> None:
    model = {
        "title": "A pair",
        "options": {"a": {"name": "A"}, "b": {"name": "B"}},
        "criteria": {"speed": {"name": "Speed", "weight": 1, "scores": {"a": 60, "b": 50}}},
        "facts": {
            name: {"ask": "What?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}
            for name in ("seen", "heard")
        },
    }
    case = {"answers": {"seen": "yes"}, "disputed": {"seen": {"by": "HR", "says": "no"}}}
    evaluation = evaluated(model, case)
    readings = readings_of(evaluation.model, evaluation.case, frozenset({"heard"}))
    assert set(readings) == {"seen"}
    assert disputes_of(evaluation.model, evaluation.case, readings)["seen"].answer == "no"
    assert disputes_of(evaluation.model, evaluation.case, {}) == {}
