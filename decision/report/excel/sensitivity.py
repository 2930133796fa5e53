"""Sensitivity: the weights that would bring the rival level with the leader, live."""

from __future__ import annotations

import math
from collections.abc import Sequence

from decision.charts.chart import FIRST
from decision.engine import Evaluation
from decision.numeric import TIE
from decision.report.excel.cells import Book, Sheet, cell, span, stale
from decision.report.excel.layout import TIE_TEXT, Plan
from decision.sensitivity.reversals import Switching

_AT = 9  # the row above the table
_NEVER = "No weights would bring them level."
_ALONE = "Only one course can be chosen, so no weights compare it."
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
    widths = (34, 10, 14, 14, 16, 18, 32, 16, 12, 14, 14, 16, 30, 16)
    sheet = book.sheet("Sensitivity", widths, FIRST)
    sheet.opening(
        "Sensitivity",
        "Which weights would bring the rival, the best option of any other course, level with the "
        "leader.",
        "The last three columns look at all options; the tool searches for them.",
    )
    place = _Place(plan)
    _summary(sheet, plan, place, evaluation)
    sheet.heads(
        _AT,
        (
            "Criterion",
            "Share",
            "Leader's score less the rival's",
            "Adds to the margin",
            "Margin with no weight here",
            "Share at which the two tie (empty: never)",
            "Ahead beyond that share",
            "Change of share needed",
            "Order to take weight from",
            "Margin used up before it",
            "Share to take from it",
            "Share at which who leads changes, of all options",
            "Leads then",
            "Share at which the course changes",
        ),
        right=(1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 13),
    )
    _table(sheet, plan, place, evaluation)
    sheet.freeze(_AT)


def _gaps(plan: Plan) -> list[float] | None:
    """Give the leader's score less the rival's on each criterion; None where one is missing."""
    standing = plan.standing
    if standing.leader is None or standing.rival is None:
        return None
    rows = standing.table.cells.values()
    return [row[standing.leader].score - row[standing.rival].score for row in rows]


def _summary(sheet: Sheet, plan: Plan, place: _Place, evaluation: Evaluation) -> None:
    gaps, spoken = _gaps(plan), plan.spoken
    one, two = (f"INDEX({plan.spoken_span},{plan.who(which)})" for which in ("leader", "rival"))
    leader, rival = plan.standing.leader, plan.standing.rival
    sheet.text(3, 0, "Margin with equal weights, points", "bold")
    equal = None if gaps is None else math.fsum(gaps) / len(gaps)
    sheet.live(3, 1, plan.if_rival(f"AVERAGE({place.span(2)})"), equal, "signed")
    mean = cell("Sensitivity", 3, 1)
    ahead = f'IF({mean}>0,{one},{two})&" is ahead"'
    says = plan.if_rival(f'IF(ABS({mean})<={TIE_TEXT},"Level",{ahead})', f'"{_ALONE}"')
    told = _ALONE
    if equal is not None and leader is not None and rival is not None:
        better = spoken[leader if equal > 0 else rival]
        told = "Level" if abs(equal) <= TIE else f"{better} is ahead"
    sheet.live(3, 2, says, told, "oneline")
    sheet.text(4, 0, "Least weight to move until the two tie", "bold")
    low = f"MIN({place.span(2)})"
    sheet.text(5, 0, "Can weights bring them level?")
    can_be = gaps is not None and min(gaps) <= 0
    possible = plan.if_rival(f"IF({low}<=0,1,0)", "0")
    sheet.live(5, 1, possible, int(can_be), "flag")
    can = cell("Sensitivity", 5, 1)
    moved = math.fsum(_taken(plan)[2]) if can_be else None
    sheet.live(4, 1, f'=IF({can}=1,SUM({place.span(10)}),"")', moved, "share")
    into = f"INDEX({plan.criterion_span('Weights', 0)},MATCH({low},{place.span(2)},0))"
    sentence = (
        f'=IF({can}=1,"of all weight, into "&{into}&", taken from the criteria marked by their '
        f'share, brings "&{two}&" level.","{_NEVER}")'
    )
    value = _NEVER
    if gaps is not None and rival is not None and can_be:
        name = plan.titles[plan.criteria[gaps.index(min(gaps))]]
        value = (
            f"of all weight, into {name}, taken from the criteria marked by their share, brings "
            f"{spoken[rival]} level."
        )
    sheet.live(4, 2, sentence, value, "oneline")
    every, turned = len(plan.criteria), sum(at is not None for at in _crossings(plan))
    words = f" of {every} weights, each moved alone, would bring the two level."
    counted = f'=COUNT({place.span(5)})&"{words}"'
    sheet.live(6, 0, counted, f"{turned}{words}", "oneline")
    sheet.text(
        7,
        0,
        "One way: one criterion's share changes and the others keep their proportions.",
        "note",
    )
    flip = evaluation.robustness.cheapest_course_flip
    sheet.text(8, 0, "Least weight to move until another course ties", "bold")
    shown = '""' if flip is None else repr(float(flip.moved))
    sheet.live(8, 1, stale(plan.out, shown), None if flip is None else flip.moved, "share")


def _taken(plan: Plan) -> tuple[list[int], list[float], list[float]]:
    """Give the order to take weight in, the margin used up before, and the share to take."""
    gaps, shares = _gaps(plan), list(plan.standing.shares.values())
    if gaps is None:
        return [0] * len(shares), [0.0] * len(shares), [0.0] * len(shares)
    return _to_take(gaps, shares, min(gaps) <= 0)


def _crossings(plan: Plan) -> list[float | None]:
    """Give the share of each criterion at which leader and rival tie; None where they never do."""
    gaps, shares = _gaps(plan), list(plan.standing.shares.values())
    if gaps is None:
        return [None] * len(shares)
    found: list[float | None] = []
    parts = [share * gap for share, gap in zip(shares, gaps, strict=True)]
    for number, gap in enumerate(gaps):
        none = _margin_without(number, parts, shares)
        if none is not None and ((none > TIE and gap < -TIE) or (none < -TIE and gap > TIE)):
            found.append(none / (none - gap))
        else:
            found.append(None)
    return found


def _table(sheet: Sheet, plan: Plan, place: _Place, evaluation: Evaluation) -> None:
    standing = plan.standing
    gaps, shares = _gaps(plan), list(standing.shares.values())
    parts = None
    if gaps is not None:
        parts = [share * gap for share, gap in zip(shares, gaps, strict=True)]
    order, used, taken = _taken(plan)
    ties = _crossings(plan)
    rival = f"INDEX({plan.option_span(1)},{plan.who('rival')})"
    low, can = f"MIN({place.span(2)})", cell("Sensitivity", 5, 1)
    for number, switching in enumerate(evaluation.robustness.switching):
        row, at = place.first + number, ties[number]
        mine = [place.cell(row, column) for column in range(11)]
        name = plan.criteria[number]
        total_row = plan.criterion_rows[0] + number
        sheet.live(row, 0, f"={cell('Weights', total_row, 0)}", plan.titles[name], "row")
        sheet.live(row, 1, f"={plan.share(number)}", shares[number], "row", "share")
        scores = span("Totals", total_row, 2, total_row, 1 + len(plan.options))
        one, two = (f"INDEX({scores},1,{plan.who(which)})" for which in ("leader", "rival"))
        gap = None if gaps is None else gaps[number]
        sheet.live(row, 2, plan.if_rival(f"{one}-{two}"), gap, "row", "signed")
        part = None if parts is None else parts[number]
        sheet.live(row, 3, plan.if_rival(f"{mine[1]}*{mine[2]}"), part, "row", "signed")
        without, at_none = _without(plan, place, row, number), None
        if parts is not None:
            at_none = _margin_without(number, parts, shares)
        sheet.live(row, 4, without, at_none, "row", "signed")
        crossed = (
            f"IF(ISNUMBER({mine[4]}),IF(OR(AND({mine[4]}>{TIE_TEXT},{mine[2]}<-{TIE_TEXT}),"
            f"AND({mine[4]}<-{TIE_TEXT},{mine[2]}>{TIE_TEXT})),"
            f'{mine[4]}/({mine[4]}-{mine[2]}),""),"")'
        )
        sheet.live(row, 5, plan.if_rival(crossed), at, "row", "share", "bold")
        beyond = plan.names[standing.rival] if at is not None and standing.rival else None
        sheet.live(row, 6, f'=IF(ISNUMBER({mine[5]}),{rival},"")', beyond, "row")
        change = None if at is None else at - shares[number]
        sheet.live(
            row, 7, f'=IF(ISNUMBER({mine[5]}),{mine[5]}-{mine[1]},"")', change, "row", "share"
        )
        larger = f"SUMPRODUCT(--(ROUND({place.span(2)},9)>ROUND({mine[2]},9)))"
        if number:
            above = span("Sensitivity", place.first, 2, row - 1)
            larger += f"+SUMPRODUCT(--(ROUND({above},9)=ROUND({mine[2]},9)))"
        ordered = plan.if_rival(f"1+{larger}", "0")
        sheet.live(row, 8, ordered, order[number], "row", "whole", "quiet")
        before = f"({place.span(8)}<{mine[8]})*{place.span(1)}*({place.span(2)}-{low})"
        used_up = plan.if_rival(f"SUMPRODUCT({before})", "0")
        sheet.live(row, 9, used_up, used[number], "row", "tenth", "quiet")
        left, fall = f"SUM({place.span(3)})-{mine[9]}", f"({mine[2]}-{low})"
        take = f"IF(OR({left}<={_NOTHING:.12f},{fall}<=0),0,MIN({mine[1]},({left})/{fall}))"
        sheet.live(row, 10, f"=IF({can}=1,{take},0)", taken[number], "row", "share")
        _of_all(sheet, plan, row, switching)


def _of_all(sheet: Sheet, plan: Plan, row: int, switching: Switching) -> None:
    """Write what the tool found among all options: where leader and course change."""
    for column, share in ((11, switching.at), (13, switching.course_at)):
        shown = '""' if share is None else repr(float(share))
        sheet.live(row, column, stale(plan.out, shown), share, "row", "share")
    leader = switching.leader
    name = '""' if leader is None else plan.option_cell(plan.number(leader) - 1, 1)
    value = None if leader is None else plan.names[leader]
    sheet.live(row, 12, stale(plan.out, name), value, "row")


def _without(plan: Plan, place: _Place, row: int, number: int) -> str:
    """Give the formula of the margin with no weight on one criterion."""
    if place.first == place.last:
        return '=""'
    sums = place.others(row, 1)
    return plan.if_rival(f'IF(SUM({sums})>0,SUM({place.others(row, 3)})/SUM({sums}),"")')


def _margin_without(number: int, parts: Sequence[float], shares: Sequence[float]) -> float | None:
    """Give the margin with no weight on one criterion; None where it has all of it."""
    rest = math.fsum(shares[:number]) + math.fsum(shares[number + 1 :])
    if rest <= 0:
        return None
    return math.fsum([*parts[:number], *parts[number + 1 :]]) / rest


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
