"""Costs beside the score: five years, the cost of a point, and when none can be stated."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import decision
from decision.model.case import Case
from decision.report.paper import money
from decision.report.paper.blocks import Gap, Para, Table
from decision.report.paper.paper_data import PaperData

MODEL = decision.load_model(decision.shipped("criteria.yaml"))
COMPLETE = decision.load_case(decision.examples()["invented-complete"], MODEL)
AMOUNTS = st.integers(-100_000, 5_000_000)


def ground(costs: dict[str, dict[str, object]] | None = None) -> PaperData:
    case = COMPLETE
    if costs is not None:
        case = case.model_copy(update={"costs": Case.model_validate({"costs": costs}).costs})
    return PaperData(decision.evaluate(MODEL, case))


def test_five_years_are_the_one_off_and_five_yearly_costs() -> None:
    base = ground()
    for option, cost in COMPLETE.costs.items():
        assert money.five_years(base, option) == (cost.one_off or 0) + 5 * (cost.yearly or 0)
    assert money.five_years(base, "digital") == 248_000


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_cost_per_point_takes_the_base_up_to_the_option(
    first: int, second: int, third: int, fourth: int
) -> None:
    base = ground(
        {
            "radiology": {"one-off": first, "yearly": second},
            "digital": {"one-off": third, "yearly": fourth},
        }
    )
    rate = money.per_point(base, "digital")
    extra = third + 5 * fourth - first - 5 * second
    gained = base.standing.totals["digital"] - base.standing.totals["radiology"]
    assert gained > 0
    if extra <= 0:
        assert rate is None
        assert money.why_no_rate(base, "digital") == "it costs no more than the baseline"
    else:
        assert rate is not None
        assert rate * gained == pytest.approx(extra)
        assert money.why_no_rate(base, "digital") == ""


@pytest.mark.parametrize(
    ("costs", "why"),
    [
        ({"digital": {"yearly": 5}}, "its cost is not fully stated"),
        ({"digital": {"one-off": 1, "yearly": 5}}, "the baseline’s cost is not fully stated"),
        ({"radiology": {"one-off": 0, "yearly": 0}}, "its cost is not fully stated"),
    ],
)
def test_what_is_not_stated_is_never_taken_for_nothing(
    costs: dict[str, dict[str, object]], why: str
) -> None:
    base = ground(costs)
    assert money.per_point(base, "digital") is None
    assert money.why_no_rate(base, "digital") == why


def test_an_option_that_scores_less_than_the_baseline_has_no_cost_per_point() -> None:
    case = Case.model_validate(
        {
            "answers": {"digital-readiness": "zero-or-one", "radiology-readiness": "all-four"},
            "costs": {
                "radiology": {"one-off": 0, "yearly": 0},
                "digital": {"one-off": 10, "yearly": 10},
            },
        }
    )
    base = PaperData(decision.evaluate(MODEL, case))
    assert base.standing.totals["digital"] < base.standing.totals["radiology"]
    assert money.per_point(base, "digital") is None
    assert money.why_no_rate(base, "digital") == "it scores less than the baseline"


def test_the_section_says_the_same_figures_as_the_table() -> None:
    base = ground()
    blocks = money.section(base)
    table = next(block for block in blocks if isinstance(block, Table))
    assert [row[3] for row in table.rows] == ["£0", "£74,000", "£248,000", "£312,000"]
    said = " ".join(block.text for block in blocks if isinstance(block, Para))
    for option in ("partnership", "digital", "safeguarded"):
        rate = money.per_point(base, option)
        assert rate is not None
        assert f"about {money.pounds(money.rounded(rate))} a point" in said
    rates = [float(text.replace(",", "")) for text in re.findall(r"£([\d,]+) a point", said)]
    exact = [money.per_point(base, option) for option in ("partnership", "digital", "safeguarded")]
    assert rates == pytest.approx(exact, rel=0.05)
    assert "no discounting" in said


def test_with_no_costs_there_is_a_gap_and_no_figure() -> None:
    blocks = money.section(ground({}))
    assert not any(isinstance(block, Table) for block in blocks)
    assert sum(isinstance(block, Gap) for block in blocks) == 4
    assert money.in_short(ground({})).startswith("The case states no full cost")


def no_rate(costs: dict[str, dict[str, object]]) -> str:
    paras = [block.text for block in money.section(ground(costs)) if isinstance(block, Para)]
    return next(text for text in paras if text.startswith("No cost per point"))


def test_why_no_cost_per_point_can_be_stated_is_said_of_each_option() -> None:
    nothing: dict[str, object] = {"one-off": 0, "yearly": 0}
    some: dict[str, object] = {"one-off": 10, "yearly": 10}
    assert no_rate({"radiology": some, "partnership": nothing, "safeguarded": {"yearly": 5}}) == (
        "No cost per point can be stated. “Stay in Radiology, with a partnership”: it costs no "
        "more than the baseline. Move to Digital: its cost is not fully stated. “Move to Digital, "
        "with safeguards”: its cost is not fully stated."
    )
    every = dict.fromkeys(("partnership", "digital", "safeguarded"), some)
    assert no_rate(every) == (
        "No cost per point can be stated: the baseline’s cost is not fully stated."
    )


def test_a_cost_that_is_the_baseline_s_is_not_said_to_be_0_more() -> None:
    some: dict[str, object] = {"one-off": 10, "yearly": 10}
    said = money.in_short(ground({"radiology": some, "partnership": some}))
    assert "costs £60 over five years, as much as the baseline." in said
