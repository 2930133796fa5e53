"""The workbook: the whole result in live formulas, with the engine's figures beside each."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from decision.engine import Evaluation
from decision.report.excel import (
    as_written,
    evidence,
    facts,
    panel,
    result,
    scores,
    sensitivity,
    shifts,
    totals,
    uncertainty,
    weights,
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
}


def as_xlsx(evaluation: Evaluation) -> bytes:
    """Give the workbook of an evaluation, as the bytes of an .xlsx file.

    Weights, answers, amounts and overrules are input cells; shares, scores, totals, ranks
    and switching points are formulas on them. What only the engine can find, such as the
    verdict and the ranges, says "out of date: run again" once an input differs from the
    file as written. The same evaluation gives the same bytes.
    """
    buffer = BytesIO()
    workbook = Workbook(buffer, _OPTIONS)
    book, plan = Book(workbook), Plan(evaluation.standing)
    result.write(book, plan, evaluation)
    weights.write(book, plan)
    facts.write(book, plan)
    scores.write(book, plan)
    totals.write(book, plan)
    sensitivity.write(book, plan, evaluation)
    uncertainty.write(book, plan, evaluation)
    evidence.write(book, plan)
    panel.write(book, plan, evaluation)
    shifts.write(book, plan)
    workings.write(book, plan, evaluation)
    as_written.write(book, plan, evaluation)
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
