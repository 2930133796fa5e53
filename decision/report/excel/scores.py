"""Scores: every score and the points it adds; below, how each is made."""

from __future__ import annotations

from decision.charts.chart import FIRST
from decision.evaluation.scores import start_of
from decision.report.excel.cells import Book, Sheet, cell, span
from decision.report.excel.layout import LINE, TOP, Plan
from decision.wording.text import sentence

_FOR, _AGAINST = "#b9d2ec", "#ecd0b0"  # pale, as a number stands on them
_HEADS = ("Option", "Start", "Answers add", "Kept to 0–100", "Overruled by", "Own score",
          "Score in use", "Low (saved)", "High (saved)", "Why it starts there")  # fmt: skip


def write(book: Book, plan: Plan) -> None:
    """Write the sheet."""
    count = len(plan.options)
    last = max(5 + count, 11)
    sheet = book.sheet("Scores", (26, 9, *[12.4] * (last - 2), 18.5), FIRST)
    sheet.opening(
        "Scores",
        *plan.banner,
        "Result",
        "Scores run from 0 to 100. A total is the sum of share × score.",
    )
    _table(sheet, plan)
    _foot(sheet, plan)
    row = plan.line(0, 0) - 2
    sheet.text(row - 1, 0, "How each score is made", "section")
    sheet.heads(row, _HEADS, right=range(1, 9))
    sheet.spread(row, 9, last, "head")
    sheet.text(row, 9, _HEADS[9], "head", "indent")
    for place, name in enumerate(plan.criteria):
        sheet.text(plan.line(place, -1), 0, plan.titles[name], "bold", "oneline")
        for option in range(count):
            _line(sheet, plan, place, option, last)
    sheet.freeze(2)


def _table(sheet: Sheet, plan: Plan) -> None:
    count, standing = len(plan.options), plan.standing
    names = [plan.names[name] for name in plan.options]
    points = ("Leader’s points", "Rival’s points", "Difference")
    sheet.heads(TOP - 1, ("Criterion", "Share", *names, *points), right=range(1, 5 + count))
    for place, name in enumerate(plan.criteria):
        row = TOP + place
        share = cell("Scores", row, 1)
        sheet.text(row, 0, plan.titles[name], "row")
        given = f"={cell('Inputs', plan.keys['weight', name], 5)}"
        sheet.live(row, 1, given, standing.shares[name], "row", "share")
        for option, option_id in enumerate(plan.options):
            score = f"={plan.scored('score', plan.line(place, option))}"
            value = standing.table.cells[name][option_id].score
            sheet.live(row, 2 + option, score, value, "row", "whole")
        scores = span("Scores", row, 2, row, 1 + count)
        parts: list[float | None] = [None, None]
        if standing.leader is not None and standing.rival is not None:
            both = (standing.leader, standing.rival)
            parts = [standing.contributions[name][one] for one in both]
        for column, (which, part) in enumerate(zip(("leader", "rival"), parts, strict=True)):
            added = plan.if_rival(f"{share}*INDEX({scores},1,{plan.who(which)})")
            sheet.live(row, 2 + count + column, added, part, "row", "tenth")
        one, two = (cell("Scores", row, 2 + count + column) for column in (0, 1))
        gap = None if parts[0] is None or parts[1] is None else parts[0] - parts[1]
        sheet.live(row, 4 + count, plan.if_rival(f"{one}-{two}"), gap, "row", "signed", "bold")
    bars = {"type": "data_bar", "bar_solid": True, "bar_color": _FOR}
    bars |= {"bar_negative_color": _AGAINST, "data_bar_2010": True}
    first, end = plan.criterion_rows
    sheet.page.conditional_format(first, 4 + count, end, 4 + count, bars)


def _foot(sheet: Sheet, plan: Plan) -> None:
    count, standing = len(plan.options), plan.standing
    row = plan.criterion_rows[1] + 1
    sheet.text(row, 0, "Total", "total")
    sheet.live(row, 1, f"=SUM({plan.score_span(1)})", 1.0, "total", "share")
    for option, option_id in enumerate(plan.options):
        at = f"={plan.option_cell(option, 5)}"
        sheet.live(row, 2 + option, at, standing.totals[option_id], "total", "tenth")
    for column in (0, 1):
        sheet.text(row, 2 + count + column, "", "total")
    sheet.live(row, 4 + count, f"={plan.who('margin')}", standing.margin, "total", "signed")


def _line(sheet: Sheet, plan: Plan, place: int, option: int, last: int) -> None:
    name, option_id, row = plan.criteria[place], plan.options[option], plan.line(place, option)
    entry, own = plan.model.criteria[name], plan.standing.table.cells[name][option_id]
    _, start, _, reason = start_of(entry, plan.case, name, option_id)
    mine = {what: plan.scored(what, row) for what in LINE}

    def live(what: str, formula: str, value: str | float | None, *styles: str) -> None:
        sheet.live(row, LINE.index(what), formula, value, "row", *styles)

    sheet.text(row, 0, plan.names[option_id], "row", "indent")
    moved, raw = 0.0, mine["start"]
    if entry.measure:
        live("start", _worth(plan, name, option_id), start, "whole")
        sheet.text(row, LINE.index("shifts"), "", "row")
    else:
        sheet.number(row, LINE.index("start"), start, "row", "whole")
        moved = plan.moved.get((name, option_id), 0.0)
        applied, lines = plan.shift_span(6), plan.shift_span(7)
        added = f"=SUMIFS({applied},{lines},{plan.shift_line(place, option)})"
        live("shifts", added, moved, "signed")
        raw = f"{mine['start']}+{mine['shifts']}"
    computed = min(100.0, max(0.0, start + moved))
    live("computed", f"=MAX(0,MIN(100,{raw}))", computed, "whole")
    override = next(
        (o for o in plan.case.overrides if (o.criterion, o.option) == (name, option_id)), None
    )
    ruled = plan.entry("override", name, option_id)
    stated = None if override is None else override.score
    live("override", f"={ruled}", stated, "general")
    finished = computed if stated is None else stated
    live("own", f"=IF(ISNUMBER({ruled}),{ruled},{mine['computed']})", finished, "whole")
    first, end = plan.line(place, 0), plan.line(place, len(plan.options) - 1)
    block = span("Scores", first, LINE.index("own"), end)
    live("score", f"=INDEX({block},{plan.option_cell(option, 3)})", own.score, "whole", "bold")
    for what, value in (("low", own.low), ("high", own.high)):
        sheet.number(row, LINE.index(what), value, "row", "whole", "quiet")
    cited = ", ".join(reason.evidence)
    why = f"{reason.because}{f' [{cited}]' if cited else ''}"
    if override is not None:
        why = f"Overruled by {override.by}: {sentence(override.because)} The start: {why}"
    sheet.across(row, 9, last, why, "row", "quiet", "indent")


def _worth(plan: Plan, name: str, option: str) -> str:
    """Give the formula of what an amount is worth: straight lines between points, flat outside."""
    x = plan.entry("amount", name, option)
    first, last = plan.value_rows[name]
    amounts, points = span("Workings", first, 2, last), span("Workings", first, 3, last)
    at = f"MATCH({x},{amounts},1)"
    low, high = f"INDEX({amounts},{at})", f"INDEX({amounts},{at}+1)"
    below, above = f"INDEX({points},{at})", f"INDEX({points},{at}+1)"
    ends = [span("Workings", end, column, end) for end in (first, last) for column in (2, 3)]
    return (
        f"=IF({x}<={ends[0]},{ends[1]},IF({x}>={ends[2]},{ends[3]},"
        f"{below}+({above}-{below})*({x}-{low})/({high}-{low})))"
    )
