"""Sensitivity: what weights would have to do, as the engine finds it."""

from __future__ import annotations

import pytest

from decision.engine import evaluate
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.report.excel.cells import cell
from decision.report.excel.layout import Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import ANSWERS, EXAMPLE, SHIPPED, SMALL
from tests.report.recalculated import read
from tests.strategies import case_from, made


@pytest.mark.parametrize(
    ("model", "case"),
    [(made(SMALL), case_from({"answers": ANSWERS})), (SHIPPED, EXAMPLE), (SHIPPED, None)],
    ids=["small", "shipped", "empty"],
)
def test_the_switching_shares_and_the_least_move_are_the_engine_s(
    model: DecisionModel, case: Case | None
) -> None:
    evaluation = evaluate(model, case)
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    robustness, rows = evaluation.robustness, range(10, 10 + len(plan.criteria))
    for row, found in zip(rows, robustness.switching, strict=True):
        at = book[cell("Sensitivity", row, 5)]
        assert (at or None) == (None if found.at is None else pytest.approx(found.at))
        assert bool(book[cell("Sensitivity", row, 6)]) == (found.at is not None)
    flip = robustness.cheapest_flip
    moved = 0 if flip is None else flip.moved
    taken = [float(book[cell("Sensitivity", row, 10)] or 0) for row in rows]
    assert sum(taken) == pytest.approx(moved)
    assert (book[cell("Sensitivity", 4, 1)] or 0) == pytest.approx(moved)
    assert book[cell("Sensitivity", 5, 1)] == int(flip is not None)
    order = [book[cell("Sensitivity", row, 8)] for row in rows]
    assert sorted(map(float, map(str, order))) == list(range(1, 1 + len(order)))


def test_where_one_option_is_better_on_all_no_weights_change_who_leads() -> None:
    criteria = {
        name: {"name": name, "weight": 1, "scores": {"stay": 50, "move": 60}} for name in "xy"
    }
    options = {name: {"name": name.capitalize()} for name in ("stay", "move")}
    book = read(as_xlsx(evaluate(made({"title": "T", "options": options, "criteria": criteria}))))
    assert book["Sensitivity!C5"] == "No weights would change who leads."
    assert book["Sensitivity!A7"] == "0 of 2 weights, each moved alone, would change who leads."
    assert (book["Sensitivity!B4"], book["Sensitivity!C4"]) == (10, "Move is ahead")
