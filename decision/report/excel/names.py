"""Defined names: one for every input and every result, for formulas of the reader's own."""

from __future__ import annotations

from collections.abc import Iterator

from decision.report.excel.cells import NAME, Book, cell
from decision.report.excel.layout import TOP, Key, Plan
from decision.report.excel.result import ANSWER_AT, TOTALS_AT


def name_of(key: Key) -> str:
    """Give the defined name of an entry or a result: its kind, then its ids.

    >>> name_of(("override", "hcpc-cpd", "digital")), name_of(("tick", "a-list", "one-item"))
    ('override_hcpc_cpd__digital', 'tick_a_list_one_item')
    """
    kind = f"cost_{key[0]}" if key[0] in ("once", "yearly") else key[0]
    joint = "_" if key[0] == "tick" else "__"
    return "_".join(part for part in (kind, joint.join(key[1:])) if part).replace("-", "_")[:NAME]


def names(plan: Plan) -> dict[str, str]:
    """Give the cell of every name; where two come to the same, the later is numbered."""
    found: dict[str, str] = {}
    for key, at in _cells(plan):
        name, number = name_of(key), 1
        while name in found:
            number += 1
            name = f"{name_of(key)}_{number}"
        found[name] = at
    return found


def _cells(plan: Plan) -> Iterator[tuple[Key, str]]:
    for place, what in enumerate(("leader", "course", "rival", "margin")):
        yield (what,), cell("Result", ANSWER_AT + place, 1)
    yield ("word",), cell("Result", ANSWER_AT + 6, 1)
    yield ("probability",), cell("Result", ANSWER_AT + 7, 1)
    for what, line in (("entries_unread", "unread"), ("entries_changed", "inputs changed")):
        yield (what,), plan.who(line)
    for place, option in enumerate(plan.options):
        for what, column in (("total", 1), ("rank", 2), ("five_years", 8)):
            yield (what, option), cell("Result", TOTALS_AT + place, column)
    for key, row in plan.keys.items():
        if plan.is_entry(key):
            yield key, cell("Inputs", row, 1)
    for place, criterion in enumerate(plan.criteria):
        yield ("share", criterion), cell("Scores", TOP + place, 1)
        for number, option in enumerate(plan.options):
            yield ("score", criterion, option), cell("Scores", TOP + place, 2 + number)


def write(book: Book, plan: Plan) -> None:
    """Define the names."""
    for name, at in names(plan).items():
        book.workbook.define_name(name, f"={at}")
