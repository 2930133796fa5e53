"""What the paper says of the case's history."""

from __future__ import annotations

import datetime as dt
from typing import Any

import decision
from decision.history import AFTER_RESULT, changes, weights_after_result
from decision.model.case import Case, Change
from decision.report.paper import record_conduct
from decision.report.paper.blocks import Gap, Para, Table
from decision.report.paper.paper_data import PaperData
from tests.shipped_model import MODEL

FIRST, SECOND = list(MODEL.criteria)[:2]


def ground(*history: dict[str, Any], **now: Any) -> PaperData:
    case = Case.model_validate({"history": list(history), **now})
    return PaperData(decision.evaluate(MODEL, case))


def weights_after(base: PaperData) -> str:
    (said,) = (block.text for block in record_conduct.history(base) if isinstance(block, Para))
    return said


def test_without_a_history_it_says_what_that_rests_on() -> None:
    base = ground()
    assert weights_after(base) == " ".join(weights_after_result(MODEL, base.case).sentences)
    assert "is on record" in weights_after(base)


def test_weights_changed_after_the_result_are_told() -> None:
    base = ground(
        {"at": "2026-11-24T10:00", "because": AFTER_RESULT, "was": {}}, weights={FIRST: 10}
    )
    said = weights_after(base)
    assert said.startswith("The weights were changed once after the result had been seen.")
    assert "24 November 2026" in said


def test_each_change_is_set_against_the_version_that_followed() -> None:
    base = ground(
        {"at": "2026-11-24T10:00", "by": "Chair", "because": "a slip", "was": {}},
        {"at": "2026-11-25T11:00"},
        {"at": "2026-11-26T11:00", "was": {"answers": {"specialties": 1}}},
        answers={"specialties": 5},
    )
    first, second, third = (what for _, what in record_conduct.changed(base))
    one, two = Case(), Case.model_validate({"answers": {"specialties": 1}})
    now = Case.model_validate({"answers": {"specialties": 5}})
    assert first == " ".join(changes(MODEL, one, two))
    assert second == "What it was before is not recorded."
    assert third == " ".join(changes(MODEL, two, now))
    table = next(block for block in record_conduct.history(base) if isinstance(block, Table))
    assert table.rows[0][:3] == ("24 November 2026, 10:00", "Chair", "a slip")
    assert table.rows[1][1:3] == (Gap("role"), Gap("reason"))


def test_a_change_of_everything_is_cut_and_says_so() -> None:
    base = ground(
        {"at": "2026-11-24T10:00", "was": {}},
        weights={name: place for place, name in enumerate(MODEL.criteria, 1)},
        gates=dict.fromkeys(MODEL.gates, "met"),
    )
    [(_, said)] = record_conduct.changed(base)
    every = changes(MODEL, Case(), base.case.model_copy(update={"history": ()}))
    assert len(every) > record_conduct.MOST
    assert said.endswith(f"And {len(every) - record_conduct.MOST} more, in the app's page Record.")


def test_a_paper_for_consultation_never_speaks_of_a_verdict_in_its_history() -> None:
    case = decision.load_case(decision.examples()["invented-complete"], MODEL)
    emptied = case.model_copy(update={"answers": {}})
    entry = Change(at=dt.datetime(2026, 11, 24, 10), was=emptied)
    base = PaperData(decision.evaluate(MODEL, case.model_copy(update={"history": (entry,)})))
    [(_, said)] = record_conduct.changed(base)
    told = " ".join(changes(MODEL, emptied, case))
    assert "How firm the answer is went from" in told
    assert "verdict" not in (said + told).lower()
