"""The strongest case for each option: of one length, from the numbers."""

from __future__ import annotations

import re

import pytest

from decision.report.paper import (
    strongest_cases,
)
from decision.report.paper.blocks import Bullets, Heading
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import EXAMPLES, MODEL, evaluated, section, written


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_strongest_cases_are_of_one_length(name: str) -> None:
    found = section(written(name), "The strongest case for each option")
    lengths = [len(block.items) for block in found if isinstance(block, Bullets)]
    assert lengths == [5] * len(MODEL.options)
    names = [block.text for block in found if isinstance(block, Heading)]
    assert names == [entry.name for entry in MODEL.options.values()]


def test_a_strongest_case_starts_with_the_criteria_where_an_option_is_furthest_ahead() -> None:
    ground = PaperData(evaluated("invented-complete"))
    assert {option: ground.rival(option) for option in MODEL.options} == {
        "radiology": "safeguarded",
        "partnership": "safeguarded",
        "digital": "partnership",
        "safeguarded": "partnership",
    }
    for option in MODEL.options:
        rival = ground.rival(option)
        rows = ground.standing.contributions
        gaps = sorted((row[option] - row[rival] for row in rows.values()), reverse=True)
        for said, gap in zip(strongest_cases.case_for(ground, option), gaps[:3], strict=False):
            lead = re.search(r"(ahead|behind) by ([\d.]+) points of the total", said)
            assert lead is not None
            signed = float(lead[2]) * (1 if lead[1] == "ahead" else -1)
            assert signed == pytest.approx(gap, abs=0.05 + 1e-9)
