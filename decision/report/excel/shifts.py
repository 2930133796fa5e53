"""Shifts: every shift of the model a row, whether it is in force, and what it adds."""

from __future__ import annotations

from decision.charts.chart import OTHERS
from decision.report.excel.cells import Book, cell
from decision.report.excel.layout import TOP, Plan


def write(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    sheet = book.sheet("Shifts", (36, 26, 24, 27, 8, 9, 9, 9, 42, 18), OTHERS)
    sheet.opening(
        "Shifts",
        "What each answer does to each score. A shift is in force while its answer is given.",
        "Scores adds up the applied points by line. No inputs here: answers are given on Facts.",
    )
    heads = (
        "Fact",
        "Answer",
        "Criterion",
        "Option",
        "Points",
        "In force?",
        "Applied",
        "Line of Scores",
        "Why",
        "Evidence",
    )
    sheet.heads(TOP - 1, heads, right=range(4, 8))
    readings = plan.standing.table.readings
    criteria = {name: place for place, name in enumerate(plan.criteria)}
    for row, shift in enumerate(plan.shifts, start=TOP):
        answer = plan.model.facts[shift.fact].answers[shift.answer]
        given = readings[shift.fact].answer == shift.answer
        sheet.text(row, 0, plan.ask(shift.fact), "row")
        sheet.text(row, 1, plan.label(shift.fact, shift.answer), "row")
        sheet.text(row, 2, plan.titles[shift.criterion], "row")
        sheet.text(row, 3, plan.names[shift.option], "row")
        sheet.number(row, 4, shift.points, "row", "general")
        force = f"={plan.answer_cell(shift.fact, shift.answer)}"
        sheet.live(row, 5, force, int(given), "row", "flag")
        applied = f"={cell('Shifts', row, 4)}*{cell('Shifts', row, 5)}"
        sheet.live(row, 6, applied, shift.points if given else 0, "row", "general")
        line = plan.line(criteria[shift.criterion], plan.number(shift.option) - 1) - TOP + 1
        sheet.number(row, 7, line, "row", "whole")
        sheet.text(row, 8, answer.because or answer.says, "row")
        sheet.text(row, 9, ", ".join(answer.evidence), "row", "quiet")
    if not plan.shifts:
        sheet.text(TOP, 0, "No answer of this model shifts a score.", "note")
    sheet.freeze(TOP - 1, last=TOP + len(plan.shifts) - 1)
