"""Workings: how options stand, what they need, which answers are in force, what amounts earn."""

from __future__ import annotations

from decision.charts.chart import OTHERS
from decision.engine import Evaluation
from decision.numeric import TIE
from decision.report.excel import answer_formulas, who_leads
from decision.report.excel.cells import Book, Sheet, span
from decision.report.excel.layout import TIE_TEXT, Plan


def write(book: Book, plan: Plan, evaluation: Evaluation) -> None:
    """Write the sheet."""
    widths = (8, 38, 16, 12, 34, 10, 11, 12, 9, 9, 9, 14, 36, 11, 11, 9, 34, 12, 9, 12, 9)
    sheet = book.sheet("Workings", widths, OTHERS)
    sheet.text(0, 0, "The small tables that the other sheets refer to.", "oneline")
    sheet.page.hide()
    _options(sheet, plan)
    _ranges(sheet, plan, evaluation)
    who_leads.write(sheet, plan)
    answer_formulas.write(sheet, plan)
    sheet.page.freeze_panes(2, 0)
    sheet.page.repeat_rows(0)


def _options(sheet: Sheet, plan: Plan) -> None:
    standing, table = plan.standing, plan.standing.table
    heads = (
        "Option", "Name", "Can it be chosen?", "Scored as option", "which is", "Total",
        "Can it lead?", "Total, -1 if it can't lead", "Is it best?", "Is it ranked?", "Rank",
        "Total as saved", "Name in a sentence", "Range above the total", "Range below it",
        "Heads its course", "Its course in a sentence", "Total, if it can be the rival",
        "Is it the best?", "Total, if it is another form", "Is it the best?",
    )  # fmt: skip
    sheet.heads(3, heads)
    best = max([standing.totals[option] for option in table.choosable], default=-1)
    for place, option in enumerate(plan.options):
        row = plan.OPTIONS_AT + place
        on, total = table.stands_on[option], standing.totals[option]
        free = table.can_choose(option)
        mine = {column: plan.option_cell(place, column) for column in range(13)}
        sheet.number(row, 0, place + 1, "row", "whole")
        sheet.text(row, 1, plan.names[option], "row")
        _availability(sheet, plan, row, option)
        fallback = plan.model.options[option].falls_back_to
        other = mine[0] if fallback is None else plan.option_cell(plan.number(fallback) - 1, 3)
        scored_as = f'=IF({mine[2]}="no",{other},{mine[0]})'
        sheet.live(row, 3, scored_as, plan.number(on), "row", "whole")
        as_name = f"=INDEX({plan.option_span(1)},{mine[3]})"
        sheet.live(row, 4, as_name, plan.names[on], "row")
        scores = plan.score_span(2 + place)
        summed = f"=MIN(100,SUMPRODUCT({plan.score_span(1)},{scores}))"
        sheet.live(row, 5, summed, total, "row", "tenth")
        # One whose needs are not known to be met can lead only if it has a fallback.
        open_too = "0" if fallback is None else f'IF({mine[2]}="unknown",1,0)'
        can = f'=IF({plan.who("weights")}>0,IF({mine[2]}="yes",1,{open_too}),0)'
        sheet.live(row, 6, can, int(free), "row", "flag")
        sheet.live(row, 7, f"=IF({mine[6]}=1,{mine[5]},-1)", total if free else -1, "row", "tenth")
        leads = f"=IF(AND({mine[6]}=1,{mine[7]}>={plan.who('best')}-{TIE_TEXT}),1,0)"
        sheet.live(row, 8, leads, int(free and total >= best - TIE), "row", "flag")
        rank = standing.ranks[option]
        ranked = f"=INDEX({plan.option_span(6)},{mine[3]})"
        sheet.live(row, 9, ranked, int(rank is not None), "row", "flag")
        above = f"{plan.option_span(9)}*({plan.option_span(5)}>{mine[5]}+{TIE_TEXT})"
        sheet.live(row, 10, f'=IF({mine[9]}=1,1+SUMPRODUCT({above}),"")', rank, "row", "whole")
        sheet.number(row, 11, total, "row", "general")
        sheet.text(row, 12, plan.spoken[option], "row")


def _ranges(sheet: Sheet, plan: Plan, evaluation: Evaluation) -> None:
    """Write how far each total's range reaches, for the chart; nothing once it is out of date."""
    for place, option in enumerate(plan.options):
        total, drawn = plan.standing.totals[option], evaluation.finding.draws.totals[option]
        for column, reach in ((13, drawn.high - total), (14, total - drawn.low)):
            formula = f"=IF({plan.out}=1,0,{float(reach)!r})"
            sheet.live(plan.OPTIONS_AT + place, column, formula, reach, "row", "tenth")


def _availability(sheet: Sheet, plan: Plan, row: int, option: str) -> None:
    rows = [place for place, need in enumerate(plan.needs) if need.option == option]
    if not rows:
        sheet.text(row, 2, "yes", "row")
        return
    states = span("Workings", plan.needs_at + rows[0], 5, plan.needs_at + rows[-1])
    found = f'=IF(COUNTIF({states},"no")>0,"no",IF(COUNTIF({states},"unknown")>0,"unknown","yes"))'
    sheet.live(row, 2, found, plan.standing.table.available[option], "row")
