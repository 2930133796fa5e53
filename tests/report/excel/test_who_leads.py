"""Who leads, on Workings: leader, course and rival as the engine has them; nothing changed yet."""

from __future__ import annotations

import pytest
from hypothesis import given

from decision.engine import Evaluation, evaluate
from decision.report.excel.layout import AS_SAVED, SINCE, Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import ANSWERS, small
from tests.report.recalculated import Read, read
from tests.strategies import DOCUMENTS, Written, case_from, made, problems


def opened(evaluation: Evaluation) -> tuple[Read, Plan]:
    return read(as_xlsx(evaluation)), Plan(evaluation.standing)


def test_the_leader_its_course_and_the_rival_are_numbers_of_options() -> None:
    evaluation = small({"answers": ANSWERS | {"offer": "signed"}})
    (book, plan), standing = opened(evaluation), evaluation.standing
    assert standing.over is not None
    for which in ("leader", "course", "rival", "over"):
        assert book[plan.who(which)] == plan.number(getattr(standing, which))
    assert book[plan.who("margin")] == pytest.approx(standing.margin)
    assert book[plan.who("form margin")] == pytest.approx(standing.form_margin)
    changed = ("unread", "inputs changed", "totals moved", "out of date")
    assert [book[plan.who(what)] for what in changed] == [0, 0, 0, 0]
    assert (book[plan.who("banner")], book[plan.who("since")]) == (AS_SAVED, SINCE)


@DOCUMENTS
@given(problems())
def test_of_any_model_the_table_holds_what_the_engine_found(
    problem: tuple[Written, Written],
) -> None:
    evaluation = evaluate(made(problem[0]), case_from(problem[1]))
    (book, plan), standing = opened(evaluation), evaluation.standing
    for which in ("leader", "course", "rival", "over"):
        assert book[plan.who(which)] == plan.numbered(getattr(standing, which))
    margin = book[plan.who("margin")]
    assert (margin or 0) == pytest.approx(standing.margin or 0)
    assert (margin in (None, "")) == (standing.margin is None)


def test_an_option_that_needs_an_open_answer_can_lead_only_with_a_fallback() -> None:
    evaluation = small({"answers": {"ready": ["lead", "route"], "vacancy": 3}})
    book, plan = opened(evaluation)
    can = {option: book[plan.option_cell(place, 6)] for place, option in enumerate(plan.options)}
    assert can == {"stay": 1, "move": 1, "shared": 1, "new": 0, "loan": 1}
    assert evaluation.standing.table.choosable == ("stay", "move", "shared", "loan")
