"""What another answer would do, against the case evaluated again with that answer."""

from __future__ import annotations

import pytest

import decision
from decision.model.case import Case
from decision.sensitivity.answer_effects import other_answers, points_of_answers

MODEL = decision.load_model(decision.shipped("criteria.yaml"))
EXAMPLES = decision.examples()


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_an_answer_would_do_is_what_it_does(name: str) -> None:
    evaluation = decision.evaluate(MODEL, decision.load_case(EXAMPLES[name], MODEL))
    table, checked = evaluation.standing.table, 0
    for option in MODEL.options:
        for effect in other_answers(evaluation.standing, option):
            if effect.bars or effect.opens or table.available[option] == "no":
                continue
            answers = {**evaluation.case.answers, effect.fact: effect.answer}
            then = decision.evaluate(MODEL, evaluation.case.model_copy(update={"answers": answers}))
            if then.standing.table.stands_on[option] != option:
                continue
            checked += 1
            assert then.totals[option] - evaluation.totals[option] == pytest.approx(effect.points)
    assert checked > 40


def test_an_answer_that_a_need_refuses_bars_the_option_and_one_that_meets_it_opens_it() -> None:
    refused = decision.evaluate(
        MODEL, Case.model_validate({"answers": {"partnership-offer": "refused"}})
    ).standing
    opening = [one for one in other_answers(refused, "partnership") if one.opens]
    assert {one.answer for one in opening} == {"said", "signed"}
    assert not any(one.bars for one in other_answers(refused, "partnership"))
    said = decision.evaluate(
        MODEL, Case.model_validate({"answers": {"partnership-offer": "said"}})
    ).standing
    assert [one.answer for one in other_answers(said, "partnership") if one.bars] == ["refused"]


def test_what_answers_given_brought_is_what_taking_each_away_takes() -> None:
    name = "invented-complete"
    evaluation = decision.evaluate(MODEL, decision.load_case(EXAMPLES[name], MODEL))
    for option in MODEL.options:
        for (fact, _), points in points_of_answers(evaluation.standing, option).items():
            answers = {id_: one for id_, one in evaluation.case.answers.items() if id_ != fact}
            without = decision.evaluate(
                MODEL, evaluation.case.model_copy(update={"answers": answers})
            )
            if without.standing.table.stands_on[option] == option:
                assert evaluation.totals[option] - without.totals[option] == pytest.approx(points)
