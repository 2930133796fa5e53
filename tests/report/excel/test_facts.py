"""Facts: the inputs of each fact as the case gives them, and what it is read as."""

from __future__ import annotations

from typing import Any

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
