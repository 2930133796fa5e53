"""The workbook: the whole result in live formulas, with the engine's figures beside each."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from io import BytesIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from decision.engine import Evaluation
from decision.report.excel import (
    evidence,
    inputs,
    names,
    read_me,
    result,
    scores,
    shifts,
    why_it_could_change,
    workings,
)
from decision.report.excel.cells import NAME, Book, clean
from decision.report.excel.layout import Plan

_EPOCH = dt.datetime(1980, 1, 1)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Columns are measured by this font: Excel's own is not on every machine, and a wider one in
    # its place would shrink what is printed.
    "default_format_properties": {"font_name": "Arial", "font_size": 10},
}


def as_xlsx(evaluation: Evaluation) -> bytes:
    """Give the workbook of an evaluation, as the bytes of an .xlsx file.

    Every input is a yellow cell with a name; shares, scores, totals, ranks and margin are
    formulas on them. An entry that can't be read is counted in a banner, and the saved one
    counts. What only the engine can find, such as the word, stands as of the saved case, and a
    line says so once an entry differs. The same evaluation gives the same bytes.
    """
    buffer = BytesIO()
    workbook = Workbook(buffer, deepcopy(_OPTIONS))  # which it would change for the next one
    book, plan = Book(workbook), Plan(evaluation.standing)
    read_me.write(book, plan)
    result.write(book, plan, evaluation)
    inputs.write(book, plan)
    scores.write(book, plan)
    why_it_could_change.write(book, plan, evaluation)
    evidence.write(book, plan)
    shifts.write(book, plan)
    workings.write(book, plan, evaluation)
    names.write(book, plan)
    book.finish()
    _properties(workbook, plan)
    workbook.close()
    return buffer.getvalue()


def _properties(workbook: Workbook, plan: Plan) -> None:
    site = plan.case.site
    made = dt.datetime.combine(site.date, dt.time()) if site.date else _EPOCH
    workbook.set_properties(
        {
            "title": clean(plan.model.title, NAME),
            "subject": clean(site.name, NAME),
            "author": clean(site.prepared_by, NAME),
            "comments": "Supports a decision and never makes one. Yellow cells are inputs.",
            "created": made,
        }
    )
    workbook.set_calc_mode("auto")
