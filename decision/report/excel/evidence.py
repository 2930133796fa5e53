"""Evidence: every claim and source, what weakens it, and the numbers that cite it."""

from __future__ import annotations

from collections.abc import Sequence

from decision.charts.chart import FIRST
from decision.model.evidence_uses import Use, uses
from decision.report.excel.cells import Book
from decision.report.excel.layout import TOP, Plan
from decision.wording.text import sentence

_MOST = 6  # uses listed of one claim


def write(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    sheet = book.sheet("Evidence", (12, 11, 42, 30, 30, 44), FIRST)
    note = "An opinion is not a figure: the kind of each is beside it."
    sheet.opening("Evidence", *plan.banner, "Result", note)
    heads = ("Reference", "Kind", "What it says", "By, and source", "What weakens it", "Cited by")
    sheet.heads(TOP - 1, heads)
    cited = uses(plan.model)
    for row, (name, entry) in enumerate(plan.model.evidence.items(), start=TOP):
        these = _told(plan, cited[name])
        more = len(these) - _MOST
        told = "; ".join(these[:_MOST]) + (f"; and {more} more" if more > 0 else "")
        told = told or "No number."
        by = entry.by
        if entry.speaker and entry.speaker != entry.by:
            by += f" (one person's: {entry.speaker})"
        by = ". ".join(part.rstrip(".") for part in (by, entry.source) if part) + "."
        against = " ".join(sentence(part) for part in (entry.caveat, entry.context) if part)
        for column, text in enumerate((name, entry.kind, entry.says, by, against, told)):
            sheet.text(row, column, text, "row", *(("quiet",) if column in (1, 3) else ()))
    if not plan.model.evidence:
        sheet.text(TOP, 0, "This model cites no evidence.", "note")
    sheet.freeze(TOP - 1, last=TOP + len(plan.model.evidence) - 1)


def _told(plan: Plan, these: Sequence[Use]) -> list[str]:
    """Say where a claim is cited: each start by itself, the shifts of an answer together."""
    model = plan.model
    told: dict[str, int] = {}
    for use in these:
        moved = 0
        if use.gate is not None:
            said = f"the duty “{model.gates[use.gate].says}”"
        elif use.fact is not None and use.answer is not None:
            said = _answer(plan, use.fact, use.answer, use.item)
            moved = int(use.points is not None)
        elif use.criterion is not None and use.option is not None:
            said = f"{plan.titles[use.criterion]}: start of {plan.names[use.option]}"
            said += "" if use.points is None else f" ({use.points:g})"
        else:
            said = f"{plan.titles[use.criterion or '']}, as a whole"
        told[said] = told.get(said, 0) + moved
    return [
        said + (f" ({count} shift{'' if count == 1 else 's'})" if count else "")
        for said, count in told.items()
    ]


def _answer(plan: Plan, fact: str, answer: str, item: str | None) -> str:
    entry = plan.model.facts[fact]
    if item is not None:
        return f"“{entry.items[item].says}” answered {answer}"
    return f"“{entry.ask}” answered “{plan.label(fact, answer)}”"
