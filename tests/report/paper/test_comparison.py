"""The leader beside its rival: the scores, what each difference adds, and why."""

from __future__ import annotations

import pytest

from decision.report.paper import comparison
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import EXAMPLES, MODEL, evaluated, table, texts
from tests.report.two_courses import answered


def points(cell: object) -> float:
    return float(str(cell).replace("−", "-"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_criterion_stands_in_its_group_with_both_scores_and_the_difference(
    name: str,
) -> None:
    basis = PaperData(evaluated(name))
    leader, rival = str(basis.standing.leader), str(basis.standing.rival)
    form = table(comparison.section(basis, set()))
    assert form.head[2:4] == (MODEL.options[leader].name, MODEL.options[rival].name)
    rows = {str(row[0]): row for row in form.rows}
    assert len(rows) == len(form.rows)
    for criterion, entry in MODEL.criteria.items():
        row, cells = rows[entry.name], basis.table.cells[criterion]
        assert float(str(row[2])) == pytest.approx(cells[leader].score, abs=0.06)
        assert float(str(row[3])) == pytest.approx(cells[rival].score, abs=0.06)
        added = basis.standing.contributions[criterion]
        assert points(row[4]) == pytest.approx(added[leader] - added[rival], abs=0.06)
    groups = [*dict.fromkeys(str(entry.group) for entry in MODEL.criteria.values())]
    assert [form.rows[place][0] for place in form.subheads] == groups
    in_groups = sum(points(rows[group][4]) for group in groups)
    assert in_groups == pytest.approx(basis.standing.margin, abs=0.3)
    assert form.rows[-1][0] == "Total"
    assert form.strong
    assert points(form.rows[-1][4]) == pytest.approx(basis.standing.margin, abs=0.05 + 1e-9)


def test_reasons_stand_on_both_sides_with_their_sources_by_role() -> None:
    said = texts(comparison.section(PaperData(evaluated("invented-complete")), set()))
    assert "What counts most for PACS in Radiology with a partnership:" in said
    assert "What counts most for PACS in Digital with safeguards:" in said
    (sources,) = (text for text in said if text.startswith("Sources of these reasons: "))
    assert "PACS lead, five-hospital London team, now in IT" in sources
    assert any(
        text.startswith("Clinical responsiveness. “Of Radiology's last five urgent")
        for text in said
    )
    small = texts(comparison.section(PaperData(answered()), set()))
    assert "2 duties bind “Move, guarded”: 2 not known to be met." in small
