"""The risks that the case shows, and how success is measured and what reverses it."""

from __future__ import annotations

from decision.report.paper import risks
from decision.report.paper.blocks import Gap
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import evaluated, texts
from tests.report.two_courses import answered


def names(basis: PaperData) -> list[str]:
    return [one.name for one in risks.found(basis)]


def test_risks_that_could_change_the_answer_come_first() -> None:
    basis = PaperData(evaluated("invented-complete"))
    assert names(basis) == [
        "Two other answers together would reverse the lead",
        "What was agreed is not kept",
        "The lead rests on one person",
        "Another course proves better",
        "Other weights would reverse the lead",
    ]
    single = PaperData(answered())
    assert names(single)[0] == "One other answer would reverse the lead"
    kept = next(one for one in risks.found(single) if "not kept" in one.name)
    assert kept.shows == "It would then be no more than Stay, about 8 points lower."
    assert kept.who == "Chair"


def test_open_key_questions_disputes_and_warnings_are_risks_with_who_knows() -> None:
    still = PaperData(answered({"offer": None}))
    found = {one.name: one for one in risks.found(still)}
    assert found["A key question is open"].who == "Digital"
    assert found["A key question is open"].shows == "“Is there an offer?”"
    second = {"faults": {"by": "Digital lead", "says": 2}}
    assert "An answer is disputed" in names(PaperData(answered(disputed=second)))


def test_what_a_decision_states_is_told_and_the_rest_is_one_gap() -> None:
    gaps = [
        block.prompt for block in risks.section(PaperData(answered())) if isinstance(block, Gap)
    ]
    assert len(gaps) == 2
    assert gaps[1].count(";") == 2
    decided = {
        "option": "joint",
        "measures": ["Faults"],
        "reverse-if": ["Nobody comes"],
        "review": "2027-06-01",
    }
    told = risks.section(PaperData(answered(decision=decided), "decision"))
    assert {"Faults.", "Nobody comes.", "Review: 1 June 2027."} <= set(texts(told))
    assert sum(isinstance(block, Gap) for block in told) == 1


def test_the_paper_holds_the_first_risks_and_the_record_all() -> None:
    basis = PaperData(answered())
    every = len(risks.found(basis))
    shown, whole = risks.table(basis, 2), risks.table(basis)
    assert shown is not None
    assert whole is not None
    assert (len(shown.rows), len(whole.rows)) == (2, every)
    assert shown.caption.endswith(f", and {every - 2} more in the record")
