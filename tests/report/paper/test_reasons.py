"""The reason that parts two options most on a criterion."""

from __future__ import annotations

from decision.report.paper.paper_data import PaperData
from decision.report.paper.reasons import because, parting
from tests.report.paper.test_paper import evaluated
from tests.report.two_courses import answered


def test_an_answer_parts_two_options_where_it_moves_them_most() -> None:
    basis = PaperData(answered({"ready": ["lead", "tests"]}))
    found = parting(basis, "speed", "guarded", "joint")
    assert (found.fact, found.item, found.answer) == ("ready", "lead", "yes")
    assert because(basis, found) == "“A clinician leads”: yes. A clinician leads."
    shipped = PaperData(evaluated("invented-complete"))
    faults = parting(shipped, "clinical-responsiveness", "partnership", "safeguarded")
    assert because(shipped, faults).startswith("“Of Radiology's last five")


def test_a_start_score_without_a_written_reason_gives_none() -> None:
    basis = PaperData(answered())
    start = parting(basis, "staff", "guarded", "joint")
    assert start.fact is None
    assert because(basis, start) == ""
    shipped = PaperData(evaluated("asker"))
    found = parting(shipped, "imaging-voice", "radiology", "digital")
    assert because(shipped, found).endswith(".")
