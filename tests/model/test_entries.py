from __future__ import annotations

from typing import get_args

import pytest
from pydantic import ValidationError

from decision.errors import ModelError
from decision.model.cells import Amount, Measure, Score
from decision.model.entries import (
    Criterion,
    Evidence,
    Fact,
    Gate,
    Item,
    Option,
    OwnBaseline,
    Right,
    Safeguard,
    Topic,
)
from decision.model.scalars import Scalar

MEASURE = Measure(unit="£k", values={0: 100, 500: 0})


def test_the_cells_of_a_criterion_are_its_scores_or_its_amounts():
    judged = Criterion(name="A", weight=1, scores={"a": 5})
    measured = Criterion(name="A", weight=1, measure=MEASURE, amounts={"a": 5})
    assert judged.cells == {"a": Score(score=5)}
    assert measured.cells == {"a": Amount(amount=5)}


def fact(*starts: float, **more) -> Fact:
    answers = {f"from-{n}": {"says": "S", "from": start} for n, start in enumerate(starts)}
    return Fact.model_validate({"ask": "A", "answers": answers} | more)


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
        ({"answers": {}}, "is empty; write `answers: {id: {says: text}}`, one or more"),
        ({"answers": {"a": {"says": "A", "from": 0}}}, "is for a fact with `items` or a `unit`"),
        ({"unit": "d", "answers": {"a": {"says": "A"}}}, "has no `from`"),
    ],
)
def test_a_fact_counts_something_or_nothing(keys: dict[str, object], message: str):
    given = {"ask": "A", "answers": {"a": {"says": "A"}}} | keys
    with pytest.raises(ModelError, match=message):
        Fact(**given)


def test_a_fact_has_answers_or_items():
    with pytest.raises(ModelError, match="has neither `answers` nor `items`"):
        Fact(ask="A", unit="days")
    assert Fact(ask="A", items={"x": "X"}).answers == {}


def test_an_item_is_text_or_says_what_a_yes_and_a_no_move():
    found = fact(items={"bare": "X", "full": {"says": "Y", "shifts": {"c": {"a": 5}}}}, answers={})
    assert found.items["bare"] == Item(says="X")
    assert not found.items["bare"].moves
    assert found.items["full"].moves
    assert Item.model_validate({"says": "Z", "if-not": {"c": {"a": -1}}}).moves
    assert found.has_item_effects
    assert not fact(items={"bare": "X"}, answers={}).has_item_effects


@pytest.mark.parametrize("bare", [5, None, ["X"], " "])
def test_what_is_neither_text_nor_a_record_is_no_item_and_no_safeguard(bare: object):
    with pytest.raises(ModelError, match=r"should be text|is empty"):
        Fact(ask="A", items={"x": bare})
    with pytest.raises(ModelError, match=r"should be text|is empty"):
        Option(name="A", safeguards=[bare])


def test_the_count_may_reach_as_many_ticks_as_there_are_items():
    assert fact(0, 2, items={"x": "X", "y": "Y"}).pick(2) == "from-1"
    with pytest.raises(ValidationError, match="write a whole number up to 2"):
        fact(0, 3, items={"x": "X", "y": "Y"})
    with pytest.raises(ValidationError, match="write a whole number up to 2"):
        fact(0, 1.5, items={"x": "X", "y": "Y"})


def counted(item: dict[str, object], *points: float) -> dict[str, object]:
    """A checklist of which one item moves a score that the count moves to some points in turn."""
    return {
        "ask": "A",
        "items": {"plain": "P", "it": {"says": "I", **item}},
        "answers": {
            f"from-{n}": {"says": "S", "from": n, "shifts": {"c": {"a": value}}}
            for n, value in enumerate(points)
        },
    }


@pytest.mark.parametrize(
    ("item", "points", "says"),
    [
        ({"shifts": {"c": {"a": -5}}}, (0, 10), r"by -5 when ticked, .* by \+10 through"),
        ({"if-not": {"c": {"a": 5}}}, (0, 10), r"by -5 when ticked"),
        ({"shifts": {"c": {"a": 2}}, "if-not": {"c": {"a": 3}}}, (0, 10), "by -1 when ticked"),
        ({"shifts": {"c": {"a": 5}}}, (0, 10, 4), r"by \+5 when ticked, .* by -6 through"),
        ({"shifts": {"c": {"a": 5}}}, (10, 0), "by -10 through"),
    ],
)
def test_an_item_may_not_take_what_one_more_tick_gives(
    item: dict[str, object], points: tuple[float, ...], says: str
):
    with pytest.raises(ValidationError, match=says):
        Fact.model_validate(counted(item, *points))


@pytest.mark.parametrize(
    ("item", "points"),
    [
        ({"shifts": {"c": {"a": 5}}}, (0, 10)),
        ({"shifts": {"c": {"a": 5}}, "if-not": {"c": {"a": -5}}}, (0, 10)),
        ({"shifts": {"c": {"a": -5}}}, (10, 0)),
        ({"shifts": {"c": {"a": -5}}}, (3, 3)),
        ({"shifts": {"c": {"b": -5}, "d": {"a": -5}}}, (0, 10)),
        ({"shifts": {"c": {"a": -5}}}, ()),
        ({"shifts": {"c": {"a": 5}}, "if-not": {"c": {"a": 5}}}, (0, 10, 0)),
    ],
)
def test_an_item_may_go_with_the_count_or_move_what_the_count_leaves(
    item: dict[str, object], points: tuple[float, ...]
):
    assert Fact.model_validate(counted(item, *points)).has_item_effects


def test_a_baseline_is_a_flag_or_what_a_fact_must_be():
    for written, read in ((True, True), (Scalar("yes"), True), (False, False)):
        assert Option.model_validate({"name": "A", "baseline": written}).baseline is read
    own = Option.model_validate({"name": "A", "baseline": {"fact": "f", "is": ["x"]}}).baseline
    assert own == OwnBaseline.model_validate({"fact": "f", "is": ["x"]})
    assert Option(name="A", baseline=own).baseline == own
    with pytest.raises(ModelError, match="write yes or no"):
        Option(name="A", baseline="perhaps")


def test_a_safeguard_is_text_or_says_whose_it_is_and_how_it_is_told():
    bare, full = Option.model_validate(
        {
            "name": "A",
            "safeguards": [
                "A charter is written.",
                {"says": "S", "owner": "O", "measure": "M", "due": "D"},
            ],
        }
    ).safeguards
    assert bare == Safeguard(says="A charter is written.")
    assert (bare.owner, bare.measure, bare.due) == (None, None, None)
    assert full == Safeguard(says="S", owner="O", measure="M", due="D")


def test_an_entry_of_the_evidence_may_name_its_speaker():
    entry = {"says": "S", "by": "a surveyor", "kind": "opinion"}
    assert Evidence(**entry).speaker is None
    assert Evidence(**entry, speaker="the surveyor").speaker == "the surveyor"


@pytest.mark.parametrize("keys", [{}, {"decides": "A", "asked": "B"}, {"decides": " "}])
def test_a_right_says_who_decides_and_lists_who_is_asked(keys: dict[str, object]):
    with pytest.raises(ModelError):
        Right(**keys)
