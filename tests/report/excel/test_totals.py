"""Totals: every score with the points it adds, which sum to the totals and to the margin."""

from __future__ import annotations

import pytest

from decision.report.excel.cells import cell
from decision.report.excel.layout import TOP, Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import small
from tests.report.recalculated import read


def test_the_points_of_a_column_sum_to_its_total_and_the_differences_to_the_margin() -> None:
    evaluation = small()
    book, plan, standing = read(as_xlsx(evaluation)), Plan(evaluation.standing), evaluation.standing
    rows, count = range(TOP, TOP + len(plan.criteria)), len(plan.options)
    foot = TOP + len(plan.criteria)

    def column(at: int) -> list[float]:
        return [float(str(book[cell("Totals", row, at)])) for row in rows]

    for number, option in enumerate(plan.options):
        added = column(2 + count + number)
        products = [a * b for a, b in zip(column(1), column(2 + number), strict=True)]
        assert added == pytest.approx(products)
        assert sum(added) == pytest.approx(standing.totals[option])
        assert book[cell("Totals", foot, 2 + count + number)] == pytest.approx(sum(added))
    assert sum(column(2 + 2 * count)) == pytest.approx(standing.margin)
    assert book[cell("Totals", foot, 2 + 2 * count)] == pytest.approx(standing.margin)
    assert standing.leader is not None
    assert standing.rival is not None
    leader, rival = plan.spoken[standing.leader], plan.spoken[standing.rival]
    assert book[cell("Totals", TOP - 1, 2 + 2 * count)] == f"{leader}, less {rival}"
