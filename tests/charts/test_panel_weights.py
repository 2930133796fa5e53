"""The pictures of a reveal say what the ballots say, and who leads only where they are asked to."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision import charts, evaluate, examples, load_case
from decision.charts import LIGHT, Chart
from decision.charts.panel_weights import PAGE, PROJECTOR, matter_most, stacked
from decision.engine import Evaluation
from decision.evaluation.panel import Panel
from decision.evaluation.weights import shares
from decision.model.case import Case
from decision.report import pictures
from decision.workshop.results.round_results import Reveal, reveal
from decision.workshop.rules.ballots import Given
from decision.workshop.store.rows import Cast
from tests.charts.data import MODEL, small, values

CRITERIA = list(MODEL.criteria)
BASE = load_case(examples()["invented-complete"], MODEL)
ROLES = ["Radiographer"] * 5 + ["PACS team"] * 4 + ["Digital or IT"] * 4 + ["HR"]
FAVOURED = {"Radiographer": 1, "PACS team": 4, "Digital or IT": 10, "HR": 15}


def weights(place: int) -> dict[str, float]:
    points = {name: 10.0 + (7 * place + 3 * at) % 20 for at, name in enumerate(CRITERIA)}
    return points | {CRITERIA[FAVOURED[ROLES[place]]]: 100.0}


def room(people: int = len(ROLES)) -> tuple[Evaluation, Panel, Reveal]:
    """A round of that many people, evaluated in a case where everything is known."""
    return played([(role, weights(place)) for place, role in enumerate(ROLES[:people])])


def played(
    given_by: list[tuple[str, dict[str, float]]], model: Any = MODEL, base: Case = BASE
) -> tuple[Evaluation, Panel, Reveal]:
    panel = [{"role": role, "weights": points} for role, points in given_by]
    casts = [
        Cast(place, place, b"", role, 1, Given(points), "phone", None)
        for place, (role, points) in enumerate(given_by)
    ]
    case = base.model_copy(update={"panel": Case.model_validate({"panel": panel}).panel})
    evaluation = evaluate(model, case)
    assert evaluation.panel is not None
    return evaluation, evaluation.panel, reveal(1, casts, list(model.criteria))


EVALUATION, PANEL, REVEAL = room()
STANDING = EVALUATION.standing


def everything() -> dict[str, Chart]:
    return {
        "weights": charts.weights_chart(REVEAL, STANDING, PANEL),
        "roles": charts.roles_chart(REVEAL, STANDING),
        "leaders": charts.leaders_chart(PANEL, MODEL),
        "sides": charts.sides_chart(PANEL, MODEL),
    }


# Dots


def dots(chart: Chart) -> list[dict[str, Any]]:
    return [row for row in values(chart) if "level" in row]


def test_there_is_one_dot_a_person_in_every_row() -> None:
    chart = charts.weights_chart(REVEAL, STANDING, PANEL)
    by_row: dict[str, list[float]] = {}
    for row in dots(chart):
        by_row.setdefault(row["name"], []).append(row["share"])
    widest = max(max(REVEAL.everyone.values[name]) for name in CRITERIA)
    for name in CRITERIA:
        placed = sorted(by_row[MODEL.criteria[name].name])
        assert len(placed) == len(ROLES)
        for drawn, given_share in zip(placed, REVEAL.everyone.values[name], strict=True):
            assert abs(drawn - given_share) <= widest * 1.04 / 60


def test_the_median_is_marked() -> None:
    chart = charts.weights_chart(REVEAL, STANDING, PANEL)
    marked = {
        str(row["name"]): row["share"]
        for row in values(chart)
        if "share" in row and "level" not in row
    }
    assert marked == {MODEL.criteria[name].name: REVEAL.everyone.median[name] for name in CRITERIA}


def test_rows_stand_by_spread_times_effect() -> None:
    model = small(
        {"much": {"a": 100, "b": 0}, "none": {"a": 50, "b": 50}, "some": {"a": 40, "b": 50}},
        {"much": 1, "none": 1, "some": 1},
    )
    given_by = [("X", {"much": 10.0, "none": 90.0, "some": 50.0}),
                ("X", {"much": 40.0, "none": 10.0, "some": 50.0})]  # fmt: skip
    evaluation, panel, seen = played(given_by, model, Case())
    assert matter_most(seen, evaluation.standing) == ["much", "some", "none"]
    chart = charts.weights_chart(seen, evaluation.standing, panel)
    assert [row["Criterion"] for row in chart.table] == ["MUCH", "SOME", "NONE"]
    assert chart.title == "What divides the room most: MUCH."
    _, brings, idle = charts.disagreements(panel, seen, model)
    assert "Its weight ranges from 7% to 40%" in brings
    assert idle.startswith("One that doesn't: NONE. People give it 10% to 60%")


def test_the_disagreement_named_is_the_one_that_brings_most() -> None:
    most = max(PANEL.matters, key=lambda name: PANEL.matters[name])
    title, brings, *_ = charts.disagreements(PANEL, REVEAL, MODEL)
    assert title == f"What divides the room most: {MODEL.criteria[most].name}."
    assert f"explains about {min(1, PANEL.matters[most]) * 100:.0f}%" in brings
    inked = {row["name"] for row in dots(everything()["weights"]) if row["colour"] == LIGHT.ink}
    assert inked == {MODEL.criteria[most].name}


def test_no_disagreement_is_said_where_there_is_none() -> None:
    _, panel, seen = room(1)
    assert charts.disagreements(panel, seen, MODEL) == ["One ballot alone shows no disagreement."]
    alike = [("HR", weights(0)), ("HR", weights(0))]
    evaluation, panel, seen = played(alike)
    assert charts.disagreements(panel, seen, MODEL)[0].endswith("no weight divides the room.")
    assert charts.weights_chart(seen, evaluation.standing, panel).table


def test_on_the_projector_fewer_rows_stand_and_larger() -> None:
    chart = charts.weights_chart(REVEAL, STANDING, PANEL, most=6, sized=PROJECTOR)
    assert len({row["name"] for row in dots(chart)}) == 6
    assert "the first 6 of 16." in chart.reading
    assert len(chart.table) == len(CRITERIA)
    assert chart.spec["height"] > 6 * PAGE[0]


def test_weights_and_roles_say_nothing_of_who_leads() -> None:
    for name in ("weights", "roles"):
        chart = everything()[name]
        said = f"{chart.title} {chart.reading} {chart.alt} {chart.table} {chart.spec}"
        for option in MODEL.options.values():
            assert option.name not in said
        for colour in (LIGHT.first, LIGHT.second):
            assert colour not in said


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.floats(0.001, 0.2))
def test_stacked_dots_stay_near_and_apart(many: list[float], step: float) -> None:
    placed = stacked(many, step)
    assert len(placed) == len(many)
    for (at, _), value in zip(placed, sorted(many), strict=True):
        assert abs(at - value) < step
    levels: dict[float, list[float]] = {}
    for at, level in placed:
        levels.setdefault(at, []).append(level)
    for stack in levels.values():
        assert sum(stack) == pytest.approx(0)
        assert all(after - before == 1 for before, after in pairwise(stack))


# Roles


def test_roles_of_fewer_than_four_are_not_apart() -> None:
    chart = charts.roles_chart(REVEAL, STANDING)
    assert "HR" not in f"{chart.reading} {chart.alt} {chart.table} {chart.spec}"
    assert "other roles (5 people)" in chart.reading  # HR, and the smallest role with it
    assert len(REVEAL.roles) == 3


def test_the_table_has_each_roles_mean() -> None:
    chart = charts.roles_chart(REVEAL, STANDING)
    means = {row["Criterion"]: row for row in chart.table}
    group = REVEAL.roles["Radiographer"]
    for name in CRITERIA:
        row = means[MODEL.criteria[name].name]
        assert row["Radiographer (5 people)"] == f"{group.mean[name] * 100:.0f}%"


def test_roles_that_give_nothing_to_what_is_drawn_are_drawn_all_the_same() -> None:
    """With the options alike, the first in the file are drawn, and here they have no weight."""
    names = [f"c{number}" for number in range(7)]
    model = small({name: {"a": 50, "b": 50} for name in names}, dict.fromkeys(names, 1))
    points = dict.fromkeys(names, 0.0) | {"c6": 100.0}
    evaluation, _, seen = played([("R", points)] * 4 + [("S", points)] * 4, model, Case())
    assert charts.roles_chart(seen, evaluation.standing).title == "The roles weigh alike."


def test_no_part_of_what_divides_is_less_than_nothing_by_rounding() -> None:
    panel = replace(PANEL, matters=dict.fromkeys(CRITERIA, -0.001))
    table = charts.weights_chart(REVEAL, STANDING, panel).table
    assert {row["Share of what divides"] for row in table} == {"0%"}


# Who leads


def test_the_pictures_print_as_well() -> None:
    for chart in everything().values():
        assert pictures.svg(chart, 35.0).startswith("<svg")


def test_the_reveal_has_the_shares_of_the_ballots() -> None:
    name = CRITERIA[0]
    mine = sorted(shares(weights(place))[name] for place in range(len(ROLES)))
    assert REVEAL.everyone.values[name] == pytest.approx(mine)
