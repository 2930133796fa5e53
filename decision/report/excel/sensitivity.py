"""Sensitivity: the weights that would change who leads the headline pair, all live."""

from __future__ import annotations

import math
from collections.abc import Sequence

from decision.charts.chart import FIRST
from decision.engine import Evaluation
from decision.numeric import TIE
from decision.report.excel.cells import Book, Sheet, cell, span
from decision.report.excel.layout import TIE_TEXT, Plan

_AT = 9  # the row above the table
_NOTHING = 1e-12  # points; what rounding leaves of a margin that is used up


class _Place:
    """Where the table stands: a row a criterion, from `first` to `last`."""

    def __init__(self, plan: Plan) -> None:
        self.first = _AT + 1
        self.last = _AT + len(plan.criteria)

    def cell(self, row: int, column: int) -> str:
        return cell("Sensitivity", row, column)

    def span(self, column: int) -> str:
        return span("Sensitivity", self.first, column, self.last)

    def others(self, row: int, column: int) -> str:
        """Give the column without one row, as the arguments of SUM; empty where none is left."""
        parts = []
        if row > self.first:
            parts.append(span("Sensitivity", self.first, column, row - 1))
        if row < self.last:
            parts.append(span("Sensitivity", row + 1, column, self.last))
        return ",".join(parts)


def write(book: Book, plan: Plan, evaluation: Evaluation) -> None:
    """Write the sheet."""
    sheet = book.sheet("Sensitivity", (34, 10, 14, 14, 16, 18, 32, 16, 12, 14, 14), FIRST)
    sheet.opening(
        "Sensitivity",
        "Which weights would change who leads the headline pair. All of it follows the inputs.",
    )
    place = _Place(plan)
    _summary(sheet, plan, place, evaluation)
    sheet.heads(
        _AT,
        (
            "Criterion",
            "Share",
            "Leader's score less the other's",
            "Adds to the margin",
            "Margin with no weight here",
            "Share at which the two change places (empty: never)",
            "Ahead beyond that share",
            "Change of share needed",
            "Order to take weight from",
            "Margin used up before it",
            "Share to take from it",
        ),
        right=(1, 2, 3, 4, 5, 7, 8, 9, 10),
    )
    _table(sheet, plan, place, evaluation)
    sheet.freeze(_AT)


def _gaps(plan: Plan) -> list[float]:
    standing = plan.standing
    rows = standing.table.cells.values()
    return [row[standing.ahead].score - row[standing.behind].score for row in rows]


def _summary(sheet: Sheet, plan: Plan, place: _Place, evaluation: Evaluation) -> None:
    standing, flip = plan.standing, evaluation.robustness.cheapest_flip
    ahead, behind = plan.spoken[standing.ahead], plan.spoken[standing.behind]
    names = [f"INDEX({plan.spoken_span},{plan.pair(which)})" for which in ("ahead", "behind")]
    gaps = _gaps(plan)
    equal = math.fsum(gaps) / len(gaps)
    sheet.text(3, 0, "Margin with equal weights, points", "bold")
    sheet.live(3, 1, f"=AVERAGE({place.span(2)})", equal, "signed")
    mean = cell("Sensitivity", 3, 1)
    free = plan.pair("both alike")
    says = (
        f'=IF({free}=0,"Only one of the two can be chosen, so no weights change who leads.",'
        f'IF(ABS({mean})<={TIE_TEXT},"Level",IF({mean}>0,{names[0]},{names[1]})&" is ahead"))'
    )
    alike = _alike(plan)
    told = "Level" if abs(equal) <= TIE else f"{ahead if equal > 0 else behind} is ahead"
    if not alike:
        told = "Only one of the two can be chosen, so no weights change who leads."
    sheet.live(3, 2, says, told, "oneline")
    sheet.text(4, 0, "Least weight to move until level", "bold")
    low = f"MIN({place.span(2)})"
    possible = f"=IF(AND({free}=1,{low}<-{TIE_TEXT}),1,0)"
    sheet.text(5, 0, "Can weights change who leads?")
    sheet.live(5, 1, possible, int(flip is not None), "flag")
    can = cell("Sensitivity", 5, 1)
    taken = place.span(10)
    moved = None if flip is None else flip.moved
    sheet.live(4, 1, f'=IF({can}=1,SUM({taken}),"")', moved, "share")
    into = f"INDEX({plan.criterion_span('Weights', 0)},MATCH({low},{place.span(2)},0))"
    sentence = (
        f'=IF({can}=1,"of all weight, into "&{into}&", taken from the criteria marked in the '
        f'last column, brings "&{names[1]}&" level.","No weights would change who leads.")'
    )
    value = "No weights would change who leads."
    if flip is not None:
        value = (
            f"of all weight, into {plan.titles[flip.into]}, taken from the criteria marked in the "
            f"last column, brings {behind} level."
        )
    sheet.live(4, 2, sentence, value, "oneline")
    count = f"COUNT({place.span(5)})"
    turned = sum(row.at is not None for row in evaluation.robustness.switching)
    every = len(gaps)
    says = f'={count}&" of {every} weights, each moved alone, would change who leads."'
    sheet.live(
        6,
        0,
        says,
        f"{turned} of {every} weights, each moved alone, would change who leads.",
        "oneline",
    )
    sheet.text(
        7,
        0,
        "One way: one criterion's share changes and the others keep their proportions.",
        "note",
    )


def _alike(plan: Plan) -> bool:
    free, standing = plan.standing.table.available, plan.standing
    return (free[standing.ahead] == "no") == (free[standing.behind] == "no")


def _table(sheet: Sheet, plan: Plan, place: _Place, evaluation: Evaluation) -> None:
    standing = plan.standing
    gaps, shares = _gaps(plan), list(standing.shares.values())
    parts = [share * gap for share, gap in zip(shares, gaps, strict=True)]
    flip = evaluation.robustness.cheapest_flip
    order, used, taken = _to_take(gaps, shares, flip is not None)
    behind = f"INDEX({plan.option_span(1)},{plan.pair('behind')})"
    low, can = f"MIN({place.span(2)})", cell("Sensitivity", 5, 1)
    for number, switching in enumerate(evaluation.robustness.switching):
        row = place.first + number
        mine = [place.cell(row, column) for column in range(11)]
        name = plan.criteria[number]
        total_row = plan.criterion_rows[0] + number
        sheet.live(row, 0, f"={cell('Weights', total_row, 0)}", plan.titles[name], "row")
        sheet.live(row, 1, f"={plan.share(number)}", shares[number], "row", "share")
        scores = span("Totals", total_row, 2, total_row, 1 + len(plan.options))
        gap = f"=INDEX({scores},1,{plan.pair('ahead')})-INDEX({scores},1,{plan.pair('behind')})"
        sheet.live(row, 2, gap, gaps[number], "row", "signed")
        sheet.live(row, 3, f"={mine[1]}*{mine[2]}", parts[number], "row", "signed")
        without, at_none = _without(place, row, number, parts, shares)
        sheet.live(row, 4, without, at_none, "row", "signed")
        crossed = (
            f"IF(ISNUMBER({mine[4]}),IF(OR(AND({mine[4]}>{TIE_TEXT},{mine[2]}<-{TIE_TEXT}),"
            f"AND({mine[4]}<-{TIE_TEXT},{mine[2]}>{TIE_TEXT})),"
            f'{mine[4]}/({mine[4]}-{mine[2]}),""),"")'
        )
        at = f'=IF({plan.pair("both alike")}=1,{crossed},"")'
        sheet.live(row, 5, at, switching.at, "row", "share", "bold")
        leader = None if switching.leader is None else plan.names[switching.leader]
        sheet.live(row, 6, f'=IF(ISNUMBER({mine[5]}),{behind},"")', leader, "row")
        change = None if switching.at is None else switching.at - switching.share
        sheet.live(
            row, 7, f'=IF(ISNUMBER({mine[5]}),{mine[5]}-{mine[1]},"")', change, "row", "share"
        )
        larger = f"SUMPRODUCT(--(ROUND({place.span(2)},9)>ROUND({mine[2]},9)))"
        if number:
            above = span("Sensitivity", place.first, 2, row - 1)
            larger += f"+SUMPRODUCT(--(ROUND({above},9)=ROUND({mine[2]},9)))"
        sheet.live(row, 8, f"=1+{larger}", order[number], "row", "whole", "quiet")
        before = f"({place.span(8)}<{mine[8]})*{place.span(1)}*({place.span(2)}-{low})"
        sheet.live(row, 9, f"=SUMPRODUCT({before})", used[number], "row", "tenth", "quiet")
        left, fall = f"SUM({place.span(3)})-{mine[9]}", f"({mine[2]}-{low})"
        take = f"IF(OR({left}<={_NOTHING:.12f},{fall}<=0),0,MIN({mine[1]},({left})/{fall}))"
        sheet.live(row, 10, f"=IF({can}=1,{take},0)", taken[number], "row", "share")


def _without(
    place: _Place, row: int, number: int, parts: Sequence[float], shares: Sequence[float]
) -> tuple[str, float | None]:
    """Give the margin with no weight on one criterion: a formula, and what it gives."""
    if place.first == place.last:
        return '=""', None
    sums = place.others(row, 1)
    rest = math.fsum(shares[:number]) + math.fsum(shares[number + 1 :])
    formula = f'=IF(SUM({sums})>0,SUM({place.others(row, 3)})/SUM({sums}),"")'
    if rest <= 0:
        return formula, None
    return formula, math.fsum([*parts[:number], *parts[number + 1 :]]) / rest


def _to_take(
    gaps: Sequence[float], shares: Sequence[float], possible: bool
) -> tuple[list[int], list[float], list[float]]:
    """Give, as the formulas do, the order to take weight in, the margin used up before, the share.

    Moving weight from the largest difference first, always into the smallest, needs the
    least in all; so each gives all it has until the margin is used up.
    """
    rounded = [round(gap, 9) for gap in gaps]
    places = sorted(range(len(gaps)), key=lambda one: -rounded[one])
    low, margin = min(gaps), math.fsum(map(float.__mul__, map(float, shares), map(float, gaps)))
    order, used, taken = ([0] * len(gaps), [0.0] * len(gaps), [0.0] * len(gaps))
    so_far = 0.0
    for position, one in enumerate(places, start=1):
        fall = gaps[one] - low
        order[one], used[one] = position, so_far
        if possible and margin - so_far > _NOTHING and fall > 0:
            taken[one] = min(shares[one], (margin - so_far) / fall)
        so_far += shares[one] * fall
    return order, used, taken
