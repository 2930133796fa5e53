"""Answering, on Workings: every need, every answer, and which is in force."""

from __future__ import annotations

import pytest

from decision.engine import evaluate
from decision.report.excel import answer_formulas
from decision.report.excel.cells import cell
from decision.report.excel.layout import Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import SMALL, published, small
from tests.report.recalculated import read
from tests.strategies import case_from, made


def test_a_model_without_needs_says_so() -> None:
    found = read(as_xlsx(evaluate(next(iter(published().values()))))).values["Workings"]
    assert answer_formulas.NO_NEEDS in found.values()


def test_the_answer_given_is_in_force_and_no_other() -> None:
    evaluation = small()
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    for name, fact in plan.model.facts.items():
        given = evaluation.standing.table.readings[name].answer
        for answer in fact.answers:
            assert book[plan.answer_cell(name, answer)] == int(answer == given)


@pytest.mark.parametrize(
    ("offer", "held"), [("said", "yes no no"), ("signed", "yes yes yes"), (None, "unknown " * 3)]
)
def test_a_need_holds_by_the_answer_to_its_fact(offer: str | None, held: str) -> None:
    answers = {"ready": ["lead", "route"]} | ({"offer": offer} if offer else {})
    evaluation = evaluate(made(SMALL), case_from({"answers": answers}))
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    rows = [
        plan.needs_at + place
        for place, need in enumerate(plan.needs)
        if need.opens and need.fact == "offer"
    ]
    assert [book[cell("Workings", row, 5)] for row in rows] == held.split()


def test_a_second_answer_leaves_a_need_open() -> None:
    case = {
        "answers": {"offer": "signed", "ready": ["lead", "route"]},
        "disputed": {"offer": {"by": "Lead", "says": "refused"}},
    }
    evaluation = evaluate(made(SMALL), case_from(case))
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    for place, option in enumerate(plan.options):
        state = evaluation.standing.table.available[option]
        assert book[plan.option_cell(place, 2)] == state
    assert evaluation.standing.table.available["shared"] == "unknown"
    possible = [
        book[plan.answer_cell("offer", answer, 6)] for answer in ("said", "signed", "refused")
    ]
    assert possible == [0, 1, 1]


def test_an_open_checklist_settles_a_need_once_every_answer_in_reach_meets_it() -> None:
    ticks = {"yes": ["lead", "route"], "unknown": ["rota"]}
    evaluation = evaluate(made(SMALL), case_from({"answers": {"offer": "signed", "ready": ticks}}))
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    assert evaluation.standing.table.available["loan"] == "yes"
    assert book[plan.option_cell(plan.options.index("loan"), 2)] == "yes"
    assert [book[plan.answer_cell("ready", answer, 6)] for answer in ("low", "high")] == [0, 1]


def test_the_part_of_items_is_how_many_of_the_lists_that_an_answer_stands_for_hold_one() -> None:
    book, plan = read(as_xlsx(small())), Plan(small().standing)
    # None or one of three: 1 of 4 lists hold a given item. Two or three: 3 of 4.
    parts = [book[plan.answer_cell("ready", answer, 7)] for answer in ("low", "high")]
    assert parts == pytest.approx([0.25, 0.75])


def test_amounts_are_worth_what_the_measure_says_in_ascending_order() -> None:
    evaluation = small()
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    first, last = plan.value_rows["cost"]
    found = [
        (book[cell("Workings", row, 2)], book[cell("Workings", row, 3)])
        for row in range(first, last + 1)
    ]
    assert found == [(0, 100), (100, 80), (500, 0)]
