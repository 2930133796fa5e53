"""A round as one person sees it."""

from __future__ import annotations

import pytest
import vl_convert

from decision.charts import DARK, LIGHT
from decision.charts.own_ballot import MIDDLE, REACH, own_chart
from decision.evaluation.weights import shares
from decision.workshop.results.round_results import Reveal, reveal
from decision.workshop.rules.ballots import Given
from decision.workshop.store.rows import Cast

NAMES = {"cost": "Cost", "cover": "Cover [out] of: hours", "voice": "=cmd|' /C calc'!A0"}


def cast(number: int, *points: float, role: str | None = None) -> Cast:
    weights = dict(zip(NAMES, points, strict=True))
    return Cast(number, number, bytes([number]), role, 1, Given(weights), "phone", None)


def revealed(*ballots: tuple[float, ...]) -> Reveal:
    return reveal(1, [cast(place, *each) for place, each in enumerate(ballots)], list(NAMES))


def test_it_says_what_counts_most_and_where_one_differs_most() -> None:
    seen = revealed((100, 50, 50), (100, 50, 50), (50, 100, 50))
    mine = shares({"cost": 50.0, "cover": 100.0, "voice": 50.0})
    chart = own_chart(seen, NAMES, mine)
    # Medians 50, 25, 25; mine 25, 50, 25: of equal gaps the first in the model's order.
    assert chart.title == (
        "Cost counts most in the room. You differ most on Cost: 25% from you, a median of 50%."
    )
    assert chart.table[0] == {
        "Criterion": "Cost", "You": "25%", "Median": "50%", "Lowest": "25%", "Highest": "50%",
    }  # fmt: skip
    assert "Diamond: you" in chart.reading


def test_who_gave_none_is_not_in_it() -> None:
    chart = own_chart(revealed((100, 0, 0), (100, 0, 0)), NAMES, None)
    assert chart.title == "Cost counts most in the room."
    assert "You" not in chart.table[0]
    assert "Diamond" not in chart.reading
    assert "diamond" not in str(chart.spec)


def test_ties_are_all_named_and_one_ballot_is_no_room() -> None:
    assert own_chart(revealed((50, 50, 0), (50, 50, 0)), NAMES, None).title == (
        "Cost and Cover [out] of: hours count most in the room."
    )
    assert own_chart(revealed((1, 0, 0)), NAMES, None).title == "One ballot is in this round."


@pytest.mark.parametrize("people", [1, 4, 60])
def test_dots_stay_in_their_row_however_many_agree(people: int) -> None:
    chart = own_chart(revealed(*[(100, 50, 0)] * people), NAMES, None)
    dots = [
        row
        for layer in chart.spec["layer"]
        if layer["mark"].get("type") == "circle"
        for row in layer.get("data", {}).get("values")
        or chart.spec["datasets"][layer["data"]["name"]]
    ]
    assert len(dots) == 3 * people
    for row in dots:
        inside = row["level"] % 1
        assert MIDDLE - REACH - 1e-9 <= inside <= MIDDLE + REACH + 1e-9


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_it_draws_with_any_name(palette: object) -> None:
    chart = own_chart(revealed((100, 0, 40), (10, 20, 30)), NAMES, shares({"cost": 1.0, "cover": 0.0, "voice": 0.0}), palette)  # type: ignore[arg-type] # fmt: skip # noqa: E501
    spec = {**chart.spec, "width": 330}
    assert "Cover [out] of: hours" in vl_convert.vegalite_to_svg(spec)


def test_who_weighs_as_the_median_is_not_said_to_differ() -> None:
    seen = revealed((100, 50, 50), (100, 50, 50))
    chart = own_chart(seen, NAMES, shares({"cost": 100.0, "cover": 50.0, "voice": 50.0}))
    assert chart.title == "Cost counts most in the room. You are at the median throughout."
