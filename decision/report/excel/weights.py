"""Weights: swing points to type in, and each criterion's share of the whole."""

from __future__ import annotations

from decision.report.excel.cells import INPUT_EDGE, Book, cell, changed
from decision.report.excel.layout import TOP, Plan

_WHOSE = {
    "given": "Points worked back from the shares given for this run; only proportions matter.",
    "case": "Points as in the case; only proportions matter.",
    "panel": "Points worked back from the mean of the panel's last round; only proportions matter.",
    "model": "Nobody has weighed this yet: these are the points the model came with.",
}


def write(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    sheet = book.sheet("Weights", (30, 13, 9, 10, 10, 9, 40, 40, 36), INPUT_EDGE)
    sheet.opening(
        "Weights",
        "How much each criterion counts: 100 for the swing from worst to best that matters most.",
        _WHOSE[plan.standing.weights_from],
        "Type over the yellow cells; shares, totals and ranks follow. 0 leaves a criterion out.",
    )
    sheet.text(4, 2, "Input", "input", "oneline")
    heads = (
        "Criterion",
        "Group",
        "Points",
        "Points as written",
        "Changed?",
        "Share",
        "What 0 looks like",
        "What 100 looks like",
        "Why this weight",
    )
    sheet.heads(TOP - 1, heads, right=(2, 3, 5))
    first, last = plan.criterion_rows
    points = plan.criterion_span("Weights", 2)
    summed = cell("Weights", last + 1, 2)
    for row, (name, entry) in enumerate(plan.model.criteria.items(), start=TOP):
        mine, written = cell("Weights", row, 2), cell("Weights", row, 3)
        sheet.text(row, 0, plan.titles[name], "row")
        sheet.text(row, 1, entry.group, "row", "quiet")
        sheet.number(row, 2, plan.points[name], "row", "general", "input")
        sheet.number(row, 3, plan.points[name], "row", "general", "quiet")
        sheet.live(row, 4, changed(mine, written), "", "row")
        part = f"=IF({summed}>0,IF(ISNUMBER({mine}),MAX(0,{mine}),0)/{summed},0)"
        sheet.live(row, 5, part, plan.standing.shares[name], "row", "share")
        sheet.text(row, 6, entry.worst, "row")
        sheet.text(row, 7, entry.best, "row")
        sheet.text(row, 8, plan.case.weight_notes.get(name), "row")
    sheet.text(last + 1, 0, "Together", "total")
    for column in (1, 3, 4):
        sheet.text(last + 1, column, "", "total")
    total = sum(map(float, plan.points.values()))
    sheet.live(last + 1, 2, f'=SUMIF({points},">0")', total, "total", "general")
    shares = plan.criterion_span("Weights", 5)
    sheet.live(last + 1, 5, f"=SUM({shares})", 1.0, "total", "share")
    warning = f'=IF({summed}>0,"","Give at least one criterion a weight above 0.")'
    sheet.live(last + 2, 0, warning, "", "bold", "oneline")
    sheet.page.data_validation(
        first,
        2,
        last,
        2,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 0,
            "maximum": 1e9,
            "error_title": "Points",
            "error_message": "Write a number, 0 or more.",
        },
    )
    sheet.mark_changed(first, 4, last)
    sheet.freeze(TOP - 1)
