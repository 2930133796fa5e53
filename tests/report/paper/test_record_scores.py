"""The record of scores: every sub-score, every reason, the evidence cited."""

from __future__ import annotations

import re
from typing import Any

import pytest

import decision
from decision.report.paper import (
    record_scores,
)
from decision.report.paper.blocks import Gap, Table
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import (
    COMPLETE,
    EXAMPLES,
    MODEL,
    evaluated,
    recorded,
    section,
    table,
    texts,
)
from tests.report.two_courses import answered


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_sub_score_is_disclosed_and_is_the_engine_s(name: str) -> None:
    evaluation = evaluated(name)
    found = [
        block for block in section(recorded(name), "Every sub-score") if isinstance(block, Table)
    ]
    matrix = found[0]
    assert {len(block.rows) for block in found} == {len(MODEL.criteria) + 1}
    # Where options stand in several tables, their rows side by side.
    whole = [
        (*rows[0][:2], *(cell for row in rows for cell in row[2:]))
        for rows in zip(*(block.rows for block in found), strict=True)
    ]
    for row, (criterion, cells) in zip(
        whole, evaluation.standing.table.cells.items(), strict=False
    ):
        assert row[0] == MODEL.criteria[criterion].name
        for said, (option, cell) in zip(row[2:], cells.items(), strict=True):
            score, added = re.fullmatch(r"([\d.]+).* → ([\d.]+)", str(said)).groups()  # type: ignore[union-attr]
            assert float(score) == pytest.approx(cell.score, abs=0.05 + 1e-9)
            share = evaluation.standing.contributions[criterion][option]
            assert float(added) == pytest.approx(share, abs=0.05 + 1e-9)
            span = re.search(r"\(([\d.]+)–([\d.]+)\)", str(said))
            assert (span is not None) == (cell.low < cell.high)
            if span:
                assert float(span[1]) == pytest.approx(cell.low, abs=0.05 + 1e-9)
                assert float(span[2]) == pytest.approx(cell.high, abs=0.05 + 1e-9)
    weights = [float(str(row[1]).rstrip("%")) for row in matrix.rows[:-1]]
    stated = [100 * share for share in evaluation.standing.shares.values()]
    assert weights == pytest.approx(stated, abs=0.06)
    totals = [float(str(said)) for said in whole[-1][2:]]
    assert totals == pytest.approx(list(evaluation.totals.values()), abs=0.05 + 1e-9)


def test_every_reason_and_every_evidence_id_of_every_cell_is_there() -> None:
    rows = table(section(recorded(), "The reasons and evidence behind each sub-score")).rows
    found = evaluated("invented-complete").standing.table.cells
    assert len(rows) == len(MODEL.criteria) * (1 + len(MODEL.options))
    told = iter(rows)
    for name, cells in found.items():
        assert next(told) == (MODEL.criteria[name].name, "", "", "")
        for cell in cells.values():
            _, score, said, cited = map(str, next(told))
            found_ = re.findall(r"(?m)^([+−]?[\d.]+):", said)
            points = [float(text.replace("−", "-")) for text in found_]
            assert sum(points) == pytest.approx(cell.score)
            assert float(score) == pytest.approx(cell.score, abs=0.06)
            for reason in cell.reasons:
                assert reason.because in said
                assert all(entry in cited for entry in reason.evidence)


def test_weights_have_their_reason_or_a_gap_for_it() -> None:
    rows = table(section(recorded(), "Criteria, what 0 and 100 mean, and weights")).rows
    for row, (name, entry) in zip(rows, MODEL.criteria.items(), strict=True):
        assert row[2:4] == (entry.worst, entry.best)
        assert row[5] == COMPLETE.weight_notes.get(name, Gap("reason"))


def test_many_options_stand_in_several_tables_each_of_which_fits_a_page() -> None:
    scores = {f"o{number}": 10 * number for number in range(7)}
    model = decision.DecisionModel.model_validate(
        {
            "title": "Seven",
            "options": {name: {"name": name.upper()} for name in scores},
            "criteria": {"x": {"name": "X", "weight": 1, "scores": scores}},
        }
    )
    found = record_scores.sub_scores(PaperData(decision.evaluate(model)))
    heads = [block.head[2:] for block in found if isinstance(block, Table)]
    assert [len(head) for head in heads] == [4, 3]
    assert [name for head in heads for name in head] == [name.upper() for name in scores]


def test_a_checklist_shows_every_item_and_what_each_does() -> None:
    ground = PaperData(answered())
    asked = {row[0]: row for row in table(record_scores.answers(ground)).rows}
    assert asked["What can they show?"][2] == (
        "1 of 2 in place\n– A clinician leads: no\n– Restores are tested: yes"
    )
    part = PaperData(answered({"ready": {"yes": ["tests"], "unknown": ["lead"]}}))
    rows = {row[0]: row for row in table(record_scores.answers(part)).rows}
    assert str(rows["What can they show?"][2]).startswith("Answered in part\n")
    said = "\n".join(texts(record_scores.reasons(ground)))
    assert "+5: Restores are tested" in said
    assert "−5: Not so: A clinician leads" in said


def test_a_disputed_and_a_confirmed_answer_say_whose_they_are() -> None:
    more: dict[str, Any] = {
        "answered-by": {"faults": "PACS manager"},
        "confirmed-by": {"faults": "Auditor"},
        "disputed": {"faults": {"by": "Digital lead", "says": 2}},
    }
    rows = {row[0]: row for row in table(record_scores.answers(PaperData(answered(**more)))).rows}
    row = rows["How many faults were answered?"]
    assert row[3] == "PACS manager\nConfirmed by: Auditor"
    assert row[4] == "Disputed: Digital lead says “Few (2 faults)”."
