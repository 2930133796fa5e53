"""The appendices of scores: every sub-score, every reason."""

from __future__ import annotations

import re

import pytest

import decision
from decision.report.paper import (
    appendix_scores,
)
from decision.report.paper.blocks import Gap, Table
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import (
    COMPLETE,
    EXAMPLES,
    MODEL,
    evaluated,
    section,
    table,
    written,
)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_sub_score_is_disclosed_and_is_the_engine_s(name: str) -> None:
    evaluation = evaluated(name)
    matrix = table(section(written(name), "Appendix B: Every sub-score"))
    assert len(matrix.rows) == len(MODEL.criteria) + 1
    for row, (criterion, cells) in zip(
        matrix.rows, evaluation.standing.table.cells.items(), strict=False
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
    assert sum(weights) == pytest.approx(100)
    totals = [float(str(said)) for said in matrix.rows[-1][2:]]
    assert totals == pytest.approx(list(evaluation.totals.values()), abs=0.05 + 1e-9)


def test_every_reason_and_every_evidence_id_of_every_cell_is_there() -> None:
    rows = table(
        section(written(), "Appendix C: The reasons and evidence behind each sub-score")
    ).rows
    cells = [
        cell
        for row in evaluated("invented-complete").standing.table.cells.values()
        for cell in row.values()
    ]
    assert len(rows) == len(cells) == 64
    for row, cell in zip(rows, cells, strict=True):
        points = [
            float(text.replace("−", "-"))
            for text in re.findall(r"(?m)^([+−]?[\d.]+):", str(row[3]))
        ]
        assert sum(points) == pytest.approx(cell.score)
        for reason in cell.reasons:
            assert reason.because in str(row[3])
            assert all(name in str(row[4]) for name in reason.evidence)


def test_weights_have_their_reason_or_a_gap_for_it() -> None:
    rows = table(section(written(), "Appendix A: Criteria, what 0 and 100 mean, and weights")).rows
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
    found = appendix_scores.sub_scores(PaperData(decision.evaluate(model)))
    heads = [block.head[2:] for block in found if isinstance(block, Table)]
    assert [len(head) for head in heads] == [5, 2]
    assert [name for head in heads for name in head] == [name.upper() for name in scores]
