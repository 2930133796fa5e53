"""The heat map of sites says where each lead comes from, and where the sites part."""

from __future__ import annotations

import pytest

from decision import charts
from decision.charts.chart import sides_of
from tests.charts.data import EVALUATIONS, MODEL, refused, values


def test_each_sites_effects_sum_to_its_margin_and_lean_as_coloured() -> None:
    standings = {name: evaluation.standing for name, evaluation in EVALUATIONS.items()}
    chart = charts.sites_chart(standings)
    rows = [row for row in values(chart) if "site" in row]
    assert len(rows) == len(standings) * len(MODEL.criteria)
    for letter, standing in zip("ABCDEF", standings.values(), strict=True):
        mine = [row for row in rows if row["site"] == letter]
        effect = sum(
            float(str(row["label"]).rstrip("◀▶")) * (1 if str(row["label"]).endswith("▶") else -1)
            for row in mine
        )
        sides = sides_of(standing)
        assert sides is not None
        assert standing.margin is not None
        margin = sides.sign * standing.margin
        assert effect == pytest.approx(margin, abs=0.05 * len(MODEL.criteria))


def test_sites_that_are_alike_are_not_said_to_part() -> None:
    standing = EVALUATIONS["asker"].standing
    title = charts.sites_chart({"One": standing, "Two": standing}).title
    assert standing.course is not None
    assert title == f"{MODEL.course_name(standing.course)} is ahead at 2 of 2."


def test_level_sites_and_those_with_one_choice_are_not_counted_as_ahead() -> None:
    sites = {"One": refused(60, 40, "yes"), "Two": refused(50, 50, None), "Three": refused(40, 62)}
    standings = {name: evaluation.standing for name, evaluation in sites.items()}
    assert charts.sites_chart(standings).title.startswith(
        "A is ahead at 1 of 3; only A can be chosen at 2 of 3"
    )
    sites["Two"] = refused(50, 50, "yes")
    standings = {name: evaluation.standing for name, evaluation in sites.items()}
    chart = charts.sites_chart(standings)
    assert chart.title.startswith(
        "A is ahead at 1 of 3; only A can be chosen at 1 of 3; courses are level at 1 of 3"
    )
    assert [row["Three"] for row in chart.table] == ["–"]
    del standings["One"]
    assert charts.sites_chart(standings).title.startswith("Only A can be chosen at 1 of 2; ")
