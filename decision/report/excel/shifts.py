"""Shifts: every shift of the model a row, whether it is in force, and what it adds."""

from __future__ import annotations

from decision.charts.chart import OTHERS
from decision.report.excel.cells import Book, cell
from decision.report.excel.fact_rows import Shift
from decision.report.excel.layout import TOP, Plan


def write(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    sheet = book.sheet("Shifts", (36, 26, 24, 27, 8, 9, 9, 9, 42, 18), OTHERS)
    sheet.text(
        0,
        0,
        "What each answer, and each item, does to each score. A shift is in force while its answer "
        "is given. Of an item not told apart, the part in force is how likely it is.",
        "oneline",
    )
    sheet.page.hide()
    heads = (
        "Fact", "Answer", "Criterion", "Option", "Points", "Part in force", "Applied", "Line",
        "Why", "Evidence",
    )  # fmt: skip
    sheet.heads(TOP - 1, heads, right=range(4, 8))
    criteria = {name: place for place, name in enumerate(plan.criteria)}
    for row, shift in enumerate(plan.shifts, start=TOP):
        part = plan.force(shift)
        sheet.text(row, 0, plan.ask(shift.fact), "row")
        sheet.text(row, 1, _answer(plan, shift), "row")
        sheet.text(row, 2, plan.titles[shift.criterion], "row")
        sheet.text(row, 3, plan.names[shift.option], "row")
        sheet.number(row, 4, shift.points, "row", "general")
        sheet.live(row, 5, f"={_force(plan, shift)}", part, "row", "general")
        applied = f"={cell('Shifts', row, 4)}*{cell('Shifts', row, 5)}"
        sheet.live(row, 6, applied, shift.points * part, "row", "general")
        line = plan.shift_line(criteria[shift.criterion], plan.number(shift.option) - 1)
        sheet.number(row, 7, line, "row", "whole")
        sheet.text(row, 8, shift.because, "row")
        sheet.text(row, 9, ", ".join(shift.evidence), "row", "quiet")
    if not plan.shifts:
        sheet.text(TOP, 0, "No answer of this model shifts a score.", "note")
    sheet.freeze(TOP - 1)


def _answer(plan: Plan, shift: Shift) -> str:
    if shift.item is None:
        return plan.label(shift.fact, shift.answer)
    return f"{plan.model.facts[shift.fact].items[shift.item].says}: {shift.answer}"


def _force(plan: Plan, shift: Shift) -> str:
    """Give the formula of the part of a shift that counts."""
    if shift.item is None:
        return plan.answer_cell(shift.fact, shift.answer)
    place, fact = plan.facts[shift.fact], plan.model.facts[shift.fact]
    tick = place.tick(list(fact.items).index(shift.item))
    whole = "0"
    if fact.answers:
        part = f"SUMPRODUCT({place.in_force},{place.parts})"
        part = part if shift.answer == "yes" else f"1-{part}"
        whole = f"IF(SUM({place.in_force})=0,0,{part})"
    return f'IF({place.by_count},IF({tick}="{shift.answer}",1,0),{whole})'
