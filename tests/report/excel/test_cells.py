"""Cells: text that stays text, references, protection and what a page holds."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from decision.report.excel import cells as writing
from decision.report.excel.cells import PAGE, cell, span
from tests.report.recalculated import read


def test_text_is_one_line_without_what_cannot_be_seen() -> None:
    assert writing.clean(" a\n\tb \x07\u202e") == "a b ��"
    assert writing.clean(None) == ""
    assert len(writing.clean("y" * 100_000)) == writing.LONGEST


def test_marks_that_keep_a_name_to_itself_are_set_anew_and_a_file_s_own_are_not_kept() -> None:
    assert writing.kept_apart("\u2068בית\u2069 leads") == "\u2068בית\u2069 leads"
    assert writing.kept_apart("\u2068\u2068x\u202e") == "x�"
    assert writing.kept_apart(None) == ""


def test_references_are_absolute_and_a_sheet_s_name_with_a_space_is_quoted() -> None:
    assert cell("Inputs", 6, 2) == "Inputs!$C$7"
    assert span("Read me", 3, 0, 9) == "'Read me'!$A$4:$A$10"
    assert span("Scores", 3, 1, 4, 2) == "Scores!$B$4:$C$5"
    assert span("Scores", 3, 1, 3) == cell("Scores", 3, 1)


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
    assert heights["1"] == "12.75"
    assert 25 < float(heights["2"]) < 45
    assert float(heights["3"]) <= 409


def test_a_style_is_made_once_and_later_ones_go_over_earlier() -> None:
    with Workbook(BytesIO()) as workbook:
        book = writing.Book(workbook)
        style = book.style("row", "right", "left")
        assert book.style("row", "right", "left") is style
        assert style.text_h_align == 1  # left
        assert book.style("row", quoted=True).quote_prefix


def test_a_sheet_too_wide_for_a_page_is_spread_over_several_with_its_first_column_on_each() -> None:
    def wide(*widths: float) -> tuple[str, str]:
        buffer = BytesIO()
        with Workbook(buffer) as workbook:
            writing.Book(workbook).sheet("One", widths, "#000000")
        with zipfile.ZipFile(BytesIO(buffer.getvalue())) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
            return sheet, archive.read("xl/workbook.xml").decode()

    sheet, book = wide(PAGE - 1)
    assert 'fitToHeight="0"' in sheet
    assert "fitToWidth" not in sheet, "one page, as Excel has it by default"
    assert "Print_Titles" not in book
    sheet, book = wide(30, *[20] * 12)
    assert 'fitToWidth="2"' in sheet
    assert "One!$A:$A" in book


def test_a_sheet_is_protected_without_a_password() -> None:
    _, xml = written("text")
    protection = re.findall("<sheetProtection[^>]*>", xml)
    assert len(protection) == 1
    assert "password" not in protection[0]
