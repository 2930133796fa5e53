"""Where a fact stands: what counts of it, its ticks and its answers."""

from __future__ import annotations

from decision.report.excel import fact_rows
from decision.report.excel.layout import Plan
from tests.report.excel.data import small


def test_a_fact_keeps_its_input_its_ticks_and_its_answers_apart() -> None:
    place = Plan(small().standing).facts["ready"]
    assert isinstance(place, fact_rows.FactPlace)
    assert (place.said, place.ticks) == ("Inputs!$C$13", "Inputs!$C$14:$C$16")
    assert place.by_count == f"Inputs!$C$13=Workings!$B${place.listed + 1}"
    assert place.labels == ("Little", "Much")
    assert place.in_force == f"Workings!$D${place.first + 1}:$D${place.last + 1}"


def test_only_the_first_row_of_a_need_opens_it_and_holds_how_many_rows_it_has() -> None:
    needs = Plan(small().standing).needs
    assert [(need.option, need.answer, need.opens) for need in needs] == [
        ("shared", "said", 2),
        ("shared", "signed", 0),
        ("new", "signed", 1),
        ("loan", "high", 1),
        ("loan", "signed", 1),
    ]
