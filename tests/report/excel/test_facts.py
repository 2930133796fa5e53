"""Facts: the inputs of each fact as the case gives them, and what it is read as."""

from __future__ import annotations

from typing import Any

import pytest

from decision.engine import evaluate
from decision.report.excel.cells import cell
from decision.report.excel.facts import Said, said_of
from decision.report.excel.layout import NOT_ANSWERED, TOP, Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import ANSWERS, SMALL, published
from tests.report.recalculated import read
from tests.strategies import case_from, made


def given(answers: dict[str, Any], name: str) -> Said:
    evaluation = evaluate(made(SMALL), case_from({"answers": answers}))
    return said_of(Plan(evaluation.standing), name, evaluation.model.facts[name])


def test_an_answer_is_chosen_counted_from_ticks_or_counted_from_a_number() -> None:
    assert given(ANSWERS, "offer") == Said("Said")
    assert given(ANSWERS, "ready") == Said("Count the ticks below", ("yes", "yes", "no"))
    assert given(ANSWERS, "vacancy") == Said("From the number below", (), 3)


def test_an_answer_chosen_by_name_counts_whatever_could_be_ticked_or_typed() -> None:
    chosen = {"ready": "high", "vacancy": "none"}
    assert given(chosen, "ready") == Said("Much", ("unknown",) * 3)
    assert given(chosen, "vacancy") == Said("None")


def test_nothing_answered_is_left_to_be_counted_or_chosen() -> None:
    assert given({}, "offer") == Said(NOT_ANSWERED)
    assert given({}, "ready") == Said("Count the ticks below", ("unknown",) * 3)
    assert given({}, "vacancy") == Said("From the number below")
    assert given({}, "habits") == Said("Count the ticks below", ("unknown",) * 2)


def test_an_answer_that_settles_every_item_is_ticked() -> None:
    answers = {"none": {"says": "None", "from": 0}, "all": {"says": "All", "from": 3}}
    ready = SMALL["facts"]["ready"] | {"answers": answers}
    options = {name: {"name": name} for name in SMALL["options"]}
    model = made(SMALL | {"options": options, "facts": {"ready": ready}})
    evaluation = evaluate(model, case_from({"answers": {"ready": "all"}}))
    said = said_of(Plan(evaluation.standing), "ready", model.facts["ready"])
    assert said == Said("Count the ticks below", ("yes",) * 3)


@pytest.mark.parametrize(
    ("habits", "read_as"),
    [
        ({}, "Not answered"),
        ({"habits": ["swift"]}, "1 of 2 in place"),
        ({"habits": []}, "0 of 2 in place"),
        ({"habits": {"yes": ["swift"], "unknown": ["tested"]}}, "Not answered"),
    ],
)
def test_a_checklist_without_answers_is_read_by_how_many_items_are_in_place(
    habits: dict[str, Any], read_as: str
) -> None:
    evaluation = evaluate(made(SMALL), case_from({"answers": ANSWERS | habits}))
    plan = Plan(evaluation.standing)
    book = read(as_xlsx(evaluation))
    assert book[cell("Facts", plan.facts["habits"].row, 5)] == read_as


def test_a_second_answer_and_who_confirmed_stand_in_the_note() -> None:
    case = {
        "answers": ANSWERS,
        "confirmed-by": {"offer": "Chair"},
        "disputed": {"offer": {"by": "Digital", "says": "signed"}},
    }
    book = read(as_xlsx(evaluate(made(SMALL), case_from(case))))
    assert book[cell("Facts", TOP, 6)] == (
        "(Confirmed by: Chair) Disputed: Digital answers “Signed”."
    )


def test_a_fact_has_its_question_who_knows_its_note_and_its_warning() -> None:
    facts = SMALL["facts"] | {"offer": SMALL["facts"]["offer"] | {"who": "HR"}}
    case = {
        "answers": {"offer": "refused"},
        "notes": {"offer": "By letter."},
        "answered-by": {"offer": "Lead"},
    }
    book = read(as_xlsx(evaluate(made(SMALL | {"facts": facts}), case_from(case))))
    found = [book[cell("Facts", TOP, column)] for column in (0, 1, 2, 5, 6, 7)]
    assert found == [
        "Was it offered? (key fact)", "HR", "Refused", "Refused",
        "By letter. (Answered by: Lead)", "Ask again.",
    ]  # fmt: skip


def test_a_model_without_facts_says_so() -> None:
    book = read(as_xlsx(evaluate(next(iter(published().values())))))
    assert book["Facts!A7"] == "This model asks for no facts."
