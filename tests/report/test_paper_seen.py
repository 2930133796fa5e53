"""What the history shows of changes after a result could be seen."""

from __future__ import annotations

from typing import Any

import decision
from decision.case import Case
from decision.report.paper import records, seen
from decision.report.paper.basis import Basis
from decision.report.paper.blocks import Gap, Table

MODEL = decision.load_model(decision.shipped("criteria.yaml"))
FIRST, SECOND = list(MODEL.criteria)[:2]


def ground(*history: dict[str, Any], **now: Any) -> Basis:
    case = Case.model_validate({"history": list(history), **now})
    return Basis(decision.evaluate(MODEL, case))


def test_without_a_history_nothing_is_claimed() -> None:
    assert "can’t be shown" in seen.weights_after(ground())


def test_changed_weights_are_told_with_date_role_and_reason() -> None:
    base = ground(
        {"at": "2026-11-24T10:00", "by": "Chair", "because": "a slip", "was": {}},
        {"at": "2026-11-25T11:00", "was": {"weights": {FIRST: 10}}},
        weights={FIRST: 10},
        answers={"specialties": 1},
    )
    said = seen.weights_after(base)
    assert "in 1 of 2 changes recorded, the last on 24 November 2026 by Chair" in said
    assert said.endswith("The reason given: a slip.")
    first, second = (what for _, what in seen.changed(base))
    assert first.startswith("Changed: the weight of Clinical responsiveness")
    assert second == "Changed: 1 answer."


def test_weights_in_other_words_but_of_equal_shares_are_no_change() -> None:
    every = dict.fromkeys(MODEL.criteria, 50)
    twice = dict.fromkeys(MODEL.criteria, 100)
    base = ground({"at": "2026-11-24T10:00", "was": {"weights": every}}, weights=twice)
    assert "no change of weights" in seen.weights_after(base)
    assert [what for _, what in seen.changed(base)] == ["Nothing that counts."]


def test_a_change_that_kept_no_case_is_said_to_be_unrecorded() -> None:
    base = ground({"at": "2026-11-24T10:00"})
    assert "One of these keeps no record" in seen.weights_after(base)
    table = next(block for block in records.history(base) if isinstance(block, Table))
    assert table.rows[0] == ("24 November 2026, 10:00", Gap("role"), Gap("reason"), "Not recorded.")


def test_every_part_that_counts_is_named() -> None:
    base = ground(
        {"at": "2026-11-24T10:00", "was": {"answers": {"specialties": 1, "vacancy": "none"}}},
        answers={"specialties": 3},
        overrides=[
            {"criterion": FIRST, "option": "digital", "score": 5, "because": "x", "by": "y"}
        ],
        costs={"digital": {"yearly": 5}},
        gates={"device-owner": "met"},
        decision={"option": "digital"},
    )
    [(_, said)] = seen.changed(base)
    assert said == ("Changed: 2 answers, 1 overruled score, 1 cost, 1 duty and the decision.")
