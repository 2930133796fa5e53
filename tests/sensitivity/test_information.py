"""What to ask: its worth in closed forms, and what its answers do by evaluating again."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from decision.evaluation.additive import Standing, stand
from decision.evaluation.fact_effects import with_item
from decision.evaluation.scores import score_table
from decision.evaluation.verdict import draw
from decision.sensitivity.answer_changes import Change, variants
from decision.sensitivity.information import WORTHLESS, Question, ask_next
from tests.sensitivity.test_answer_changes import changed, named, signed, told_in_part
from tests.strategies import DRAWN, Written, evaluated, problems


def pair_model(a: Any, b: Any, **facts: Written) -> Written:
    return {
        "title": "A pair",
        "options": {"a": {"name": "A"}, "b": {"name": "B"}},
        "criteria": {"speed": {"name": "Speed", "weight": 1, "scores": {"a": a, "b": b}}},
        "facts": facts,
    }


def fact(*moves: dict[str, float]) -> Written:
    """A fact whose answers n0, n1, … shift `speed` by option."""
    answers = {
        f"n{place}": {"says": "x", "shifts": {"speed": move}} for place, move in enumerate(moves)
    }
    return {"ask": "x", "answers": answers}


def asked(model: Written, **case: Any) -> list[Question]:
    return list(ask_next(evaluated(model, case).standing))


def listed(counted: dict[int, float] | None = None, **effects: dict[str, float]) -> Written:
    """A checklist: what each item in place adds to `speed`, and each count by `from`."""
    items = {
        name: {"says": "x", "shifts": {"speed": moves}} if moves else "x"
        for name, moves in effects.items()
    }
    answers = {
        f"n{start}": {"says": "x", "from": start, "shifts": {"speed": {"b": points}}}
        for start, points in (counted or {}).items()
    }
    return {"ask": "x", "items": items, "answers": answers}


# Worth, in closed forms


def test_what_is_known_for_sure_is_worth_nothing_and_is_not_asked() -> None:
    assert asked(pair_model(50, 40)) == []
    assert asked(pair_model(50, 40, f=fact({"b": 20}, {})), answers={"f": "n1"}) == []


def test_the_worth_of_an_answer_that_may_change_the_course_is_its_expected_gain() -> None:
    """Without asking B is expected at 54 and A at 50; told, the better of 59 and 50 or 49 and 50.

    ½ · 59 + ½ · 50 − 54 = ½.
    """
    (question,) = asked(pair_model(50, 49, f=fact({"b": 10}, {})))
    assert question == Question(
        "f", None, pytest.approx(0.5), pytest.approx(0.5), pytest.approx(10)
    )


def test_an_answer_that_leaves_the_course_is_worth_nothing_though_it_moves_the_margin() -> None:
    (question,) = asked(pair_model(70, 40, f=fact({"b": 20}, {}, {"a": -5})))
    assert (question.worth, question.changes, question.swing) == (0, 0, pytest.approx(20))
    assert question.tells


def test_a_worth_that_is_too_small_to_tell_counts_as_0() -> None:
    """½ · 50.008 + ½ · 50 − 50.0035 = 0.0005."""
    (question,) = asked(pair_model(50, 49.999, f=fact({"b": 0.009}, {})))
    assert question.worth == 0
    assert question.changes == pytest.approx(0.5)


def test_three_courses_are_compared_all_at_once() -> None:
    model = pair_model(50, 44, f=fact({"b": 12}, {"c": 12}, {}))
    model["options"]["c"] = {"name": "C"}
    model["criteria"]["speed"]["scores"]["c"] = 44
    (question,) = asked(model)
    # B and C are expected at 48; told: 56, 56 or 50.
    assert question.worth == pytest.approx((56 + 56 + 50) / 3 - 50)
    assert question.changes == pytest.approx(2 / 3)


def test_a_choice_between_forms_of_one_course_is_worth_nothing_for_the_course() -> None:
    model = pair_model(50, 20, f=fact({"a2": 30}, {"a2": -30}))
    model["options"]["a2"] = {"name": "A2", "falls-back-to": "a"}
    model["criteria"]["speed"]["scores"]["a2"] = 50
    (question,) = asked(model)
    assert (question.worth, question.changes, question.swing) == (0, 0, pytest.approx(30))


def test_an_offer_is_worth_what_it_lets_be_chosen() -> None:
    offer = fact({}, {})
    model = pair_model(50, 70, offer=offer)
    model["options"]["b"]["needs"] = [{"fact": "offer", "is": ["n0"]}]
    (question,) = asked(model)
    # Without a fallback B can't be chosen until the offer is known.
    assert question == Question("offer", None, pytest.approx(10), pytest.approx(0.5), 0)
    model["options"]["b0"] = {"name": "B0"}
    model["criteria"]["speed"]["scores"]["b0"] = 45
    model["options"]["b"]["falls-back-to"] = "b0"
    (question,) = asked(model)
    # B or what it falls back to is expected at 57.5; told: 70 or 50.
    assert question.worth == pytest.approx((70 + 50) / 2 - 57.5)
    assert (question.changes, question.swing) == (pytest.approx(0.5), pytest.approx(25))


def test_items_are_asked_one_by_one_each_as_likely_yes_as_no() -> None:
    model = pair_model(50, 49, f=listed(one={"b": 10}, two={"b": 0.5}, three={}))
    found = {question.item: question for question in asked(model)}
    # B is at 49, 49.5, 59 or 59.5: one settles it alone, two never does.
    assert found["one"].worth == pytest.approx((59.25 + 50) / 2 - 54.25, abs=0.05)
    assert (found["two"].worth, found["three"].worth) == (0, 0)
    assert [question.changes for question in asked(model)] == [0.5, 0, 0]
    assert [question.item for question in asked(model)] == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("said", "chances"),
    [
        (None, {"n0": 1 / 8, "n1": 6 / 8, "n3": 1 / 8}),
        ({"yes": ["one"], "unknown": ["two", "three"]}, {"n1": 3 / 4, "n3": 1 / 4}),
        ({"yes": [], "unknown": ["two"]}, {"n0": 1 / 2, "n1": 1 / 2}),
    ],
)
def test_answers_by_count_are_as_likely_as_the_completions_that_reach_them(
    said: Any, chances: dict[str, float]
) -> None:
    """B leads by 5 with `n1` alone, so `changes` tells how likely that is."""
    model = pair_model(50, 45, f=listed({0: 0, 1: 10, 3: -10}, one={}, two={}, three={}))
    (question,) = asked(model, answers={} if said is None else {"f": said})
    assert question.changes == pytest.approx(chances["n1"])
    expected = sum(
        chance * max(50, 45 + {"n0": 0, "n1": 10, "n3": -10}[name])
        for name, chance in chances.items()
    )
    unasked = sum(
        chance * (45 + {"n0": 0, "n1": 10, "n3": -10}[name]) for name, chance in chances.items()
    )
    assert question.worth == pytest.approx(expected - max(50, unasked))


def test_a_list_answered_by_an_id_asks_for_its_items_by_the_counts_that_reach_it() -> None:
    """One or two of three in place: three of the six ways have any one of them in place."""
    model = pair_model(50, 45, f=listed({0: 0, 1: 0, 3: 0}, one={"b": 12}, two={}, three={}))
    found = {one.item: one for one in asked(model, answers={"f": "n1"})}
    assert set(found) == {"one", "two", "three"}
    # As stated B has 45 + 6 and leads; told no, A does.
    assert found["one"].changes == pytest.approx(0.5)
    assert found["one"].worth == pytest.approx((57 + 50) / 2 - 51, abs=0.2)
    assert found["one"].swing == pytest.approx(12)


def test_a_dispute_is_asked_as_which_of_the_two_holds() -> None:
    model = pair_model(50, 45, f=fact({"b": 12}, {}, {"b": -3}))
    case: Written = {"answers": {"f": "n0"}, "disputed": {"f": {"by": "Lead", "says": "n2"}}}
    (question,) = asked(model, **case)
    # ½ · 57 + ½ · 50, less A's 50, for B is expected at (57 + 42) / 2 = 49.5.
    assert question == Question("f", None, pytest.approx(3.5), 0.5, pytest.approx(15))


# By hypothesis


def possible_of(standing: Standing, question: Question) -> dict[str, float]:
    """The answers to a question and how likely each is, by listing what its fact may be."""
    table = standing.table
    entry, reading = table.model.facts[question.fact], table.readings[question.fact]
    if question.fact in table.disputed:
        return {"first": 0.5, "second": 0.5}
    if not entry.items:
        return dict.fromkeys(reading.possible, 1 / len(reading.possible))
    found: dict[str, float] = {}
    ways = [(True, False) if state is None else (state,) for state in reading.items.values()]
    kept = []
    for states in product(*ways):
        reached = entry.pick(sum(states)) if entry.answers else None
        if reading.answer is None or reached == reading.answer:
            kept.append((dict(zip(reading.items, states, strict=True)), reached))
    for placed, reached in kept:
        if question.item is not None:
            answer: str | None = "yes" if placed[question.item] else "no"
        else:
            answer = reached
        if answer is not None:
            found[answer] = found.get(answer, 0) + 1 / len(kept)
    return found


def course_and_margin(standing: Standing, question: Question, answer: str) -> tuple[Any, float]:
    """The leading course, and the stated course's margin, with one answer given."""
    table = standing.table
    if question.fact in table.disputed:
        case = table.case
        says = case.disputed[question.fact].says if answer == "second" else None
        answers = case.answers if says is None else {**case.answers, question.fact: says}
        rest = {key: one for key, one in case.disputed.items() if key != question.fact}
        settled = case.model_copy(update={"answers": answers, "disputed": rest})
        after = stand(score_table(table.model, settled), standing.shares)
        return after.course, signed(standing, after)
    change = Change(question.fact, None, answer, question.item)
    if told_in_part(standing, change):
        found = variants(standing)
        (row,) = [
            row
            for row, one in enumerate(found.changes)
            if (one.fact, one.item, one.after) == (question.fact, question.item, answer)
        ]
        _, course, margin, _ = named(table.model, found.single(), row)
        return course, margin
    after = changed(standing, change)
    return after.course, signed(standing, after)


@DRAWN
@given(problems())
def test_what_its_answers_change_and_how_far_they_lie_apart_is_what_each_gives(
    problem: tuple[Written, Written],
) -> None:
    standing = evaluated(*problem).standing
    table, found = standing.table, ask_next(standing)
    expected = set()
    for name in table.open_facts:
        fact = table.model.facts[name]
        by_item = fact.has_item_effects and name not in table.disputed
        items = table.readings[name].open_items if by_item else (None,)
        expected |= {(name, item) for item in items}
    assert {(one.fact, one.item) for one in found} == expected
    assert len(found) == len(expected)
    for question in found:
        chances = possible_of(standing, question)
        if not chances:
            assert (question.worth, question.changes, question.swing) == (0, 0, 0)
            continue
        assert sum(chances.values()) == pytest.approx(1)
        told = {answer: course_and_margin(standing, question, answer) for answer in chances}
        changes = sum(
            chances[answer] for answer, (course, _) in told.items() if course != standing.course
        )
        assert question.changes == pytest.approx(changes)
        margins = [margin for _, margin in told.values() if np.isfinite(margin)]
        swing = max(margins, default=0) - min(margins, default=0)
        assert question.swing == pytest.approx(swing, abs=1e-9)


@DRAWN
@given(problems())
def test_questions_come_by_worth_then_swing_then_the_order_of_the_file(
    problem: tuple[Written, Written],
) -> None:
    standing = evaluated(*problem).standing
    found = ask_next(standing)
    order = list(standing.table.model.facts)
    for one, two in pairwise(found):
        keys = [(-round(each.worth, 9), -round(each.swing, 9)) for each in (one, two)]
        assert keys[0] <= keys[1]
        if keys[0] == keys[1]:
            assert order.index(one.fact) <= order.index(two.fact)
    assert all(one.worth == 0 or one.worth >= WORTHLESS for one in found)
    assert all(0 <= one.changes <= 1 + 1e-9 for one in found)


@DRAWN
@given(problems())
def test_where_one_course_is_ahead_in_every_draw_nothing_is_worth_asking_for_it(
    problem: tuple[Written, Written],
) -> None:
    standing = evaluated(*problem).standing
    if standing.leader is None or draw(standing).probability != 1:
        return
    table = standing.table
    for question in ask_next(standing):
        needed = {
            need.fact
            for option, entry in table.model.options.items()
            if entry.falls_back_to is None
            for need in entry.needs
            if table.available[option] == "unknown"
        }
        # What opens an option that can't be chosen yet is in no draw.
        if question.fact not in needed:
            assert question.worth == 0


@DRAWN
@given(problems())
def test_no_answer_is_expected_to_take_more_than_the_whole_range(
    problem: tuple[Written, Written],
) -> None:
    """What asking is worth is no more than the expected regret of not knowing it: 0 to 100."""
    for question in ask_next(evaluated(*problem).standing):
        assert 0 <= question.worth <= 100
        assert 0 <= question.swing <= 200


def test_items_told_one_after_another_settle_the_list() -> None:
    """From an id, through each item, to the last: the count never leaves the answer's bounds."""
    model = pair_model(50, 45, f=listed({0: 0, 1: 0, 3: 0}, one={"b": 12}, two={}, three={}))
    table = evaluated(model, {"answers": {"f": "n1"}}).standing.table
    entry, reading = table.model.facts["f"], table.readings["f"]
    first = with_item(entry, reading, "one", True)
    assert (first.ticks, first.open_items, first.chance) == ((0, 1), ("two", "three"), 1 / 3)
    second = with_item(entry, first, "two", True)
    assert (second.ticks, second.open_items, second.chance) == ((0, 0), ("three",), 0)
    assert with_item(entry, second, "three", False).answer == "n1"
    assert with_item(entry, first, "two", False).ticks == (0, 1)
