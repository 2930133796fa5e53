"""The record of the decision beside the scoring, and the method."""

from __future__ import annotations

from decision.report.paper import (
    front,
    record_decision,
    risks,
)
from decision.report.paper.blocks import Gap
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import MODEL, evaluated, of, table, taken, texts
from tests.report.paper.test_small_models import ground
from tests.report.two_courses import answered

LEADER = str(evaluated("invented-complete").leader)


def test_a_decision_that_differs_from_the_scoring_says_by_how_much_and_why() -> None:
    ground = of(taken("digital", because="The board weighs cover most", by="Board"), "decision")
    rows = {str(row[0]): row[1] for row in table(record_decision.decision(ground)).rows}
    over = ground.standing.totals[str(ground.preferred)] - ground.standing.totals["digital"]
    name = MODEL.options["digital"].name
    assert f"{over:.1f} points above {name}" in str(rows["How it stands to the scoring"])
    assert rows["Reason"] == "The board weighs cover most"
    assert "weighs cover" not in str(rows["How it stands to the scoring"])
    assert rows["Date"] == "1 December 2026"
    assert isinstance(rows["Review"], Gap)
    assert front.asked(ground) == f"To confirm the decision of 1 December 2026: “{name}”."


def test_a_decision_that_follows_the_scoring_is_said_to() -> None:
    ground = of(taken(LEADER, measures=["faults"], **{"reverse-if": ["nobody comes"]}))
    rows = {str(row[0]): row[1] for row in table(record_decision.decision(ground)).rows}
    assert rows["How it stands to the scoring"] == "It is the option that scores highest."
    assert rows["Measures"] == "faults"
    said = texts(risks.section(ground))
    assert "faults." in said
    assert "nobody comes." in said


def test_a_decision_for_another_form_of_the_leading_course_says_so() -> None:
    ground = PaperData(answered(decision={"option": "stay"}), "decision")
    rows = {str(row[0]): row[1] for row in table(record_decision.decision(ground)).rows}
    assert rows["How it stands to the scoring"] == (
        "It is another form of the same course: “Stay, jointly” scores highest, 8.0 points above "
        "Stay."
    )
    none = record_decision.decision(PaperData(answered(decision={"option": "away"})))
    told = {str(row[0]): row[1] for row in table(none).rows}["How it stands to the scoring"]
    assert str(told).startswith("By the facts as they stand it can’t be chosen.")


def test_what_happened_stands_beside_the_decision_and_is_not_scored() -> None:
    outcome = {
        "date": "2027-06-01",
        "arrangement": "joint",
        "went": "mixed",
        "measures": ["Faults taken up"],
        "by": "Chair",
    }
    found = record_decision.decision(PaperData(answered(outcome=outcome)))
    said = texts(found)
    assert said[0] == "The decision taken, and what happened"
    assert {"Stay, jointly", "1 June 2027", "Mixed", "Faults taken up", "Chair"} <= set(said)
    assert "no score is made of it" in said[-1]
    assert "What happened:" not in texts(record_decision.decision(PaperData(answered())))


def test_the_method_says_how_much_the_sizes_vary_where_they_do() -> None:
    said = " ".join(texts(record_decision.method(PaperData(answered()))))
    assert "The sizes of what answers do vary too, by up to 20% either way." in said
    plain = " ".join(texts(record_decision.method(ground())))
    assert "vary too" not in plain
