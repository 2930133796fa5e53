"""The first sheet of a workbook as a grid: read by openpyxl, read-only, within limits on size."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from decision.errors import Fault, ModelError
from decision.tables.grid import MOST_COLUMNS, MOST_ROWS, Grid, GridCell, grid_of, whole_fault
from decision.wording.numbers import numeral

MOST_UNPACKED = 30_000_000  # bytes of all parts together; a sheet of our size takes far less
MOST_PARTS = 2_000
_MERGED = re.compile(rb'<mergeCell [^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_OUTSIDE = re.compile(r"\[\d+\]|WEBSERVICE|RTD\(|DDE|https?:", re.IGNORECASE)
_CURRENCIES = "£€$"
AGAIN = "open it in Excel and save it again"


def read_workbook(data: bytes, name: str) -> Grid:
    """Return the first sheet that isn't hidden; a formula counts by its last value.

    Raises ModelError: it is protected, damaged or too large, holds macros, or a cell can't be used.
    """
    if wrong := _unusable(data):
        raise whole_fault(name, wrong)
    try:
        import openpyxl  # type: ignore[import-untyped]
    except ModuleNotFoundError:
        how = "type `pip install openpyxl`, or save the table as .csv"
        raise whole_fault(name, f"reading .xlsx needs openpyxl; {how}") from None
    try:
        values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        written = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        seen = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
        if not seen:
            how = "show the one that holds the table, and save it"
            raise whole_fault(name, f"no sheet of it can be read; {how}")
        sheet = seen[0]
        place = values.worksheets.index(sheet)
        cells = list(_cells(sheet, written.worksheets[place]))
        merged = _merged(data, getattr(sheet, "_worksheet_path", ""))
    except ModelError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts do, of any kind
        kind = type(error).__name__
        raise whole_fault(name, f"this workbook is damaged ({kind}); {AGAIN}") from None
    faults = [
        Fault(name, row, column, "error", f"cell {GridCell('', row, column).place} {message}")
        for _, row, column, message, _ in cells
        if message
    ]
    faults += [
        Fault(name, 1, 1, "error", f"cells {ref} are merged; unmerge them") for ref in merged
    ]
    if faults:
        raise ModelError(faults)
    rows: dict[int, dict[int, str]] = {}
    for text, number, column, _, _ in cells:
        rows.setdefault(number, {})[column] = text
    lines = []
    for number in range(1, max(rows, default=0) + 1):
        row = rows.get(number, {})
        lines.append([row.get(column, "") for column in range(1, max(row, default=0) + 1)])
    return grid_of(lines, name, list(_notes(sheet.title, len(values.sheetnames), cells)))


def _unusable(data: bytes) -> str:
    """Return why a file would be dangerous or useless to unpack; "" where it isn't."""
    if data[:4] == b"\xd0\xcf\x11\xe0":
        return (
            "this workbook is protected by a password, or is an old .xls; save it as .xlsx "
            "without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return f"this workbook is damaged; {AGAIN}"
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return "this workbook is too large; copy the table alone into a new one and save that"
    if "xl/workbook.xml" not in names:
        return "this is no Excel workbook; save the table as .xlsx or .csv"
    if any("vbaproject" in part.lower() for part in names):
        return "this workbook holds macros; save it as .xlsx, without them"
    return ""


Found = tuple[str, int, int, str, str]  # text, row, column, what is wrong, its formula


def _cells(values: Any, written: Any) -> Iterator[Found]:
    """Yield each cell that holds something, within a little more than a grid's limits."""
    most = {"max_row": MOST_ROWS + 1, "max_col": MOST_COLUMNS + 1}
    pairs = zip(values.iter_rows(**most), written.iter_rows(**most), strict=True)
    for shown_row, written_row in pairs:
        for cell, source in zip(shown_row, written_row, strict=False):
            formula = str(source.value) if source.data_type == "f" else ""
            if cell.value is None and not formula:
                continue
            text, wrong = _text(cell)
            if formula and cell.value is None:
                wrong = "holds a formula without a value; open it in Excel, save, and try again"
            yield text, cell.row, cell.column, wrong, formula


def _text(cell: Any) -> tuple[str, str]:
    """Return a cell as a person would type it, and what is wrong with it, if anything."""
    value, shape = cell.value, str(cell.number_format or "")
    if isinstance(value, bool):
        return "", f"is {'TRUE' if value else 'FALSE'}; write a number"
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return "", f"is a date or a time ({value}); write a number"
    if isinstance(value, int | float):
        if shape.rstrip().endswith("%"):
            return f"{numeral(value * 100).replace(',', '')}%", ""
        sign = next((one for one in _CURRENCIES if one in shape), "")
        return f"{sign}{numeral(value).replace(',', '')}", ""
    text = str(value or "")
    if cell.data_type == "e":
        return text, f"holds the error {text[:20]}; mend its formula, or write a number"
    return text, ""


def _merged(data: bytes, path: str) -> list[str]:
    """Return the ranges of merged cells of a sheet, which the read-only reader leaves out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = path.lstrip("/")
        if part not in archive.namelist():
            return []
        return [ref.decode() for ref in _MERGED.findall(archive.read(part))][:20]


def _notes(title: str, sheets: int, cells: list[Found]) -> Iterator[str]:
    if sheets > 1:
        yield f"Only the sheet “{title}” is read, the first that isn't hidden."
    formulas = [one for one in cells if one[4]]
    if formulas:
        count = len(formulas)
        many = (
            f"{count} cells hold formulas; their" if count > 1 else "One cell holds a formula; its"
        )
        yield f"{many} last value{'s count' if count > 1 else ' counts'}."
    outside = [
        GridCell("", row, column).place for _, row, column, _, f in cells if _OUTSIDE.search(f)
    ]
    if outside:
        yield (
            f"Read from another file or address when last saved: {', '.join(outside[:5])}. "
            f"Nothing was fetched now."
        )
