"""What each answer given brought, against the case evaluated again without it."""

from __future__ import annotations

import pytest
from hypothesis import given

from decision.sensitivity.answer_effects import points_of_answers
from tests.strategies import DRAWN, Written, evaluated, problems


@DRAWN
@given(problems())
def test_what_answers_given_brought_is_what_taking_each_away_takes(
    problem: tuple[Written, Written],
) -> None:
    model, case = problem
    standing = evaluated(model, case).standing
    table = standing.table
    for option in table.model.options:
        on = table.stands_on[option]
        found = points_of_answers(standing, option)
        for name, reading in table.readings.items():
            mine = {key: points for key, points in found.items() if key[0] == name}
            if not table.model.facts[name].has_item_effects:
                assert set(mine) == ({(name, None, reading.answer)} if reading.answer else set())
                answers = {fact: said for fact, said in case["answers"].items() if fact != name}
                rest = {key: value for key, value in case.items() if key != "disputed"}
                bare = evaluated(model, rest | {"answers": answers}).standing
                without = sum(
                    share * bare.table.cells[criterion][on].score
                    for criterion, share in standing.shares.items()
                )
                if bare.table.stands_on[on] == on:
                    for points in mine.values():
                        assert standing.totals[option] - without == pytest.approx(points, abs=1e-9)
                continue
            given_items = {key[1]: key[2] for key in mine if key[1] is not None}
            for item, state in reading.items.items():
                if item in given_items:
                    assert given_items[item] == ("yes" if state else "no")
                    assert state is not None
