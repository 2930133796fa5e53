"""Workbooks read as tables, the hostile ones among them."""

from __future__ import annotations

import datetime as dt
import io
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from decision.errors import ModelError
from decision.tables.excel_file import read_workbook
from decision.tables.grid import Grid
from decision.tables.table_file import read_bytes
from decision.tables.to_model import model_of


def book(fill: Callable[[Any], None]) -> bytes:
    """A workbook with one sheet, filled by openpyxl."""
    made = openpyxl.Workbook()
    sheet = made.active
    for row in (["Option", "Speed"], ["Weight", 1], ["A", 70], ["B", 60]):
        sheet.append(row)
    fill(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def refused(data: bytes) -> str:
    with pytest.raises(ModelError) as caught:
        read_bytes(data, "t.xlsx")
    return str(caught.value)


def test_a_plain_workbook_is_read() -> None:
    grid = read_bytes(book(lambda _: None), "t.xlsx")
    assert texts(grid) == [["Option", "Speed"], ["Weight", "1"], ["A", "70"], ["B", "60"]]
    assert list(model_of(grid).model.options) == ["a", "b"]


def test_percent_and_currency_come_from_the_format() -> None:
    def fill(made: Any) -> None:
        sheet = made.active
        sheet["B3"], sheet["B3"].number_format = 0.125, "0.0%"
        sheet["B4"], sheet["B4"].number_format = 1200, '"£"#,##0'

    assert [row[1] for row in texts(read_bytes(book(fill), "t.xlsx"))[2:]] == ["12.5%", "£1200"]


def test_a_formula_counts_by_its_last_value_and_that_is_said() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for at, row in enumerate((["Option", "Speed"], ["Weight", 1], ["A", 70], ["B", 60])):
            sheet.write_row(at, 0, row)
        sheet.write_formula("B3", "=[1]Prices!A1+1", value=71)
    grid = read_bytes(out.getvalue(), "t.xlsx")
    assert grid.rows[2][1].text == "71"
    assert grid.notes == (
        "One cell holds a formula; its last value counts.",
        "Read from another file or address when last saved: B3. Nothing was fetched now.",
    )


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("=B2*2", "t.xlsx:3:2: error: cell B3 holds a formula without a value"),
        (dt.datetime(2026, 1, 2), "cell B3 is a date or a time"),
        (dt.time(1, 2), "cell B3 is a date or a time"),
        (True, "cell B3 is TRUE; write a number"),
        ("#DIV/0!", "cell B3 holds the error #DIV/0!"),
    ],
)
def test_a_cell_that_is_no_number_is_named(value: object, says: str) -> None:
    def fill(made: Any) -> None:
        made.active["B3"] = value

    assert says in refused(book(fill))


def test_merged_cells_are_named() -> None:
    assert "cells A3:A4 are merged; unmerge them" in refused(
        book(lambda made: made.active.merge_cells("A3:A4"))
    )


def test_hidden_sheets_are_not_read() -> None:
    def fill(made: Any) -> None:
        made.active.sheet_state = "hidden"
        other = made.create_sheet("Shown")
        other.append(["x", "y"])

    grid = read_bytes(book(fill), "t.xlsx")
    assert texts(grid) == [["x", "y"]]
    assert grid.notes == ("Only the sheet “Shown” is read, the first that isn't hidden.",)


def test_a_table_of_ten_thousand_rows_is_refused_at_once() -> None:
    def fill(made: Any) -> None:
        for number in range(10_000):
            made.active.append([number])

    assert "the limit is 200 rows" in refused(book(fill))


def test_a_cell_far_to_the_right_is_refused() -> None:
    def fill(made: Any) -> None:
        made.active.cell(1, 201, "far")

    assert "column 201" in refused(book(fill))


def rezipped(data: bytes, add: dict[str, bytes], drop: str = "") -> bytes:
    """The same archive with parts put in, and one taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.infolist():
            if part.filename != drop:
                new.writestr(part, old.read(part))
        for name, content in add.items():
            new.writestr(name, content)
    return out.getvalue()


def test_hostile_and_damaged_workbooks_are_refused_with_what_to_do() -> None:
    good = book(lambda _: None)
    assert "holds macros; save it as .xlsx" in refused(rezipped(good, {"xl/vbaProject.bin": b"x"}))
    assert "too large" in refused(rezipped(good, {"xl/media/a": bytes(31_000_000)}))
    assert "too large" in refused(rezipped(good, {f"xl/{n}": b"" for n in range(2_001)}))
    assert "no Excel workbook" in refused(rezipped(good, {}, "xl/workbook.xml"))
    assert "no sheet" in refused(rezipped(good, {}, "xl/worksheets/sheet1.xml"))
    assert "damaged" in refused(good[: len(good) // 2])
    assert "a password" in refused(b"\xd0\xcf\x11\xe0" + bytes(600))


def test_an_entity_bomb_in_a_sheet_is_refused() -> None:
    sheet = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
        + b']><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&m;</t></is></c></row></sheetData>'
        b"</worksheet>"
    )
    data = rezipped(
        book(lambda _: None), {"xl/worksheets/sheet1.xml": sheet}, "xl/worksheets/sheet1.xml"
    )
    assert "damaged" in refused(data)


def test_without_openpyxl_it_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ModelError, match="pip install openpyxl"):
        read_workbook(book(lambda _: None), "t.xlsx")
