"""The appendices on method, and the decision beside the scoring."""

from __future__ import annotations

from decision.report.paper import (
    appendix_method,
    assurance,
    front,
)
from decision.report.paper.blocks import Gap
from tests.report.paper.test_paper import of, table, taken, texts


def test_a_decision_that_differs_from_the_scoring_says_by_how_much_and_why() -> None:
    ground = of(taken("digital", because="The board weighs cover most", by="Board"), "decision")
    rows = {str(row[0]): row[1] for row in table(appendix_method.decision(ground)).rows}
    over = ground.standing.totals["partnership"] - ground.standing.totals["digital"]
    assert f"{over:.1f} points above Move to Digital" in str(rows["How it stands to the scoring"])
    assert rows["Reason"] == "The board weighs cover most"
    assert "weighs cover" not in str(rows["How it stands to the scoring"])
    assert rows["Date"] == "1 December 2026"
    assert isinstance(rows["Review"], Gap)
    assert front.asked(ground) == "To confirm the decision of 1 December 2026: “Move to Digital”."


def test_a_decision_that_follows_the_scoring_is_said_to() -> None:
    ground = of(taken("partnership", measures=["faults"], **{"reverse-if": ["nobody comes"]}))
    rows = {str(row[0]): row[1] for row in table(appendix_method.decision(ground)).rows}
    assert rows["How it stands to the scoring"] == "It is the option that scores highest."
    assert rows["Measures"] == "faults"
    assert any(isinstance(block, Gap) for block in appendix_method.decision(ground))
    said = texts(assurance.success(ground))
    assert "faults" in said
    assert "nobody comes" in said
