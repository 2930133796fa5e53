"""The note: why there is no paper yet, and which questions decide it."""

from __future__ import annotations

import pytest

from decision.report.paper import front
from decision.report.paper.blocks import Table
from decision.report.paper.note import MOST, note
from decision.report.paper.paper_data import PaperData
from decision.sentences.phrases import question_text
from tests.report.paper.test_paper import EXAMPLES, MODEL, evaluated, texts

EARLY = [name for name in EXAMPLES if evaluated(name).finding.verdict.word == "unknown"]


@pytest.mark.parametrize("name", EARLY)
def test_a_note_says_why_what_to_ask_whom_and_that_the_day_is_to_be_set(name: str) -> None:
    basis = PaperData(evaluated(name))
    found = note(basis)
    form, asks, _ = (block for block in found if isinstance(block, Table))
    rows = {str(row[0]): str(row[1]) for row in form.rows}
    assert basis.evaluation.because[0] in rows["Why there is no paper yet"]
    assert next(iter(rows)) == "So far"
    assert rows["So far"].startswith(front.told(basis))
    assert "☒ To note" in rows["Purpose"]
    assert "Answers are due" in rows
    first = basis.robustness.ask_next[:MOST]
    assert [row[0] for row in asks.rows] == [
        question_text(MODEL, one.fact, one.item) for one in first if one.tells
    ]
    for row in asks.rows:
        assert str(row[1]) in rows["The Board is asked to"]
    assert len(basis.robustness.ask_next) > MOST
    assert "The rest would tell less." in " ".join(texts(found))
