"""Two cases differ where their answers differ, and by as much as the margin moves."""

from __future__ import annotations

import pytest

from decision import evaluate, load_model, shipped
from decision.case import Case
from decision.comparing import differences

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
