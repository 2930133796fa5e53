"""Two cases differ where their answers differ, and by as much as the margin moves."""

from __future__ import annotations

from typing import Any

import pytest

from decision import evaluate, load_model, shipped
from decision.compare.two_cases import differences
from decision.model.case import Case
from decision.model.decision_model import DecisionModel

MODEL = load_model(shipped("criteria.yaml"))
SHARES = evaluate(MODEL).standing.shares


def _case(**answers: object) -> Case:
    return Case.model_validate(
        {"answers": {name.replace("_", "-"): said for name, said in answers.items()}}
    )


def _margin(case: Case) -> float:
    totals = evaluate(MODEL, case).totals
    return totals["radiology"] - totals["digital"]


def test_equal_cases_do_not_differ() -> None:
    case = _case(vacancy="none", specialties=3)
    assert differences(MODEL, case, case, SHARES) == ()


def test_the_same_answer_given_two_ways_is_no_difference() -> None:
    assert differences(MODEL, _case(specialties=5), _case(specialties="four-or-more"), SHARES) == ()


def test_each_difference_moves_the_margin_by_what_it_says() -> None:
    first = _case(vacancy="none", specialties=1)
    second = _case(specialties=6, restore_test="longer-or-never")
    found = {
        difference.fact: difference for difference in differences(MODEL, first, second, SHARES)
    }
    assert set(found) == {"vacancy", "specialties", "restore-test"}
    assert (found["vacancy"].first, found["vacancy"].second) == ("none", None)
    changed = _case(vacancy="none", specialties=6)
    assert found["specialties"].moves == pytest.approx(_margin(changed) - _margin(first))


def test_the_largest_effect_comes_first() -> None:
    first = _case()
    second = _case(
        restore_test="within-a-year", driver="saving", digital_readiness=[], vacancy="none"
    )
    moves = [abs(difference.moves) for difference in differences(MODEL, first, second, SHARES)]
    assert moves == sorted(moves, reverse=True)


def test_effects_alike_but_for_the_last_bit_stand_in_the_order_of_the_file() -> None:
    def fact(criterion: str, points: float) -> dict[str, Any]:
        yes = {"says": "Yes", "shifts": {criterion: {"a": points}}}
        return {"ask": "?", "answers": {"no": {"says": "No"}, "yes": yes}}

    scores = {"a": 0, "b": 0}
    model = DecisionModel.model_validate(
        {
            "title": "Alike",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {
                "x": {"name": "X", "weight": 3, "scores": scores},
                "y": {"name": "Y", "weight": 2, "scores": scores},
            },
            "facts": {"one": fact("x", 2), "two": fact("y", 3)},
        }
    )
    second = Case.model_validate({"answers": {"one": "yes", "two": "yes"}})
    found = differences(model, Case(), second, evaluate(model).standing.shares)
    one, two = (difference.moves for difference in found)
    assert one < two < one + 1e-12
    assert [difference.fact for difference in found] == ["one", "two"]
