"""What stands beside the scores on Result and is never in them: duties and costs."""

from __future__ import annotations

from decision.report.excel.cells import Sheet
from decision.report.excel.layout import Plan

BESIDE = 7  # options side by side, as many as Result has columns for


def duties(sheet: Sheet, plan: Plan, row: int) -> int:
    """Write the duties at a row, where the model has any; give the next free row."""
    if not plan.model.gates:
        return row
    sheet.text(row, 0, "Duties: never traded off, and so never scored", "section")
    row += 1
    for start in range(0, len(plan.options), BESIDE):
        options = plan.options[start : start + BESIDE]
        heads = ("Duty", *(plan.names[option] for option in options))
        sheet.heads(row, heads, right=range(1, 1 + BESIDE))
        row += 1
        for gate, entry in plan.model.gates.items():
            sheet.text(row, 0, entry.says, "row")
            for column, option in enumerate(options, start=1):
                mine = option in (entry.options or plan.model.options)
                word = plan.case.gate(gate, option) if mine else "–"
                sheet.text(row, column, word, "row", "right")
            row += 1
        row += 1
    return row


def costs(sheet: Sheet, plan: Plan, row: int) -> None:
    """Write the costs at a row, where the case has any."""
    if not plan.case.costs:
        return
    sheet.text(row, 0, "Costs: beside the score, never in it", "section")
    sheet.heads(row + 1, ("Option", "One-off", "Yearly", "", "", "By", "Note"), right=(1, 2))
    for place, (option, cost) in enumerate(plan.case.costs.items(), start=row + 2):
        sheet.text(place, 0, plan.names[option], "row")
        sheet.number(place, 1, cost.one_off, "row", "pounds")
        sheet.number(place, 2, cost.yearly, "row", "pounds")
        for column, text in ((3, ""), (4, ""), (5, cost.by), (6, cost.note)):
            sheet.text(place, column, text, "row")
