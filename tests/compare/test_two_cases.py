"""Two cases differ where their answers differ; what each answer would do is evaluated in full."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision import evaluate
from decision.compare.two_cases import (
    Difference,
    differences,
    disputes,
    question,
    said,
    second_view,
)
from decision.evaluation.additive import stand
from decision.evaluation.scores import score_table
from decision.evaluation.weights import Shares
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


def ahead(model: DecisionModel, case: Case, course: str, shares: Shares) -> float | None:
    """What the best of a course is ahead of the best other, where both can be chosen."""
    standing = stand(score_table(model, case), shares)
    able = standing.table.choosable
    ours = [standing.totals[one] for one in able if model.course_of[one] == course]
    theirs = [standing.totals[one] for one in able if model.course_of[one] != course]
    return max(ours) - max(theirs) if ours and theirs else None


def moved(first: Case, after: Case, course: str = "stay") -> Any:
    now, then = (ahead(MODEL, case, course, SHARES) for case in (first, after))
    assert now is not None
    assert then is not None
    return pytest.approx(then - now)


def between(first: Case, second: Case, model: DecisionModel = MODEL) -> tuple[Difference, ...]:
    return differences(model, first, second, first, SHARES)


def found(first: Case, second: Case) -> dict[tuple[str, str | None], Difference]:
    return {(one.fact, one.item): one for one in between(first, second)}


def test_equal_cases_do_not_differ() -> None:
    one = case(faults=3, focus=["led"], kit=["two"])
    assert between(one, one) == ()


def test_the_same_answer_given_two_ways_is_no_difference() -> None:
    assert between(case(faults=7), case(faults="many")) == ()
    assert between(case(kit=["one"]), case(kit=["two"])) == ()


def test_each_difference_moves_the_margin_by_what_it_says() -> None:
    first, second = case(offer="no", faults=1), case(faults=6, kit="all")
    told = found(first, second)
    assert set(told) == {("offer", None), ("faults", None), ("kit", None)}
    assert (told["offer", None].first, told["offer", None].second) == ("No", None)
    moves = told["faults", None].moves
    assert moves == moved(first, case(offer="no", faults=6))
    assert moves == pytest.approx(-12)  # 16 points at a share of three quarters


def test_each_answer_says_who_would_lead_with_it() -> None:
    first, second = case(faults="many", offer="no"), case(faults="few", offer="yes")
    for (fact, _), one in found(first, second).items():
        for told, view in ((one.with_first, first), (one.with_second, second)):
            changed = {**first.answers, fact: view.answers[fact]}
            assert told == evaluate(MODEL, case(**changed)).standing.lead


def test_a_checklist_whose_items_move_scores_differs_item_by_item() -> None:
    first = case(focus=["led"])
    second = Case.model_validate({"answers": {"focus": {"yes": ["direct"], "unknown": ["plain"]}}})
    told = found(first, second)
    assert set(told) == {("focus", "led"), ("focus", "direct"), ("focus", "plain")}
    states = [(one.first, one.second) for one in told.values()]
    assert sorted(states, key=str) == [("No", "Yes"), ("No", None), ("Yes", "No")]
    assert told["focus", "led"].moves == pytest.approx(6)
    assert told["focus", "plain"].moves == 0
    led = told["focus", "led"]
    assert question(MODEL, led) == "Which are in place? A clinical lead"
    assert (led.first, led.second) == ("Yes", "No")
    assert led.conflicts
    assert not told["focus", "plain"].conflicts


def test_a_checklist_answered_by_an_answers_id_differs_as_a_whole() -> None:
    data = {**MODEL_DATA, "facts": {**MODEL_DATA["facts"]}}
    data["facts"]["focus"] = {
        **data["facts"]["focus"],
        "answers": {"low": {"says": "Low", "from": 0}, "high": {"says": "High", "from": 1}},
    }
    model = made(data)
    by_id, ticked = case(focus="high"), case(focus=[])
    (one,) = between(by_id, ticked, model)
    assert (one.item, one.first, one.second) == (None, "High", "Low")
    assert question(model, one) == "Which are in place?"
    assert between(by_id, case(focus=["led"]), model) == ()  # the same answer


def test_a_second_answer_goes_with_the_answer_that_it_disputes() -> None:
    first = Case.model_validate(
        {"answers": {"offer": "no"}, "disputed": {"offer": {"by": "A lead", "says": "yes"}}}
    )
    (one,) = between(first, case())
    assert (one.fact, one.first, one.second) == ("offer", "No", None)
    (one,) = between(first, case(offer="yes"))
    assert one.moves == moved(case(offer="no"), case(offer="yes"))


def test_the_disputes_of_one_case_differ_as_two_cases_do() -> None:
    disputed = {
        "faults": {"by": "Digital", "says": 7, "because": "The log"},
        "kit": {"by": "Digital", "says": ["one", "two"]},
    }
    one = Case.model_validate(
        {
            "answers": {"faults": 2, "kit": ["one"]},
            "answered-by": {"faults": "Radiology"},
            "notes": {"faults": "From memory", "kit": "Seen"},
            "disputed": disputed,
        }
    )
    other = second_view(one)
    assert other.answers == case(faults=7, kit=["one", "two"]).answers
    assert (other.answered_by["faults"], other.notes) == ("Digital", {"faults": "The log"})
    told = {each.fact: each for each in disputes(MODEL, one, SHARES)}
    assert (told["faults"].first, told["faults"].second) == ("Few (2)", "Many (7)")
    assert (told["kit"].first, told["kit"].second) == ("One", "One; Two")
    assert told["faults"].moves == moved(one, case(faults=7, kit=["one"]))
    assert told["kit"].moves == moved(one, case(faults=2, kit=["one", "two"]))


def test_nothing_in_place_and_nothing_known_are_said() -> None:
    focus, faults = MODEL.facts["focus"], MODEL.facts["faults"]
    assert said(focus, score_table(MODEL, case(focus=[])).readings["focus"]) == (
        "None of them in place"
    )
    assert said(faults, score_table(MODEL, case()).readings["faults"]) == "not known"


def test_a_case_with_nobody_to_lead_still_lists_what_differs() -> None:
    needs = {"needs": [{"fact": "offer", "is": ["yes"]}]}
    data = {**MODEL_DATA, "options": {"a": {"name": "A"} | needs, "b": {"name": "B"} | needs}}
    data["criteria"] = {"x": {"name": "X", "weight": 1, "scores": {"a": 1, "b": 2}}}
    data["facts"] = {"offer": MODEL_DATA["facts"]["offer"]}
    model, first = made(data), case(offer="no")
    (one,) = differences(model, first, case(offer="yes"), first, {"x": 1.0})
    assert (one.moves, one.changes_course) == (None, True)


def test_what_changes_the_course_comes_before_what_moves_more() -> None:
    first = case(faults="many", focus=["led", "direct"], kit="all")
    told = between(first, case(faults="few", focus=["led", "direct"], kit="little"))
    assert [(one.fact, one.changes_course) for one in told] == [("kit", True), ("faults", False)]
    small, large = (abs(one.moves or 0) for one in told)
    assert small < large


def test_the_largest_effect_comes_first() -> None:
    second = case(offer="no", faults="few", focus=["direct"], kit="all")
    moves = [one.moves for one in between(case(), second)]
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
    told = differences(model, Case(), second, Case(), evaluate(model).standing.shares)
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
def test_any_effect_and_any_rank_is_that_of_taking_one_answer_alone(
    problem: tuple[Written, Written], data: bytes
) -> None:
    written, first = problem
    second = case_of(Tape(data), written)
    model = made(written)
    one, two = case_from(first), case_from(second)
    standing = evaluate(model, one).standing
    ours, theirs = (score_table(model, each).readings for each in (one, two))
    told = differences(model, one, two, one, standing.shares)
    ranks = []
    for difference in told:
        mine, other = ours[difference.fact], theirs[difference.fact]
        if difference.item is None:
            assert mine.answer != other.answer
        else:
            assert mine.items[difference.item] != other.items[difference.item]
        assert question(model, difference)
        settled = case_from(
            {**first, "confirmed-by": {}, "disputed": _without(first, difference.fact)}
        )
        after = taken(first, second, difference, mine, other)
        before, then = (
            evaluate(model, each, weights=standing.shares).standing for each in (settled, after)
        )
        for found, expected in (
            (difference.with_first, before.lead),
            (difference.with_second, then.lead),
        ):
            assert (found.leader, found.course) == (expected.leader, expected.course)
            assert found.margin == pytest.approx(expected.margin, abs=1e-9)
        was, now = (
            ahead(model, each, standing.course or "", standing.shares) for each in (settled, after)
        )
        moves = None if was is None or now is None else now - was
        assert difference.moves == pytest.approx(moves, abs=1e-9)
        size = 0.0 if moves is None else abs(moves)
        ranks.append((before.course == then.course, before.leader == then.leader, -size))
    for former, latter in pairwise(ranks):
        assert former[:2] <= latter[:2]
        assert former[:2] < latter[:2] or former[2] <= latter[2] + 1e-8
    if all(ours[name] == theirs[name] for name in model.facts):
        assert told == ()


def _without(case: Written, fact: str) -> Written:
    return {name: dispute for name, dispute in case.get("disputed", {}).items() if name != fact}


@given(problems())
@DRAWN
def test_no_case_differs_from_itself(problem: tuple[Written, Written]) -> None:
    model, one = made(problem[0]), case_from(problem[1])
    assert differences(model, one, one, one, evaluate(model, one).standing.shares) == ()
