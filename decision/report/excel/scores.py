"""Scores: every score a line, from its start or amount to the score in use."""

from __future__ import annotations

from decision.evaluation.scores import start_of
from decision.model.cells import Amount
from decision.report.excel.cells import INPUT_EDGE, Book, Sheet, changed, span, stale
from decision.report.excel.layout import TOP, Plan
from decision.report.paper.blocks import sentence

_HEADS = {
    "line": ("Line", 6),
    "criterion": ("Criterion", 26),
    "option": ("Option", 27),
    "amount": ("Amount", 11),
    "amount written": ("Amount as written", 11),
    "unit": ("Unit", 14),
    "start": ("Start score", 8),
    "shifts": ("Shifts in force", 8),
    "computed": ("Kept to 0–100", 9),
    "override": ("Overrule with", 10),
    "override written": ("Overruled as written", 10),
    "changed": ("Changed?", 10),
    "own": ("Own score", 8),
    "score": ("Score in use", 8),
    "low": ("Low", 13),
    "high": ("High", 13),
    "why": ("Why", 62),
}


def write(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    columns = plan.score_columns
    sheet = book.sheet("Scores", [_HEADS[name][1] for name in columns], INPUT_EDGE)
    amounts = "Amounts earn points by the table on Workings. " if plan.measured else ""
    sheet.opening(
        "Scores",
        "How each score is made: a start, the shifts of the answers in force, kept to 0–100. "
        + amounts,
        "A number in Overrule with stands in place of all that; leave it empty for none.",
        "An option that can't be chosen is scored as the one it falls back to (Score in use).",
    )
    sheet.text(4, columns["override"], "Input", "input", "oneline")
    if plan.measured:
        sheet.text(4, columns["amount"], "Input", "input", "oneline")
    words = {"criterion", "option", "unit", "changed", "why"}
    numbers = tuple(column for name, column in columns.items() if name not in words)
    sheet.heads(TOP - 1, [_HEADS[name][0] for name in columns], right=numbers)
    for criterion, name in enumerate(plan.criteria):
        for option in range(len(plan.options)):
            _line(sheet, plan, criterion, name, option)
    last = plan.last_line
    wanted = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": 100,
        "error_title": "Score",
        "error_message": "Write a number from 0 to 100, or leave it empty.",
    }
    sheet.page.data_validation(TOP, columns["override"], last, columns["override"], wanted)
    sheet.mark_changed(TOP, columns["changed"], last)
    sheet.warn_when_stale(last, columns["high"])
    sheet.freeze(TOP - 1, 3, last)


def _line(sheet: Sheet, plan: Plan, criterion: int, name: str, option: int) -> None:
    row, columns, option_id = plan.line(criterion, option), plan.score_columns, plan.options[option]
    own = plan.standing.table.cells[name][option_id]
    entry = plan.model.criteria[name]
    _, start, _, reason = start_of(entry, plan.case, name, option_id)
    mine = {what: plan.scored(what, row) for what in columns}

    def number(what: str, value: float | None, *styles: str) -> None:
        sheet.number(row, columns[what], value, "row", *styles)

    def live(what: str, formula: str, value: str | float | None, *styles: str) -> None:
        sheet.live(row, columns[what], formula, value, "row", *styles)

    number("line", row - TOP + 1, "whole", "quiet")
    sheet.text(row, columns["criterion"], plan.titles[name], "row")
    sheet.text(row, columns["option"], plan.names[option_id], "row")
    moved = 0.0
    if entry.measure:
        _amount(sheet, plan, name, row, option_id, start)
        sheet.text(row, columns["shifts"], "", "row")
        computed, raw = start, mine["start"]
    else:
        for what in ("amount", "amount written", "unit") if plan.measured else ():
            sheet.text(row, columns[what], "", "row")
        number("start", start, "whole")
        moved = plan.moved.get((name, option_id), 0.0)
        if plan.shifts:
            applied, lines = plan.shift_span(6), plan.shift_span(7)
            live("shifts", f"=SUMIFS({applied},{lines},{mine['line']})", moved, "signed")
        else:
            number("shifts", 0, "signed")
        computed, raw = min(100.0, max(0.0, start + moved)), f"{mine['start']}+{mine['shifts']}"
    live("computed", f"=MAX(0,MIN(100,{raw}))", computed, "whole")
    override = next(
        (o for o in plan.case.overrides if (o.criterion, o.option) == (name, option_id)), None
    )
    stated = None if override is None else override.score
    number("override", stated, "general", "input")
    number("override written", stated, "general", "quiet")
    flag = changed(mine["override"], mine["override written"])
    if entry.measure:
        either = changed(mine["amount"], mine["amount written"])[1:]
        flag = f'=IF(AND({flag[1:]}="",{either}=""),"","changed")'
    live("changed", flag, "")
    finished = computed if stated is None else stated
    over = (
        f"=IF(ISNUMBER({mine['override']}),MAX(0,MIN(100,{mine['override']})),{mine['computed']})"
    )
    live("own", over, finished, "whole")
    block = plan.scored_span(
        "own", plan.line(criterion, 0), plan.line(criterion, len(plan.options) - 1)
    )
    live("score", f"=INDEX({block},{plan.option_cell(option, 3)})", own.score, "whole", "bold")
    live("low", stale(plan.out, repr(float(own.low))), own.low, "whole", "quiet")
    live("high", stale(plan.out, repr(float(own.high))), own.high, "whole", "quiet")
    cited = ", ".join(reason.evidence)
    why = f"{reason.because}{f' [{cited}]' if cited else ''}"
    if override is not None:
        why = f"Overruled by {override.by}: {sentence(override.because)} The start: {why}"
    sheet.text(row, columns["why"], why, "row")


def _amount(sheet: Sheet, plan: Plan, name: str, row: int, option: str, start: float) -> None:
    entry, columns = plan.model.criteria[name], plan.score_columns
    cell = entry.cells[option]
    assert isinstance(cell, Amount)  # only a measured criterion comes here
    assert entry.measure is not None
    stated = plan.case.amounts.get(name, {}).get(option, cell).amount
    sheet.number(row, columns["amount"], stated, "row", "general", "input")
    sheet.number(row, columns["amount written"], stated, "row", "general", "quiet")
    sheet.text(row, columns["unit"], entry.measure.unit, "row", "quiet")
    typed, written = plan.scored("amount", row), plan.scored("amount written", row)
    first, last = plan.value_rows[name]
    amounts, points = span("Workings", first, 2, last), span("Workings", first, 3, last)
    x = f"IF(ISNUMBER({typed}),{typed},{written})"
    at = f"MATCH({x},{amounts},1)"
    low, high = f"INDEX({amounts},{at})", f"INDEX({amounts},{at}+1)"
    below, above = f"INDEX({points},{at})", f"INDEX({points},{at}+1)"
    ends = [span("Workings", end, column, end) for end in (first, last) for column in (2, 3)]
    formula = (
        f"=IF({x}<={ends[0]},{ends[1]},IF({x}>={ends[2]},{ends[3]},"
        f"{below}+({above}-{below})*({x}-{low})/({high}-{low})))"
    )
    sheet.live(row, columns["start"], formula, start, "row", "whole")
    sheet.page.data_validation(
        row,
        columns["amount"],
        row,
        columns["amount"],
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -1e15,
            "maximum": 1e15,
            "error_title": "Amount",
            "error_message": "Write a number in the unit beside it.",
        },
    )
