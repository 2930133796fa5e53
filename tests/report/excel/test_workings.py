"""Workings: how each option stands, who leads, and that nothing is out of date yet."""

from __future__ import annotations

import pytest

from decision.report.excel.layout import Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import ANSWERS, small
from tests.report.recalculated import read


def test_each_option_stands_as_the_engine_has_it() -> None:
    evaluation = small({"answers": ANSWERS | {"offer": "refused"}})
    book, plan, standing = read(as_xlsx(evaluation)), Plan(evaluation.standing), evaluation.standing
    for place, option in enumerate(plan.options):
        table = standing.table
        found = [book[plan.option_cell(place, column)] for column in (1, 2, 4, 5)]
        assert found[:3] == [
            plan.names[option],
            table.available[option],
            plan.names[table.stands_on[option]],
        ]
        assert found[3] == pytest.approx(standing.totals[option])
        assert (book[plan.option_cell(place, 10)] or None) == standing.ranks[option]


def test_a_range_reaches_from_the_total_to_both_ends_of_what_was_drawn() -> None:
    evaluation = small()
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    for place, option in enumerate(plan.options):
        total, drawn = evaluation.totals[option], evaluation.finding.draws.totals[option]
        above, below = (float(str(book[plan.option_cell(place, at)])) for at in (13, 14))
        assert (total + above, total - below) == pytest.approx((drawn.high, drawn.low))
