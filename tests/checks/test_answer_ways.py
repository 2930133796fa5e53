"""The ways to answer a fact: which there are, how likely each is, and what it moves."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from decision import DecisionModel
from decision.checks.answer_ways import LONG, Ways


def model(**fact: Any) -> DecisionModel:
    return DecisionModel.model_validate(
        {
            "title": "T",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {
                "c": {"name": "C", "weight": 1, "scores": {"a": 50, "b": 50}},
                "d": {"name": "D", "weight": 1, "scores": {"a": 50, "b": 50}},
            },
            "facts": {"f": {"ask": "F?", **fact}},
        }
    )


def test_a_choice_has_a_way_for_each_answer_that_does_something_else() -> None:
    ways = Ways(
        model(
            answers={
                "no": {"says": "No"},
                "yes": {"says": "Yes", "shifts": {"d": {"b": 5}}},
                "never": {"says": "Never", "shifts": {"d": {"b": 0}}},
            }
        )
    ).of["f"]
    assert [way.answer for way in ways] == ["no", "yes", "never"]
    assert [way.chance for way in ways] == pytest.approx([1 / 3] * 3)
    assert ways[1].moves.tolist() == [[0, 0], [0, 5]]


def test_a_checklist_has_a_way_for_each_set_of_ticks_with_its_answer() -> None:
    items = {
        "x": {"says": "X", "shifts": {"c": {"a": 10}}, "if-not": {"c": {"a": -5}}},
        "y": {"says": "Y", "shifts": {"d": {"b": 3}}},
    }
    answers = {
        "none": {"says": "0", "from": 0},
        "some": {"says": "1 or 2", "from": 1, "shifts": {"c": {"a": 2}}},
    }
    ways = Ways(model(items=items, answers=answers)).of["f"]
    assert sum(way.chance for way in ways) == pytest.approx(1)
    seen = {(way.answer, way.ticks, way.moves[0, 0], way.moves[1, 1]) for way in ways}
    assert seen == {
        ("none", 0, -5.0, 0.0),
        ("some", 1, -3.0, 3.0),
        ("some", 1, 12.0, 0.0),
        ("some", 2, 12.0, 3.0),
    }


def test_ticks_that_do_the_same_are_one_way_with_their_chances_added() -> None:
    items = {f"i{number}": f"Item {number}" for number in range(4)}
    answers = {"few": {"says": "Few", "from": 0}, "all": {"says": "All", "from": 4}}
    ways = Ways(model(items=items, answers=answers)).of["f"]
    assert [(way.answer, way.chance) for way in ways] == [("few", 15 / 16), ("all", 1 / 16)]


def test_a_long_checklist_is_tried_tick_by_tick_with_the_chance_of_each_count() -> None:
    size = LONG + 1
    items = {f"i{number}": {"says": "I", "shifts": {"c": {"a": 1}}} for number in range(size)}
    ways = Ways(model(items=items)).of["f"]
    assert [way.ticks for way in ways] == list(range(size + 1))
    every = [sum(ticks) for ticks in product((0, 1), repeat=size)]
    expected = np.bincount(every) / len(every)
    assert [way.chance for way in ways] == pytest.approx(expected.tolist())
    assert [way.moves[0, 0] for way in ways] == list(range(size + 1))
