"""The appendices of records: duties, evidence, overrides, the checklist."""

from __future__ import annotations

from decision.checks import conduct
from decision.report.paper import (
    appendix_records,
)
from decision.report.paper.blocks import Gap
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import COMPLETE, MODEL, evaluated, section, table, written


def test_an_override_is_there_with_its_reason_and_role() -> None:
    row = table(section(written(), "Appendix G: Scores overruled")).rows[0]
    override = COMPLETE.overrides[0]
    cells = evaluated("invented-complete").standing.table.cells["cyber-resilience"]
    assert row[4:] == (override.because, override.by)
    assert (float(str(row[2])), float(str(row[3]))) == (cells["radiology"].computed, 45)


def test_each_answer_says_who_gave_it_and_the_register_has_kind_and_caveat() -> None:
    rows = {
        str(row[0]): row
        for row in table(section(written(), "Appendix D: Answers, and who gave them")).rows
    }
    assert len(rows) == len(MODEL.facts)
    three = rows["Who answers a PACS fault at three in the morning?"]
    assert three[2:4] == ("The supplier alone, under a 24-hour contract", "PACS manager")
    assert any("key question" in ask for ask in rows)
    register = {
        row[0]: row for row in table(section(written(), "Appendix E: Evidence register")).rows
    }
    assert register.keys() == MODEL.evidence.keys()
    assert str(register["c4"][2]).startswith("Opinion\n")
    assert MODEL.evidence["c4"].caveat in register["c4"]


def test_duties_stand_as_the_case_has_them() -> None:
    rows = table(section(written(), "Appendix F: Duties and safeguards")).rows
    words = {"met": "Met", "unmet": "Not met", "unknown": "Not known"}
    for row, gate in zip(rows, MODEL.gates, strict=True):
        assert row[1:5] == tuple(words[COMPLETE.gate(gate, option)] for option in MODEL.options)


def test_every_point_of_the_checklist_is_a_row_and_what_nobody_answered_is_a_gap() -> None:
    ground = PaperData(evaluated("asker"))
    points = conduct.points(ground.evaluation)
    rows = table(appendix_records.conduct(ground)).rows
    assert [row[0] for row in rows] == [point.says for point in points]
    asked = [isinstance(row[3], Gap) for row in rows]
    assert asked == [point.state == "ask" for point in points]
    assert True in asked
