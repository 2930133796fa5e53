"""What another answer would do, against the case evaluated again with that answer."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

import decision
from decision.evaluation.additive import Standing
from decision.sensitivity.answer_changes import Change, other_readings
from decision.sensitivity.answer_effects import Effect, other_answers, points_of_answers
from tests.sensitivity.test_answer_changes import changed, told_in_part
from tests.strategies import DRAWN, Written, evaluated, problems

MODEL = decision.load_model(decision.shipped("criteria.yaml"))
EXAMPLES = decision.examples()


def every_change(standing: Standing) -> list[Change]:
    table = standing.table
    return [
        change
        for name, reading in table.readings.items()
        for change, _ in other_readings(name, table.model.facts[name], reading)
    ]


def own_total(standing: Standing, option: str) -> float | None:
    """An option's total where it is scored on its own cells."""
    return standing.totals[option] if standing.table.stands_on[option] == option else None


def checked(standing: Standing) -> int:
    """Hold every effect to the case evaluated again; return how many were compared."""
    compared = 0
    table = standing.table
    for option in table.model.options:
        effects = {(e.fact, e.item, e.answer): e for e in other_answers(standing, option)}
        assert len(effects) == len(other_answers(standing, option))
        now = own_total(standing, option)
        for change in every_change(standing):
            if told_in_part(standing, change):
                continue
            effect = effects.pop(
                (change.fact, change.item, change.after),
                Effect(change.fact, change.item, change.after, 0.0),
            )
            after = changed(standing, change)
            could, can = table.can_choose(option), after.table.can_choose(option)
            assert (effect.bars, effect.opens) == (could and not can, can and not could)
            then = own_total(after, option)
            if now is not None and then is not None:
                assert then - now == pytest.approx(effect.points, abs=2e-9)
                compared += 1
        for change in (Change(e.fact, None, e.answer, e.item) for e in effects.values()):
            assert told_in_part(standing, change)
    return compared


@DRAWN
@given(problems())
def test_what_an_answer_would_do_is_what_it_does(problem: tuple[Written, Written]) -> None:
    checked(evaluated(*problem).standing)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_an_answer_would_do_in_an_example_is_what_it_does(name: str) -> None:
    evaluation = decision.evaluate(MODEL, decision.load_case(EXAMPLES[name], MODEL))
    assert checked(evaluation.standing) > 40


def needing(falls_back: bool) -> Written:
    back = {"falls-back-to": "a"} if falls_back else {}
    answers = {name: {"says": "x"} for name in ("refused", "said", "signed")}
    return {
        "title": "An offer",
        "options": {
            "a": {"name": "A"},
            "b": {"name": "B"},
            "c": {"name": "C", "needs": [{"fact": "offer", "is": ["said", "signed"]}], **back},
        },
        "criteria": {
            "speed": {"name": "Speed", "weight": 1, "scores": {"a": 50, "b": 40, "c": 70}}
        },
        "facts": {"offer": {"ask": "x", "answers": answers}},
    }


def bars_and_opens(falls_back: bool, **case: Any) -> tuple[set[str], set[str]]:
    found = other_answers(evaluated(needing(falls_back), case).standing, "c")
    return {one.answer for one in found if one.bars}, {one.answer for one in found if one.opens}


def test_an_answer_that_a_need_refuses_bars_the_option_and_one_that_meets_it_opens_it() -> None:
    for falls_back in (True, False):
        refused = bars_and_opens(falls_back, answers={"offer": "refused"})
        assert refused == (set(), {"said", "signed"})
        assert bars_and_opens(falls_back, answers={"offer": "said"}) == ({"refused"}, set())


def test_an_option_without_a_fallback_is_opened_by_an_answer_still_to_come() -> None:
    assert bars_and_opens(falls_back=True) == ({"refused"}, set())
    assert bars_and_opens(falls_back=False) == (set(), {"said", "signed"})


def test_settling_a_dispute_bars_or_opens_what_hung_on_it() -> None:
    case: Written = {
        "answers": {"offer": "refused"},
        "disputed": {"offer": {"by": "Lead", "says": "said"}},
    }
    assert bars_and_opens(falls_back=True, **case) == (set(), set())
    assert bars_and_opens(falls_back=False, **case) == (set(), {"said", "signed"})
    other = {"answers": {"offer": "said"}, "disputed": {"offer": {"by": "L", "says": "refused"}}}
    assert bars_and_opens(falls_back=True, **other) == ({"refused"}, set())


@DRAWN
@given(problems())
def test_what_answers_given_brought_is_what_taking_each_away_takes(
    problem: tuple[Written, Written],
) -> None:
    model, case = problem
    standing = evaluated(model, case).standing
    table = standing.table
    for option in table.model.options:
        on = table.stands_on[option]
        found = points_of_answers(standing, option)
        for name, reading in table.readings.items():
            mine = {key: points for key, points in found.items() if key[0] == name}
            if not table.model.facts[name].has_item_effects:
                assert set(mine) == ({(name, None, reading.answer)} if reading.answer else set())
                answers = {fact: said for fact, said in case["answers"].items() if fact != name}
                rest = {key: value for key, value in case.items() if key != "disputed"}
                bare = evaluated(model, rest | {"answers": answers}).standing
                without = sum(
                    share * bare.table.cells[criterion][on].score
                    for criterion, share in standing.shares.items()
                )
                if bare.table.stands_on[on] == on:
                    for points in mine.values():
                        assert standing.totals[option] - without == pytest.approx(points, abs=1e-9)
                continue
            given_items = {key[1]: key[2] for key in mine if key[1] is not None}
            for item, state in reading.items.items():
                if item in given_items:
                    assert given_items[item] == ("yes" if state else "no")
                    assert state is not None
