"""Totals: every score and what it adds to its option's total, criterion by criterion."""

from __future__ import annotations

from decision.charts.chart import FIRST
from decision.report.excel.cells import Book, Sheet, cell, span
from decision.report.excel.layout import TOP, Plan

NO_RIVAL = "No other course can be chosen"


def write(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    count = len(plan.options)
    sheet = book.sheet("Totals", (34, 9, *[14] * (2 * count), 18), FIRST)
    sheet.opening(
        "Totals",
        "Every score, and the points it adds: share × score. A column's points sum to its total.",
        "Scores run from 0 to 100. Differences between them mean something; ratios do not.",
    )
    _heads(sheet, plan)
    standing, table = plan.standing, plan.standing.table
    for place, name in enumerate(plan.criteria):
        row = TOP + place
        sheet.live(row, 0, f"={cell('Weights', row, 0)}", plan.titles[name], "row")
        share = cell("Totals", row, 1)
        sheet.live(row, 1, f"={plan.share(place)}", standing.shares[name], "row", "share")
        for option, option_id in enumerate(plan.options):
            score = plan.scored("score", plan.line(place, option))
            value = table.cells[name][option_id].score
            sheet.live(row, 2 + option, f"={score}", value, "row", "whole")
            adds = f"={share}*{cell('Totals', row, 2 + option)}"
            part = standing.contributions[name][option_id]
            sheet.live(row, 2 + count + option, adds, part, "row", "tenth")
        parts = standing.contributions[name]
        gap = None
        if standing.leader is not None and standing.rival is not None:
            gap = parts[standing.leader] - parts[standing.rival]
        sheet.live(row, 2 + 2 * count, _difference(plan, row), gap, "row", "signed", "bold")
    _foot(sheet, plan)
    sheet.freeze(TOP - 1)


def _difference(plan: Plan, row: int) -> str:
    count = len(plan.options)
    parts = span("Totals", row, 2 + count, row, 1 + 2 * count)
    leader, rival = (f"INDEX({parts},1,{plan.who(which)})" for which in ("leader", "rival"))
    return plan.if_rival(f"{leader}-{rival}")


def _heads(sheet: Sheet, plan: Plan) -> None:
    count = len(plan.options)
    sheet.text(TOP - 2, 2, "Scores (0–100)", "bold", "oneline")
    sheet.text(TOP - 2, 2 + count, "Points added", "bold", "oneline")
    sheet.text(TOP - 2, 2 + 2 * count, "Difference", "bold", "right")
    names = [plan.names[name] for name in plan.options]
    sheet.heads(TOP - 1, ("Criterion", "Share", *names, *names), right=range(1, 2 + 2 * count))
    spoken = plan.spoken_span
    leader, rival = (f"INDEX({spoken},{plan.who(which)})" for which in ("leader", "rival"))
    standing, value = plan.standing, NO_RIVAL
    if standing.leader is not None and standing.rival is not None:
        value = f"{plan.spoken[standing.leader]}, less {plan.spoken[standing.rival]}"
    formula = plan.if_rival(f'{leader}&", less "&{rival}', f'"{NO_RIVAL}"')
    sheet.live(TOP - 1, 2 + 2 * count, formula, value, "head", "right")


def _foot(sheet: Sheet, plan: Plan) -> None:
    count, standing = len(plan.options), plan.standing
    row = plan.criterion_rows[1] + 1
    sheet.text(row, 0, "Total", "total")
    sheet.live(row, 1, f"=SUM({plan.criterion_span('Weights', 5)})", 1.0, "total", "share")
    sheet.text(row + 1, 0, "Rank", "row")
    for column in range(1, 3 + 2 * count):
        sheet.text(row + 1, column, "", "row")
    for option, option_id in enumerate(plan.options):
        sheet.text(row, 2 + option, "", "total")
        total = standing.totals[option_id]
        at = 2 + count + option
        sheet.live(row, at, f"={plan.option_cell(option, 5)}", total, "total", "tenth")
        rank = standing.ranks[option_id]
        sheet.live(row + 1, at, f"={plan.option_cell(option, 10)}", rank, "row", "whole")
    margin = f"={plan.who('margin')}"
    sheet.live(row, 2 + 2 * count, margin, standing.margin, "total", "signed")
