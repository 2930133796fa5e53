"""The panel, round by round, and what happened, in words."""

from __future__ import annotations

from typing import Any

from decision.history.changed_record import MOST_BALLOTS, outcome
from tests.corpus import MODEL as CORPUS
from tests.history.test_changes import told
from tests.strategies import case_from


def test_the_panel_is_told_round_by_round() -> None:
    def ballot(number: float, gaps: float = 1, **more: Any) -> dict[str, Any]:
        return {"round": number, "weights": {"gaps": gaps, "speed": 1, "cost": 0}, **more}

    before = {"panel": [ballot(1), ballot(1, 2), ballot(2)]}
    after = {"panel": [ballot(1), ballot(1, 3), ballot(2, removed="Sent twice"), *[ballot(3)] * 6]}
    said = told(before, after)
    assert "In round 1 of the panel, 1 of 2 ballots changed." in said
    assert "Round 2 of the panel no longer counts; it had 1 ballot." in said
    assert "Round 3 of the panel was added, with 6 ballots." in said
    assert "A ballot of round 2 was set aside, because Sent twice." in said


def test_many_ballots_set_aside_are_counted() -> None:
    ballots = [{"name": f"P{n}", "weights": {"gaps": 1, "speed": 1, "cost": 0}} for n in range(8)]
    aside = [ballot | {"removed": "Sent twice"} for ballot in ballots]
    said = told({"panel": ballots}, {"panel": aside})
    assert sum("was set aside" in line for line in said) == MOST_BALLOTS
    assert f"{8 - MOST_BALLOTS} more ballots were set aside." in said


def happened(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[str]:
    was, now = (case_from({"outcome": one} if one else {}) for one in (before, after))
    return list(outcome(CORPUS, was, now))


def test_what_happened_is_told_when_it_is_put_on_record() -> None:
    whole = {
        "date": "2027-06-01",
        "arrangement": "hybrid",
        "went": "as-hoped",
        "measures": ["Faults answered in 50 minutes"],
        "by": "chief executive",
    }
    assert happened(None, whole) == [
        "What happened is on record: “Move, with safeguards” is in place, and it went as hoped.",
        "The role that tells what happened was added: “chief executive”.",
        "The date of what happened went from none to 1 June 2027.",
        "New figures of what happened: “Faults answered in 50 minutes”.",
    ]
    assert happened(whole, None) == ["The record of what happened was taken out."]
    assert happened(whole, whole) == []


def test_each_part_of_what_happened_is_told_when_it_changes() -> None:
    assert happened(
        {"arrangement": "hybrid", "went": "better", "measures": ["A", "B"]},
        {"arrangement": "stay", "went": "mixed", "measures": ["B", "C"]},
    ) == [
        "What is in place went from “Move, with safeguards” to Stay.",
        "How it went is now told as better in part and worse in part, and was told as better "
        "than hoped.",
        "New figures of what happened: “C”.",
        "Figures dropped: “A”.",
    ]


def test_an_arrangement_that_the_model_lacks_is_told_by_its_id() -> None:
    (said,) = happened(None, {"arrangement": "elsewhere", "went": "worse"})
    assert said == (
        "What happened is on record: “elsewhere” is in place, and it went worse than hoped."
    )


def test_what_happened_is_among_all_changes() -> None:
    said = told({}, {"outcome": {"arrangement": "move", "went": "worse"}})
    assert said[0].startswith("What happened is on record: Move to Digital is in place")
