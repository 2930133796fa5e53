"""Panel: the last round's weights by role, and who leads by each, live against the scores."""

from __future__ import annotations

from collections.abc import Mapping

from decision.charts.chart import FIRST
from decision.engine import Evaluation
from decision.evaluation.panel import Panel, panel_of
from decision.evaluation.verdict import Side
from decision.numeric import TIE
from decision.report.excel import as_written
from decision.report.excel.cells import Book, Sheet, span, stale
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
    for what, title in enumerate(("People", "Margin of the pair's leader", "Ahead of the pair")):
        sheet.text(row + what, 0, title, "total" if not what else "row", "bold")
    for column, (people, _, side) in enumerate(groups.values(), start=1):
        sheet.number(row, column, people, "total", "whole")
        _lead(sheet, plan, row + 1, column, side)
    sheet.text(row + 4, 0, "What the panel says together", "section")
    for number, text in enumerate(as_written.panel_words(evaluation)):
        formula = stale(plan.out, as_written.place_of(evaluation, "panel", number))
        sheet.merged(row + 5 + number, max(5, len(groups)), formula, text)
    sheet.warn_when_stale(row + 20, 1)
    sheet.freeze(TOP - 1)


def _groups(panel: Panel) -> Mapping[str, tuple[int, Mapping[str, float], Side]]:
    found: dict[str, tuple[int, Mapping[str, float], Side]] = {
        "All people (mean)": (panel.people, panel.shares, panel.people_mean),
        "All roles (mean)": (panel.people, panel.role_shares, panel.role_mean),
    }
    if len(panel.roles) > 1:
        for name, role in panel.roles.items():
            found[f"Role: {name}"] = (role.people, role.shares, role.side)
    return found


def _lead(sheet: Sheet, plan: Plan, row: int, column: int, side: Side) -> None:
    """Write who leads the pair by one column of shares, as `stand` decides it."""
    shares = span("Panel", TOP, column, TOP + len(plan.criteria) - 1)
    first, last = plan.criterion_rows
    scores = [
        span("Totals", first, 2 + plan.number(option) - 1, last)
        for option in plan.options
        if option in plan.model.pair
    ]
    totals = [f"MIN(100,SUMPRODUCT({shares},{these}))" for these in scores]
    leads = f"{totals[0]}>={totals[1]}-{TIE_TEXT}"
    one = f"IF({plan.pair('both alike')}=1,{leads},{plan.pair('ahead')}={plan.pair('first')})"
    gap = f"{totals[0]}-{totals[1]}"
    sheet.live(row, column, f"=IF({one},1,-1)*({gap})", side.margin, "row", "tenth")
    spoken = plan.spoken_span
    level = f'IF(ABS({gap})<={TIE_TEXT}," (level)","")'
    names = [f"INDEX({spoken},{plan.pair(which)})" for which in ("first", "second")]
    shown = plan.spoken[side.leader] + (" (level)" if abs(side.margin) <= TIE else "")
    sheet.live(row + 1, column, f"=IF({one},{names[0]},{names[1]})&{level}", shown, "row", "right")
