"""Costs beside the score: five years, the cost of a point, and when none can be stated."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision.report.paper import money
from decision.report.paper.blocks import Para, Table
from decision.report.paper.paper_data import PaperData
from tests.report.two_courses import answered

AMOUNTS = st.integers(-100_000, 5_000_000)
COSTS: dict[str, dict[str, object]] = {
    "stay": {"one-off": 0, "yearly": 0},
    "joint": {"one-off": 4000, "yearly": 14_000, "by": "finance"},
    "move": {"one-off": 48_000, "yearly": 40_000},
    "guarded": {"one-off": 62_000, "yearly": 50_000},
}
# With a clinician who leads, moving scores more than staying as now.
READY = {"ready": ["lead"], "faults": 1}


def ground(
    costs: dict[str, dict[str, object]] | None = None, answers: dict[str, object] | None = None
) -> PaperData:
    given = READY if answers is None else answers
    return PaperData(answered(given, costs=COSTS if costs is None else costs))


def test_five_years_are_the_one_off_and_five_yearly_costs() -> None:
    base = ground()
    assert money.five_years(base, "move") == 248_000
    assert [money.five_years(base, option) for option in COSTS] == [0, 74_000, 248_000, 312_000]


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_cost_per_point_takes_the_base_up_to_the_option(
    first: int, second: int, third: int, fourth: int
) -> None:
    base = ground(
        {
            "stay": {"one-off": first, "yearly": second},
            "move": {"one-off": third, "yearly": fourth},
        }
    )
    rate = money.per_point(base, "move")
    extra = third + 5 * fourth - first - 5 * second
    gained = base.standing.totals["move"] - base.standing.totals["stay"]
    assert gained > 0
    if extra <= 0:
        assert rate is None
        assert money.why_no_rate(base, "move") == "it costs no more than the baseline"
    else:
        assert rate is not None
        assert rate * gained == pytest.approx(extra)
        assert money.why_no_rate(base, "move") == ""


@pytest.mark.parametrize(
    ("costs", "why"),
    [
        ({"move": {"yearly": 5}}, "its cost is not fully stated"),
        ({"move": {"one-off": 1, "yearly": 5}}, "the baseline’s cost is not fully stated"),
        ({"stay": {"one-off": 0, "yearly": 0}}, "its cost is not fully stated"),
    ],
)
def test_what_is_not_stated_is_never_taken_for_nothing(
    costs: dict[str, dict[str, object]], why: str
) -> None:
    base = ground(costs)
    assert money.per_point(base, "move") is None
    assert money.why_no_rate(base, "move") == why


def test_an_option_that_scores_less_than_the_baseline_has_no_cost_per_point() -> None:
    base = ground(answers={})
    assert base.standing.totals["move"] < base.standing.totals["stay"]
    assert money.per_point(base, "move") is None
    assert money.why_no_rate(base, "move") == "it scores less than the baseline"


def test_a_cost_that_is_the_baseline_s_is_not_said_to_be_0_more() -> None:
    some: dict[str, object] = {"one-off": 10, "yearly": 10}
    said = money.in_short(ground({"stay": some, "joint": some}, answers={}))
    assert "costs £60 over five years, as much as the baseline." in said
    free = {"one-off": 0, "yearly": 0}
    said = money.in_short(ground({"stay": free, "joint": some}, answers={}))
    assert "costs £60 over five years; the baseline costs nothing more." in said


def test_an_option_that_nobody_can_choose_is_asked_for_no_cost() -> None:
    rows = next(block for block in money.section(ground()) if isinstance(block, Table)).rows
    assert not [row for row in rows if str(row[0]).startswith("Away")]
    named = ground(answers={"host": "named"})
    rows = next(block for block in money.section(named) if isinstance(block, Table)).rows
    assert str(rows[-1][0]).startswith("Away")


def test_the_table_has_the_figures_and_why_there_is_no_rate() -> None:
    base = ground()
    rows = money.table(base).rows
    assert [row[3] for row in rows] == ["£0", "£74,000", "£248,000", "£312,000"]
    assert rows[0][4] == "this is the baseline"
    for row, option in zip(rows[1:], ("joint", "move", "guarded"), strict=True):
        rate = money.per_point(base, option)
        assert rate is not None
        assert row[4] == f"about {money.pounds(money.rounded(rate))}"
    said = " ".join(block.text for block in money.section(base) if isinstance(block, Para))
    assert "no discounting" in said
    assert len(money.table(base, full=True).head) == len(money.table(base).head) + 1


def test_with_no_costs_there_is_no_section() -> None:
    assert money.section(ground({})) == []
    assert money.in_short(ground({})).startswith("The case states no full cost")


def test_where_the_baseline_is_not_known_no_cost_per_point_is_stated_and_it_says_why() -> None:
    base = ground(answers={"now": None})
    assert money.per_point(base, "joint") is None
    assert str(money.table(base).rows[1][4]).startswith("which option changes nothing depends on")
