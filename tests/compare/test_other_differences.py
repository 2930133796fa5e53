"""What else two cases say differently, and what taking it from one side puts into a case."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from decision.compare.other_differences import Other, other_differences
from decision.model.case import Case
from decision.model.case_checks import check_fit
from tests.strategies import DRAWN, Tape, Written, case_from, case_of, made, problems

MODEL = made(
    {
        "title": "Two homes",
        "options": {"a": {"name": "A"}, "b": {"name": "B"}},
        "criteria": {
            "x": {"name": "X", "weight": 1, "scores": {"a": 1, "b": 2}},
            "y": {
                "name": "Cost",
                "weight": 1,
                "measure": {"unit": "£k", "values": {0: 100, 9: 0}},
                "amounts": {"a": 1, "b": 2},
            },
        },
        "gates": {"safe": {"says": "It is safe"}},
    }
)


def told(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Other]:
    pair = Case.model_validate(first), Case.model_validate(second)
    return {one.key: one for one in other_differences(MODEL, *pair)}


def test_each_kind_says_who_says_what_and_can_be_taken_from_either() -> None:
    score = {"criterion": "x", "option": "a", "score": 60, "because": "Seen", "by": "Lead"}
    first = {
        "weights": {"x": 100, "y": 50},
        "overrides": [score],
        "gates": {"safe": {"a": "met"}},
        "amounts": {"y": {"a": {"amount": 5, "low": 4, "high": 6}}},
        "costs": {"b": {"one-off": 20000, "yearly": 500, "by": "Finance"}},
    }
    found = told(first, {"gates": {"safe": "unmet"}, "costs": {"b": {"note": "To come"}}})
    says = {key: (one.what, *one.says) for key, one in found.items()}
    assert says == {
        "weights": ("The weights, where they differ most", "X 66.7% and Cost 33.3%", "Not weighed"),
        "score.x.a": ("The score of A on X", "60.0 (Lead: Seen)", "Not overruled"),
        "duty.safe": ("It is safe", "A: met; B: not known", "not met"),
        "amount.y.a": ("Cost of A", "5 £k, 4 to 6", "As the model has it"),
        "cost.b": ("What B costs", "£20,000 once and £500 a year (Finance)", "No figure (To come)"),
    }
    mine, case = Case.model_validate(first), Case()
    for one in found.values():
        case = case.model_copy(update=one.taken(case, 0))
    assert case == mine
    for one in found.values():
        case = case.model_copy(update=one.taken(case, 1))
    assert (case.weights, case.overrides, case.amounts) == ({}, (), {})
    assert (case.gate("safe", "a"), case.costs["b"].note) == ("unmet", "To come")


def test_equal_cases_have_no_other_differences() -> None:
    assert told({"weights": {"x": 1}}, {"weights": {"x": 1}}) == {}
    assert told({"gates": {"safe": "met"}}, {"gates": {"safe": {"a": "met", "b": "met"}}}) == {}


@given(problems(), st.binary(min_size=60, max_size=60))
@DRAWN
def test_what_is_taken_fits_and_differs_no_more(
    problem: tuple[Written, Written], data: bytes
) -> None:
    model = made(problem[0])
    first, second = case_from(problem[1]), case_from(case_of(Tape(data), problem[0]))
    for one in other_differences(model, first, second):
        after = first.model_copy(update=one.taken(first, 1))
        check_fit(model, after)
        assert one.key not in {each.key for each in other_differences(model, after, second)}
