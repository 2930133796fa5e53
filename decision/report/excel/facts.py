"""Facts: the answers to type in or choose, and what each is read as."""

from __future__ import annotations

from dataclasses import dataclass

from decision.model.entries import Fact
from decision.model.readings import read_fact
from decision.report.excel.cells import INPUT_EDGE, Book, Sheet, cell, changed, span
from decision.report.excel.fact_rows import FactPlace
from decision.report.excel.layout import NOT_ANSWERED, TOP, Plan
from decision.sentences.model_contents import reading_says

_TICKS = {True: "yes", False: "no", None: "unknown"}
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
    ticks = tuple(_TICKS[state] for state in reading.items.values())
    number = reading.count if fact.unit else None
    return Said(answer, ticks, number)


def write(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    sheet = book.sheet("Facts", (48, 16, 26, 26, 10, 26, 32, 32), INPUT_EDGE)
    sheet.opening(
        "Facts",
        "What can be seen at this site. Choose or type in the yellow cells; scores follow.",
        "A checklist with any item unknown, or a number left empty, counts as not answered; an "
        "item that moves scores by itself counts as soon as it is yes or no.",
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
    row = place.row
    sheet.text(row, 0, f"{fact.ask}{' (key fact)' if fact.key else ''}", "row", "bold")
    sheet.text(row, 1, fact.who, "row", "quiet")
    _input(sheet, row, said.answer)
    options = span("Workings", place.listed, 1, place.last)
    sheet.page.data_validation(
        row, 2, row, 2, {"validate": "list", "source": f"={options}", **_WRONG}
    )
    sheet.live(row, 5, f"={_read_as(fact, place)}", _said(plan, name), "row")
    sheet.text(row, 6, _note(plan, name), "row")
    _warning(sheet, plan, name, fact, place)
    for number, (item, tick) in enumerate(
        zip(fact.items.values(), said.ticks, strict=True), start=row + 1
    ):
        sheet.text(number, 0, item.says, "row", "indent")
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


def _read_as(fact: Fact, place: FactPlace) -> str:
    """Give the formula of the words that an answer is read as."""
    if fact.answers:
        labels = span("Workings", place.first, 1, place.last)
        return f'IFERROR(INDEX({labels},MATCH(1,{place.in_force},0)),"{NOT_ANSWERED}")'
    count = cell("Workings", place.listed, 2)
    known = f"AND({place.said}={place.mode},ISNUMBER({count}))"
    return f'IF({known},{count}&" of {place.details} in place","{NOT_ANSWERED}")'


def _said(plan: Plan, name: str) -> str:
    fact, reading = plan.model.facts[name], plan.standing.table.readings[name]
    if fact.answers:
        return plan.label(name, reading.answer)
    return reading_says(fact, reading) or NOT_ANSWERED


def _note(plan: Plan, name: str) -> str:
    """Give what stands beside an answer: its note, who gave and confirmed it, a second answer."""
    case, fact = plan.case, plan.model.facts[name]
    parts = [case.notes.get(name, "")]
    roles = (("Answered by", case.answered_by), ("Confirmed by", case.confirmed_by))
    if told := [f"{what}: {by[name]}" for what, by in roles if name in by]:
        parts.append(f"({'; '.join(told)})")
    if name in case.disputed:
        dispute = case.disputed[name]
        second = reading_says(fact, read_fact(fact, dispute.says))
        parts.append(f"Disputed: {dispute.by} answers “{second}”.")
    return " ".join(part for part in parts if part)


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
