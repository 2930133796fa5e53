"""The options, where nothing is known of a site."""

from __future__ import annotations

from decision.model.case import Case
from decision.report.paper import (
    front,
    options,
)
from tests.report.paper.test_paper import of, texts


def test_an_empty_case_prefers_nothing() -> None:
    ground = of(Case())
    said = front.preference(ground)
    assert "Not enough is known yet" in said or "No preferred option for consultation can" in said
    assert front.asked(ground).startswith("To agree that all options go to consultation")
    assert "No question about the site is answered yet." in texts(options.change(ground))
