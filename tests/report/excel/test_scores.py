"""Scores: a line for each score, with what it is made of."""

from __future__ import annotations

import pytest

from decision.engine import evaluate
from decision.report.excel.layout import Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import RULED, SMALL, small
from tests.report.recalculated import read
from tests.strategies import case_from, made


def test_a_reason_for_overruling_ends_before_the_start_s_begins() -> None:
    book = read(as_xlsx(evaluate(made(SMALL), case_from({"overrides": [RULED]}))))
    why = [str(text) for text in book.values["Scores"].values()]
    assert [text for text in why if text.startswith("Overruled by Lead: Seen. The start: ")]


def test_a_score_is_its_start_with_the_shifts_in_force_unless_it_is_overruled() -> None:
    evaluation = small({"overrides": [RULED | {"option": "move"}]})
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    for place, name in enumerate(plan.criteria):
        for number, option in enumerate(plan.options):
            line = plan.line(place, number)
            own = evaluation.standing.table.cells[name][option]
            assert book[plan.scored("score", line)] == own.score
            start, shifts, computed, over = (
                book[plan.scored(what, line)]
                for what in ("start", "shifts", "computed", "override")
            )
            whole = float(start or 0) + float(shifts or 0)
            assert computed == pytest.approx(max(0, min(100, whole)))
            assert over == (0 if (name, option) == ("staff", "move") else None)


def test_an_amount_stands_with_its_unit_beside_the_score_it_earns() -> None:
    evaluation = small()
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    line = plan.line(plan.criteria.index("cost"), plan.options.index("move"))
    found = [book[plan.scored(what, line)] for what in ("amount", "unit", "start")]
    assert found == [90, "£k", pytest.approx(82)]  # 100 - 0.2 for each of 90
