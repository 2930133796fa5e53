"""Result: the answer first, then the totals with costs beside them, then what the tool said."""

from __future__ import annotations

from decision.charts.chart import FIRST
from decision.engine import Evaluation
from decision.evaluation.verdict import WORDS
from decision.report.excel import chart
from decision.report.excel.cells import Book, Sheet
from decision.report.excel.layout import SINCE, TIE_TEXT, Plan
from decision.report.paper.money import YEARS
from decision.wording.numbers import fixed

LAST = 8  # the last column of the page
ANSWER_AT = 8  # the first row of the answer's table
TOTALS_AT = 22  # the first option's row
NO_WEIGHTS = "no weights"
_NOBODY = "No option can be chosen as the facts stand."
_NO_COST = "not stated"
_BESIDE = 8  # options side by side among the duties


def write(book: Book, plan: Plan, evaluation: Evaluation) -> None:
    """Write the sheet."""
    sheet = book.sheet("Result", (44, 11, 11, 11, 11, 30, 14, 14, 18), FIRST)
    site = plan.case.site
    about = [site.name, site.prepared_by and f"Prepared by: {site.prepared_by}"]
    about += [site.date.isoformat() if site.date else None]
    told = " · ".join(part for part in about if part) or "No site named."
    sheet.opening(plan.model.title, *plan.banner, "Inputs", told)
    formula, value = _headline(plan)
    word = WORDS[evaluation.finding.verdict.word]
    firm = f"{word[0].upper()}{word[1:]}: " if plan.standing.rival else ""
    # The word is the saved case's, so it goes once an entry is changed.
    formula = f'=IF({plan.out}=0,"{firm}","")&{formula}'
    sheet.merged(5, LAST, formula, f"{firm}{value}", "finding")
    _answer(sheet, plan)
    _saved(sheet, plan, evaluation)
    _totals(sheet, plan, evaluation)
    row = chart.write(sheet, plan, TOTALS_AT) + 3
    sheet.text(row - 1, 0, "What the tool said of the saved case", "section")
    for place, text in enumerate(evaluation.explanation, start=row):
        sheet.across(place, 0, LAST, text, "row")
    _duties(sheet, plan, row + len(evaluation.explanation) + 1)
    sheet.freeze(1, 0)
    sheet.page.activate()


def _named(plan: Plan, which: str) -> str:
    return f"INDEX({plan.spoken_span},{plan.who(which)})"


def _if_weighed(plan: Plan, formula: str) -> str:
    return f'=IF({plan.who("weights")}>0,{formula},"{NO_WEIGHTS}")'


def _headline(plan: Plan) -> tuple[str, str]:
    """Give the formula of who leads, and what it says of the saved case."""
    standing, margin = plan.standing, plan.who("margin")
    leader, courses = _named(plan, "leader"), plan.option_span(16)
    ours, theirs = (f"INDEX({courses},{plan.who(which)})" for which in ("leader", "rival"))
    lead = f'{leader}&" leads "&{_named(plan, "rival")}&" by "&FIXED({margin},1,TRUE)&" points."'
    level = f'{ours}&" and "&{theirs}&" are level."'
    formula = (
        f'IF({plan.who("weights")}>0,IF({plan.who("leader")}=0,"{_NOBODY}",'
        f'IF({plan.who("rival")}=0,{leader}&" leads; no other course can be chosen.",'
        f'IF({margin}<={TIE_TEXT},{level},{lead}))),"No weights, so no leader.")'
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


def _answer(sheet: Sheet, plan: Plan) -> None:
    """Write the answer: the option, its course, its rival and the margins."""
    standing = plan.standing
    sheet.text(ANSWER_AT - 1, 0, "The answer", "section")

    def name_of(which: str, column: int = 1) -> str:
        return f'IF({plan.who(which)}=0,"none",INDEX({plan.option_span(column)},{plan.who(which)}))'

    leader, rival, course = standing.leader, standing.rival, standing.course
    rows: tuple[tuple[str, str, str | float | None], ...] = (
        ("Best option", name_of("leader"), plan.names[leader] if leader else "none"),
        ("Its course", name_of("leader", 16), plan.courses[course] if course else "none"),
        (
            "Best option of any other course",
            name_of("rival"),
            plan.names[rival] if rival else "none",
        ),
        ("Margin between the two, in points", plan.who("margin"), standing.margin),
        ("Lead over the next form of its course", plan.who("form margin"), standing.form_margin),
    )
    for row, (title, formula, value) in enumerate(rows, start=ANSWER_AT):
        styles = ("row", "tenth", "left", "bold")
        sheet.text(row, 0, title, "row")
        sheet.spread(row, 1, 5, "row", "left")
        sheet.live(row, 1, _if_weighed(plan, formula), value, *styles, "across")


def _totals(sheet: Sheet, plan: Plan, evaluation: Evaluation) -> None:
    sheet.text(
        TOTALS_AT - 2, 0, "All options, with costs beside the score and never in it", "section"
    )
    heads = ("Option", "Total", "Rank", "Low (saved)", "High (saved)", "Can it be chosen?",
             "One-off cost", "Yearly cost", f"Cost over {YEARS} years")  # fmt: skip
    sheet.heads(TOTALS_AT - 1, heads, right=(1, 2, 3, 4, 6, 7, 8))
    standing, table = plan.standing, plan.standing.table
    for place, option in enumerate(plan.options):
        row, drawn = TOTALS_AT + place, evaluation.finding.draws.totals[option]
        at = {column: plan.option_cell(place, column) for column in (2, 4, 5, 10)}
        sheet.text(row, 0, plan.names[option], "row")
        total = standing.totals[option]
        sheet.live(row, 1, _if_weighed(plan, at[5]), total, "row", "tenth", "bold")
        sheet.live(row, 2, f"={at[10]}", standing.ranks[option], "row", "whole", "bold")
        for column, value in ((3, drawn.low), (4, drawn.high)):
            sheet.number(row, column, value, "row", "tenth", "quiet")
        can, stands_on = table.available[option], plan.names[table.stands_on[option]]
        formula = f'=IF({at[2]}="no","no; scored as "&{at[4]},{at[2]})'
        # One that falls back to none is scored as itself, and so says no more.
        if plan.model.options[option].falls_back_to is None:
            formula, stands_on = f"={at[2]}", ""
        shown = f"no; scored as {stands_on}" if can == "no" and stands_on else can
        sheet.live(row, 5, formula, shown, "row", "indent")
        once, yearly = (plan.entry(what, option) for what in ("once", "yearly"))
        cost = plan.case.costs.get(option)
        first, later = (None, None) if cost is None else (cost.one_off, cost.yearly)
        sheet.live(row, 6, f"={once}", first, "row", "pounds")
        sheet.live(row, 7, f"={yearly}", later, "row", "pounds")
        both = f'=IF(AND(ISNUMBER({once}),ISNUMBER({yearly})),{once}+{YEARS}*{yearly},"{_NO_COST}")'
        five = _NO_COST if first is None or later is None else first + YEARS * later
        sheet.live(row, 8, both, five, "row", "pounds")


def _saved(sheet: Sheet, plan: Plan, evaluation: Evaluation) -> None:
    """Write what can't be worked out in a sheet: the word, and what was simulated."""
    draws, row = evaluation.finding.draws, ANSWER_AT + 6
    sheet.merged(row - 1, LAST, f"={plan.since}", SINCE, "bold")
    spread = None
    if draws.margin is not None:
        spread = f"{fixed(draws.margin.low)} to {fixed(draws.margin.high)} points"
    for title, value, style in (
        ("How firm it is", WORDS[evaluation.finding.verdict.word], "left"),
        ("Its course leads in", _of_100(draws.probability), "of100"),
        ("It is the best of all in", _of_100(draws.best), "of100"),
        ("Margin in 90 of 100 simulations", spread, "left"),
    ):
        sheet.text(row, 0, title, "row")
        sheet.spread(row, 1, 5, "row", "left")
        if isinstance(value, str):
            sheet.text(row, 1, value, "row", "left", "across")
        else:
            sheet.number(row, 1, value, "row", style, "left", "across")
        row += 1


def _of_100(part: float | None) -> float | None:
    return None if part is None else part * 100


def _duties(sheet: Sheet, plan: Plan, row: int) -> None:
    """Write the duties of the saved case, where the model has any."""
    if plan.model.gates:
        title = "Duties of the saved case: never traded off, and so never scored"
        sheet.text(row, 0, title, "section")
    for start in range(0, len(plan.options) if plan.model.gates else 0, _BESIDE):
        options = plan.options[start : start + _BESIDE]
        sheet.heads(row + 1, ("Duty", *(plan.names[option] for option in options)))
        row += 2
        for gate, entry in plan.model.gates.items():
            sheet.text(row, 0, entry.says, "row")
            for column, option in enumerate(options, start=1):
                mine = option in (entry.options or plan.model.options)
                sheet.text(row, column, plan.case.gate(gate, option) if mine else "–", "row")
            row += 1
