"""The panel, round by round, in words."""

from __future__ import annotations

from typing import Any

from decision.history.changed_record import MOST_BALLOTS
from tests.history.test_changes import told


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
