"""As written: what the tool said of the inputs in the file, kept as plain text."""

from __future__ import annotations

from decision.charts.chart import OTHERS
from decision.engine import Evaluation
from decision.evaluation.panel import panel_of
from decision.numeric import DRAWS, SEED
from decision.report.excel.cells import Book, cell
from decision.report.excel.layout import Plan
from decision.sentences.panel import in_words
from decision.sentences.what_would_change_it import doubts

_AT = 4


def panel_words(evaluation: Evaluation) -> list[str]:
    """Give what the panel's ballots say together; nothing where there is no panel."""
    panel = panel_of(evaluation.standing)
    return [] if panel is None else in_words(panel, evaluation.model)


def place_of(evaluation: Evaluation, which: str, number: int) -> str:
    """Give the cell of a sentence: which is "explanation", "doubts" or "panel"."""
    before = {"explanation": 0, "doubts": len(evaluation.explanation)}
    before["panel"] = before["doubts"] + len(doubts(evaluation.robustness))
    return cell("As written", _AT + before[which] + number, 1)


def write(book: Book, plan: Plan, evaluation: Evaluation) -> None:
    """Write the sheet."""
    sheet = book.sheet("As written", (22, 120), OTHERS)
    sheet.opening(
        "As written",
        "What the tool said of the inputs as they were in the file. This sheet follows no change.",
    )
    sheet.heads(_AT - 1, ("What", "Text"))
    said = [("Explanation", text) for text in evaluation.explanation]
    said += [("Why it could be wrong", text) for text in doubts(evaluation.robustness)]
    said += [("Panel", text) for text in panel_words(evaluation)]
    case, model = plan.case, plan.model
    said += [
        ("Model", model.title),
        ("Question", model.question or ""),
        ("Model's fingerprint", model.fingerprint),
        ("Site", case.site.name or "Not given"),
        ("Prepared by", case.site.prepared_by or "Not given"),
        ("Date", case.site.date.isoformat() if case.site.date else "Not given"),
        ("Draws", f"{DRAWS:,} draws of what is uncertain, from seed {SEED}."),
    ]
    for row, (what, text) in enumerate(said, start=_AT):
        sheet.text(row, 0, what, "row", "quiet")
        sheet.text(row, 1, text, "row")
    sheet.freeze(_AT - 1)
