"""Duties and costs stand beside the totals, and only where there are any."""

from __future__ import annotations

from io import BytesIO

from xlsxwriter import Workbook

from decision.engine import evaluate
from decision.report.excel import cells as writing
from decision.report.excel import duties_and_costs
from decision.report.excel.layout import Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import SMALL, published, small
from tests.report.recalculated import read
from tests.strategies import case_from, made


def test_duties_and_costs_stand_beside_the_totals() -> None:
    written = SMALL | {"gates": {"officer": {"says": "An officer is named", "options": ["move"]}}}
    case = {"gates": {"officer": "unmet"}, "costs": {"move": {"one-off": 4000, "by": "Finance"}}}
    result = read(as_xlsx(evaluate(made(written), case_from(case)))).values["Result"]
    row = next(int(at[1:]) for at, text in result.items() if text == "An officer is named")
    assert [result.get(f"{letter}{row}") for letter in "BCD"] == ["–", "unmet", "–"]
    row = next(int(at[1:]) for at, value in result.items() if value == 4000)
    assert (result[f"A{row}"], result[f"F{row}"]) == ("Move", "Finance")
    bare = read(as_xlsx(small())).values["Result"].values()
    assert not [text for text in bare if str(text).startswith(("Duties", "Costs"))]


def test_the_duties_of_every_option_are_there_however_many_there_are() -> None:
    names = [f"o{number}" for number in range(9)]
    model = made(
        {
            "title": "Nine",
            "options": {name: {"name": name.upper()} for name in names},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": dict.fromkeys(names, 50)}},
            "gates": {"officer": {"says": "An officer is named"}},
        }
    )
    result = read(as_xlsx(evaluate(model, case_from({"gates": {"officer": {"o8": "met"}}}))))
    cells = result.values["Result"]
    rows = [int(at[1:]) for at, text in cells.items() if text == "An officer is named"]
    heads = [cells.get(f"{letter}{row - 1}") for row in rows for letter in "BCDEFGH"]
    as_written = [cells.get(f"{letter}{row}") for row in rows for letter in "BCDEFGH"]
    assert heads[:9] == [name.upper() for name in names]
    assert as_written[:9] == [*["unknown"] * 8, "met"]


def test_a_model_without_duties_and_a_case_without_costs_have_no_rows_for_them() -> None:
    plan = Plan(evaluate(next(iter(published().values()))).standing)
    with Workbook(BytesIO()) as workbook:
        sheet = writing.Book(workbook).sheet("Result", [10] * 8, "#000000")
        assert duties_and_costs.duties(sheet, plan, 5) == 5
        duties_and_costs.costs(sheet, plan, 5)
        assert sheet.page.dim_rowmax is None
