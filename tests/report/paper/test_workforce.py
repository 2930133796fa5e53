"""Effects on staff, and the right of reply."""

from __future__ import annotations

from decision.report.paper import (
    workforce,
)
from decision.report.paper.blocks import Gap
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import evaluated, section, table, written


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
    assert "“How are comparable posts in Digital banded?” The same (HR business partner)." in str(
        rows["Posts and pay"][1]
    )
    assert "The supplier alone" in str(rows["On-call"][1])
    assert all(isinstance(row[2], Gap) for row in rows.values())
