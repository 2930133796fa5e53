"""The heat map of sites says where each lead comes from, and where the sites part."""

from __future__ import annotations

import pytest

from decision import charts
from tests.charts.data import EVALUATIONS, MODEL, refused, values


def test_each_sites_effects_sum_to_its_margin_and_lean_as_coloured() -> None:
    standings = {name: evaluation.standing for name, evaluation in EVALUATIONS.items()}
    chart = charts.sites_chart(standings)
    rows = [row for row in values(chart) if "site" in row]
    assert len(rows) == len(standings) * len(MODEL.criteria)
    first, second = MODEL.pair
    for letter, standing in zip("ABCDEF", standings.values(), strict=True):
        mine = [row for row in rows if row["site"] == letter]
        effect = sum(
            float(str(row["label"]).rstrip("◀▶")) * (1 if str(row["label"]).endswith("▶") else -1)
            for row in mine
        )
        margin = standing.totals[second] - standing.totals[first]
        assert effect == pytest.approx(margin, abs=0.05 * len(MODEL.criteria))


def test_sites_that_are_alike_are_not_said_to_part() -> None:
    standing = EVALUATIONS["asker"].standing
    title = charts.sites_chart({"One": standing, "Two": standing}).title
    assert title == "Stay in Radiology is ahead at 2 of 2."


def test_level_sites_and_those_with_one_choice_are_not_counted_as_ahead() -> None:
    sites = {"One": refused(60, 40), "Two": refused(50, 50, None), "Three": refused(40, 62)}
    standings = {name: evaluation.standing for name, evaluation in sites.items()}
    assert charts.sites_chart(standings).title.startswith(
        "A is ahead at 1 of 3; only A can be chosen at 1 of 3; the two are level at 1 of 3"
    )
    del standings["One"]
    assert charts.sites_chart(standings).title.startswith("Only A can be chosen at 1 of 2; ")
