"""The headline margin, and every option's total."""

from __future__ import annotations

from itertools import groupby

import pytest

from decision import charts, evaluate
from decision.charts.result import by_course
from decision.model.decision_model import DecisionModel
from decision.wording.numbers import fixed
from tests.charts.data import EVALUATIONS, MODEL, refused, small, values


@pytest.mark.parametrize("name", EVALUATIONS)
def test_the_margin_lies_on_the_side_of_whoever_leads(name: str) -> None:
    evaluation = EVALUATIONS[name]
    standing = evaluation.standing
    (row,) = [row for row in values(charts.margin_chart(evaluation.finding)) if "at" in row][:1]
    assert standing.margin is not None
    assert abs(float(str(row["at"]))) == pytest.approx(standing.margin)
    leads_left = standing.course == MODEL.pair[0]
    assert (float(str(row["at"])) < 0) == (leads_left and standing.margin > 0)
    assert float(str(row["from"])) <= float(str(row["at"])) <= float(str(row["to"]))


@pytest.mark.parametrize("name", EVALUATIONS)
def test_the_options_table_has_every_total_course_by_course(name: str) -> None:
    evaluation = EVALUATIONS[name]
    table = charts.options_chart(evaluation.finding).table
    can = evaluation.standing.table.can_choose
    named = {row["Option"]: row for row in table}
    assert len(named) == len(MODEL.options)
    for option, entry in MODEL.options.items():
        row = named[entry.name if can(option) else f"{entry.name} (can’t be chosen)"]
        assert row["Total"] == fixed(evaluation.totals[option])
        assert row["Course"] == MODEL.course_name(MODEL.course_of[option])
    courses = [row["Course"] for row in table]
    assert [*dict.fromkeys(courses)] == [course for course, _ in groupby(courses)]
    totals = [float(row["Total"]) for row in table if row["Course"] == courses[0]]
    assert totals == sorted(totals, reverse=True)
    leader = evaluation.leader
    assert leader is not None
    assert table[0]["Option"] == MODEL.options[leader].name


def test_courses_that_cannot_be_chosen_stand_last() -> None:
    assert [*by_course(refused(40, 62).standing)] == ["a", "b"]
    assert by_course(refused(40, 62, "yes").standing) == {"b": ["b"], "a": ["a"]}


def test_a_course_of_several_forms_stands_above_them_by_its_name() -> None:
    document = small({"x": {"a": 60, "b": 50}}, {"x": 1}).model_dump(
        by_alias=True, exclude_unset=True
    )
    document["options"]["a"] = {"name": "A", "course": "Stay"}
    document["options"]["c"] = {"name": "C", "falls-back-to": "a"}
    document["criteria"]["x"]["scores"]["c"] = 70
    chart = charts.options_chart(evaluate(DecisionModel.model_validate(document)).finding)
    names = [(row["words"], row["name"]) for row in values(chart) if "words" in row]
    assert [name for _, name in sorted({(float(str(at)), name) for at, name in names})] == [
        "Stay",
        "C",
        "A",
        "B",
    ]


def test_without_a_rival_no_margin_is_drawn() -> None:
    chart = charts.margin_chart(refused(40, 62).finding)
    assert chart.title == "Only A can be chosen, so it leads by no margin."
    assert not [row for row in values(chart) if "at" in row]
    nobody = charts.margin_chart(refused(40, 62, "no", "a", "b").finding)
    assert nobody.title == "No option can be chosen as the facts stand."


def test_an_option_that_cannot_be_chosen_is_not_said_to_score_highest() -> None:
    one = refused(40, 62)
    assert charts.options_chart(one.finding).title == "Only A can be chosen."
    assert charts.slope_chart(one.standing, "x").title == (
        "X: with none of the weight A is highest of those that can be chosen; with all of it, A."
    )
    neither = refused(40, 62, "no", "a", "b")
    assert charts.slope_chart(neither.standing, "x").title == (
        "No option can be chosen as the facts stand."
    )
    both = refused(40, 62, "yes")
    assert charts.options_chart(both.finding).title == "B scores highest of all 2 options."
    document = refused(40, 62).model.model_dump(by_alias=True, exclude_unset=True)
    document["options"]["c"] = {"name": "C"}
    document["criteria"]["x"]["scores"]["c"] = 10
    three = evaluate(DecisionModel.model_validate(document), one.case)
    assert charts.options_chart(three.finding).title == (
        "A scores highest of all 2 options that can be chosen."
    )


def test_a_margin_of_nothing_favours_neither() -> None:
    table = charts.margin_chart(evaluate(small({"x": {"a": 50, "b": 50}}, {"x": 1})).finding).table
    assert {row["In favour of"] for row in table} == {"neither"}
