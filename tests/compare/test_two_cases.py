"""Two cases differ where their answers differ, and by as much as the margin moves."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision import evaluate
from decision.compare.two_cases import Difference, answers, differences, question
from decision.evaluation.additive import stand
from decision.evaluation.scores import score_table
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.model.readings import Reading
from tests.strategies import DRAWN, Tape, Written, case_from, case_of, made, problems

MODEL_DATA: dict[str, Any] = {
    "title": "Three facts",
    "options": {
        "stay": {"name": "Stay"},
        "move": {"name": "Move"},
        "safe": {
            "name": "Move safely",
            "needs": [{"fact": "offer", "is": ["yes"]}],
            "falls-back-to": "move",
        },
    },
    "criteria": {
        "x": {"name": "X", "weight": 3, "scores": {"stay": 60, "move": 50, "safe": 50}},
        "y": {"name": "Y", "weight": 1, "scores": {"stay": 40, "move": 30, "safe": 45}},
    },
    "facts": {
        "offer": {
            "ask": "Was it offered?",
            "answers": {"no": {"says": "No"}, "yes": {"says": "Yes"}},
        },
        "faults": {
            "ask": "How many faults?",
            "unit": "faults",
            "answers": {
                "few": {"says": "Few", "from": 0, "shifts": {"x": {"stay": 8}}},
                "many": {"says": "Many", "from": 5, "shifts": {"x": {"stay": -8}}},
            },
        },
        "focus": {
            "ask": "Which are in place?",
            "items": {
                "led": {
                    "says": "A clinical lead",
                    "shifts": {"x": {"move": 4, "safe": 4}},
                    "if-not": {"x": {"move": -4, "safe": -4}},
                },
                "direct": {"says": "Direct tickets", "shifts": {"y": {"move": 6}}},
                "plain": "A plan",
            },
        },
        "kit": {
            "ask": "What is kept?",
            "items": {"one": "One", "two": "Two"},
            "answers": {
                "little": {"says": "Little", "from": 0},
                "all": {"says": "All", "from": 2, "shifts": {"y": {"stay": 12}}},
            },
        },
    },
}
MODEL = made(MODEL_DATA)
SHARES = evaluate(MODEL).standing.shares


def case(**answers: object) -> Case:
    return Case.model_validate({"answers": answers})


def margin(case: Case, leader: str = "stay", rival: str = "move") -> float:
    totals = evaluate(MODEL, case).totals
    return totals[leader] - totals[rival]


def found(first: Case, second: Case) -> dict[tuple[str, str | None], Difference]:
    return {(one.fact, one.item): one for one in differences(MODEL, first, second, SHARES)}


def test_equal_cases_do_not_differ() -> None:
    one = case(faults=3, focus=["led"], kit=["two"])
    assert differences(MODEL, one, one, SHARES) == ()


def test_the_same_answer_given_two_ways_is_no_difference() -> None:
    assert differences(MODEL, case(faults=7), case(faults="many"), SHARES) == ()
    assert differences(MODEL, case(kit=["one"]), case(kit=["two"]), SHARES) == ()


def test_each_difference_moves_the_headlines_margin_by_what_it_says() -> None:
    first, second = case(offer="no", faults=1), case(faults=6, kit="all")
    told = found(first, second)
    assert set(told) == {("offer", None), ("faults", None), ("kit", None)}
    assert (told["offer", None].first, told["offer", None].second) == ("no", None)
    changed = case(offer="no", faults=6)
    moves = told["faults", None].moves
    assert moves == pytest.approx(margin(changed) - margin(first))
    assert moves == pytest.approx(-12)  # 16 points at a share of three quarters


def test_the_margin_is_that_of_the_first_cases_leader_over_its_rival() -> None:
    first = case(faults="many", offer="yes")
    standing = evaluate(MODEL, first).standing
    assert (standing.leader, standing.rival) == ("stay", "safe")
    (one,) = differences(MODEL, first, case(faults="many"), SHARES)
    assert one.fact == "offer"
    assert one.moves == pytest.approx(0)  # the form is still scored on its own cells
    (one,) = differences(MODEL, first, case(faults="many", offer="no"), SHARES)
    assert one.moves == pytest.approx(3.75)  # it falls back: 15 points at a share of a quarter


def test_a_checklist_whose_items_move_scores_differs_item_by_item() -> None:
    first = case(focus=["led"])
    second = Case.model_validate({"answers": {"focus": {"yes": ["direct"], "unknown": ["plain"]}}})
    told = found(first, second)
    assert set(told) == {("focus", "led"), ("focus", "direct"), ("focus", "plain")}
    states = [(one.first, one.second) for one in told.values()]
    assert states == [("yes", "no"), ("no", "yes"), ("no", None)]
    assert told["focus", "led"].moves == pytest.approx(6)
    assert told["focus", "plain"].moves == 0
    led = told["focus", "led"]
    assert question(MODEL, led) == "Which are in place? A clinical lead"
    assert answers(MODEL, led) == ("Yes", "No")
    assert answers(MODEL, told["focus", "plain"]) == ("No", "Not answered")


def test_a_checklist_answered_by_an_answers_id_differs_as_a_whole() -> None:
    data = {**MODEL_DATA, "facts": {**MODEL_DATA["facts"]}}
    data["facts"]["focus"] = {
        **data["facts"]["focus"],
        "answers": {"low": {"says": "Low", "from": 0}, "high": {"says": "High", "from": 1}},
    }
    model = made(data)
    by_id, ticked = case(focus="high"), case(focus=[])
    (one,) = differences(model, by_id, ticked, SHARES)
    assert (one.item, one.first, one.second) == (None, "high", "low")
    assert question(model, one) == "Which are in place?"
    assert answers(model, one) == ("High", "Low")
    assert differences(model, by_id, case(focus=["led"]), SHARES) == ()  # the same answer


def test_a_second_answer_goes_with_the_answer_that_it_disputes() -> None:
    first = Case.model_validate(
        {"answers": {"offer": "no"}, "disputed": {"offer": {"by": "A lead", "says": "yes"}}}
    )
    (one,) = differences(MODEL, first, case(), SHARES)
    assert (one.fact, one.first, one.second) == ("offer", "no", None)
    (one,) = differences(MODEL, first, case(offer="yes"), SHARES)
    assert one.moves == pytest.approx(
        margin(case(offer="yes"), rival="safe") - margin(first, rival="safe")
    )


def test_a_case_with_nobody_to_lead_still_lists_what_differs() -> None:
    needs = {"needs": [{"fact": "offer", "is": ["yes"]}]}
    data = {**MODEL_DATA, "options": {"a": {"name": "A"} | needs, "b": {"name": "B"} | needs}}
    data["criteria"] = {"x": {"name": "X", "weight": 1, "scores": {"a": 1, "b": 2}}}
    data["facts"] = {"offer": MODEL_DATA["facts"]["offer"]}
    model = made(data)
    (one,) = differences(model, case(offer="no"), case(offer="yes"), {"x": 1.0})
    assert one.moves is None


def test_the_largest_effect_comes_first() -> None:
    second = case(offer="no", faults="few", focus=["direct"], kit="all")
    moves = [one.moves for one in differences(MODEL, case(), second, SHARES)]
    sizes = [abs(size) for size in moves if size is not None]
    assert len(sizes) == len(moves) == 6
    assert sizes == sorted(sizes, reverse=True)


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
    told = differences(model, Case(), second, evaluate(model).standing.shares)
    one, two = (difference.moves for difference in told)
    assert one is not None
    assert two is not None
    assert one < two < one + 1e-12
    assert [difference.fact for difference in told] == ["one", "two"]


def taken(first: Written, second: Written, one: Difference, mine: Reading, other: Reading) -> Case:
    """The first case as written, with the second's answer where the two differ."""
    answers = {name: given for name, given in first["answers"].items() if name != one.fact}
    if one.item is not None:
        states = {**mine.items, one.item: other.items[one.item]}
        answers[one.fact] = {
            "yes": [item for item, state in states.items() if state is True],
            "unknown": [item for item, state in states.items() if state is None],
        }
    elif one.fact in second["answers"]:
        answers[one.fact] = second["answers"][one.fact]
    disputed = first.get("disputed", {})
    kept = {name: dispute for name, dispute in disputed.items() if name != one.fact}
    return case_from({**first, "answers": answers, "disputed": kept, "confirmed-by": {}})


@given(problems(), st.binary(min_size=60, max_size=60))
@DRAWN
def test_any_effect_is_that_of_taking_the_seconds_answer_alone(
    problem: tuple[Written, Written], data: bytes
) -> None:
    written, first = problem
    second = case_of(Tape(data), written)
    model = made(written)
    one, two = case_from(first), case_from(second)
    standing = evaluate(model, one).standing
    leader, rival = standing.leader, standing.rival
    ours, theirs = (score_table(model, each).readings for each in (one, two))
    told = differences(model, one, two, standing.shares)
    for difference in told:
        mine, other = ours[difference.fact], theirs[difference.fact]
        if difference.item is None:
            assert (mine.answer, other.answer) == (difference.first, difference.second)
        else:
            assert mine.items[difference.item] != other.items[difference.item]
        assert question(model, difference)
        assert all(answers(model, difference))
        if leader is None or rival is None:
            assert difference.moves is None
            continue
        then = stand(
            score_table(model, taken(first, second, difference, mine, other)), standing.shares
        )
        moved = then.totals[leader] - then.totals[rival]
        was = standing.totals[leader] - standing.totals[rival]
        assert difference.moves == pytest.approx(moved - was, abs=1e-9)
    if all(ours[name] == theirs[name] for name in model.facts):
        assert told == ()


@given(problems())
@DRAWN
def test_no_case_differs_from_itself(problem: tuple[Written, Written]) -> None:
    model, one = made(problem[0]), case_from(problem[1])
    assert differences(model, one, one, evaluate(model, one).standing.shares) == ()
