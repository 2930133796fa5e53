"""Staff and consultation, and what is put in place."""

from __future__ import annotations

from decision.report.paper import staff
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import MODEL, evaluated, table, texts
from tests.report.two_courses import answered


def test_what_was_answered_about_staff_is_told_with_each_item_under_its_answer() -> None:
    basis = PaperData(evaluated("invented-complete"))
    said = texts(staff.section(basis, set()))
    assert any(
        text.startswith("“Which of these does HR have in writing") and " No: Somebody" in text
        for text in said
    )
    assert "“Where does the PACS team sit now?” In Radiology." in said
    other = texts(staff.section(basis, {("team-now", None)}))
    assert "“Where does the PACS team sit now?” In Radiology." not in other


def test_each_safeguard_of_the_leader_has_owner_measure_and_date() -> None:
    basis = PaperData(evaluated("invented-complete"))
    rows = table(staff.section(basis, set())).rows
    safeguards = MODEL.options[str(basis.preferred)].safeguards
    assert [row[1:] for row in rows] == [(one.owner, one.measure, one.due) for one in safeguards]
    assert [row[0] for row in rows] == [one.says for one in safeguards]
    small = table(staff.section(PaperData(answered()), set())).rows
    assert small[0] == ("A list is kept.", "Chair", "Read each month", "by May")
    assert small[1] == ("A group meets.", "not stated", "not stated", "not stated")


def test_nothing_is_put_in_place_while_no_option_is_firm() -> None:
    assert staff.section(PaperData(answered({"offer": None, "ready": None})), set()) == []
