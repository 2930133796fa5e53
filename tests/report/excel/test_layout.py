"""Where everything stands: names, labels and cells that sheets refer to."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from decision.engine import evaluate
from decision.evaluation.fact_effects import settled
from decision.report.excel.cells import cell
from decision.report.excel.layout import TOP, Plan
from decision.report.excel.result import ANSWER_AT
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import EXAMPLE, SHIPPED, SMALL, published, small
from tests.report.recalculated import read
from tests.strategies import DRAWN, Written, case_from, made, problems


def test_answers_with_the_same_words_are_told_apart() -> None:
    answers = {"a": {"says": "Yes"}, "b": {"says": "yes"}, "c": {"says": "Not answered"}}
    written = SMALL | {"facts": SMALL["facts"] | {"same": {"ask": "Same?", "answers": answers}}}
    evaluation = evaluate(made(written), case_from({"answers": {"same": "c"}}))
    labels = Plan(evaluation.standing).facts["same"].labels
    assert labels == ("Yes", "yes (2)", "Not answered (2)")
    plan = Plan(evaluation.standing)
    assert read(as_xlsx(evaluation))[cell("Inputs", plan.facts["same"].row, 5)] == labels[2]


def test_no_table_of_workings_runs_into_the_next() -> None:
    for evaluation in (
        small(),
        evaluate(SHIPPED, EXAMPLE),
        evaluate(next(iter(published().values()))),
    ):
        plan = Plan(evaluation.standing)
        answers = max((place.last for place in plan.facts.values()), default=plan.answers_at)
        ends = (
            (plan.OPTIONS_AT + len(plan.options), plan.answer_at),
            (plan.answer_at + len(plan.ANSWER), plan.needs_at),
            (plan.needs_at + len(plan.needs), plan.answers_at),
            (answers + 1, plan.values_at),
        )
        for end, start in ends:
            assert end + 1 < start, "a title and a header stand between two tables"


def test_every_score_has_a_line_of_its_own_below_its_criterion() -> None:
    plan = Plan(small().standing)
    lines = [
        [plan.line(criterion, option) for option in range(len(plan.options))]
        for criterion in range(len(plan.criteria))
    ]
    assert lines[0][0] > plan.criterion_rows[1] + 4
    for above, below in pairwise(lines):
        assert above == list(range(above[0], above[0] + len(plan.options)))
        assert below[0] == above[-1] + 2, "the criterion's own row stands between"


def test_every_entry_has_a_row_and_ticks_follow_their_question() -> None:
    plan = Plan(small().standing)
    rows = [plan.keys["answer", "ready"], *(plan.keys["tick", "ready", one] for one in
            ("lead", "route", "rota"))]  # fmt: skip
    assert rows == list(range(rows[0], rows[0] + 4))
    assert [key[1] for key in plan.keys if key[0] == "section"] == [
        "Weights", "Answers", "Amounts", "Costs", "Overrules",
    ]  # fmt: skip
    assert not plan.is_entry(("answer", "habits")), "only its ticks can be typed"
    assert list(plan.keys.values()) == list(range(TOP, TOP + len(plan.keys)))


def test_every_shift_of_an_answer_and_of_an_item_is_listed() -> None:
    plan = Plan(small().standing)
    assert [
        (one.fact, one.item, one.answer, one.criterion, one.option, one.points)
        for one in plan.shifts
        if one.item
    ] == [
        ("ready", "rota", "yes", "staff", "move", 3),
        ("ready", "rota", "no", "staff", "move", -2),
        ("habits", "swift", "yes", "speed", "stay", 6),
        ("habits", "swift", "no", "speed", "stay", -4),
        ("habits", "swift", "no", "speed", "new", 1.5),
        ("habits", "tested", "yes", "staff", "move", 5),
        ("habits", "tested", "yes", "staff", "stay", 2),
    ]
    assert sum(not one.item for one in plan.shifts) == 5


@DRAWN
@given(problems())
def test_what_moves_each_score_is_what_the_engine_says(problem: tuple[Written, Written]) -> None:
    evaluation = evaluate(made(problem[0]), case_from(problem[1]))
    plan, table = Plan(evaluation.standing), evaluation.standing.table
    settled_: dict[tuple[str, str], float] = {}
    for name, reading in table.readings.items():
        for place, reasons in settled(name, plan.model.facts[name], reading).items():
            points = sum(reason.points for reason in reasons)
            settled_[place] = settled_.get(place, 0) + points
    for place in settled_.keys() | plan.moved.keys():
        assert plan.moved.get(place, 0) == pytest.approx(settled_.get(place, 0), abs=1e-9)


def test_an_item_not_told_apart_counts_by_how_likely_it_is() -> None:
    plan = Plan(small({"answers": {"ready": "high"}}).standing)
    parts = {one.answer: plan.force(one) for one in plan.shifts if one.item == "rota"}
    # Two or three of three, each such list as likely: 3 of 4 hold the rota.
    assert parts == {"yes": pytest.approx(0.75), "no": pytest.approx(0.25)}


def test_a_course_is_named_by_its_head() -> None:
    plan = Plan(small().standing)
    assert plan.courses == {"stay": "Stay", "move": "Move", "new": "New team"}


def test_a_name_with_a_comma_is_quoted_in_sentences_alone() -> None:
    plan = Plan(small().standing)
    assert (plan.names["shared"], plan.spoken["shared"]) == ("Move, shared", "“Move, shared”")
    assert plan.spoken["stay"] == "Stay"


def test_a_name_written_from_right_to_left_is_kept_to_itself_in_sentences() -> None:
    speed = SMALL["criteria"]["speed"]
    scores = speed["scores"] | {"stay": 100, "move": 0}
    criteria = SMALL["criteria"] | {"speed": speed | {"scores": scores}}
    options = SMALL["options"] | {"stay": {"name": "בית"}}
    model = made(SMALL | {"options": options, "criteria": criteria})
    evaluation = evaluate(model)
    plan, book = Plan(evaluation.standing), read(as_xlsx(evaluation))
    assert plan.spoken["stay"] == "\u2068בית\u2069"
    assert str(book["Result!A6"]).startswith("Too early to say: \u2068בית\u2069 leads ")
    assert book[cell("Result", ANSWER_AT, 1)] == "בית"
