"""The record: everything behind the paper, in full."""

from __future__ import annotations

import pytest

from decision.report.paper.blocks import Contents, Figure, Table
from decision.report.paper.record import CHARTS, record
from tests.report.paper.test_paper import (
    COMPLETE,
    EXAMPLES,
    MODEL,
    evaluated,
    heads,
    recorded,
    section,
    table,
    texts,
)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_record_has_these_parts_and_a_list_of_them(name: str) -> None:
    assert heads(recorded(name))[1:] == [
        "The question, and the options",
        "Costs and risks",
        "Criteria, what 0 and 100 mean, and weights",
        "Every sub-score",
        "The reasons and evidence behind each sub-score",
        "Answers, and who gave them",
        "Evidence register",
        "Duties and safeguards",
        *(["Interests declared", "Scores overruled"] if name == "invented-complete" else []),
        "How the scoring was conducted",
        "History of the case",
        "Method and limits",
        "Charts of weights and sensitivity",
    ]
    lacking = "an interest, a score overruled, a panel and a decision"
    lacking = "a panel and a decision" if name == "invented-complete" else lacking
    assert f"Not recorded in this case: {lacking}." in texts(recorded(name).blocks)
    assert sum(isinstance(block, Contents) for block in recorded(name).blocks) == 1
    assert [sheet.wide for sheet in recorded(name).sheets] == [False, True, False]


def test_notes_reasons_and_costs_are_there_in_full() -> None:
    said = " ".join(texts(recorded().blocks))
    for text in (*COMPLETE.notes.values(), *(item.because for item in COMPLETE.overrides)):
        assert " ".join(text.split()) in said
    costs = next(b for b in section(recorded(), "Costs and risks") if isinstance(b, Table))
    assert [row[-1] for row in costs.rows] == [cost.note for cost in COMPLETE.costs.values()]
    assert str(MODEL.question) in said
    options = table(section(recorded(), "The question, and the options")).rows
    assert [row[1] for row in options] == [entry.summary for entry in MODEL.options.values()]


def test_every_chart_is_there_and_the_session_is_marked() -> None:
    drawn = [block for block in recorded().blocks if isinstance(block, Figure)]
    assert len(drawn) == len(CHARTS)
    assert recorded().mark == "Private session"
    assert record(evaluated("asker"), private=False).mark == "Public session"
