"""Panel: the last round's weights by role, and who leads by each, live against the scores."""

from __future__ import annotations

import math
from collections.abc import Mapping

from decision.charts.chart import FIRST
from decision.engine import Evaluation
from decision.evaluation.additive import Lead
from decision.evaluation.panel import Panel, panel_of
from decision.numeric import TIE
from decision.report.excel import as_written
from decision.report.excel.cells import Book, Sheet, cell, span, stale
from decision.report.excel.layout import TIE_TEXT, TOP, Plan


def write(book: Book, plan: Plan, evaluation: Evaluation) -> None:
    """Write the sheet."""
    panel = panel_of(plan.standing)
    groups = {} if panel is None else _groups(panel)
    sheet = book.sheet("Panel", (44, *[18] * max(2, len(groups))), FIRST)
    if panel is None:
        sheet.opening("Panel", "This case has no panel: nobody's own weights were gathered.")
        return
    sheet.opening(
        "Panel",
        "Mean shares of the last round, by role; roles of fewer than four people are merged.",
        "The ballots are not inputs. Who leads by each column follows the scores.",
    )
    sheet.heads(TOP - 1, ("Criterion", *groups), right=range(1, 1000))
    for place, name in enumerate(plan.criteria):
        sheet.text(TOP + place, 0, plan.titles[name], "row")
        for column, (_, shares, _) in enumerate(groups.values(), start=1):
            sheet.number(TOP + place, column, shares[name], "row", "share")
    row = TOP + len(plan.criteria)
    sheet.text(row, 0, "People", "total", "bold")
    for place, option in enumerate(plan.options, start=1):
        sheet.text(row + place, 0, f"Total: {plan.names[option]}", "row")
    below = row + len(plan.options) + 1
    for what, title in enumerate(
        ("Number of the best option", "Best option", "Margin over any other course, in points")
    ):
        sheet.text(below + what, 0, title, "row", *(("bold",) if what else ("quiet",)))
    for column, (people, shares, lead) in enumerate(groups.values(), start=1):
        sheet.number(row, column, people, "total", "whole")
        _totals(sheet, plan, row + 1, column, shares)
        _lead(sheet, plan, (row + 1, below), column, lead)
    row = below + 3
    sheet.text(row + 1, 0, "What the panel says together", "section")
    for number, text in enumerate(as_written.panel_words(evaluation)):
        formula = stale(plan.out, as_written.place_of(evaluation, "panel", number))
        sheet.merged(row + 2 + number, max(5, len(groups)), formula, text)
    sheet.warn_when_stale(row + 20, 1)
    sheet.freeze(TOP - 1)


def _groups(panel: Panel) -> Mapping[str, tuple[int, Mapping[str, float], Lead]]:
    found: dict[str, tuple[int, Mapping[str, float], Lead]] = {
        "All people (mean)": (panel.people, panel.shares, panel.people_mean),
        "All roles (mean)": (panel.people, panel.role_shares, panel.role_mean),
    }
    if len(panel.roles) > 1:
        for name, role in panel.roles.items():
            found[f"Role: {name}"] = (role.people, role.shares, role.lead)
    return found


def _totals(sheet: Sheet, plan: Plan, row: int, column: int, weights: Mapping[str, float]) -> None:
    """Write the total of each option by one column of shares."""
    shares = span("Panel", TOP, column, TOP + len(plan.criteria) - 1)
    first, last = plan.criterion_rows
    cells = plan.standing.table.cells
    for place, option in enumerate(plan.options):
        scores = span("Totals", first, 2 + place, last)
        total = math.fsum(weights[name] * cells[name][option].score for name in plan.criteria)
        formula = f"=MIN(100,SUMPRODUCT({shares},{scores}))"
        sheet.live(row + place, column, formula, min(100.0, total), "row", "tenth")


def _lead(sheet: Sheet, plan: Plan, rows: tuple[int, int], column: int, lead: Lead) -> None:
    """Write who leads by one column of totals, and by how much, as `stand` decides it."""
    top, below = rows
    count = len(plan.options)
    totals = span("Panel", top, column, top + count - 1)
    can, numbers, courses = (plan.option_span(which) for which in (6, 0, 15))
    best = f"SUMPRODUCT(MAX({can}*({totals}+1)))-1"
    # Of those level at the top the first in the file, so the largest of numbers that fall.
    falls = f"{count + 1}-{numbers}"
    first = f"{count + 1}-SUMPRODUCT(MAX({can}*({totals}>={best}-{TIE_TEXT})*({falls})))"
    number = f"=IF(SUM({can})=0,0,{first})"
    sheet.live(below, column, number, plan.numbered(lead.leader), "row", "whole", "quiet")
    leader = cell("Panel", below, column)
    other = f"{can}*({courses}<>INDEX({courses},MAX(1,{leader})))"
    rival = f"SUMPRODUCT(MAX({other}*({totals}+1)))-1"
    gap = f"INDEX({totals},{leader})-({rival})"
    margin = f'=IF({leader}=0,"",IF({rival}<0,"",MAX(0,{gap})))'
    sheet.live(below + 2, column, margin, lead.margin, "row", "tenth")
    mine = cell("Panel", below + 2, column)
    level = f'IF(ISNUMBER({mine}),IF({mine}<={TIE_TEXT}," (level)",""),"")'
    shown = "none"
    if lead.leader is not None:
        tied = lead.margin is not None and lead.margin <= TIE
        shown = plan.spoken[lead.leader] + (" (level)" if tied else "")
    name = f"INDEX({plan.spoken_span},{leader})"
    formula = f'=IF({leader}=0,"none",{name}&{level})'
    sheet.live(below + 1, column, formula, shown, "row", "right")
