"""Effects on staff, and the right of reply."""

from __future__ import annotations

from decision.report.paper import (
    workforce,
)
from decision.report.paper.blocks import Gap
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import MODEL, evaluated, section, table, written


def test_each_party_has_a_marked_space_for_its_reply() -> None:
    assert workforce.parties(PaperData(evaluated("asker"))) == [
        "Digital",
        "Radiology",
        "Staff side",
    ]
    gaps = [
        block.prompt
        for block in section(written(), "Workforce and consultation")
        if isinstance(block, Gap)
    ]
    assert gaps[-3:] == [
        f"{party}: reply, role of the author and date"
        for party in ("Digital", "Radiology", "Staff side")
    ]


def test_effects_on_staff_are_what_the_case_says_or_a_gap() -> None:
    rows = {
        str(row[0]): row for row in table(section(written(), "Workforce and consultation")).rows
    }
    assert list(rows) == ["Posts and pay", "On-call"]
    told = str(rows["Posts and pay"][1]) + str(rows["On-call"][1])
    evaluation = evaluated("invented-complete")
    topical = [name for name, fact in MODEL.facts.items() if fact.topic in ("workforce", "on-call")]
    assert topical
    assert any(
        MODEL.facts[name].ask in told and str(PaperData(evaluation).said(name)) in told
        for name in topical
    )
    assert all(isinstance(row[2], Gap) for row in rows.values())
