"""Read me: what the workbook is, how to use it, and what each sheet holds."""

from __future__ import annotations

from decision.charts.chart import FIRST
from decision.numeric import DRAWS, SEED
from decision.report.excel.cells import UNREAD, Book
from decision.report.excel.layout import Plan

SHEETS = {
    "Result": "The answer, every total with its cost beside it, and what the tool said.",
    "Inputs": "Weights, answers, amounts, costs and overrules: all that can be typed over.",
    "Scores": "Every score, the points it adds, and how it is made.",
    "Why it could change": "Answers, weights and claims that the result hangs on.",
    "Evidence": "Every claim, its source and what weakens it.",
}
_USE = {
    "Yellow": "Type here. Totals, ranks, the leader and the margin follow at once.",
    "Red": f"An entry that {UNREAD}, such as “lots” for a weight. Its saved value counts until "
    "you mend it. The line at the top of every sheet counts such entries.",
    "Saved": "What the case says. Copy a saved value into its yellow cell to go back.",
    "What can’t follow": "How firm it is, the simulations and what was searched for. They are of "
    "the saved case. A line beside them says when they no longer hold.",
    "Protected": "Sheets are protected without a password, so that no formula is lost by a slip. "
    "The tables that the sheets work with are hidden.",
    "Names": "Every input and result has a name that a formula of your own can use: leader, "
    "course, margin, total_… by option, weight_… by criterion, answer_… by question.",
}


def write(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    sheet = book.sheet("Read me", (24, 110), FIRST)
    note = "This workbook supports a decision and never makes one."
    sheet.opening(plan.model.title, *plan.banner, "Result", note)
    row, case, model = 5, plan.case, plan.model
    sheet.heads(row, ("Sheet", "What it holds"))
    for name, holds in SHEETS.items():
        row += 1
        sheet.link(row, 0, name, name)
        sheet.text(row, 1, holds, "row")
    about = {
        "Question": model.question,
        "Site": case.site.name or "Not given",
        "Prepared by": case.site.prepared_by or "Not given",
        "Date": case.site.date.isoformat() if case.site.date else "Not given",
        "Simulations": f"{DRAWS:,} simulations of what is uncertain, from seed {SEED}.",
        "Model’s fingerprint": model.fingerprint,
    }
    for title, lines in (("How to use it", _USE), ("What it was made from", about)):
        sheet.heads(row + 2, (title, ""))
        row += 2
        for what, says in lines.items():
            row += 1
            sheet.text(
                row, 0, what, "row", *(("input", "locked") if what == "Yellow" else ("bold",))
            )
            sheet.text(row, 1, says, "row")
    sheet.freeze(2, 0)
