"""Reasons: what counts most for each side, the largest first, and nothing under 0.05 points."""

from __future__ import annotations

import pytest

from decision.engine import evaluate
from decision.evaluation.additive import differences
from decision.report.excel import reasons
from decision.report.excel.layout import Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import EXAMPLE, SHIPPED
from tests.report.recalculated import read
from tests.strategies import case_from, made


@pytest.mark.parametrize(("sign", "names", "points"), [(1, "A", "B"), (-1, "G", "H")])
def test_each_side_has_its_own_reasons_the_largest_first(
    sign: int, names: str, points: str
) -> None:
    evaluation = evaluate(SHIPPED, EXAMPLE)
    plan, cells = Plan(evaluation.standing), read(as_xlsx(evaluation)).values["Result"]
    title = next(at for at, text in cells.items() if str(text).startswith("What counts most"))
    standing = evaluation.standing
    assert standing.leader is not None
    assert standing.rival is not None
    gaps = differences(standing, standing.leader, standing.rival)
    for_it = [name for name in plan.criteria if sign * gaps[name] > reasons.TELLING]
    largest = sorted(for_it, key=lambda name: -sign * round(gaps[name], 9))[: reasons.EACH]
    assert largest
    for row, name in enumerate(largest, start=int(title[1:]) + 2):
        assert cells[f"{names}{row}"] == plan.titles[name]
        assert cells[f"{points}{row}"] == pytest.approx(abs(gaps[name]))


def test_where_only_one_course_can_be_chosen_no_reason_is_given() -> None:
    needs = [{"fact": "f", "is": ["yes"]}]
    model = {
        "title": "T",
        "options": {"stay": {"name": "Stay"}, "move": {"name": "Move", "needs": needs}},
        "criteria": {"x": {"name": "X", "weight": 1, "scores": {"stay": 50, "move": 80}}},
        "facts": {"f": {"ask": "F?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}},
    }
    evaluation = evaluate(made(model), case_from({"answers": {"f": "no"}}))
    assert evaluation.standing.rival is None
    cells = read(as_xlsx(evaluation)).values["Result"]
    title = next(at for at, text in cells.items() if str(text).startswith("What counts most"))
    for row in range(int(title[1:]) + 1, int(title[1:]) + 3):
        assert [cells.get(f"{column}{row}") or "" for column in "AG"] == ["", ""]


def test_where_nothing_tells_the_two_apart_no_reason_is_given() -> None:
    criteria = {"speed": {"name": "Speed", "weight": 1, "scores": {"stay": 50, "move": 50}}}
    options = {name: {"name": name.capitalize()} for name in ("stay", "move")}
    evaluation = evaluate(made({"title": "T", "options": options, "criteria": criteria}))
    cells = read(as_xlsx(evaluation)).values["Result"]
    title = next(at for at, text in cells.items() if str(text).startswith("What counts most"))
    assert [cells.get(f"{column}{int(title[1:]) + 2}") or "" for column in "ABGH"] == [""] * 4
