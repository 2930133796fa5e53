"""Answers that decide too much: the variance is that of every set of answers, and each warns."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

import decision
from decision import DecisionModel
from decision.checks.answer_ways import Ways
from decision.checks.influence import Influence, weighty_answers
from decision.evaluation.additive import stand
from decision.evaluation.scores import score_table
from decision.model.case import Case


def fact(points: float, side: str = "a", criterion: str = "c") -> dict[str, Any]:
    shifts = {criterion: {side: points}}
    return {"ask": "?", "answers": {"no": {"says": "N"}, "yes": {"says": "Y", "shifts": shifts}}}


def model(facts: dict[str, Any]) -> DecisionModel:
    return DecisionModel.model_validate(
        {
            "title": "T",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {
                name: {"name": name, "weight": weight, "scores": {"a": 50, "b": 50}}
                for name, weight in (("c", 5), ("d", 3), ("e", 2))
            },
            "facts": facts,
        }
    )


def influence(facts: dict[str, Any]) -> Influence:
    return Influence(Ways(model(facts)), np.array([0.5, 0.3, 0.2]))


def warned(facts: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    return list(weighty_answers(influence(facts)))


EVEN = {f"f{number}": fact(5, "ab"[number % 2]) for number in range(6)}
LIST = {
    "ask": "?",
    "items": {
        "x": {"says": "X", "shifts": {"c": {"a": 4}}, "if-not": {"d": {"b": 3}}},
        "y": {"says": "Y", "shifts": {"c": {"b": 3}}},
    },
    "answers": {
        "few": {"says": "F", "from": 0},
        "both": {"says": "B", "from": 2, "shifts": {"d": {"a": 5}}},
    },
}


def test_the_variances_sum_to_that_of_the_margin_over_every_set_of_answers() -> None:
    """Against the engine's own totals of all 256 sets of answers, no score reaching a stop."""
    facts = EVEN | {"list": LIST}
    built = model(facts)
    margins = []
    for answers in product(("no", "yes"), repeat=6):
        for ticks in product((False, True), repeat=2):
            yes = [item for item, tick in zip("xy", ticks, strict=True) if tick]
            given = dict(zip(EVEN, answers, strict=True)) | {"list": yes}
            case = Case.model_validate({"answers": given})
            totals = stand(score_table(built, case), {"c": 0.5, "d": 0.3, "e": 0.2}).totals
            margins.append(totals["a"] - totals["b"])
    assert len(margins) == 256
    assert sum(influence(facts).variances().values()) == pytest.approx(np.var(margins))


def test_questions_that_weigh_alike_earn_no_warning() -> None:
    assert warned(EVEN) == []
    ticks = {"x": {"says": "X", "shifts": {"c": {"a": 4}}, "if-not": {"d": {"b": 3}}}, "y": "Y"}
    assert warned(EVEN | {"list": {"ask": "?", "items": ticks}}) == []


def test_a_fact_that_explains_more_than_a_third_is_named() -> None:
    ((path, message), *_) = warned(EVEN | {"huge": fact(12)})
    assert path == ("facts", "huge")
    assert message.startswith("`huge` explains 49% of how far answers move the two options")


def test_two_facts_that_explain_more_than_half_are_named() -> None:
    ((path, message), *_) = warned(EVEN | {"one": fact(9), "two": fact(9, "b")})
    assert path == ("facts", "one")
    assert message.startswith("`one` and `two` explain 52% of how far answers move the two")


def test_few_facts_are_not_blamed_for_explaining_much() -> None:
    assert warned({"huge": fact(50), "small": fact(1, "b")}) == []


def test_one_tick_that_moves_further_than_the_margin_usually_does_is_named() -> None:
    """Two ticks of four change the count's answer: one tick more is worth 24 points of `c`."""
    items = {f"i{number}": "Item" for number in range(4)}
    counted = {"few": {"says": "F", "from": 0}, "many": {"says": "M", "from": 4}}
    counted["many"]["shifts"] = {"c": {"a": 24}}
    facts = EVEN | {"list": {"ask": "?", "items": items, "answers": counted}}
    found = influence(facts)
    assert found.largest_step("list") == pytest.approx(12)
    messages = [message for path, message in warned(facts) if path == ("facts", "list")]
    assert any(
        message.startswith("one tick of `list` can move the margin by about 12 points")
        for message in messages
    )


def test_a_tick_moves_by_its_own_effect_and_by_the_count_it_reaches() -> None:
    found = influence({"list": LIST})
    # `x` as the second tick: +4 of c for a, and b keeps its 3 of d less; and a gets 5 of d.
    assert found.largest_step("list") == pytest.approx(0.5 * 4 + 0.3 * 3 + 0.3 * 5)


def test_a_number_steps_from_one_answer_to_the_next_and_a_choice_to_its_nearest() -> None:
    answers = {
        name: {"says": name, "shifts": {"c": {"a": points}}}
        for name, points in (("x", 0), ("y", 30), ("z", 10))
    }
    counted = {
        name: entry | {"from": number} for number, (name, entry) in enumerate(answers.items())
    }
    facts = {"choice": {"ask": "?", "answers": answers}}
    assert influence(facts).largest_step("choice") == pytest.approx(10)
    facts = {"number": {"ask": "?", "unit": "months", "answers": counted}}
    assert influence(facts).largest_step("number") == pytest.approx(15)


@pytest.mark.parametrize("where", ["answers", "items"])
def test_a_checklist_of_which_one_tick_moves_many_criteria_is_named(where: str) -> None:
    shifts = {name: {"a": 1} for name in ("c", "d", "e")}
    listed: dict[str, Any] = {"ask": "?", "items": {"x": {"says": "X"}, "y": {"says": "Y"}}}
    if where == "items":
        listed["items"]["x"]["shifts"] = shifts
    else:
        listed["answers"] = {
            "few": {"says": "F", "from": 0},
            "both": {"says": "B", "from": 2, "shifts": shifts},
        }
    ((path, message),) = warned({"list": listed})
    place = ("items", "x") if where == "items" else ("answers", "both")
    assert path == ("facts", "list", *place)
    assert "3 criteria at once" in message
    del shifts["e"]
    assert warned({"list": listed}) == []


def test_no_question_of_the_shipped_model_decides_too_much() -> None:
    """No fact over a third, no two over half, no tick or answer over a quarter of the reach."""
    shipped = decision.load_model(decision.shipped("criteria.yaml"))
    shares = np.array([entry.weight for entry in shipped.criteria.values()], dtype=float)
    found = Influence(Ways(shipped), shares / shares.sum())
    parts = sorted(found.variances().values())
    assert sum(parts[-2:]) < sum(parts) / 2
    assert max(found.largest_step(name) for name in shipped.facts) < sum(parts) ** 0.5
