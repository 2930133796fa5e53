"""Cells: text that stays text, references, and formulas that go out of date."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from decision.report.excel import cells as writing
from decision.report.excel.cells import STALE, cell, changed, span, stale
from tests.report.recalculated import read


def test_text_is_one_line_without_what_cannot_be_seen() -> None:
    assert writing.clean(" a\n\tb \x07\u202e") == "a b ��"
    assert writing.clean(None) == ""
    assert len(writing.clean("y" * 100_000)) == writing.LONGEST


def test_references_are_absolute_and_a_sheet_s_name_with_a_space_is_quoted() -> None:
    assert cell("Weights", 6, 2) == "Weights!$C$7"
    assert span("As written", 3, 0, 9) == "'As written'!$A$4:$A$10"
    assert span("Totals", 3, 1, 4, 2) == "Totals!$B$4:$C$5"
    assert span("Totals", 3, 1, 3) == cell("Totals", 3, 1)


def test_formulas_say_when_they_are_out_of_date_and_when_an_input_was_changed() -> None:
    assert stale("Workings!$C$9", "3.5") == f'=IF(Workings!$C$9=1,"{STALE}",3.5)'
    assert changed("C7", "D7").startswith("=IFERROR(IF(AND(C7=D7,ISNUMBER(C7)=ISNUMBER(D7))")


def written(*texts: str, width: float = 20) -> tuple[dict[str, Any], str]:
    """The values of a sheet with a text in each row, and its XML."""
    buffer = BytesIO()
    with Workbook(buffer) as workbook:
        book = writing.Book(workbook)
        sheet = book.sheet("One", [width], "#000000")
        for row, text in enumerate(texts):
            sheet.text(row, 0, text, "row")
        book.finish()
    with zipfile.ZipFile(BytesIO(buffer.getvalue())) as archive:
        return read(buffer.getvalue()).values["One"], archive.read(
            "xl/worksheets/sheet1.xml"
        ).decode()


def test_text_is_never_taken_for_a_formula_a_number_or_a_link() -> None:
    texts = ("=1+1", "12", "https://example.org", "")
    values, xml = written(*texts)
    assert [values.get(f"A{row}") for row in (1, 2, 3)] == list(texts[:3])
    assert "A4" not in values
    assert "<f>" not in xml
    assert "<hyperlink" not in xml


def test_a_row_is_as_high_as_its_text_needs_and_no_higher_than_excel_allows() -> None:
    _, xml = written("short", "two lines of text in twenty", "x " * 5000)
    heights = dict(re.findall(r'<row r="(\d+)"[^>]*? ht="([\d.]+)"', xml))
    assert "1" not in heights
    assert 25 < float(heights["2"]) < 45
    assert float(heights["3"]) <= 409


def test_a_style_is_made_once_and_later_ones_go_over_earlier() -> None:
    with Workbook(BytesIO()) as workbook:
        book = writing.Book(workbook)
        style = book.style("row", "right", "left")
        assert book.style("row", "right", "left") is style
        assert style.text_h_align == 1  # left
        assert book.style("row", quoted=True).quote_prefix
