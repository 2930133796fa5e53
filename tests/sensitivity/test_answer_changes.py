"""Variants scored together are what each gives alone, through the whole table of scores."""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.evaluation.additive import Standing, stand
from decision.evaluation.scores import score_table
from decision.model.case import Ticks
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sensitivity.answer_changes import Change, Leads, item_pairs, overruled, variants
from tests.strategies import DRAWN, Written, case_from, evaluated, made, problems

ASK = {"ask": "x"}


def said_item_by_item(standing: Standing, fact: str) -> dict[str, bool | None]:
    return dict(standing.table.readings[fact].items)


def ticks(states: dict[str, bool | None]) -> Ticks:
    return Ticks(
        yes=tuple(item for item, state in states.items() if state),
        unknown=tuple(item for item, state in states.items() if state is None),
    )


def changed(standing: Standing, *changes: Change) -> Standing:
    """The slow way: the case with other answers, scored and weighed from the start.

    A change to a disputed fact settles it. Of a checklist answered by an answer's id, one item
    told leaves the others as they were, so it can be written only as the mean of completions:
    see `changed_in_part`.
    """
    table = standing.table
    answers: dict[str, Any] = dict(table.case.answers)
    items: dict[str, dict[str, bool | None]] = {}
    for change in changes:
        if change.item is None:
            answers[change.fact] = change.after
        else:
            states = items.setdefault(change.fact, said_item_by_item(standing, change.fact))
            states[change.item] = change.after == "yes"
    answers |= {fact: ticks(states) for fact, states in items.items()}
    touched = {change.fact for change in changes}
    disputed = {key: one for key, one in table.case.disputed.items() if key not in touched}
    case = table.case.model_copy(update={"answers": answers, "disputed": disputed})
    return stand(score_table(table.model, case), standing.shares)


def told_in_part(standing: Standing, *changes: Change) -> bool:
    """Whether an item is told of a checklist that is known by an answer's id alone."""
    readings = standing.table.readings
    return any(
        change.item is not None
        and readings[change.fact].answer is not None
        and readings[change.fact].open_items
        for change in changes
    )


def signed(standing: Standing, after: Standing) -> float:
    """The stated course's best less the best of any other, after a change."""
    best = {
        course: max(
            (after.totals[form] for form in forms if after.table.can_choose(form)),
            default=-math.inf,
        )
        for course, forms in standing.table.model.courses.items()
    }
    home = standing.course or next(iter(standing.table.model.options))
    mine = best.pop(standing.table.model.course_of[home])
    other = max(best.values(), default=-math.inf)
    return math.nan if mine == other == -math.inf else mine - other


def leads_slowly(standing: Standing, after: Standing) -> tuple[str | None, str | None, Any, Any]:
    """Leader, course, the stated course's margin, and the new leader over the old one."""
    margin = pytest.approx(signed(standing, after), abs=1e-9, nan_ok=True)
    if after.leader is None or standing.leader is None:
        return after.leader, after.course, margin, None
    over = after.totals[after.leader] - after.totals[standing.leader]
    return after.leader, after.course, margin, pytest.approx(over, abs=1e-9)


def named(model: DecisionModel, leads: Leads, row: int) -> tuple[str | None, str | None, Any, Any]:
    """One row of what `Variants` gives, in ids."""
    leader, course = int(leads.leaders[row]), int(leads.courses[row])
    return (
        None if leader < 0 else list(model.options)[leader],
        None if course < 0 else list(model.courses)[course],
        float(leads.margins[row]),
        float(leads.over[row]),
    )


def same_lead(standing: Standing, leads: Leads, row: int, after: Standing) -> None:
    found = named(standing.table.model, leads, row)
    expected = leads_slowly(standing, after)
    if found[:2] != expected[:2]:  # only where they tie, to the last bit of a sum
        assert found[0] is not None
        assert expected[0] is not None
        gap = after.totals[found[0]] - after.totals[expected[0]]
        assert abs(abs(gap) - TIE) < 1e-11
        return
    assert found[2] == expected[2]
    if expected[3] is not None:
        assert found[3] == expected[3]


@DRAWN
@given(problems())
def test_nothing_changed_is_the_case_as_it_stands(problem: tuple[Written, Written]) -> None:
    standing = evaluated(*problem).standing
    same_lead(standing, variants(standing).unchanged(), 0, standing)


@DRAWN
@given(problems())
def test_every_single_change_gives_what_the_whole_table_gives(
    problem: tuple[Written, Written],
) -> None:
    standing = evaluated(*problem).standing
    found = variants(standing)
    leads = found.single()
    for row, change in enumerate(found.changes):
        if not told_in_part(standing, change):
            same_lead(standing, leads, row, changed(standing, change))


@DRAWN
@given(problems())
def test_every_pair_of_changes_to_two_facts_gives_what_the_whole_table_gives(
    problem: tuple[Written, Written],
) -> None:
    standing = evaluated(*problem).standing
    found = variants(standing)
    pairs = [
        (one, two)
        for one, two in combinations(range(len(found.changes)), 2)
        if found.changes[one].fact != found.changes[two].fact
    ][::3]
    if not pairs:
        return
    leads = found.leads(*np.array(pairs).T)
    for row, (one, two) in enumerate(pairs):
        changes = found.changes[one], found.changes[two]
        if not told_in_part(standing, *changes):
            same_lead(standing, leads, row, changed(standing, *changes))


@DRAWN
@given(problems())
def test_every_two_items_of_one_checklist_give_what_the_whole_table_gives(
    problem: tuple[Written, Written],
) -> None:
    standing = evaluated(*problem).standing
    found = variants(standing)
    pairs, moves, bars = item_pairs(standing)
    table = standing.table
    assert len({frozenset(pair) for pair in pairs}) == len(pairs)
    for name, fact in table.model.facts.items():
        reading = table.readings[name]
        mine = [pair for pair in pairs if pair[0].fact == name]
        assert all(one.fact == two.fact == name for one, two in mine)
        if fact.has_item_effects and reading.answer is None:
            # Two ways for each item not known, one for each that is.
            ways = [1 if state is not None else 2 for state in reading.items.values()]
            assert len(mine) == sum(one * two for one, two in combinations(ways, 2))
        elif not fact.has_item_effects:
            assert mine == []
    if pairs:
        leads = found.scored(found.raw + moves, found.barred + bars)
        for row, pair in enumerate(pairs):
            if not told_in_part(standing, *pair):
                same_lead(standing, leads, row, changed(standing, *pair))


@DRAWN
@given(problems(), st.integers(0, 2**32))
def test_changes_to_several_facts_at_once_give_what_the_whole_table_gives(
    problem: tuple[Written, Written], seed: int
) -> None:
    standing = evaluated(*problem).standing
    found = variants(standing)
    pick = np.random.default_rng(seed)
    facts = list(dict.fromkeys(change.fact for change in found.changes))
    if not facts:
        return
    which = [
        np.array([pick.choice([i for i, change in enumerate(found.changes) if change.fact == f])])
        for f in facts
    ]
    changes = [found.changes[places[0]] for places in which]
    if not told_in_part(standing, *changes):
        same_lead(standing, found.leads(*which), 0, changed(standing, *changes))


@DRAWN
@given(problems())
def test_the_changes_are_the_possible_answers_of_open_facts_and_the_others_of_the_rest(
    problem: tuple[Written, Written],
) -> None:
    standing = evaluated(*problem).standing
    table = standing.table
    changes = variants(standing).changes
    word = {None: None, True: "yes", False: "no"}
    for name, reading in table.readings.items():
        fact = table.model.facts[name]
        mine = [change for change in changes if change.fact == name]
        of_items = [change for change in mine if change.item is not None]
        whole = [change for change in mine if change.item is None]
        if not fact.has_item_effects:
            assert of_items == []
        else:
            every = [
                Change(name, word[state], after, item)
                for item, state in reading.items.items()
                for after in ("yes", "no")
                if word[state] != after
            ]
            if reading.answer is None or not reading.open_items:
                assert of_items == every
            else:  # some may be ruled out by how many are ticked
                assert set(of_items) <= set(every)
                assert {change.item for change in of_items} == set(reading.items)
        told = any(state is not None for state in reading.items.values())
        if fact.has_item_effects and (told or reading.answer is None):
            assert whole == []
            continue
        assert all(change.before == reading.answer for change in whole)
        left = reading.possible if reading.answer is None else fact.answers
        assert [change.after for change in whole] == [a for a in left if a != reading.answer]
    assert [change.fact for change in changes] == sorted(
        (change.fact for change in changes), key=list(table.readings).index
    )


def counted(first: dict[str, float], second: dict[str, float]) -> Written:
    """A pair level at 50, and a checklist of three, two with effects on `a`; `b` by the count."""
    items = {
        "one": {"says": "x", "shifts": {"speed": first}},
        "two": {"says": "x", "shifts": {"speed": second}},
        "three": "x",
    }
    answers = {
        "few": {"says": "x", "from": 0},
        "some": {"says": "x", "from": 1, "shifts": {"speed": {"b": 7}}},
        "all": {"says": "x", "from": 3, "shifts": {"speed": {"b": 30}}},
    }
    return {
        "title": "A pair",
        "options": {"a": {"name": "A"}, "b": {"name": "B"}},
        "criteria": {"speed": {"name": "Speed", "weight": 1, "scores": {"a": 50, "b": 40}}},
        "facts": {"list": ASK | {"items": items, "answers": answers}},
    }


def test_one_item_told_of_a_list_answered_by_an_id_leaves_the_rest_as_likely_as_they_were() -> None:
    """ "some": one or two of three in place; 6 completions, in 3 of which each item is."""
    standing = evaluated(counted({"a": 12}, {"a": 4}), {"answers": {"list": "some"}}).standing
    assert standing.totals["a"] == pytest.approx(50 + 6 + 2)
    found = variants(standing)
    leads = found.single()
    margins = {
        (change.item, change.after): margin
        for change, margin in zip(found.changes, leads.margins.tolist(), strict=True)
    }
    # With one in place, two is in 1 of the 3 left (none, two or three besides); without, 2 of 3.
    assert margins == {
        ("one", "yes"): pytest.approx(12 + 4 / 3 + 50 - 47),
        ("one", "no"): pytest.approx(8 / 3 + 50 - 47),
        ("two", "yes"): pytest.approx(4 + 4 + 50 - 47),
        ("two", "no"): pytest.approx(8 + 50 - 47),
        ("three", "yes"): pytest.approx(4 + 4 / 3 + 50 - 47),
        ("three", "no"): pytest.approx(8 + 8 / 3 + 50 - 47),
        (None, "few"): pytest.approx(50 - 40),
        (None, "all"): pytest.approx(50 + 16 - 70),
    }


def test_a_dispute_is_settled_by_a_change_and_the_need_with_it() -> None:
    answers = {"yes": {"says": "x"}, "no": {"says": "x"}, "never": {"says": "x"}}
    model = counted({"a": 1}, {"a": 1}) | {"facts": {"offer": ASK | {"answers": answers}}}
    model["options"]["b"] |= {"needs": [{"fact": "offer", "is": ["yes"]}]}
    model["criteria"]["speed"]["scores"]["b"] = 70
    case = {"answers": {"offer": "no"}, "disputed": {"offer": {"by": "Lead", "says": "yes"}}}
    standing = evaluated(model, case).standing
    assert (standing.leader, standing.rival) == ("a", None)
    found = variants(standing)
    assert [change.after for change in found.changes] == ["yes", "never"]
    assert found.single().leaders.tolist() == [1, 0]


def test_of_two_overrides_of_one_cell_the_first_counts_as_in_the_table_of_scores() -> None:
    model = {
        "title": "A pair",
        "options": {"a": {"name": "A"}, "b": {"name": "B"}},
        "criteria": {"speed": {"name": "Speed", "weight": 1, "scores": {"a": 60, "b": 50}}},
    }
    why = {"criterion": "speed", "option": "b", "because": "Seen", "by": "Lead"}
    case = case_from({"overrides": [why | {"score": 10}, why | {"score": 90}]})
    table = score_table(made(model), case)
    assert overruled(table, ["a", "b"], ["speed"])[1] == [table.cells["speed"]["b"].score]
