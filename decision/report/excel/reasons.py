"""Reasons: the criteria that count most for the leader and for its rival, sorted by formula."""

from __future__ import annotations

from decision.evaluation.additive import differences
from decision.report.excel.cells import Sheet, span
from decision.report.excel.layout import Plan

EACH = 4  # criteria shown for each side
TELLING = 0.05  # points; less is not worth a line


def write(sheet: Sheet, plan: Plan, row: int) -> int:
    """Write the table of reasons at a row of a sheet; give the next free row."""
    sheet.text(row, 0, "What counts most, in points of the margin", "section")
    sheet.heads(row + 1, ("", "Points", "", "", "", "", "", "Points"), right=(1, 7))
    standing = plan.standing
    for at, which, option in ((0, "leader", standing.leader), (6, "rival", standing.rival)):
        name = f"INDEX({plan.spoken_span},{plan.who(which)})"
        told = "" if option is None or standing.rival is None else f"For {plan.spoken[option]}"
        sheet.live(row + 1, at, plan.if_rival(f'"For "&{name}'), told, "head")
    gaps = _gaps(plan)
    # Sorted as the formulas sort: the largest first, and of equals the first in the file.
    order = sorted(plan.criteria, key=lambda name: -round(gaps[name], 9))
    back = sorted(plan.criteria, key=lambda name: round(gaps[name], 9))
    first, last = plan.criterion_rows
    column = 2 + 2 * len(plan.options)
    for place in range(EACH):
        at = row + 2 + place
        for start, names, function, sign in ((0, order, "LARGE", 1), (6, back, "SMALL", -1)):
            cells = span("Totals", first, column, last)
            titles = span("Totals", first, 0, last)
            _side(sheet, plan, (at, start, place), (cells, titles, function, sign), names)
        for middle in range(2, 6):
            sheet.text(at, middle, "", "row")
    return row + 2 + EACH + 1


def _gaps(plan: Plan) -> dict[str, float]:
    """Give the points that each criterion adds to the margin; 0 where there is no rival."""
    standing = plan.standing
    if standing.leader is None or standing.rival is None:
        return dict.fromkeys(plan.criteria, 0.0)
    return differences(standing, standing.leader, standing.rival)


def _side(
    sheet: Sheet,
    plan: Plan,
    where: tuple[int, int, int],
    what: tuple[str, str, str, int],
    names: list[str],
) -> None:
    row, column, place = where
    cells, titles, function, sign = what
    gaps = _gaps(plan)
    # A trace of each row's number parts equal differences, so that each is found once.
    trace = f"({cells}-{'' if sign > 0 else '-'}ROW({cells})*0.000000000001)"
    pick = f"SUMPRODUCT({function}({trace},{place + 1}))"
    counts = f"{'' if sign > 0 else '-'}{pick}>{TELLING}"
    at = f"SUMPRODUCT(({trace}={pick})*(ROW({cells})-{plan.criterion_rows[0]}))"
    size = len(plan.criteria)
    name = names[place] if place < size else None
    shown = name is not None and sign * gaps[name] > TELLING
    if place >= size:
        for extra in (column, column + 1):
            sheet.text(row, extra, "", "row")
        return
    value = plan.titles[name] if shown and name else ""
    sheet.live(row, column, plan.if_rival(f'IF({counts},INDEX({titles},{at}),"")'), value, "row")
    points = abs(gaps[name]) if shown and name else None
    sheet.live(
        row, column + 1, plan.if_rival(f'IF({counts},ABS({pick}),"")'), points, "row", "tenth"
    )
