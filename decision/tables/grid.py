"""A table as rows of text with the place of each cell, from CSV, from a paste, or from rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from decision.errors import Fault, ModelError
from decision.wording.text import one_line

MOST_ROWS, MOST_COLUMNS = 200, 200  # beyond these no person has weighed anything
PASTED = "the table"  # what faults call a table that is in no file
MOST_TEXT = 500  # characters of one cell


@dataclass(frozen=True)
class GridCell:
    """One cell: its text on one line, and where it stands, counted from 1."""

    text: str
    row: int
    column: int

    @property
    def place(self) -> str:
        """The address of the cell as a spreadsheet has it.

        >>> GridCell("", 3, 28).place
        'AB3'
        """
        letters, left = "", self.column
        while left:
            left, last = divmod(left - 1, 26)
            letters = chr(ord("A") + last) + letters
        return f"{letters}{self.row}"


@dataclass(frozen=True)
class Grid:
    """A table: rows of equal length without empty ones, and what a reader should know of it."""

    name: str  # what faults call it: a file's name, or "the table"
    title: str | None  # a line that stood above the headings; None without one
    rows: tuple[tuple[GridCell, ...], ...]  # the headings first
    # What was understood of it that a reader might not expect, in sentences.
    notes: tuple[str, ...] = ()

    def fault(self, cell: GridCell, message: str) -> Fault:
        """Return a fault of one cell; its line and column are the cell's row and column."""
        return Fault(self.name, cell.row, cell.column, "error", f"cell {cell.place} {message}")


def whole_fault(name: str, message: str) -> ModelError:
    """Return the error for a table that can't be read at all."""
    return ModelError([Fault(name, 1, 1, "error", message)])


def grid_of(rows: Iterable[Sequence[str]], name: str, notes: Sequence[str] = ()) -> Grid:
    """Return rows of text as a grid, without the rows and columns that are empty.

    Raises ModelError: it is too large, or holds nothing.
    """
    kept = list(_bounded(rows, name))
    width = max((len(row) for row in kept), default=0)
    cells = [
        [
            GridCell(one_line(row[at], MOST_TEXT) if at < len(row) else "", number, at + 1)
            for at in range(width)
        ]
        for number, row in enumerate(kept, start=1)
    ]
    full = [row for row in cells if any(cell.text for cell in row)]
    if not full:
        raise whole_fault(name, "this table is empty; give options, criteria and weights")
    title = None
    if len(full) > 2 and sum(bool(cell.text) for cell in full[0]) == 1 and full[0][0].text:
        title, full = full[0][0].text, full[1:]
    used = [at for at in range(width) if any(row[at].text for row in full)]
    grid = tuple(tuple(row[at] for at in used) for row in full)
    notes = [*notes, *_left_out(grid, "row"), *_left_out(tuple(zip(*grid, strict=True)), "column")]
    return Grid(name, title, grid, tuple(notes))


def _bounded(rows: Iterable[Sequence[str]], name: str) -> Iterator[Sequence[str]]:
    """Yield rows up to the last that holds anything, and refuse a table that is too large."""
    waiting: list[Sequence[str]] = []
    count = 0
    for row in rows:
        count += 1
        if not any(text.strip() for text in row):
            if count > 50 * MOST_ROWS:
                return
            waiting.append(row)
            continue
        filled = max(at for at, text in enumerate(row, start=1) if text.strip())
        if count > MOST_ROWS or filled > MOST_COLUMNS:
            size = f"row {count:,}" if count > MOST_ROWS else f"column {filled:,}"
            raise whole_fault(
                name,
                f"this table reaches {size}; the limit is {MOST_ROWS} rows and {MOST_COLUMNS} "
                f"columns: leave in only the options, the criteria and the weights",
            )
        yield from waiting
        waiting.clear()
        yield row[:filled]


def _left_out(lines: Sequence[Sequence[GridCell]], what: str) -> Iterator[str]:
    """Name the empty rows or columns between others, which are skipped."""
    at = [line[0].row if what == "row" else line[0].column for line in lines]
    gaps = [number for one, other in pairwise(at) for number in range(one + 1, other)]
    if gaps:
        listed = ", ".join(map(str, gaps[:5])) + (" …" if len(gaps) > 5 else "")
        yield f"Empty {what}{'s' * (len(gaps) > 1)} skipped: {listed}."


def read_text(text: str, name: str = PASTED) -> Grid:
    """Return a pasted table, or the text of a CSV file: tabs, semicolons or commas between cells.

    Raises ModelError: it can't be read as a table.

    >>> [cell.text for cell in read_text("a;b\\n1;2").rows[1]]
    ['1', '2']
    """
    try:
        # Not by the first line alone, which may be a title, nor by any sign: a heading holds some.
        between = max(",;\t", key=lambda sign: sum(sorted(map(len, _rows(text, sign, 20)))[-3:]))
        return grid_of(([_unmarked(each) for each in row] for row in _rows(text, between)), name)
    except csv.Error as error:
        raise whole_fault(name, f"this is no whole CSV ({error}); close every quote") from None


def _rows(text: str, between: str, most: int | None = None) -> Iterator[list[str]]:
    # Strict: a quote that is never closed would swallow the rest of the table into one cell.
    lines = io.StringIO(text, newline="")
    return islice(csv.reader(lines, delimiter=between, strict=most is None), most)


def _unmarked(text: str) -> str:
    """Drop the mark that keeps a spreadsheet from running a text as a formula."""
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text
