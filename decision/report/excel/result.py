"""Result: the answer first, the totals with their chart, the reasons, and what stands beside."""

from __future__ import annotations

from decision.charts.chart import FIRST
from decision.engine import Evaluation
from decision.numeric import TIE
from decision.report.excel import as_written, chart, duties_and_costs, reasons
from decision.report.excel.cells import STALE, Book, Sheet, stale
from decision.report.excel.layout import TIE_TEXT, Plan
from decision.sentences.what_would_change_it import doubts
from decision.wording.numbers import fixed

_LAST = 7  # the last column of the page
TOTALS_AT = 18  # the first option's row
WORDS = {
    "clear": "clear",
    "leaning": "leaning, and not clear",
    "close": "too close to call",
    "unknown": "not enough known yet",
}


def write(book: Book, plan: Plan, evaluation: Evaluation) -> None:
    """Write the sheet."""
    sheet = book.sheet("Result", (40, 13, 13, 13, 13, 15, 34, 15), FIRST)
    site = plan.case.site
    about = [site.name, site.prepared_by and f"Prepared by: {site.prepared_by}"]
    about += [site.date.isoformat() if site.date else None]
    sheet.opening(plan.model.title, " · ".join(part for part in about if part) or "No site named.")
    _sentences(sheet, plan, evaluation)
    _pair(sheet, plan, evaluation)
    _totals(sheet, plan, evaluation)
    row = chart.write(sheet, plan, TOTALS_AT) + 1
    row = reasons.write(sheet, plan, row)
    row = _explained(sheet, plan, evaluation, row)
    row = duties_and_costs.duties(sheet, plan, row)
    duties_and_costs.costs(sheet, plan, row)
    sheet.warn_when_stale(row + 40, _LAST)
    sheet.page.repeat_rows(0)
    sheet.page.freeze_panes(1, 0)
    sheet.page.activate()


def _sentences(sheet: Sheet, plan: Plan, evaluation: Evaluation) -> None:
    standing, free = plan.standing, plan.standing.table.available
    ahead, behind = plan.spoken[standing.ahead], plan.spoken[standing.behind]
    spoken = plan.spoken_span
    one, two = (f"INDEX({spoken},{plan.pair(which)})" for which in ("ahead", "behind"))
    margin = plan.pair("margin")
    lead = f'{one}&" is ahead of "&{two}&" by "&FIXED({margin},1,TRUE)&" points."'
    level = f'{one}&" and "&{two}&" are level."'
    can = f"INDEX({plan.option_span(6)},{plan.pair('ahead')})"
    neither = f'"Neither "&{one}&" nor "&{two}&" can be chosen."'
    only = f'{one}&" can be chosen; "&{two}&" cannot."'
    formula = (
        f"=IF({can}=0,{neither},IF({plan.pair('both alike')}=0,{only},"
        f"IF(ABS({margin})<={TIE_TEXT},{level},{lead})))"
    )
    value = f"{ahead} is ahead of {behind} by {fixed(standing.margin)} points."
    if abs(standing.margin) <= TIE:
        value = f"{ahead} and {behind} are level."
    if free[standing.ahead] == "no":
        value = f"Neither {ahead} nor {behind} can be chosen."
    elif free[standing.behind] == "no":
        value = f"{ahead} can be chosen; {behind} cannot."
    sheet.merged(3, _LAST, formula, value, "finding")
    _overall(sheet, plan)
    word = WORDS[evaluation.finding.verdict.word]
    verdict = f"Verdict: {word}."
    sheet.merged(5, _LAST, f'=IF({plan.out}=1,"{STALE}","{verdict}")', verdict, "large", "bold")
    counted = plan.pair("inputs changed")
    fine = "Every input is as in the file. Yellow cells on Weights, Facts and Scores are inputs."
    moved = (
        f'{counted}&" input"&IF({counted}=1," differs","s differ")&" from the file. Totals, ranks '
        f'and margins follow; whatever is drawn or searched for is out of date."'
    )
    sheet.merged(6, _LAST, f'=IF({plan.out}=1,{moved},"{fine}")', fine, "quiet")


def _overall(sheet: Sheet, plan: Plan) -> None:
    standing = plan.standing
    leader, pair = plan.pair("leader"), plan.pair("ahead")
    name = f"INDEX({plan.spoken_span},{leader})"
    totals = plan.option_span(5)
    over = f"INDEX({totals},{leader})-INDEX({totals},{pair})"
    every = len(plan.options)
    formula = (
        f'=IF({leader}=0,"No option can be chosen as the facts stand.","Of all {every} options, "'
        f'&{name}&IF({leader}={pair}," scores highest of those that can be chosen.",'
        f'" scores highest of those that can be chosen, by "&FIXED({over},1,TRUE)'
        f'&" points over the pair\'s leader."))'
    )
    value = "No option can be chosen as the facts stand."
    if standing.leader is not None:
        value = (
            f"Of all {every} options, {plan.spoken[standing.leader]} scores highest of those that "
            "can be chosen"
        )
        gap = standing.totals[standing.leader] - standing.totals[standing.ahead]
        value += (
            "."
            if standing.leader == standing.ahead
            else f", by {fixed(gap)} points over the pair's leader."
        )
    sheet.merged(4, _LAST, formula, value, "large")


def _pair(sheet: Sheet, plan: Plan, evaluation: Evaluation) -> None:
    finding, standing = evaluation.finding, plan.standing
    draws = finding.draws
    sheet.text(8, 0, "The headline pair", "section")
    for row in range(9, 15):
        sheet.spread(row, 1, 3, "row", "left")
    ahead = f"=INDEX({plan.option_span(1)},{plan.pair('ahead')})"
    sheet.text(9, 0, "Ahead", "row")
    sheet.live(9, 1, ahead, plan.names[standing.ahead], "row", "left", "bold", "across")
    sheet.text(10, 0, "Margin, in points", "row")
    sheet.live(
        10, 1, f"={plan.pair('margin')}", standing.margin, "row", "tenth", "left", "bold", "across"
    )
    drawn = (
        ("Margin, low end of 90 in 100 draws", draws.margin.low, "tenth"),
        ("Margin, high end of 90 in 100 draws", draws.margin.high, "tenth"),
        ("Draws in which it is ahead", draws.probability * 100, "of100"),
    )
    for row, (title, value, style) in enumerate(drawn, start=11):
        sheet.text(row, 0, title, "row")
        formula = stale(plan.out, repr(float(value)))
        sheet.live(row, 1, formula, value, "row", style, "left", "across")
    word = WORDS[finding.verdict.word]
    sheet.text(14, 0, "Verdict", "row")
    sheet.live(14, 1, stale(plan.out, f'"{word}"'), word, "row", "left", "across")


def _totals(sheet: Sheet, plan: Plan, evaluation: Evaluation) -> None:
    sheet.text(TOTALS_AT - 2, 0, "All options", "section")
    heads = (
        "Option",
        "Total",
        "Low (1 in 20 below)",
        "High (1 in 20 above)",
        "Rank",
        "Can it be chosen?",
        "Scored as",
        "Total as written",
    )
    sheet.heads(TOTALS_AT - 1, heads, right=(1, 2, 3, 4, 7))
    standing, table = plan.standing, plan.standing.table
    for place, option in enumerate(plan.options):
        row, drawn = TOTALS_AT + place, evaluation.finding.draws.totals[option]
        sheet.text(row, 0, plan.names[option], "row")
        total = standing.totals[option]
        sheet.live(row, 1, f"={plan.option_cell(place, 5)}", total, "row", "tenth", "bold")
        for column, value in ((2, drawn.low), (3, drawn.high)):
            sheet.live(row, column, stale(plan.out, repr(value)), value, "row", "tenth")
        rank = standing.ranks[option]
        sheet.live(row, 4, f"={plan.option_cell(place, 10)}", rank, "row", "whole", "bold")
        sheet.live(
            row, 5, f"={plan.option_cell(place, 2)}", table.available[option], "row", "centre"
        )
        scored_as = plan.names[table.stands_on[option]]
        sheet.live(row, 6, f"={plan.option_cell(place, 4)}", scored_as, "row")
        sheet.number(row, 7, total, "row", "tenth", "quiet")


def _explained(sheet: Sheet, plan: Plan, evaluation: Evaluation, row: int) -> int:
    parts = (
        ("What the tool says of the inputs as written", "explanation", evaluation.explanation),
        ("Why this could be wrong", "doubts", doubts(evaluation.robustness)),
    )
    for title, which, texts in parts:
        sheet.text(row, 0, title, "section")
        for number, text in enumerate(texts):
            row += 1
            formula = stale(plan.out, as_written.place_of(evaluation, which, number))
            sheet.merged(row, _LAST, formula, text, "row")
        row += 2
    return row
