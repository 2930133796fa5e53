"""What settles a difference: one answer with its role and note, or both as disputed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision import evaluate
from decision.compare.settling import (
    OfFact,
    Sides,
    View,
    both,
    in_common,
    of_fact,
    of_one_alone,
    parts_of,
    state_of,
    taken,
    with_fact,
)
from decision.compare.two_cases import Difference, differences, disputes, second_view
from decision.model.case import Case, Dispute, Ticks
from decision.model.case_checks import check_fit
from tests.compare.test_two_cases import MODEL, SHARES
from tests.strategies import DRAWN, Tape, Written, case_from, case_of, made, problems

EMPTY = Case()


def view(name: str = "Radiology", **parts: Any) -> View:
    return View(name, Case.model_validate(parts))


def two(first: Any, second: Any, **more: Any) -> Sides:
    return (
        view(answers=first, notes={"offer": "Seen"}),
        view("Digital", answers=second, site={"prepared-by": "Head of Digital"}, **more),
    )


def the(sides: Sides, fact: str, item: str | None = None) -> Difference:
    told = differences(MODEL, sides[0].case, sides[1].case, sides[0].case, SHARES)
    return next(one for one in told if (one.fact, one.item) == (fact, item))


def test_an_answer_is_taken_with_the_role_and_the_note_of_its_side() -> None:
    sides = two({"offer": "no"}, {"offer": "yes"}, notes={"offer": "By letter"})
    one = the(sides, "offer")
    assert taken(MODEL, EMPTY, sides, one, 0) == OfFact("no", None, None, "Seen")
    second = taken(MODEL, EMPTY, sides, one, 1)
    assert second == OfFact("yes", "Head of Digital", None, "By letter")
    assert state_of(second, None) == ("yes", None)


def test_taking_an_answer_ends_a_dispute_about_it() -> None:
    sides = two({"offer": "no"}, {"offer": "yes"})
    disputed = with_fact(
        EMPTY, "offer", OfFact("no", disputed=Dispute(by="Head of Digital", says="yes"))
    )
    assert taken(MODEL, disputed, sides, the(sides, "offer"), 0).disputed is None


def test_both_are_kept_with_the_second_as_disputed() -> None:
    sides = two({"offer": "no"}, {"offer": "yes"}, notes={"offer": "By letter"})
    held = both(MODEL, EMPTY, sides, the(sides, "offer"))
    dispute = Dispute(by="Head of Digital", says="yes", because="By letter")
    assert held == OfFact("no", None, None, "Seen", dispute)
    nameless = (
        sides[0],
        View("The second file", Case.model_validate({"answers": {"offer": "yes"}})),
    )
    held = both(MODEL, EMPTY, nameless, the(sides, "offer"))
    assert held is not None
    assert held.disputed == Dispute(by="The second file", says="yes")


def test_items_are_settled_one_by_one() -> None:
    sides = two({"focus": ["led"]}, {"focus": ["direct"]})
    led, direct = the(sides, "focus", "led"), the(sides, "focus", "direct")
    # What both agree on comes along; what is not settled yet is not known.
    first = taken(MODEL, EMPTY, sides, led, 1)
    assert first.answers == Ticks(unknown=("direct",))
    assert state_of(first, "led") == (False, False)
    case = with_fact(EMPTY, "focus", first)
    assert taken(MODEL, case, sides, direct, 1).answers == Ticks(yes=("direct",))
    assert taken(MODEL, case, sides, direct, 0).answers == Ticks()


def test_an_item_settled_after_another_was_disputed_leaves_that_dispute() -> None:
    sides = two({"focus": ["led"]}, {"focus": ["direct"]})
    led, direct = the(sides, "focus", "led"), the(sides, "focus", "direct")
    held = both(MODEL, EMPTY, sides, led)
    assert held is not None
    assert (held.answers, held.disputed) == (
        Ticks(yes=("led",)),
        Dispute(by="Head of Digital", says=Ticks(yes=("direct",))),
    )
    case = with_fact(EMPTY, "focus", held)
    after = taken(MODEL, case, sides, direct, 1)
    assert after.answers == Ticks(yes=("led", "direct"))
    assert after.disputed is not None
    assert after.disputed.says == Ticks(yes=("direct",))
    assert state_of(after, "led") == (True, False)
    # Once no item is disputed, nothing is.
    assert taken(MODEL, with_fact(EMPTY, "focus", after), sides, led, 0).disputed is None


def test_a_list_with_items_that_nobody_knows_cannot_be_disputed() -> None:
    sides = two({"focus": ["led"]}, {"focus": {"yes": [], "unknown": ["plain"]}})
    assert both(MODEL, EMPTY, sides, the(sides, "focus", "led")) is None


def test_one_item_names_both_roles() -> None:
    sides = two({"focus": ["led"]}, {"focus": []})
    case = Case.model_validate(
        {"answers": {"focus": ["led"]}, "answered-by": {"focus": "PACS manager"}}
    )
    after = taken(MODEL, case, sides, the(sides, "focus", "led"), 1)
    assert after.answered_by == "PACS manager and Head of Digital"


def test_what_both_answer_alike_is_taken_as_confirmed() -> None:
    sides = two({"offer": "no", "faults": 3, "kit": ["one"]}, {"offer": "no", "faults": 7})
    case, count, replaced = in_common(
        MODEL, Case.model_validate({"answers": {"offer": "yes"}}), sides
    )
    assert (count, replaced) == (1, 1)
    assert of_fact(case, "offer") == OfFact("no", None, "Head of Digital", "Seen")
    assert [*case.answers] == ["offer"]
    assert in_common(MODEL, case, sides) == (case, 0, 0)


def test_what_only_one_answers_is_taken_from_it() -> None:
    sides = two(
        {"offer": "no", "focus": {"yes": ["led"], "unknown": ["plain", "direct"]}}, {"faults": 7}
    )
    told = differences(MODEL, sides[0].case, sides[1].case, EMPTY, SHARES)
    case, count = of_one_alone(MODEL, EMPTY, sides, told)
    assert count == 3
    assert case.answers == {
        "offer": "no", "faults": 7, "focus": Ticks(yes=("led",), unknown=("direct", "plain"))
    }  # fmt: skip
    assert case.answered_by == {"faults": "Head of Digital"}
    assert of_one_alone(MODEL, case, sides, told) == (case, 0)


def test_parts_hold_all_of_the_facts_and_nothing_else() -> None:
    assert [*parts_of(EMPTY)] == ["answers", "answered_by", "confirmed_by", "notes", "disputed"]


@given(problems(), st.binary(min_size=60, max_size=60), st.integers(0, 2))
@DRAWN
def test_whatever_settles_it_the_case_still_fits_and_the_difference_is_settled(
    problem: tuple[Written, Written], data: bytes, way: int
) -> None:
    model = made(problem[0])
    one, two = case_from(problem[1]), case_from(case_of(Tape(data), problem[0]))
    sides, case = (View("A", one), View("B", two)), one
    for difference in differences(model, one, two, one, evaluate(model, one).standing.shares):
        held = (
            both(model, case, sides, difference)
            if way == 2
            else taken(model, case, sides, difference, way)
        )
        if held is None:
            continue
        case = with_fact(case, difference.fact, held)
        check_fit(model, case)
    if way == 1:
        assert differences(model, case, two, case, evaluate(model, case).standing.shares) == ()


@given(problems())
@DRAWN
def test_every_dispute_of_a_case_can_be_settled_either_way_or_left(
    problem: tuple[Written, Written],
) -> None:
    model, case = made(problem[0]), case_from(problem[1])
    sides = View("A", case), View("B", second_view(case))
    told = disputes(model, case, evaluate(model, case).standing.shares)
    assert {one.fact for one in told} == {*case.disputed}
    for one in told:
        assert one.conflicts
        kept = both(model, case, sides, one)
        assert kept is not None
        assert state_of(kept, None) == (case.answers[one.fact], case.disputed[one.fact].says)
        assert taken(model, case, sides, one, 0).answers == case.answers[one.fact]
        assert taken(model, case, sides, one, 1).answers == case.disputed[one.fact].says


@pytest.mark.parametrize("item", [None, "led"])
def test_the_state_of_nothing_is_nothing(item: str | None) -> None:
    assert state_of(OfFact(), item)[0] is None
