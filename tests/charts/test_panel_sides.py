"""A panel's leaders, firsts and margins, as they are counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from decision import charts
from tests.charts.data import MODEL, values
from tests.charts.test_panel_weights import PANEL, ROLES, played, room, weights


def test_counts_are_of_people_whose_own_weights_lead() -> None:
    ours, theirs = MODEL.pair
    count = {option: list(PANEL.leaders.values()).count(option) for option in MODEL.pair}
    assert min(count.values()) > 0
    ahead = max(MODEL.pair, key=lambda option: count[option])
    chart = charts.leaders_chart(PANEL, MODEL)
    assert chart.title.startswith(f"{count[ahead]} of {len(ROLES)} people's own weights put ")
    placed = [row for row in values(chart) if "colour" in row]
    assert sum(float(str(row["x"])) < 0 for row in placed) == count[ours]
    assert sum(float(str(row["x"])) > 0 for row in placed) == count[theirs]
    assert {row["Option"]: row["People"] for row in chart.table} == {
        MODEL.options[option].name: f"{times} of {len(ROLES)}" for option, times in count.items()
    }


def test_one_person_and_one_mind_are_said_as_they_are() -> None:
    _, panel, _ = room(1)
    assert charts.leaders_chart(panel, MODEL).title.startswith("The one ballot's own weights put")
    _, panel, _ = played([("HR", weights(0))] * 3)
    assert charts.leaders_chart(panel, MODEL).title.startswith("Everyone's own weights put")


def test_people_for_whom_the_two_are_level_are_on_neither_side() -> None:
    names = list(PANEL.leaders)
    most = max(MODEL.pair, key=lambda option: list(PANEL.leaders.values()).count(option))
    level = tuple(name for name in names if PANEL.leaders[name] != most)
    chart = charts.leaders_chart(replace(PANEL, level=level), MODEL)
    left = len(names) - len(level)
    assert chart.title.startswith(f"{left} of {len(names)} people's own weights put ")
    assert len([row for row in values(chart) if "colour" in row]) == left
    assert chart.reading.endswith(f"No dot: the two are level for {len(level)}.")
    every = charts.leaders_chart(replace(PANEL, level=tuple(names)), MODEL)
    assert every.title.startswith("Everyone's own weights put ")
    assert every.title.endswith(" level.")
    only = charts.leaders_chart(replace(PANEL, only=MODEL.pair[0]), MODEL)
    assert only.title == charts.sides_chart(replace(PANEL, only=MODEL.pair[0]), MODEL).title
    assert only.title.startswith("Only ")


def test_every_option_has_its_firsts() -> None:
    chart = charts.firsts_chart(PANEL, MODEL)
    assert sum(PANEL.firsts.values()) == len(ROLES)
    assert len([row for row in values(chart) if "colour" in row]) == len(ROLES)
    for option, times in PANEL.firsts.items():
        row = {"Option": MODEL.options[option].name, "People": f"{times} of {len(ROLES)}"}
        assert row in chart.table


def test_margins_lie_on_the_side_of_whoever_leads() -> None:
    chart = charts.sides_chart(PANEL, MODEL)
    at = {str(row["name"]): float(str(row["points"])) for row in values(chart) if "label" in row}
    second = MODEL.pair[1]
    sides = {"Mean of people": PANEL.people_mean, "Mean of roles": PANEL.role_mean}
    sides |= {
        f"{name[0].upper()}{name[1:]} ({role.people} people)": role.side
        for name, role in PANEL.roles.items()
    }
    assert at == pytest.approx(
        {
            name: side.margin if side.leader == second else -side.margin
            for name, side in sides.items()
        }
    )
    assert chart.title.startswith("By the mean of people, ")
