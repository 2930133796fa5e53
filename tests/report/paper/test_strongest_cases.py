"""The strongest case for each option: of one length, from the numbers."""

from __future__ import annotations

import re

import pytest

from decision.report.paper import (
    strongest_cases,
)
from decision.report.paper.blocks import Bullets, Heading, Table
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import EXAMPLES, MODEL, evaluated, section, texts, written
from tests.report.two_courses import answered


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_strongest_cases_are_of_one_length(name: str) -> None:
    found = section(written(name), "The strongest case for each option")
    compared = PaperData(evaluated(name)).compared
    lengths = [len(block.items) for block in found if isinstance(block, Bullets)]
    assert lengths == [5] * len(compared)
    names = [block.text for block in found if isinstance(block, Heading)]
    assert names == [MODEL.options[option].name for option in compared]


def test_a_strongest_case_starts_with_the_criteria_where_an_option_is_furthest_ahead() -> None:
    ground = PaperData(evaluated("invented-complete"))
    assert ground.standing.rival == ground.rival(str(ground.preferred))
    for option in ground.compared:
        rival = ground.rival(option)
        others = [
            one for one in ground.table.choosable if MODEL.course_of[one] != MODEL.course_of[option]
        ]
        assert rival == max(others, key=lambda one: ground.standing.totals[one])
        rows = ground.standing.contributions
        gaps = sorted((row[option] - row[rival] for row in rows.values()), reverse=True)
        for said, gap in zip(strongest_cases.case_for(ground, option), gaps[:3], strict=False):
            lead = re.search(r"(ahead|behind) by ([\d.]+) points of the total", said)
            assert lead is not None
            signed = float(lead[2]) * (1 if lead[1] == "ahead" else -1)
            assert signed == pytest.approx(gap, abs=0.05 + 1e-9)


def test_an_option_that_nobody_can_choose_has_no_case_made_for_it_and_that_is_said() -> None:
    ground = PaperData(answered({"promise": "none"}))
    assert ground.compared == ("stay", "joint", "move", "guarded")
    said = " ".join(texts(strongest_cases.strongest(ground)))
    assert "Left out, as it can’t be chosen as the facts stand: Away." in said
    named = PaperData(answered({"host": "named"}))
    assert named.compared[-1] == "away"
    assert "Left out" not in " ".join(texts(strongest_cases.strongest(named)))


def test_what_helps_and_what_would_help_may_be_one_item_of_a_checklist() -> None:
    ground = PaperData(answered())
    assert strongest_cases.case_for(ground, "guarded")[-1] == (
        "What would help it most: if “What can they show?”, “A clinician leads” were answered "
        "“yes”, its total would rise by about 10 points."
    )
    swot = [block for block in strongest_cases.swot(ground) if isinstance(block, Table)]
    chances = str(swot[-1].rows[-1][0])
    assert "“A clinician leads” → “yes”: +10.2" in chances
