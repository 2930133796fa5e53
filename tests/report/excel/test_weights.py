"""Weights: swing points to type over, and the shares they give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from decision.engine import evaluate
from decision.report.excel.cells import cell
from decision.report.excel.layout import TOP, Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import SMALL, small
from tests.report.recalculated import read
from tests.strategies import made


def test_weights_given_for_the_run_or_too_large_for_a_sheet_keep_their_shares() -> None:
    model = made(SMALL)
    for points in ({"speed": 3, "staff": 0, "cost": 1}, {"speed": 1e300, "staff": 1e-300}):
        evaluation = evaluate(model, None, points)
        book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
        held = [book[cell("Weights", TOP + row, 2)] for row in range(3)]
        assert max(float(point or 0) for point in held) == 100
        shares: Mapping[str, float] = evaluation.standing.shares
        for point, name in zip(held, plan.criteria, strict=True):
            share = float(point or 0) / sum(float(other or 0) for other in held)
            assert share == pytest.approx(shares[name], abs=1e-12)


def test_points_stand_twice_and_give_the_shares() -> None:
    evaluation = small({"weights": {"speed": 30, "staff": 60, "cost": 0}})
    book, plan = read(as_xlsx(evaluation)), Plan(evaluation.standing)
    for row, name in enumerate(plan.criteria, start=TOP):
        points = {"speed": 30, "staff": 60, "cost": 0}[name]
        assert [book[cell("Weights", row, column)] for column in (2, 3)] == [points, points]
        assert book[cell("Weights", row, 5)] == pytest.approx(points / 90)
    assert [book[cell("Weights", TOP + 3, column)] for column in (2, 5)] == [90, 1]


@pytest.mark.parametrize(
    ("case", "words"),
    [({}, "Nobody has weighed this yet"), ({"weights": {"speed": 3}}, "Points as in the case")],
)
def test_it_says_whose_points_they_are(case: dict[str, Any], words: str) -> None:
    assert str(read(as_xlsx(small(case)))["Weights!A3"]).startswith(words)
