"""Workings: how options stand, what they need, which answers are in force, what amounts earn."""

from __future__ import annotations

from decision.charts.chart import OTHERS
from decision.engine import Evaluation
from decision.numeric import TIE
from decision.report.excel import answer_formulas
from decision.report.excel.cells import Book, Sheet, span
from decision.report.excel.layout import TIE_TEXT, TOP, Plan

_MOVED = 1e-7  # points; a total that differs by more was changed, not rounded


def write(book: Book, plan: Plan, evaluation: Evaluation) -> None:
    """Write the sheet."""
    sheet = book.sheet("Workings", (8, 38, 16, 12, 34, 10, 11, 12, 9, 9, 9, 14, 36, 11, 11), OTHERS)
    sheet.opening("Workings", "The small tables that the other sheets refer to. No inputs here.")
    _options(sheet, plan)
    _ranges(sheet, plan, evaluation)
    _pair(sheet, plan)
    answer_formulas.write(sheet, plan)
    sheet.page.freeze_panes(2, 0)
    sheet.page.repeat_rows(0)


def _options(sheet: Sheet, plan: Plan) -> None:
    standing, table = plan.standing, plan.standing.table
    sheet.heads(
        3,
        (
            "Option",
            "Name",
            "Can it be chosen?",
            "Scored as option",
            "which is",
            "Total",
            "Can it lead?",
            "Total, -1 if it can't lead",
            "Is it best?",
            "Is it ranked?",
            "Rank",
            "Total as written",
            "Name in a sentence",
            "Range above the total",
            "Range below it",
        ),
    )
    best = max([standing.totals[o] for o in plan.options if table.available[o] != "no"], default=-1)
    for place, option in enumerate(plan.options):
        row = plan.OPTIONS_AT + place
        on, total = table.stands_on[option], standing.totals[option]
        free = table.available[option] != "no"
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
        scores = plan.criterion_span("Totals", 2 + place)
        summed = f"=MIN(100,SUMPRODUCT({plan.criterion_span('Weights', 5)},{scores}))"
        sheet.live(row, 5, summed, total, "row", "tenth")
        sheet.live(row, 6, f'=IF({mine[2]}="no",0,1)', int(free), "row", "flag")
        sheet.live(row, 7, f"=IF({mine[6]}=1,{mine[5]},-1)", total if free else -1, "row", "tenth")
        leads = f"=IF(AND({mine[6]}=1,{mine[7]}>={plan.pair('best')}-{TIE_TEXT}),1,0)"
        sheet.live(row, 8, leads, int(free and total >= best - TIE), "row", "flag")
        rank = standing.ranks[option]
        ranked = f"=INDEX({plan.option_span(6)},{mine[3]})"
        sheet.live(row, 9, ranked, int(rank is not None), "row", "flag")
        above = f"{plan.option_span(9)}*({plan.option_span(5)}>{mine[5]}+{TIE_TEXT})"
        sheet.live(row, 10, f'=IF({mine[9]}=1,1+SUMPRODUCT({above}),"")', rank, "row", "whole")
        sheet.number(row, 11, total, "row", "tenth")
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


def _pair(sheet: Sheet, plan: Plan) -> None:
    sheet.text(plan.pair_at - 2, 0, "The headline pair, the leader and what was changed", "section")
    standing, free = plan.standing, plan.standing.table.available
    first, second = (option for option in plan.options if option in plan.model.pair)
    one, two = plan.number(first) - 1, plan.number(second) - 1
    at = plan.pair
    can = {place: plan.option_cell(place, 6) for place in (one, two)}
    total = {place: plan.option_cell(place, 5) for place in (one, two)}
    best = max([standing.totals[o] for o in plan.options if free[o] != "no"], default=-1.0)
    index = f"INDEX({plan.option_span(5)},"
    ahead = (
        f"=IF({can[one]}={can[two]},IF({total[one]}>={total[two]}-{TIE_TEXT},{at('first')},"
        f"{at('second')}),IF({can[one]}=1,{at('first')},{at('second')}))"
    )
    moved = f"ABS({plan.option_span(5)}-{plan.option_span(11)})>{_MOVED:.7f}"
    alike = int((free[first] == "no") == (free[second] == "no"))
    leader = 0 if standing.leader is None else plan.number(standing.leader)
    lines: tuple[tuple[str, str, str | float, float], ...] = (
        ("first", "First of the pair, in file order", "", one + 1),
        ("second", "Second of the pair", "", two + 1),
        ("ahead", "Ahead: the higher total that can be chosen", ahead, plan.number(standing.ahead)),
        (
            "behind",
            "The other",
            f"={at('first')}+{at('second')}-{at('ahead')}",
            plan.number(standing.behind),
        ),
        (
            "margin",
            "Margin, in points",
            f"={index}{at('ahead')})-{index}{at('behind')})",
            standing.margin,
        ),
        (
            "both alike",
            "Can both, or neither, be chosen?",
            f"=IF({can[one]}={can[two]},1,0)",
            alike,
        ),
        ("best", "Best total of those that can lead", f"=MAX({plan.option_span(7)})", best),
        (
            "leader",
            "Leader of all: the first of the best; 0 where none can be chosen",
            f"=IFERROR(MATCH(1,{plan.option_span(8)},0),0)",
            leader,
        ),
        ("inputs changed", "Inputs that differ from the file as written", _inputs(plan), 0),
        (
            "totals moved",
            "Totals that differ from those as written",
            f"=SUMPRODUCT(--({moved}))",
            0,
        ),
        (
            "out of date",
            "Is what can't be worked out here out of date?",
            f"=IFERROR(IF({at('inputs changed')}+{at('totals moved')}>0,1,0),1)",
            0,
        ),
    )
    style = {"margin": "tenth", "best": "tenth", "both alike": "flag", "out of date": "flag"}
    for row, (what, says, formula, value) in enumerate(lines, start=plan.pair_at):
        assert plan.PAIR[row - plan.pair_at] == what
        sheet.text(row, 1, says, "row")
        if formula:
            sheet.live(row, 2, str(formula), value, "row", style.get(what, "whole"))
        else:
            sheet.number(row, 2, value, "row", "whole")


def _inputs(plan: Plan) -> str:
    columns = [
        plan.criterion_span("Weights", 4),
        plan.scored_span("changed", TOP, plan.last_line),
        *([span("Facts", TOP, 4, plan.last_fact)] if plan.facts else []),
    ]
    return "=" + "+".join(f'COUNTIF({column},"changed")' for column in columns)
