from __future__ import annotations

from typing import get_args

import pytest
from pydantic import ValidationError

from decision.errors import ModelError
from decision.model.cells import Amount, Measure, Score
from decision.model.entries import Criterion, Fact, Gate, Topic

MEASURE = Measure(unit="£k", values={0: 100, 500: 0})


def test_the_cells_of_a_criterion_are_its_scores_or_its_amounts():
    judged = Criterion(name="A", weight=1, scores={"a": 5})
    measured = Criterion(name="A", weight=1, measure=MEASURE, amounts={"a": 5})
    assert judged.cells == {"a": Score(score=5)}
    assert measured.cells == {"a": Amount(amount=5)}


def fact(*starts: float, **more) -> Fact:
    answers = {f"from-{n}": {"says": "S", "from": start} for n, start in enumerate(starts)}
    return Fact.model_validate({"ask": "A", "answers": answers, **more})


@pytest.mark.parametrize(
    ("number", "answer"),
    [(-1, None), (0, "from-0"), (0.4, "from-0"), (0.5, "from-1"), (99, "from-2")],
)
def test_a_number_picks_the_last_answer_that_starts_at_or_below_it(
    number: float, answer: str | None
):
    assert fact(0, 0.5, 6, unit="months").pick(number) == answer


def test_several_wrong_thresholds_are_all_named():
    with pytest.raises(ValidationError) as caught:
        fact(1, 1, 9, items={"x": "X", "y": "Y"})
    message = str(caught.value)
    assert "is 1, after 1; write the answers in rising order" in message
    assert "of the first answer is 1; write `from: 0` (no ticks)" in message
    assert "is 9, and the fact has 2 items; write a whole number up to 2" in message


@pytest.mark.parametrize("topic", get_args(Topic))
def test_facts_criteria_and_gates_may_have_a_topic(topic: str):
    answers = {"yes": {"says": "Yes"}}
    assert Fact.model_validate({"ask": "Is it?", "topic": topic, "answers": answers}).topic == topic
    assert Gate.model_validate({"says": "It is.", "topic": topic}).topic == topic
    scored = {"name": "Speed", "weight": 1, "topic": topic, "scores": {"a": 1, "b": 2}}
    assert Criterion.model_validate(scored).topic == topic
    assert Gate.model_validate({"says": "It is."}).topic is None


def criterion(**keys) -> dict[str, object]:
    return {"name": "A", "weight": 1, **keys}


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"scores": {"a": 1}, "amounts": {"a": 1}}, "has both `scores` and a measure"),
        ({"measure": MEASURE}, "has a `measure` and no `amounts`"),
        ({"amounts": {"a": 1}}, "has `amounts` and no `measure`"),
        ({}, "has no `scores`"),
    ],
)
def test_a_criterion_is_judged_or_measured(keys: dict[str, object], message: str):
    with pytest.raises(ModelError, match=message):
        Criterion(**criterion(**keys))


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"items": {"x": "X"}, "unit": "d"}, "has both `items` and `unit`"),
        ({"answers": {}}, "is empty; write one answer or more"),
        ({"answers": {"a": {"says": "A", "from": 0}}}, "is for a fact with `items` or a `unit`"),
        ({"unit": "d", "answers": {"a": {"says": "A"}}}, "has no `from`"),
    ],
)
def test_a_fact_counts_something_or_nothing(keys: dict[str, object], message: str):
    given = {"ask": "A", "answers": {"a": {"says": "A"}}} | keys
    with pytest.raises(ModelError, match=message):
        Fact(**given)
