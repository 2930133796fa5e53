"""The blocks of a paper: what is long is cut, and the cut is told."""

from __future__ import annotations

import decision
from decision.report.paper import (
    paper,
)
from tests.report.paper.test_paper import MODEL, texts


def test_long_names_are_cut_and_the_cut_is_told() -> None:
    long = "x" * 100_000
    model = decision.DecisionModel.model_construct(
        **{
            **dict(MODEL),
            "options": {
                name: entry.model_copy(update={"name": long + name})
                for name, entry in MODEL.options.items()
            },
        }
    )
    whole = paper(decision.evaluate(model))
    assert max(map(len, texts(whole.blocks))) < 12_000
    assert any("longer than 120 letters are cut" in text for text in texts(whole.blocks))
