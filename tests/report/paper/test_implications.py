"""The second page: each implication a line or a gap, totals beside costs, one picture."""

from __future__ import annotations

import pytest

from decision.report.paper import implications
from decision.report.paper.blocks import Figure, Gap, Table
from decision.report.paper.paper_data import PaperData
from tests.report import many_courses
from tests.report.paper.test_paper import MODEL, evaluated
from tests.report.two_courses import answered


def tables(basis: PaperData) -> list[Table]:
    return [block for block in implications.section(basis) if isinstance(block, Table)]


def test_each_implication_is_a_line_of_the_case_or_a_gap() -> None:
    rows = {
        str(row[0]): row[1] for row in tables(PaperData(evaluated("invented-complete")))[0].rows
    }
    assert [area for area, said in rows.items() if isinstance(said, Gap)] == [
        "Assurance framework",
        "Quality and equality",
        "Finance",
        "Who has seen it",
    ]
    assert str(rows["Workforce"]).startswith("About 1 point ahead of PACS in Digital with")
    assert rows["Clinical safety"] == "Duties: 1 met, 1 not met and 1 not known."


def test_the_totals_are_the_engine_s_beside_the_costs() -> None:
    basis = PaperData(evaluated("invented-complete"))
    table = tables(basis)[1]
    names = {entry.name: option for option, entry in MODEL.options.items()}
    ranks = basis.standing.ranks
    assert [names[str(row[0])] for row in table.rows] == sorted(
        (option for option, rank in ranks.items() if rank), key=lambda option: ranks[option] or 0
    )
    for row in table.rows:
        option = names[str(row[0])]
        low, high = map(float, str(row[2]).split(" to "))
        span = basis.finding.draws.totals[option]
        assert float(str(row[1])) == pytest.approx(basis.standing.totals[option], abs=0.05 + 1e-9)
        assert (low, high) == pytest.approx((span.low, span.high), abs=0.05 + 1e-9)
    assert [row[3] for row in table.rows] == ["£74,000", "£0", "£312,000", "£248,000"]
    assert "2 more options in the record" in table.caption


def test_one_picture_shows_the_answer_unless_its_options_would_be_too_small() -> None:
    shown = implications.section(PaperData(answered()))
    assert sum(isinstance(block, Figure) for block in shown) == 1
    many = implications.section(PaperData(many_courses.evaluated()))
    assert not any(isinstance(block, Figure) for block in many)


def test_a_place_is_joint_only_with_an_option_that_can_be_chosen() -> None:
    ground = PaperData(answered({"promise": "none"}))
    ranks = ground.standing.ranks
    assert ranks["move"] == ranks["guarded"] == 3
    assert implications.place(ground, "move") == "3rd"
    assert implications.place(ground, "guarded") == "can’t be chosen"
    assert implications.place(ground, "away") == "can’t be chosen"
    open_ = PaperData(answered({"host": None}))
    assert implications.place(open_, "away") == "can’t be chosen yet"
    rows = {row[0] for row in implications.totals(PaperData(answered({"promise": None}))).rows}
    assert "Move, guarded (if agreed)" in rows
