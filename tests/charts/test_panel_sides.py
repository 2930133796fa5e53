"""A panel's leaders and margins, as they are counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from decision import charts
from decision.evaluation.additive import Lead
from decision.model.decision_model import DecisionModel
from tests.charts.data import MODEL, small, values
from tests.charts.test_panel_weights import PANEL, ROLES, played, room, weights


def test_counts_are_of_people_whose_own_weights_put_a_course_ahead() -> None:
    ours, theirs = MODEL.pair
    courses = [lead.course for lead in PANEL.leads.values()]
    count = {course: courses.count(course) for course in MODEL.pair}
    assert sum(count.values()) == len(ROLES)
    ahead = max(MODEL.pair, key=lambda course: count[course])
    chart = charts.leaders_chart(PANEL, MODEL)
    name = MODEL.course_name(ahead)
    if count[ahead] == len(ROLES):
        assert chart.title == f"Everyone's own weights put {name} ahead."
    else:
        people = f"{count[ahead]} of {len(ROLES)} people's own weights"
        assert chart.title == f"{people} put {name} ahead."
    placed = [row for row in values(chart) if "colour" in row]
    assert sum(float(str(row["x"])) < 0 for row in placed) == count[ours]
    assert sum(float(str(row["x"])) > 0 for row in placed) == count[theirs]
    assert {row["Course"]: row["People"] for row in chart.table} == {
        MODEL.course_name(course): f"{times} of {len(ROLES)}" for course, times in count.items()
    }


def test_one_person_and_one_mind_are_said_as_they_are() -> None:
    _, panel, _ = room(1)
    assert charts.leaders_chart(panel, MODEL).title.startswith("The one ballot's own weights put")
    _, panel, _ = played([("HR", weights(0))] * 3)
    assert charts.leaders_chart(panel, MODEL).title.startswith("Everyone's own weights put")


def test_people_for_whom_courses_are_level_are_on_neither_side() -> None:
    first, second = MODEL.pair
    leads = {
        "A": Lead(first, first, 3.0),
        "B": Lead(first, first, 2.0),
        "C": Lead(second, second, 1.0),
        "D": Lead(first, first, 0.0),
    }
    chart = charts.leaders_chart(replace(PANEL, leads=leads, people=4), MODEL)
    assert chart.title == (f"2 of 4 people's own weights put {MODEL.course_name(first)} ahead.")
    assert len([row for row in values(chart) if "colour" in row]) == 3
    assert chart.reading.endswith("No dot: courses are level for 1.")
    level = {name: Lead(first, first, 0.0) for name in leads}
    every = charts.leaders_chart(replace(PANEL, leads=level, people=4), MODEL)
    assert every.title == "Everyone's own weights put the courses level."


def test_where_one_course_can_be_chosen_it_is_said_of_all() -> None:
    only = replace(PANEL, only=MODEL.pair[0])
    title = charts.leaders_chart(only, MODEL).title
    assert title == charts.sides_chart(only, MODEL).title
    assert title.startswith("Only ")


def test_where_nothing_can_be_chosen_nobody_leads() -> None:
    nobody = Lead(None, None, None)
    empty = replace(
        PANEL,
        leads=dict.fromkeys(PANEL.leads, nobody),
        people_mean=nobody,
        role_mean=nobody,
        roles={name: replace(role, lead=nobody) for name, role in PANEL.roles.items()},
    )
    assert not [row for row in values(charts.leaders_chart(empty, MODEL)) if "colour" in row]
    assert {row["Option that leads"] for row in charts.sides_chart(empty, MODEL).table} == {"none"}


def three() -> DecisionModel:
    document = small({"x": {"a": 60, "b": 50}}, {"x": 1}).model_dump(
        by_alias=True, exclude_unset=True
    )
    document["options"]["c"] = {"name": "C"}
    document["criteria"]["x"]["scores"]["c"] = 70
    return DecisionModel.model_validate(document)


def test_a_course_of_neither_side_has_its_people_too() -> None:
    leads = {"P": Lead("c", "c", 10.0), "Q": Lead("a", "a", 2.0)}
    panel = replace(
        PANEL,
        leads=leads,
        people=2,
        people_mean=Lead("c", "c", 4.0),
        role_mean=Lead("c", "c", 4.0),
        roles={},
    )
    chart = charts.leaders_chart(panel, three())
    assert {row["Course"]: row["People"] for row in chart.table} == {"A": "1 of 2", "C": "1 of 2"}
    assert len([row for row in values(chart) if "colour" in row]) == 2
    sides = charts.sides_chart(panel, three())
    (row,) = [row for row in values(sides) if "label" in row]
    assert (row["name"], row["points"]) == ("Mean of people: C", 4.0)


def test_margins_lie_on_the_side_of_the_course_that_leads() -> None:
    chart = charts.sides_chart(PANEL, MODEL)
    at = {str(row["name"]): float(str(row["points"])) for row in values(chart) if "label" in row}
    second = MODEL.pair[1]
    leads = {"Mean of people": PANEL.people_mean, "Mean of roles": PANEL.role_mean}
    leads |= {
        f"{name[0].upper()}{name[1:]} ({role.people} people)": role.lead
        for name, role in PANEL.roles.items()
    }
    expected = {}
    for name, lead in leads.items():
        assert lead.leader is not None
        assert lead.margin is not None
        points = lead.margin if lead.course == second else -lead.margin
        expected[f"{name}: {MODEL.options[lead.leader].name}"] = points
    assert at == pytest.approx(expected)
    assert chart.title.startswith("By the mean of people, ")
