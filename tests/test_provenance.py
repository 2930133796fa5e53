"""Every number that an evidence entry moves is found, and no other."""

from __future__ import annotations

from decision import load_model, shipped
from decision.provenance import uses

MODEL = load_model(shipped("criteria.yaml"))


def test_every_start_score_is_found_under_its_evidence() -> None:
    found = uses(MODEL)
    for criterion, entry in MODEL.criteria.items():
        for option, cell in (entry.scores or {}).items():
            for name in cell.evidence:
                assert any(
                    (use.criterion, use.option, use.fact, use.points)
                    == (criterion, option, None, cell.score)
                    for use in found[name]
                )


def test_every_shift_is_found_under_its_evidence() -> None:
    counted = sum(
        use.fact is not None and use.points is not None
        for these in uses(MODEL).values()
        for use in these
    )
    expected = sum(
        len(answer.evidence) * sum(len(moves) for moves in answer.shifts.values())
        for fact in MODEL.facts.values()
        for answer in fact.answers.values()
    )
    assert counted == expected
