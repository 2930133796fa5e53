"""Cells, styles and sheets: what every sheet of the workbook is written with."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.utility import (  # type: ignore[import-untyped]
    xl_col_to_name,
    xl_range_abs,
    xl_rowcol_to_cell,
)

from decision.charts.chart import BAND, FIRST, INK, QUIET, SECOND
from decision.report.word.markup import isolated
from decision.wording.text import one_line

UNREAD, CHANGED = "can’t be read", "changed"
LONGEST, NAME = 32_000, 250  # characters of a cell (Excel stops at 32,767), and of a name
HAIRLINE = "#d5dadf"  # darker than a chart's: between cells it stands alone
INPUT, INPUT_EDGE, FAULT = "#fff3c4", "#b89b2f", "#b3261e"
PAGE = 174  # characters across a landscape A4 page, at 8 points and not under
_EDGES = 0.71  # characters that the edges of a column add to its width

_SIZE = 10  # points, of letters that no style makes larger
_ROW, _TALLEST = 12.75, 405  # points; Excel allows rows of 409
_BASE: dict[str, Any] = {
    "font_name": "Arial",
    "font_size": _SIZE,
    "font_color": INK,
    "valign": "top",
    "text_wrap": True,
}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_size": 16, "bold": True, "text_wrap": False},
    "section": {"font_size": 12, "bold": True, "text_wrap": False, "font_color": FIRST},
    "finding": {"font_size": 14, "bold": True, "valign": "vcenter"},
    "large": {"font_size": 11, "valign": "vcenter"},
    "note": {"font_color": QUIET, "text_wrap": False},
    "quiet": {"font_color": QUIET},
    "head": {
        "bold": True,
        "bg_color": BAND,
        "bottom": 1,
        "bottom_color": QUIET,
        "valign": "bottom",
    },
    "row": {"bottom": 1, "bottom_color": HAIRLINE},
    "total": {"bold": True, "top": 1, "top_color": QUIET, "bottom": 1, "bottom_color": QUIET},
    "bold": {"bold": True},
    "across": {},  # spread over several columns
    "right": {"align": "right", "indent": 1},
    "left": {"align": "left", "indent": 0},
    "centre": {"align": "center"},
    "indent": {"indent": 2, "align": "left"},
    "oneline": {"text_wrap": False},
    "input": {"bg_color": INPUT, "border": 1, "border_color": INPUT_EDGE, "locked": False},
    "locked": {"locked": True},
    "link": {"font_color": FIRST, "underline": 1, "text_wrap": False},
    "banner": {"bold": True, "valign": "vcenter", "bg_color": BAND, "indent": 1},
    "words": {"num_format": "@"},  # what is chosen stays text, whatever it looks like
    "general": {"num_format": "General", "align": "right", "indent": 1},
    "whole": {"num_format": "0", "align": "right", "indent": 1},
    "tenth": {"num_format": "0.0", "align": "right", "indent": 1},
    "hundredth": {"num_format": "0.00", "align": "right", "indent": 1},
    "signed": {"num_format": "+0.0;-0.0;0.0", "align": "right", "indent": 1},
    "share": {"num_format": "0.0%", "align": "right", "indent": 1},
    "of100": {"num_format": '0" of 100"', "align": "right", "indent": 1},
    "pounds": {"num_format": "£#,##0", "align": "right", "indent": 1},
    "flag": {"num_format": '"yes";"yes";"no"', "align": "center"},
}

_RUN_ON = {"oneline", "title", "section", "note", "across"}  # styles whose text may run on
Span = range | tuple[int, ...]


def clean(text: str | None, most: int = LONGEST) -> str:
    """Return outside text as one line of a cell, with a mark for what can't be seen."""
    return one_line(text or "", most, "\N{REPLACEMENT CHARACTER}")


def _indent(styles: Iterable[str]) -> int:
    """Return how far text is set in, by the last of some styles that says so."""
    return int(([0] + [_STYLES[one]["indent"] for one in styles if "indent" in _STYLES[one]])[-1])


def kept_apart(text: str | None) -> str:
    """Return a text as `clean` does, but with the marks that keep right-to-left names apart.

    They are set anew, so that none of a file's own is left.
    """
    said = clean((text or "").replace("\u2068", "").replace("\u2069", ""))
    return isolated(said) if text and "\u2068" in text else clean(text)


def distinct(texts: Iterable[str]) -> list[str]:
    """Number the texts that are the same as an earlier one, as Excel compares: without case.

    >>> distinct(["Yes", "yes", "No"])
    ['Yes', 'yes (2)', 'No']
    """
    given: list[str] = []
    taken: set[str] = set()
    for text in texts:
        name, number = text, 1
        while name.casefold() in taken:
            number += 1
            name = f"{text} ({number})"
        taken.add(name.casefold())
        given.append(name)
    return given


def cell(sheet: str, row: int, column: int) -> str:
    """Give an absolute reference to a cell; rows and columns count from 0."""
    return f"{_prefix(sheet)}{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"


def span(sheet: str, row: int, column: int, last_row: int, last_column: int | None = None) -> str:
    """Give an absolute reference to a range; one column where no last one is given."""
    last = column if last_column is None else last_column
    if (row, column) == (last_row, last):
        return cell(sheet, row, column)
    return f"{_prefix(sheet)}{xl_range_abs(row, column, last_row, last)}"


def _prefix(sheet: str) -> str:
    return f"'{sheet}'!" if " " in sheet else f"{sheet}!"


_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Book:
    """A workbook being written, and the formats it has so far."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.sheets: list[Sheet] = []
        self._formats: dict[tuple[str, ...], Format] = {}

    def style(self, *names: str, quoted: bool = False) -> Format:
        """Give the format of some named styles together, later ones over earlier."""
        key = (*names, "'") if quoted else names
        if key not in self._formats:
            merged = dict(_BASE)
            for name in names:
                merged |= _STYLES[name]
            if quoted:
                merged["quote_prefix"] = True
            self._formats[key] = self.workbook.add_format(merged)
        return self._formats[key]

    def sheet(self, name: str, widths: Sequence[float], colour: str) -> Sheet:
        """Add a sheet, with the widths of its columns in characters."""
        self.sheets.append(Sheet(self, name, widths, colour))
        return self.sheets[-1]

    def finish(self) -> None:
        """Fit the rows of every sheet."""
        for sheet in self.sheets:
            sheet.finish()


class Sheet:
    """One sheet being written. Rows and columns count from 0."""

    def __init__(self, book: Book, name: str, widths: Sequence[float], colour: str) -> None:
        self.book, self.name = book, name
        self.page = book.workbook.add_worksheet(name)
        self.page.hide_gridlines(2)
        self.page.set_default_row(_ROW)
        self.page.set_tab_color(colour)
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
        wide = sum(width + _EDGES for width in widths)
        # Pages of whole columns are never quite full.
        across = 1 if wide <= PAGE else math.ceil(wide / (PAGE - 30))
        self.page.fit_to_pages(across, 0)
        if across > 1:
            self.page.repeat_columns(0)
        # Against slips, not against people: there is no password.
        self.page.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
        self.page.set_footer("&L&A&RPage &P of &N")
        for column, width in enumerate(widths):
            self.page.set_column(column, column, width)
        self.widths = tuple(widths)
        self._heights: dict[int, float] = {}

    def text(self, row: int, column: int, text: str | None, *styles: str) -> None:
        """Write text that is never a formula, a number or a link."""
        said = kept_apart(text)
        self._fit(row, column, said, styles)
        # Excel would read such text as a formula once someone edits its cell.
        style = self.book.style(*styles, quoted=said[:1] in ("=", "+", "-", "@"))
        if said:
            self.page.write_string(row, column, said, style)
        else:
            self.page.write_blank(row, column, None, style)

    def number(self, row: int, column: int, number: float | None, *styles: str) -> None:
        """Write a number, or an empty cell."""
        if number is None:
            self.page.write_blank(row, column, None, self.book.style(*styles))
        else:
            self.page.write_number(row, column, float(number), self.book.style(*styles))

    def live(
        self, row: int, column: int, formula: str, value: str | float | None, *styles: str
    ) -> None:
        """Write a formula, made of references and plain words alone, with what it gives now."""
        shown = kept_apart(value) if isinstance(value, str) else "" if value is None else value
        self._fit(row, column, shown if isinstance(shown, str) else "", styles)
        if isinstance(shown, str):  # Excel would read _x0041_ as one character
            shown = _ESCAPE.sub("_x005F_", shown)
        mine = formula.replace(_prefix(self.name), "")
        self.page.write_formula(row, column, mine, self.book.style(*styles), shown)

    def _fit(self, row: int, column: int, text: str, styles: Sequence[str], last: int = 0) -> None:
        """Keep the height a row needs; neither program fits rows to their text on opening."""
        if not text:
            return
        columns = self.widths[column : max(column, last) + 1]
        width = sum(columns) + _EDGES * (len(columns) - 1)
        bold = any(_STYLES[style].get("bold") for style in styles)
        larger = (
            max([_STYLES[style].get("font_size", _SIZE) for style in styles] or [_SIZE]) / _SIZE
        )
        # A letter of Arial takes nine tenths of a digit, by which columns are measured.
        across = (width - 1.5 * _indent(styles)) * (1.02 if bold else 1.12) / larger
        some = text[: int(across * 40) + 40]  # more lines than a row can hold
        one = len(text) < 8 or (not last and not _RUN_ON.isdisjoint(styles))
        lines = 1 if one else len(textwrap.wrap(some, max(4, int(across))))
        if lines > 1 or larger > 1:
            height = min(_TALLEST, _ROW * larger * lines + 3)
            self._heights[row] = max(self._heights.get(row, 0), height)

    def finish(self) -> None:
        """Set the heights of the rows that hold more than one line, or larger letters."""
        for row, height in self._heights.items():
            self.page.set_row(row, height)

    def heads(self, row: int, texts: Sequence[str], first: int = 0, right: Span = ()) -> None:
        """Write a header row; the columns in `right` are set to the right, as numbers are."""
        for column, text in enumerate(texts, start=first):
            self.text(row, column, text, "head", *(("right",) if column in right else ()))

    def opening(self, title: str, banner: str, said: str, to: str, *notes: str) -> None:
        """Write the title of the sheet, the live banner, a link and how to read the sheet."""
        self.text(0, 0, title, "title")
        self.merged(1, len(self.widths) - 1, f"={banner}", said, "banner")
        self._heights[1] = 30  # two lines, as more may come to be said
        for words, colour in ((UNREAD, FAULT), ("No weights", FAULT), ("differ", SECOND)):
            self._colour(1, 0, 1, {"type": "text", "criteria": "containing", "value": words},
                         {"font_color": colour})  # fmt: skip
        self.link(2, 0, to, f"Go to {to}")
        for row, note in enumerate(notes, start=3):
            self.text(row, 0, note, "note")

    def link(self, row: int, column: int, to: str, words: str) -> None:
        """Write a link to the top of another sheet."""
        self.page.write_url(row, column, f"internal:'{to}'!A1", self.book.style("link"), words)

    def merged(self, row: int, last: int, formula: str, value: str, *styles: str) -> None:
        """Write a sentence across the columns 0 to `last`."""
        self.spread(row, 0, last, *styles)
        self.live(row, 0, formula, value, *styles, "across")
        self._fit(row, 0, value, styles, last)

    def across(self, row: int, column: int, last: int, text: str, *styles: str) -> None:
        """Write outside text across the columns from one to a last one."""
        self.spread(row, column, last, *styles)
        self.text(row, column, text, *styles, "across")
        self._fit(row, column, clean(text), styles, last)

    def spread(self, row: int, column: int, last: int, *styles: str) -> None:
        """Merge the cells of a row from a column to a last one."""
        self.page.merge_range(row, column, row, last, "", self.book.style(*styles))

    def freeze(self, header: int, columns: int = 1, last: int | None = None) -> None:
        """Keep the rows down to `header` in sight, on screen and on paper."""
        self.page.freeze_panes(header + 1, columns)
        self.page.repeat_rows(0 if header < 3 else header, header)
        if last is not None:
            self.page.autofilter(header, 0, max(header, last), self.page.dim_colmax or 0)

    def mark(self, first: int, last: int, state: int, column: int) -> None:
        """Colour an entry, and its state, by what the state says."""
        for word, look in (
            (UNREAD, {"bg_color": FAULT, "font_color": "#ffffff", "bold": True}),
            (CHANGED, {"font_color": SECOND, "bold": True}),
        ):
            criteria = f'=${xl_col_to_name(state)}{first + 1}="{word}"'
            for one in (column, state):
                self._colour(first, one, last, {"type": "formula", "criteria": criteria}, look)

    def _colour(
        self, first: int, column: int, last: int, rule: dict[str, Any], look: dict[str, Any]
    ) -> None:
        rule["format"] = self.book.workbook.add_format(look)
        self.page.conditional_format(first, column, last, column, rule)
