"""Sensitivity: what weights would have to do, as the engine finds it."""

from __future__ import annotations

import pytest

from decision.engine import evaluate
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.report.excel.cells import STALE, cell
from decision.report.excel.layout import Plan
from decision.report.excel.workbook import as_xlsx
from decision.sensitivity import cheapest_flip, switching_points
from tests.report.excel.data import ANSWERS, EXAMPLE, SHIPPED, SMALL
from tests.report.recalculated import read
from tests.strategies import case_from, made


@pytest.mark.parametrize(
    ("model", "case"),
    [(made(SMALL), case_from({"answers": ANSWERS})), (SHIPPED, EXAMPLE), (SHIPPED, None)],
    ids=["small", "shipped", "empty"],
)
def test_what_the_tool_finds_among_all_options_stands_beside_the_two(
    model: DecisionModel, case: Case | None
) -> None:
    evaluation = evaluate(model, case)
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    robustness, rows = evaluation.robustness, range(10, 10 + len(plan.criteria))
    for row, found in zip(rows, robustness.switching, strict=True):
        at, leader, course = (book[cell("Sensitivity", row, column)] for column in (11, 12, 13))
        assert (at or None) == (None if found.at is None else pytest.approx(found.at))
        assert (leader or None) == (found.leader and plan.names[found.leader])
        assert (course or None) == (
            None if found.course_at is None else pytest.approx(found.course_at)
        )
        for column in (11, 12, 13):
            at_ = cell("Sensitivity", row, column).rpartition("!")[2].replace("$", "")
            assert f'"{STALE}"' in book.formulas["Sensitivity"][at_]
    flip = robustness.cheapest_course_flip
    assert (book[cell("Sensitivity", 8, 1)] or None) == (
        None if flip is None else pytest.approx(flip.moved)
    )


@pytest.mark.parametrize(
    ("model", "case"),
    [(made(SMALL), case_from({"answers": ANSWERS})), (SHIPPED, EXAMPLE), (SHIPPED, None)],
    ids=["small", "shipped", "empty"],
)
def test_the_share_at_which_the_two_tie_and_the_least_move_are_the_engine_s(
    model: DecisionModel, case: Case | None
) -> None:
    evaluation = evaluate(model, case)
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    standing, rows = evaluation.standing, range(10, 10 + len(plan.criteria))
    assert standing.leader is not None
    assert standing.rival is not None
    two = [plan.options.index(standing.leader), plan.options.index(standing.rival)]
    scores = standing.table.values()[two]
    shares = [standing.shares[name] for name in plan.criteria]
    for row, points in zip(rows, switching_points(scores, shares), strict=True):
        at = book[cell("Sensitivity", row, 5)]
        assert (at or None) == (pytest.approx(points[0].share) if points else None)
        assert bool(book[cell("Sensitivity", row, 6)]) == bool(points)
    flip = cheapest_flip(scores[0] - scores[1], shares)
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
    assert book["Sensitivity!C5"] == "No weights would bring them level."
    assert book["Sensitivity!A7"] == (
        "0 of 2 weights, each moved alone, would bring the two level."
    )
    assert (book["Sensitivity!B4"], book["Sensitivity!C4"]) == (10, "Move is ahead")
