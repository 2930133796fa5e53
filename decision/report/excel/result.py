"""Result: the answer first, the totals with their chart, the reasons, and what stands beside."""

from __future__ import annotations

from decision.charts.chart import FIRST
from decision.engine import Evaluation
from decision.evaluation.verdict import WORDS
from decision.numeric import TIE
from decision.report.excel import as_written, chart, duties_and_costs, reasons
from decision.report.excel.cells import STALE, Book, Sheet, stale
from decision.report.excel.layout import TIE_TEXT, Plan
from decision.sentences.what_would_change_it import doubts
from decision.wording.numbers import fixed

_LAST = 7  # the last column of the page
_ANSWER_AT = 9  # the first row of the answer's table
TOTALS_AT = 22  # the first option's row
_NOBODY = "No option can be chosen as the facts stand."
_PLAIN = "Side by side as they are: "


def write(book: Book, plan: Plan, evaluation: Evaluation) -> None:
    """Write the sheet."""
    sheet = book.sheet("Result", (40, 13, 13, 13, 13, 15, 34, 15), FIRST)
    site = plan.case.site
    about = [site.name, site.prepared_by and f"Prepared by: {site.prepared_by}"]
    about += [site.date.isoformat() if site.date else None]
    sheet.opening(plan.model.title, " · ".join(part for part in about if part) or "No site named.")
    _sentences(sheet, plan, evaluation)
    _answer(sheet, plan, evaluation)
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
    formula, value = _headline(plan)
    sheet.merged(3, _LAST, formula, value, "finding")
    formula, value = _side_by_side(plan)
    sheet.merged(4, _LAST, formula, value, "large")
    verdict = f"Verdict: {WORDS[evaluation.finding.verdict.word]}."
    sheet.merged(5, _LAST, f'=IF({plan.out}=1,"{STALE}","{verdict}")', verdict, "large", "bold")
    counted = plan.who("inputs changed")
    fine = "Every input is as in the file. Yellow cells on Weights, Facts and Scores are inputs."
    moved = (
        f'{counted}&" input"&IF({counted}=1," differs","s differ")&" from the file. Totals, ranks '
        f'and margins follow; whatever is drawn or searched for is out of date."'
    )
    sheet.merged(6, _LAST, f'=IF({plan.out}=1,{moved},"{fine}")', fine, "quiet")


def _named(plan: Plan, which: str) -> str:
    return f"INDEX({plan.spoken_span},{plan.who(which)})"


def _headline(plan: Plan) -> tuple[str, str]:
    """Give the formula of who leads, and what it says as written."""
    standing, margin = plan.standing, plan.who("margin")
    leader, courses = _named(plan, "leader"), plan.option_span(16)
    ours, theirs = (f"INDEX({courses},{plan.who(which)})" for which in ("leader", "rival"))
    lead = f'{leader}&" leads "&{_named(plan, "rival")}&" by "&FIXED({margin},1,TRUE)&" points."'
    level = f'{ours}&" and "&{theirs}&" are level."'
    formula = (
        f'=IF({plan.who("leader")}=0,"{_NOBODY}",IF({plan.who("rival")}=0,'
        f'{leader}&" leads; no other course can be chosen.",'
        f"IF({margin}<={TIE_TEXT},{level},{lead})))"
    )
    if standing.leader is None:
        return formula, _NOBODY
    name = plan.spoken[standing.leader]
    if standing.rival is None or standing.margin is None:
        return formula, f"{name} leads; no other course can be chosen."
    if standing.level:
        pair = (standing.leader, standing.rival)
        one, two = (plan.courses[plan.model.course_of[option]] for option in pair)
        return formula, f"{one} and {two} are level."
    gap = fixed(standing.margin)
    return formula, f"{name} leads {plan.spoken[standing.rival]} by {gap} points."


def _side_by_side(plan: Plan) -> tuple[str, str]:
    """Give the formula of how the plain pair stands, and what it says as written."""
    plain, table = plan.standing.plain, plan.standing.table
    one, two = _named(plan, "plain leader"), _named(plan, "plain other")
    margin, alike = plan.who("plain margin"), plan.who("plain alike")
    can = f"INDEX({plan.option_span(6)},{plan.who('plain leader')})"
    formula = (
        f'="{_PLAIN}"&IF({can}=0,"neither "&{one}&" nor "&{two}&" can be chosen.",'
        f'IF({alike}=0,{one}&" can be chosen; "&{two}&" cannot.",'
        f'IF(ABS({margin})<={TIE_TEXT},{one}&" and "&{two}&" are level.",'
        f'{one}&" is ahead of "&{two}&" by "&FIXED({margin},1,TRUE)&" points.")))'
    )
    ahead, behind = plan.spoken[plain.leader], plan.spoken[plain.other]
    if not table.can_choose(plain.leader):
        value = f"neither {ahead} nor {behind} can be chosen."
    elif not table.can_choose(plain.other):
        value = f"{ahead} can be chosen; {behind} cannot."
    elif abs(plain.margin) <= TIE:
        value = f"{ahead} and {behind} are level."
    else:
        value = f"{ahead} is ahead of {behind} by {fixed(plain.margin)} points."
    return formula, _PLAIN + value


def _answer(sheet: Sheet, plan: Plan, evaluation: Evaluation) -> None:
    """Write the answer: the option, its course, the margin, and how sure it is."""
    standing, draws = plan.standing, evaluation.finding.draws
    sheet.text(_ANSWER_AT - 1, 0, "The answer", "section")
    names = plan.option_span(1)

    def name_of(which: str) -> str:
        return f'=IF({plan.who(which)}=0,"none",INDEX({names},{plan.who(which)}))'

    def named(option: str | None) -> str:
        return "none" if option is None else plan.names[option]

    leader = plan.who("leader")
    course = f'=IF({leader}=0,"none",INDEX({plan.option_span(16)},{leader}))'
    low, high = (draws.margin.low, draws.margin.high) if draws.margin else (None, None)
    live: tuple[tuple[str, str, str | float | None, str], ...] = (
        ("Best option", name_of("leader"), named(standing.leader), ""),
        ("Its course", course, plan.courses[standing.course] if standing.course else "none", ""),
        ("Best option of any other course", name_of("rival"), named(standing.rival), ""),
        ("Margin between the two, in points", f"={plan.who('margin')}", standing.margin, "tenth"),
        (
            "Lead over the next form of its course",
            f"={plan.who('form margin')}",
            standing.form_margin,
            "tenth",
        ),
    )
    drawn = (
        ("Margin, low end of 90 in 100 simulations", low, "tenth"),
        ("Margin, high end of 90 in 100 simulations", high, "tenth"),
        ("Simulations in which its course is ahead", _of_100(draws.probability), "of100"),
        ("Simulations in which it is the best of all", _of_100(draws.best), "of100"),
    )
    row = _ANSWER_AT
    for title, formula, value, style in live:
        styles = ("row", *([style] if style else []), "left", "bold", "across")
        sheet.text(row, 0, title, "row")
        sheet.spread(row, 1, 3, "row", "left")
        sheet.live(row, 1, formula, value, *styles)
        row += 1
    for title, number, style in drawn:
        sheet.text(row, 0, title, "row")
        sheet.spread(row, 1, 3, "row", "left")
        shown = '""' if number is None else repr(float(number))
        sheet.live(row, 1, stale(plan.out, shown), number, "row", style, "left", "across")
        row += 1
    word = WORDS[evaluation.finding.verdict.word]
    sheet.text(row, 0, "Verdict", "row")
    sheet.spread(row, 1, 3, "row", "left")
    sheet.live(row, 1, stale(plan.out, f'"{word}"'), word, "row", "left", "across")


def _of_100(part: float | None) -> float | None:
    return None if part is None else part * 100


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
