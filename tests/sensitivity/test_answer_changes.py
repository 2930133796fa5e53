"""Variants scored together are what each gives alone, through the whole table of scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.evaluation.additive import Standing, stand
from decision.evaluation.scores import score_table
from decision.numeric import TIE
from decision.sensitivity.answer_changes import Change, overruled, variants
from tests.strategies import DRAWN, Written, case_from, evaluated, made, problems


def changed(standing: Standing, *changes: Change) -> Standing:
    """The slow way: the case with other answers, scored and weighed from the start."""
    table = standing.table
    answers = dict(table.case.answers) | {change.fact: change.after for change in changes}
    case = table.case.model_copy(update={"answers": answers})
    return stand(score_table(table.model, case), standing.shares)


def sides_slowly(standing: Standing, after: Standing) -> tuple[float, bool]:
    """The stated leader's margin after a change, and whether the other strictly leads."""
    margin = after.totals[standing.ahead] - after.totals[standing.behind]
    available = after.table.available
    if available[standing.behind] == "no":
        return margin, False
    return margin, available[standing.ahead] == "no" or margin < -TIE


@DRAWN
@given(problems())
def test_every_single_change_gives_what_the_whole_table_gives(
    problem: tuple[Written, Written],
) -> None:
    standing = evaluated(*problem).standing
    found = variants(standing)
    sides = found.sides(np.arange(len(found.changes)))
    for change, margin, flips in zip(found.changes, sides.margins, sides.flips, strict=True):
        expected = sides_slowly(standing, changed(standing, change))
        assert (margin, flips) == (pytest.approx(expected[0], abs=1e-9), expected[1])


@DRAWN
@given(problems(), st.integers(0, 2**32))
def test_changes_to_several_facts_at_once_give_what_the_whole_table_gives(
    problem: tuple[Written, Written], seed: int
) -> None:
    standing = evaluated(*problem).standing
    found = variants(standing)
    pick = np.random.default_rng(seed)
    facts = list(dict.fromkeys(change.fact for change in found.changes))
    which = [
        np.array([pick.choice([i for i, change in enumerate(found.changes) if change.fact == f])])
        for f in facts
    ]
    sides = found.sides(*which)
    changes = [found.changes[places[0]] for places in which]
    expected = sides_slowly(standing, changed(standing, *changes))
    assert np.ravel(sides.margins)[0] == pytest.approx(expected[0], abs=1e-9)
    assert np.ravel(sides.flips)[0] == expected[1]


@DRAWN
@given(problems())
def test_the_changes_are_the_possible_answers_of_open_facts_and_the_others_of_the_rest(
    problem: tuple[Written, Written],
) -> None:
    standing = evaluated(*problem).standing
    table = standing.table
    changes = variants(standing).changes
    for fact, reading in table.readings.items():
        mine = [change for change in changes if change.fact == fact]
        assert all(change.before == reading.answer for change in mine)
        every = reading.possible if reading.answer is None else table.model.facts[fact].answers
        assert [change.after for change in mine] == [a for a in every if a != reading.answer]
    assert [change.fact for change in changes] == sorted(
        (change.fact for change in changes), key=list(table.readings).index
    )


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
