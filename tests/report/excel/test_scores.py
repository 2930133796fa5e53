"""Scores: a line for each score, with what it is made of."""

from __future__ import annotations

import pytest

from decision.engine import evaluate
from decision.report.excel.cells import cell
from decision.report.excel.layout import TOP, Plan
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
            assert (over == 0) == ((name, option) == ("staff", "move"))


def test_an_amount_earns_what_its_measure_says() -> None:
    evaluation = small()
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    line = plan.line(plan.criteria.index("cost"), plan.options.index("move"))
    assert book[plan.entry("amount", "cost", "move")] == 90
    assert book[plan.scored("start", line)] == pytest.approx(82)  # 100 - 0.2 for each of 90


def test_points_of_leader_and_rival_sum_to_their_totals_and_the_difference_to_the_margin() -> None:
    evaluation = small()
    book, plan, standing = read(as_xlsx(evaluation)), Plan(evaluation.standing), evaluation.standing
    count, rows = len(plan.options), range(TOP, TOP + len(plan.criteria))
    assert standing.leader is not None
    assert standing.rival is not None
    totals = [standing.totals[one] for one in (standing.leader, standing.rival)]
    for place, total in enumerate([*totals, standing.margin]):
        added = [float(str(book[cell("Scores", row, 2 + count + place)])) for row in rows]
        assert sum(added) == pytest.approx(total)
    foot = [book[cell("Scores", rows[-1] + 1, 2 + place)] for place in range(count)]
    assert foot == pytest.approx(list(standing.totals.values()))
