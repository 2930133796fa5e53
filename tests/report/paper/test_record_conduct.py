"""The record of conduct: duties, interests, overrides, the checklist, the panel."""

from __future__ import annotations

from decision.checks import conduct
from decision.report.paper import (
    record_conduct,
)
from decision.report.paper.blocks import Gap
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import COMPLETE, MODEL, evaluated, recorded, section, table
from tests.report.two_courses import answered


def test_an_override_is_there_with_its_reason_and_role() -> None:
    row = table(section(recorded(), "Scores overruled")).rows[0]
    override = COMPLETE.overrides[0]
    cells = evaluated("invented-complete").standing.table.cells[override.criterion]
    assert row[4:] == (override.because, override.by)
    computed = cells[override.option].computed
    assert (float(str(row[2])), float(str(row[3]))) == (computed, override.score)


def test_each_answer_says_who_gave_it_and_the_register_has_kind_and_caveat() -> None:
    rows = {
        str(row[0]): row for row in table(section(recorded(), "Answers, and who gave them")).rows
    }
    assert len(rows) == len(MODEL.facts)
    ground = PaperData(evaluated("invented-complete"))
    for name, fact in MODEL.facts.items():
        (row,) = (row for ask, row in rows.items() if ask.startswith(fact.ask))
        assert str(row[2]).startswith(str(ground.said(name)))
        assert str(row[3]).startswith(COMPLETE.answered_by[name])
    assert any("key question" in ask for ask in rows)
    register = {row[0]: row for row in table(section(recorded(), "Evidence register")).rows}
    cells = [cell for row in ground.table.cells.values() for cell in row.values()]
    cited = {name for cell in cells for reason in cell.reasons for name in reason.evidence}
    cited |= {name for gate in MODEL.gates.values() for name in gate.evidence}
    assert register.keys() == cited < MODEL.evidence.keys()
    assert str(register["c4"][2]).startswith("Opinion\n")
    assert MODEL.evidence["c4"].caveat in register["c4"]


def test_duties_stand_as_the_case_has_them() -> None:
    rows = table(section(recorded(), "Duties and safeguards")).rows
    words = {"met": "Met", "unmet": "Not met", "unknown": "Not known"}
    assert len(rows) == len(MODEL.gates)
    for row, gate in zip(rows, MODEL.gates, strict=True):
        bound = MODEL.gates[gate].options or tuple(MODEL.options)
        assert row[1:-1] == tuple(
            words[COMPLETE.gate(gate, option)] if option in bound else "Does not bind"
            for option in PaperData(evaluated("invented-complete")).compared
        )


def test_every_point_of_the_checklist_is_a_row_and_what_nobody_answered_is_a_gap() -> None:
    ground = PaperData(evaluated("asker"))
    points = conduct.points(ground.evaluation)
    rows = table(record_conduct.conduct(ground)).rows
    assert [row[0] for row in rows] == [point.says for point in points]
    asked = [isinstance(row[3], Gap) for row in rows]
    assert asked == [point.state == "ask" for point in points]
    assert True in asked


def test_who_leads_by_each_role_is_a_course_and_its_form() -> None:
    ballots = [
        {"role": role, "weights": {"speed": speed, "staff": 100 - speed}}
        for role, speed in (("Nurse", 60), ("Porter", 0))
        for _ in range(4)
    ]
    form = table(record_conduct.panel(PaperData(answered(panel=ballots))))
    assert form.head[2:] == ("Course ahead", "Its best form", "By (points)")
    rows = {row[0]: row[2:] for row in form.rows}
    assert rows["Nurse"] == ("Here", "Stay, jointly", "9.8")
    assert rows["Porter"] == ("There", "Move, guarded", "10.0")


def test_interests_are_told_in_full() -> None:
    rows = table(section(recorded(), "Interests declared")).rows
    assert rows == tuple((item.role, item.interest) for item in COMPLETE.interests)
