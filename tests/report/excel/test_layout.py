"""Where everything stands: names, labels and cells that sheets refer to."""

from __future__ import annotations

from decision.engine import evaluate
from decision.report.excel.cells import cell
from decision.report.excel.layout import TOP, Plan
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import EXAMPLE, SHIPPED, SMALL, published, small
from tests.report.recalculated import read
from tests.strategies import case_from, made


def test_answers_with_the_same_words_are_told_apart() -> None:
    answers = {"a": {"says": "Yes"}, "b": {"says": "yes"}, "c": {"says": "Not answered"}}
    written = SMALL | {"facts": SMALL["facts"] | {"same": {"ask": "Same?", "answers": answers}}}
    evaluation = evaluate(made(written), case_from({"answers": {"same": "c"}}))
    labels = Plan(evaluation.standing).facts["same"].labels
    assert labels == ("Yes", "yes (2)", "Not answered (2)")
    plan = Plan(evaluation.standing)
    assert read(as_xlsx(evaluation))[cell("Facts", plan.facts["same"].row, 5)] == labels[2]


def test_no_table_of_workings_runs_into_the_next() -> None:
    for evaluation in (
        small(),
        evaluate(SHIPPED, EXAMPLE),
        evaluate(next(iter(published().values()))),
    ):
        plan = Plan(evaluation.standing)
        answers = max((place.last for place in plan.facts.values()), default=plan.answers_at)
        ends = (
            (plan.OPTIONS_AT + len(plan.options), plan.pair_at),
            (plan.pair_at + len(plan.PAIR), plan.needs_at),
            (plan.needs_at + len(plan.needs), plan.answers_at),
            (answers + 1, plan.values_at),
        )
        for end, start in ends:
            assert end + 1 < start, "a title and a header stand between two tables"


def test_every_score_has_a_line_of_its_own_and_the_lines_are_without_gaps() -> None:
    plan = Plan(small().standing)
    lines = [
        plan.line(criterion, option)
        for criterion in range(len(plan.criteria))
        for option in range(len(plan.options))
    ]
    assert lines == list(range(TOP, plan.last_line + 1))


def test_facts_take_the_rows_of_their_ticks_and_numbers() -> None:
    plan = Plan(small().standing)
    assert {name: (place.row, place.details) for name, place in plan.facts.items()} == {
        "offer": (TOP, 0),
        "ready": (TOP + 1, 3),
        "vacancy": (TOP + 5, 1),
    }
    assert plan.last_fact == TOP + 6


def test_a_name_with_a_comma_is_quoted_in_sentences_alone() -> None:
    plan = Plan(small().standing)
    assert (plan.names["shared"], plan.spoken["shared"]) == ("Move, shared", "“Move, shared”")
    assert plan.spoken["stay"] == "Stay"
