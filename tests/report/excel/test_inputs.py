"""Inputs: what the case says of each entry, what can be typed, and what stands beside it."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest

from decision.engine import evaluate
from decision.report.excel.cells import cell
from decision.report.excel.inputs import saved_of
from decision.report.excel.layout import FROM_TICKS, NOT_ANSWERED, Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import ANSWERS, PANEL, RULED, SMALL, small
from tests.report.recalculated import read
from tests.strategies import case_from, made


def plan_of(answers: dict[str, Any]) -> Plan:
    return Plan(evaluate(made(SMALL), case_from({"answers": answers})).standing)


def said(plan: Plan, fact: str) -> tuple[object, ...]:
    """The answer that the case gives, then its ticks."""
    keys = [("answer", fact)] if plan.is_entry(("answer", fact)) else []
    ticks = [key for key in plan.keys if key[:2] == ("tick", fact)]
    return tuple(saved_of(plan, key) for key in (*keys, *ticks))


def test_an_answer_is_chosen_counted_from_ticks_or_a_number() -> None:
    plan = plan_of(ANSWERS)
    assert said(plan, "offer") == ("Said",)
    assert said(plan, "ready") == (FROM_TICKS, "yes", "yes", "no")
    assert said(plan, "vacancy") == (3,)


def test_an_answer_chosen_by_name_counts_whatever_could_be_ticked_or_typed() -> None:
    plan = plan_of({"ready": "high", "vacancy": "none"})
    assert said(plan, "ready") == ("Much", *["unknown"] * 3)
    assert said(plan, "vacancy") == ("None",)


def test_nothing_answered_is_left_to_be_counted_or_chosen() -> None:
    plan = plan_of({})
    assert said(plan, "offer") == said(plan, "vacancy") == (NOT_ANSWERED,)
    assert said(plan, "ready") == (FROM_TICKS, *["unknown"] * 3)
    assert said(plan, "habits") == ("unknown",) * 2


@pytest.mark.parametrize(
    ("habits", "gives"),
    [
        ({}, "Not answered"),
        ({"habits": ["swift"]}, "1 of 2 in place"),
        ({"habits": []}, "0 of 2 in place"),
        ({"habits": {"yes": ["swift"], "unknown": ["tested"]}}, "Not answered"),
    ],
)
def test_a_checklist_without_answers_gives_how_many_items_are_in_place(
    habits: dict[str, Any], gives: str
) -> None:
    evaluation = small({"answers": ANSWERS | habits})
    row = Plan(evaluation.standing).facts["habits"].row
    assert read(as_xlsx(evaluation))[cell("Inputs", row, 5)] == gives


def test_a_warning_a_note_who_answered_and_a_second_answer_stand_beside_a_question() -> None:
    facts = SMALL["facts"] | {"offer": SMALL["facts"]["offer"] | {"who": "HR"}}
    case = {
        "answers": {"offer": "refused"},
        "notes": {"offer": "By letter."},
        "answered-by": {"offer": "Lead"},
        "confirmed-by": {"offer": "Chair"},
        "disputed": {"offer": {"by": "Digital", "says": "signed"}},
    }
    evaluation = evaluate(made(SMALL | {"facts": facts}), case_from(case))
    row = Plan(evaluation.standing).facts["offer"].row
    book = read(as_xlsx(evaluation))
    assert [book[cell("Inputs", row, column)] for column in (0, 1, 6)] == [
        "Was it offered? (key question)",
        "Refused",
        "Ask again. By letter. (Answered by: Lead; Confirmed by: Chair) "
        "Disputed: Digital answers “Signed”.",
    ]
    empty = read(as_xlsx(evaluate(made(SMALL | {"facts": facts}))))
    assert empty[cell("Inputs", row, 6)] == "(Who can answer: HR)"


def test_every_entry_is_saved_beside_what_is_typed_and_only_it_is_unlocked() -> None:
    evaluation = small({"overrides": [RULED]})
    plan, data = Plan(evaluation.standing), as_xlsx(evaluation)
    book = read(data)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet3.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    formats = re.findall("<xf [^>]*?(?:/>|>.*?</xf>)", styles.partition("<cellXfs")[2])
    free = {place for place, one in enumerate(formats) if 'locked="0"' in one}
    found = dict(re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', sheet))
    unlocked = {at for at, style in found.items() if int(style) in free}
    rows = {key: row + 1 for key, row in plan.keys.items() if plan.is_entry(key)}
    assert unlocked == {f"B{row}" for row in rows.values()}
    for key, row in rows.items():
        assert book[f"Inputs!B{row}"] == book[f"Inputs!D{row}"] == saved_of(plan, key)
    assert sheet.count("<dataValidation ") == sheet.count("promptTitle=") == len(rows)


def test_weights_of_a_panel_are_worked_back_from_its_shares_and_say_so() -> None:
    evaluation = small(PANEL)
    plan, book = Plan(evaluation.standing), read(as_xlsx(evaluation))
    points = [saved_of(plan, ("weight", name)) for name in plan.criteria]
    assert max(points) == 100
    assert "panel" in str(book[cell("Inputs", plan.keys["section", "Weights"], 6)])
