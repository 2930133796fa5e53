"""Changed answers, weights, scores, amounts and costs, in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision import evaluate
from decision.history import changes
from decision.history.changed_inputs import answers
from decision.history.changes import SAME
from decision.model.readings import read_fact
from decision.sentences.phrases import in_points
from tests.corpus import MODEL as CORPUS
from tests.history.test_changes import TOLD, told
from tests.strategies import DRAWN, Tape, case_from, case_of, made, problems


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


def answered(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What is told of answers and of what stands beside them, by the corpus's model."""
    return list(answers(CORPUS, case_from(before), case_from(after)))


def test_who_confirmed_an_answer_is_told() -> None:
    confirmed = {"confirmed-by": {"vacancy": "finance lead"}}
    what = "The role that confirmed the answer to “How long has the post been open?”"
    assert answered({}, confirmed) == [f"{what} was added: “finance lead”."]
    assert answered(confirmed, {}) == [f"{what} was taken out."]
    assert answered(confirmed, confirmed) == []


def test_a_second_answer_is_told_when_it_comes_changes_and_goes() -> None:
    first = {"by": "Digital lead", "says": "decides", "because": "It did so in May"}
    given = {"answers": {"governance": "advises"}}
    disputed = {**given, "disputed": {"governance": first}}
    what = "second answer to “Who sets the order of work?”"
    assert answered(given, disputed) == [
        f"A {what} was given by Digital lead: “It decides”, because it did so in May."
    ]
    assert answered(disputed, given) == [f"The {what}, “It decides”, was taken back."]
    other = {**given, "disputed": {"governance": {"by": "chair", "says": "nobody"}}}
    assert answered(disputed, other) == [
        f"The {what} went from “It decides” to “Nobody”.",
        f"The role that gives the {what} now reads: “chair”.",
        f"The reason for the {what} was taken out.",
    ]
    assert answered(disputed, disputed) == []


def test_ticks_of_a_second_answer_are_told_one_by_one() -> None:
    answers = {"habits": ["swift", "tested"]}
    was = {"answers": answers, "disputed": {"habits": {"by": "r", "says": ["swift"]}}}
    now = {"answers": answers, "disputed": {"habits": {"by": "r", "says": ["tested"]}}}
    assert answered(was, now) == [
        "The second answer to “What is done today?” is still 1 of 2 in place. Newly ticked: "
        "“Restores are tested”. No longer ticked: “Faults are taken on within the hour”."
    ]


@pytest.mark.parametrize(
    ("was", "now", "told_of"),
    [
        (None, ["swift"], "went from not answered to 1 of 2 in place."),
        (
            {"yes": ["swift"], "unknown": ["tested"]},
            ["swift"],
            "went from not answered (1 of 2 ticked, 1 not known) to 1 of 2 in place. "
            "Now known not to be so: “Restores are tested”.",
        ),
        (
            {"yes": [], "unknown": ["tested"]},
            {"yes": [], "unknown": ["swift"]},
            "is still not answered (0 of 2 ticked, 1 not known). No longer known: “Faults are "
            "taken on within the hour”. Now known not to be so: “Restores are tested”.",
        ),
        (
            {"yes": ["swift"]},
            {"yes": [], "unknown": ["swift"]},
            "went from 1 of 2 in place to not answered (0 of 2 ticked, 1 not known). "
            "No longer ticked: “Faults are taken on within the hour”.",
        ),
    ],
)
def test_a_checklist_without_answers_is_told_by_its_ticks(was: Any, now: Any, told_of: str) -> None:
    before = {} if was is None else {"answers": {"habits": was}}
    assert answered(before, {"answers": {"habits": now}}) == [f"“What is done today?” {told_of}"]


@DRAWN
@given(problems(), st.binary(min_size=100, max_size=100))
def test_something_is_told_wherever_an_answer_reads_otherwise(
    problem: tuple[dict[str, Any], dict[str, Any]], data: bytes
) -> None:
    written, case = problem
    model, before, after = made(written), case_from(case), case_from(case_of(Tape(data), written))
    said = list(answers(model, before, after))
    for name, fact in model.facts.items():
        was, now = (read_fact(fact, one.answers.get(name)) for one in (before, after))
        if was.answer != now.answer or was.items != now.items or was.count != now.count:
            assert any(line.startswith(f"“{fact.ask}”") for line in said)
    if before.disputed != after.disputed:
        assert any("second answer" in line for line in said)


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
    moved_to = [line for line in said if " now leads instead of " in line]
    parted = first.standing.course != second.standing.course
    both = all(one.standing.rival is not None and not one.standing.level for one in (first, second))
    assert bool(moved_to) == (parted and both)
    for line in moved_to:
        for standing, verb in ((second.standing, "is"), (first.standing, "was")):
            assert standing.leader is not None
            assert standing.margin is not None
            leader = model.options[standing.leader].name
            assert f"{leader} {verb} ahead of " in line
            assert f" by {in_points(standing.margin)}" in line
