"""What is likely counted twice: a sound model earns nothing, and each doubled one is caught."""

from __future__ import annotations

import time
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision import DecisionModel, load_model, shipped
from decision.checks.double_counting import correlations, overlaps, words
from decision.checks.linter import lint

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.criteria.yaml"))


def fact(**answers: Mapping[str, Mapping[str, float]]) -> dict[str, Any]:
    return {
        "ask": "What was seen?",
        "answers": {name: {"says": name, "shifts": shifts} for name, shifts in answers.items()},
    }


# Two facts that move both criteria, in ways of their own.
SOUND: dict[str, Any] = {
    "title": "T",
    "options": {"a": {"name": "A"}, "b": {"name": "B"}},
    "criteria": {
        "speed": {
            "name": "Speed",
            "means": "How soon an urgent fault is taken on.",
            "weight": 10,
            "scores": {"a": 60, "b": 50},
        },
        "skill": {
            "name": "Skill",
            "means": "Whether qualified people answer for the system.",
            "weight": 10,
            "scores": {"a": 40, "b": 55},
        },
    },
    "facts": {
        "log": fact(poor={"speed": {"a": -20}}, good={"speed": {"a": 20}, "skill": {"b": 5}}),
        "rota": fact(none={"speed": {"b": -10}, "skill": {"b": -20}}, some={"skill": {"a": 10}}),
    },
}


def found(data: Mapping[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    return list(overlaps(DecisionModel.model_validate(data)))


def doubled(scale: float = 1.0, offset: float = 0.0) -> dict[str, Any]:
    """The sound model with speed under a second name: every shift scaled, and each raised."""
    data = deepcopy(SOUND)
    data["criteria"]["promptness"] = {
        "name": "Promptness",
        "means": "Delay until somebody begins work.",
        "weight": 10,
        "scores": {"a": 30, "b": 45},
    }
    for entry in data["facts"].values():
        for answer in entry["answers"].values():
            moves = answer["shifts"].get("speed", {})
            answer["shifts"]["promptness"] = {
                option: scale * moves.get(option, 0) + offset for option in data["options"]
            }
    return data


def test_a_sound_model_and_the_shipped_one_count_nothing_twice() -> None:
    assert found(SOUND) == []
    assert list(overlaps(load_model(shipped("criteria.yaml")))) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_no_published_model_is_said_to_count_twice(path: Path) -> None:
    assert list(overlaps(load_model(path))) == []


@pytest.mark.parametrize(("scale", "offset"), [(1, 0), (0.5, 0), (1, 15)])
def test_a_criterion_counted_under_two_names_is_caught(scale: float, offset: float) -> None:
    ((path, message),) = found(doubled(scale, offset))
    assert path == ("criteria", "promptness")
    assert message == (
        "`promptness` and `speed` move together whatever is answered to `log` and `rota`, so one "
        "thing may count twice; merge the two, or give them different `shifts`"
    )


def test_the_linter_says_so_too() -> None:
    path, message = found(doubled())[0]
    assert (path, message) in list(lint(DecisionModel.model_validate(doubled())))


def test_criteria_that_move_against_each_other_are_a_trade_off() -> None:
    assert found(doubled(scale=-1)) == []


def test_one_fact_that_moves_two_criteria_alike_is_not_enough() -> None:
    data = doubled()
    del data["facts"]["rota"]
    assert found(data) == []


def test_many_facts_are_counted_and_not_all_listed() -> None:
    data = doubled()
    for number in range(3):
        data["facts"][f"more-{number}"] = deepcopy(data["facts"]["log"])
    ((_, message),) = found(data)
    assert "answered to `log`, `rota`, `more-0` and 2 more, so one thing" in message


def test_a_correlation_is_that_of_the_drawn_scores() -> None:
    """Against plain enumeration of every set of answers, as a sum of covariances."""
    model = DecisionModel.model_validate(doubled(scale=0.7))
    rows = []
    answers = [list(entry.answers.values()) for entry in model.facts.values()]
    for first in answers[0]:
        for second in answers[1]:
            table = np.array(
                [
                    [
                        sum(said.shifts.get(name, {}).get(option, 0) for said in (first, second))
                        for option in model.options
                    ]
                    for name in model.criteria
                ]
            )
            rows.append(table - table.mean(axis=1, keepdims=True))
    spread = np.array(rows) - np.mean(rows, axis=0)
    covariance = np.einsum("sao,sbo->ab", spread, spread)
    deviations = np.sqrt(np.diag(covariance))
    together, moved = correlations(model)
    assert together == pytest.approx(covariance / np.outer(deviations, deviations))
    assert moved.tolist() == [[True, True]] * 3


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(-1e300, 1e300) | st.integers(-50, 50), min_size=8, max_size=8))
def test_correlations_stay_between_minus_one_and_one(points: list[float]) -> None:
    data = deepcopy(SOUND)
    numbers = iter(points)
    data["facts"] = {
        name: fact(
            x={"speed": {"a": next(numbers)}, "skill": {"b": next(numbers)}},
            y={"speed": {"b": next(numbers)}, "skill": {"a": next(numbers)}},
        )
        for name in ("f", "g")
    }
    together, _ = correlations(DecisionModel.model_validate(data))
    assert np.all(np.abs(together) <= 1 + 1e-9)
    assert together == pytest.approx(together.T)


def test_without_facts_only_scores_alike_over_many_options_count() -> None:
    scores = {"a": 10, "b": 80, "c": 35, "d": 60, "e": 0, "f": 100}
    near = {option: 20 + score / 2 for option, score in scores.items()}
    data: dict[str, Any] = {
        "title": "T",
        "options": {option: {"name": option} for option in scores},
        "criteria": {
            "view": {"name": "View", "weight": 1, "scores": scores},
            "light": {"name": "Light", "weight": 1, "scores": near},
        },
    }
    ((path, message),) = found(data)
    assert path == ("criteria", "light")
    assert message.startswith("`light` and `view` set the options apart in the same way")
    for options in (data["options"], scores, near):
        del options["f"]
    assert found(data) == []


# Definitions


@pytest.mark.parametrize(
    ("one", "other", "warned"),
    [
        (
            ("Response", "How soon the team responds to an urgent imaging fault."),
            ("Responding", "How soon a team responds to urgent imaging faults."),
            True,
        ),
        (("Costs", None), ("Cost", None), True),
        (
            ("Pace", "How soon faults are started on by someone who knows imaging."),
            ("Haste", "How soon someone who knows imaging starts on faults."),
            True,
        ),
        (("Quality 1", None), ("Quality 2", None), False),
        (("C1", None), ("C2", None), False),
        (
            ("Patients", "How satisfied patients are with the service."),
            ("Staff", "How satisfied staff are with the service."),
            False,
        ),
        (("Size", "How large it is."), ("Sizes", "Which standard shoes fit."), False),
        (("…", None), ("—", None), False),
    ],
)
def test_definitions_in_nearly_the_same_words_are_named(
    one: tuple[str, str | None], other: tuple[str, str | None], warned: bool
) -> None:
    data = deepcopy(SOUND)
    data["facts"] = {}
    for key, (name, means) in zip(data["criteria"], (one, other), strict=True):
        data["criteria"][key] |= {"name": name, "means": means or "x"}
        if means is None:
            del data["criteria"][key]["means"]
    messages = [message for path, message in found(data) if "nearly the same words" in message]
    assert bool(messages) == warned
    assert all(message.startswith("`skill` and `speed` are defined") for message in messages)


def test_a_pair_is_named_once_though_it_reads_and_moves_alike() -> None:
    data = doubled()
    data["criteria"]["promptness"]["means"] = data["criteria"]["speed"]["means"]
    ((_, message),) = found(data)
    assert "nearly the same words" in message


@given(st.text(max_size=200))
def test_words_are_the_same_in_any_order(text: str) -> None:
    assert words(f"{text} fault") == words(f"fault {text}")


# Costs


def money(**changed: str) -> dict[str, Any]:
    """The sound model with a measured cost, and other words in the criterion `skill`."""
    data = deepcopy(SOUND)
    data["criteria"]["yearly"] = {
        "name": "Running the service",
        "weight": 5,
        "measure": {"unit": "£k a year", "values": {0: 100, 500: 0}},
        "amounts": {"a": 120, "b": 90},
    }
    data["criteria"]["skill"] |= changed
    return data


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("name", "Skill and cost", "cost"),
        ("means", "Qualified people, within budget.", "budget"),
        ("worst", "It costs too much.", "costs"),
        ("best", "Savings of £20,000 a year.", "Savings"),
    ],
)
def test_money_inside_a_benefit_beside_a_cost_is_named(key: str, text: str, said: str) -> None:
    assert found(money()) == []
    ((path, message),) = found(money(**{key: text}))
    assert path == ("criteria", "skill", key)
    assert message == (
        f"`skill` speaks of money (“{said}”), which `yearly` counts already, so a cost may count "
        f"twice; take the money out of `skill`, or merge the two"
    )


def test_money_in_the_reason_for_a_score_counts_too() -> None:
    data = money()
    data["criteria"]["skill"]["scores"] = {
        "a": {"score": 40, "because": "Cheaper: saves £5,000."},
        "b": 55,
    }
    ((path, message),) = found(data)
    assert path == ("criteria", "skill", "scores", "a", "because")
    assert "“£5,000”" in message


def test_a_judged_cost_is_a_cost_that_a_benefit_may_count_again() -> None:
    data = money(name="Cost of moving", means="What the move takes.")
    del data["criteria"]["yearly"]
    data["facts"] = {}
    assert found(data) == []
    data["criteria"]["speed"]["means"] = "How soon a fault is taken on without spending more."
    ((path, message),) = found(data)
    assert path == ("criteria", "speed", "means")
    assert "(“spending”), which `skill` counts already" in message


def test_parts_of_one_cost_may_stand_side_by_side() -> None:
    data = money(name="Cost of moving", means="What the move takes.")
    del data["criteria"]["yearly"]
    data["criteria"]["speed"] |= {"name": "Cost of leases", "means": "Rent and rates."}
    assert found(data) == []


def test_a_sum_of_money_inside_a_benefit_is_named_without_any_cost() -> None:
    data = deepcopy(SOUND)
    data["criteria"]["skill"]["best"] = "Posts worth £30,000 are safe."
    ((path, message),) = found(data)
    assert path == ("criteria", "skill", "best")
    assert message.startswith("`skill` holds a sum of money (“£30,000”) inside a benefit; take")
    data["criteria"]["skill"]["best"] = "Money for posts is safe."
    assert found(data) == []


@pytest.mark.parametrize("word", ["costume", "priceless", "accosted"])
def test_words_that_only_hold_such_a_word_are_no_money(word: str) -> None:
    assert found(money(means=f"How {word} it is.")) == []


# Size


def test_two_hundred_criteria_and_fifty_facts_take_under_a_second() -> None:
    rng = np.random.default_rng(1)
    options = "abcd"
    data: dict[str, Any] = {
        "title": "T",
        "options": {option: {"name": option} for option in options},
        "criteria": {
            f"c{number}": {
                "name": f"Criterion {number}",
                "means": " ".join(f"w{word}" for word in rng.integers(500, size=15)),
                "weight": 1,
                "scores": dict.fromkeys(options, 50),
            }
            for number in range(200)
        },
        "facts": {
            f"f{number}": fact(
                **{
                    answer: {
                        f"c{criterion}": {
                            option: int(points)
                            for option, points in zip(
                                options, rng.integers(-20, 20, 4), strict=True
                            )
                        }
                        for criterion in rng.integers(200, size=8)
                    }
                    for answer in ("low", "mid", "high")
                }
            )
            for number in range(50)
        },
    }
    model = DecisionModel.model_validate(data)
    started = time.perf_counter()
    assert list(overlaps(model)) == []
    assert time.perf_counter() - started < 1


def test_the_shipped_model_moves_no_two_criteria_together() -> None:
    """Each tick and each answer of it moves one criterion."""
    together, moved = correlations(load_model(shipped("criteria.yaml")))
    np.fill_diagonal(together, 0)
    assert np.abs(together).max() < 0.01
    assert moved.any(axis=1).all()


def test_items_move_criteria_as_answers_do() -> None:
    """A checklist of two ticks is as four answers, each tick apart from the other."""
    data = deepcopy(SOUND)
    ticks = {
        "fast": {"says": "F", "shifts": {"speed": {"a": 10}}, "if-not": {"speed": {"a": -10}}},
        "able": {"says": "A", "shifts": {"skill": {"b": 10}}},
    }
    data["facts"] = {"log": {"ask": "What was seen?", "items": ticks}}
    together, moved = correlations(DecisionModel.model_validate(data))
    assert moved.tolist() == [[True], [True]]
    assert together[0, 1] == pytest.approx(0)
    for name in ticks:
        ticks[name]["shifts"] = {"speed": {"a": 10}, "skill": {"a": 10}}
        ticks[name].pop("if-not", None)
    data["facts"]["diary"] = {"ask": "What else was seen?", "items": deepcopy(ticks)}
    together, _ = correlations(DecisionModel.model_validate(data))
    assert together[0, 1] == pytest.approx(1)
    assert "move together whatever is answered to `log` and `diary`" in found(data)[0][1]
