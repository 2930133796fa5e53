"""Shifts: a row for each shift of the model, and what those in force add to each score."""

from __future__ import annotations

import pytest

from decision.engine import evaluate
from decision.report.excel.cells import cell
from decision.report.excel.layout import TOP, Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import ANSWERS, published, small
from tests.report.recalculated import read


def test_what_is_applied_adds_up_to_what_moves_each_score() -> None:
    evaluation = small({"answers": ANSWERS | {"offer": "signed"}})
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    moved: dict[int, float] = {}
    for row in range(TOP, TOP + len(plan.shifts)):
        points, in_force, applied, line = (
            float(str(book[cell("Shifts", row, column)])) for column in (4, 5, 6, 7)
        )
        assert applied == points * in_force
        moved[int(line)] = moved.get(int(line), 0) + applied
    for place, name in enumerate(plan.criteria):
        for number, option in enumerate(plan.options):
            line = plan.shift_line(place, number)
            assert moved.pop(line, 0) == pytest.approx(plan.moved.get((name, option), 0))
    assert moved == {}
    assert plan.moved == {
        ("speed", "shared"): 7,
        ("speed", "move"): 70,
        ("staff", "stay"): -5,
        ("staff", "move"): -2,  # no rota
    }


def test_a_shift_of_an_item_names_the_item_and_the_word() -> None:
    evaluation = small({"answers": ANSWERS | {"habits": {"yes": ["swift"], "unknown": ["tested"]}}})
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    rows = [TOP + place for place, one in enumerate(plan.shifts) if one.fact == "habits"]
    assert [[book[cell("Shifts", row, column)] for column in (1, 5, 8)] for row in rows] == [
        ["Taken on swiftly: yes", 1, "It is in the log"],
        ["Taken on swiftly: no", 0, "It is in the log"],
        ["Taken on swiftly: no", 0, "It is in the log"],
        ["Restores tested: yes", 0, "Restores tested"],
        ["Restores tested: yes", 0, "Restores tested"],
    ]


def test_a_model_without_shifts_says_so() -> None:
    book = read(as_xlsx(evaluate(next(iter(published().values())))))
    assert book["Shifts!A7"] == "No answer of this model shifts a score."
