"""Facts: the answers to type in or choose, and what each is read as."""

from __future__ import annotations

from dataclasses import dataclass

from decision.model.case import Ticks
from decision.model.entries import Fact
from decision.report.excel.cells import INPUT_EDGE, Book, Sheet, cell, changed, span
from decision.report.excel.fact_rows import FactPlace
from decision.report.excel.layout import NOT_ANSWERED, TOP, Plan

_WRONG = {"error_title": "Answer", "error_message": "Choose one from the list."}


@dataclass(frozen=True)
class Said:
    """A fact's inputs as the case gives them: the answer, then ticks or a number."""

    answer: str
    ticks: tuple[str, ...] = ()
    number: float | None = None


def said_of(plan: Plan, name: str, fact: Fact) -> Said:
    """Read a case's answer to one fact into the input cells of the workbook."""
    given, reading = plan.case.answers.get(name), plan.standing.table.readings[name]
    place = plan.facts[name]
    counted = place.counted if given is None or reading.count is not None else None
    answer = counted or plan.label(name, reading.answer)
    ticks: tuple[str, ...] = ()
    if fact.items:
        seen = (
            given if isinstance(given, Ticks) else Ticks.model_validate({"unknown": [*fact.items]})
        )
        ticks = tuple(
            "yes" if item in seen.yes else "unknown" if item in seen.unknown else "no"
            for item in fact.items
        )
    number = reading.count if fact.unit else None
    return Said(answer, ticks, number)


def write(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    sheet = book.sheet("Facts", (48, 16, 26, 26, 10, 26, 32, 32), INPUT_EDGE)
    sheet.opening(
        "Facts",
        "What can be seen at this site. Choose or type in the yellow cells; scores follow.",
        "A checklist with any item unknown, or a number left empty, counts as not answered.",
        "An answer chosen in the first row of a fact counts, whatever is ticked or typed below it.",
    )
    sheet.text(4, 2, "Input", "input", "oneline")
    heads = (
        "Fact",
        "Who can answer it",
        "Answer",
        "Answer as written",
        "Changed?",
        "Read as",
        "Note",
        "Warning",
    )
    sheet.heads(TOP - 1, heads)
    for name, fact in plan.model.facts.items():
        _fact(sheet, plan, name, fact)
    if not plan.facts:
        sheet.text(TOP, 0, "This model asks for no facts.", "note")
    sheet.mark_changed(TOP, 4, plan.last_fact)
    sheet.freeze(TOP - 1)


def _fact(sheet: Sheet, plan: Plan, name: str, fact: Fact) -> None:
    place, said = plan.facts[name], said_of(plan, name, fact)
    answer = plan.standing.table.readings[name].answer
    row = place.row
    sheet.text(row, 0, f"{fact.ask}{' (key fact)' if fact.key else ''}", "row", "bold")
    sheet.text(row, 1, fact.who, "row", "quiet")
    _input(sheet, row, said.answer)
    options = span("Workings", place.listed, 1, place.last)
    sheet.page.data_validation(
        row, 2, row, 2, {"validate": "list", "source": f"={options}", **_WRONG}
    )
    at = f"MATCH(1,{place.in_force},0)"
    labels = span("Workings", place.first, 1, place.last)
    read = f'=IFERROR(INDEX({labels},{at}),"{NOT_ANSWERED}")'
    sheet.live(row, 5, read, plan.label(name, answer), "row")
    by = plan.case.answered_by.get(name)
    note = plan.case.notes.get(name, "")
    sheet.text(row, 6, f"{note} (Answered by: {by})".strip() if by else note, "row")
    _warning(sheet, plan, name, fact, place)
    for number, (item, tick) in enumerate(
        zip(fact.items.values(), said.ticks, strict=True), start=row + 1
    ):
        sheet.text(number, 0, item, "row", "indent")
        _input(sheet, number, tick)
        sheet.page.data_validation(
            number,
            2,
            number,
            2,
            {"validate": "list", "source": ["yes", "no", "unknown"], **_WRONG},
        )
    if fact.unit:
        sheet.text(row + 1, 0, f"The number ({fact.unit})", "row", "indent")
        sheet.number(row + 1, 2, said.number, "row", "general", "left", "input")
        sheet.number(row + 1, 3, said.number, "row", "general", "left", "quiet")
        _changed(sheet, row + 1)
        first = next(iter(fact.answers.values())).from_
        sheet.page.data_validation(
            row + 1,
            2,
            row + 1,
            2,
            {
                "validate": "decimal",
                "criteria": ">=",
                "value": float(first or 0),
                "error_title": "Number",
                "error_message": "Write a number, not below that of the first answer.",
            },
        )
    for extra in range(row + 1, row + 1 + place.details):
        for column in (1, 5, 6, 7):
            sheet.text(extra, column, "", "row")


def _input(sheet: Sheet, row: int, words: str) -> None:
    sheet.text(row, 2, words, "row", "words", "input")
    sheet.text(row, 3, words, "row", "words", "quiet")
    _changed(sheet, row)


def _changed(sheet: Sheet, row: int) -> None:
    sheet.live(row, 4, changed(cell("Facts", row, 2), cell("Facts", row, 3)), "", "row")


def _warning(sheet: Sheet, plan: Plan, name: str, fact: Fact, place: FactPlace) -> None:
    warns = [answer.warns for answer in fact.answers.values()]
    if not any(warns):
        sheet.text(place.row, 7, "", "row")
        return
    texts = span("Workings", place.first, 5, place.last)
    at = f"MATCH(1,{place.in_force},0)"
    given = plan.standing.table.readings[name].answer
    said = fact.answers[given].warns if given else None
    sheet.live(place.row, 7, f'=IFERROR(INDEX({texts},{at})&"","")', said or "", "row")
