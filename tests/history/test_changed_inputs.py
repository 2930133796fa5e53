"""Changed answers, weights, scores, amounts and costs, in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision import evaluate
from decision.history import (
    changes,
)
from decision.history.changes import SAME
from decision.sentences.phrases import in_points
from tests.history.test_changes import TOLD, told
from tests.strategies import (
    DRAWN,
    Tape,
    case_from,
    case_of,
    made,
    problems,
)


def test_a_weight_is_told_with_its_reason() -> None:
    said = told(
        {"weights": {"gaps": 60, "speed": 100}},
        {
            "weights": {"gaps": 90, "speed": 100},
            "weight-notes": {"gaps": "The vacancy passed six months."},
        },
    )
    assert said[0] == (
        "The weight of Staffing gaps rose from 60 to 90, because the vacancy passed six months."
    )
    # Margins by hand: 40 × 60/160 − 20 × 100/160 = 2.5; 40 × 90/190 − 20 × 100/190 = 8.4.
    assert said[1] == (
        "The lead of Move to Digital over Stay in Radiology grew from about 3 points to about 8 "
        "points."
    )
    assert len(said) == 2


def test_a_reason_that_was_there_before_is_not_told_as_new() -> None:
    note = {"weight-notes": {"gaps": "One post is open"}}
    (said, *_) = told({"weights": {"gaps": 60}} | note, {"weights": {"gaps": 50}} | note)
    assert "because" not in said
    assert said == (
        "The weight of Staffing gaps fell from 60 to 50; its reason was left as it stood: “One "
        "post is open”."
    )


def test_weights_on_different_scales_are_told_in_shares() -> None:
    ballot = {"weights": {"gaps": 1, "speed": 1, "cost": 0}}
    said = told({"panel": [ballot]}, {"panel": [ballot], "weights": {"gaps": 25, "speed": 75}})
    assert said[:3] == [
        "The weights that count went from the mean of the panel's last round to the case's own.",
        "The share of Staffing gaps fell from 50% to 25%.",
        "The share of Speed rose from 50% to 75%.",
    ]


@DRAWN
@given(problems(), st.binary(min_size=80, max_size=80))
def test_every_weight_and_margin_told_is_true(
    problem: tuple[dict[str, Any], dict[str, Any]], data: bytes
) -> None:
    written, case = problem
    other = case_of(Tape(data), written)
    model, before, after = made(written), case_from(case), case_from(other)
    said = changes(model, before, after)
    first, second = evaluate(model, before), evaluate(model, after)
    if said == [SAME]:
        assert first.totals == second.totals
        return
    points = {}
    for line in said:
        if read := TOLD.fullmatch(line):
            points[read[2]] = (read[1], float(read[4]), float(read[5]))
            assert (read[3] == "rose") == (points[read[2]][2] > points[read[2]][1])
    for name, (what, was, now) in points.items():
        if what == "share":
            stated = first.standing.shares[name] * 100, second.standing.shares[name] * 100
        else:
            own = model.criteria[name].weight
            stated = before.weights.get(name, own), after.weights.get(name, own)
        assert (was, now) == pytest.approx(stated, abs=0.051)
    in_shares = {what for what, _, _ in points.values()} != {"weight"}
    for name in model.criteria.keys() - points.keys():
        if in_shares:  # or nothing at all is told, so no share may differ
            shares = first.standing.shares[name], second.standing.shares[name]
            assert shares[0] == pytest.approx(shares[1], abs=1e-9)
        else:
            own = model.criteria[name].weight
            assert before.weights.get(name, own) == after.weights.get(name, own)
    moved_to = [line for line in said if line.startswith("The lead moved from")]
    parted = first.standing.ahead != second.standing.ahead
    level = min(abs(first.standing.margin), abs(second.standing.margin)) <= 1e-9
    assert bool(moved_to) == (parted and not level)
    for line in moved_to:
        for standing in (first.standing, second.standing):
            if standing.margin > 0:
                assert f"ahead by {in_points(standing.margin)}" in line
