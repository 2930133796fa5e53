"""The front sheet and the summary, against the engine."""

from __future__ import annotations

import re

import pytest

from decision.model.case import Case
from decision.report.paper import (
    front,
)
from decision.report.paper.blocks import Gap
from decision.report.paper.paper_data import PaperData
from tests.report.paper.test_paper import MODEL, REFUSED, evaluated, of, section, table, written


def test_the_front_sheet_has_what_is_asked_of_every_paper() -> None:
    form = table(written().blocks)
    assert [row[0] for row in form.rows] == [
        "Meeting",
        "Session",
        "Purpose",
        "The decision asked for",
        "Preferred option",
        "Site",
        "Sponsor",
        "Prepared by",
        "Date of the scoring",
        "Committees that have seen it",
        "Strategic links",
        "Risk links",
        "Money",
        "Duties",
    ]
    said = {str(row[0]): row[1] for row in form.rows}
    assert isinstance(said["Sponsor"], Gap)
    assert said["Prepared by"] == "PACS manager"
    assert said["Date of the scoring"] == "24 November 2026"
    assert str(said["Session"]).startswith("Private session.")


def test_the_summary_has_the_engine_s_totals_ranges_and_places() -> None:
    evaluation = evaluated("invented-complete")
    rows = table(section(written(), "Summary")).rows
    names = {entry.name: option for option, entry in MODEL.options.items()}
    assert [names[str(row[0])] for row in rows] == sorted(
        MODEL.options, key=lambda option: -evaluation.totals[option]
    )
    for row in rows:
        option = names[str(row[0])]
        low, high = map(float, str(row[2]).split(" to "))
        span = evaluation.finding.draws.totals[option]
        assert float(str(row[1])) == pytest.approx(evaluation.totals[option], abs=0.05 + 1e-9)
        assert (low, high) == pytest.approx((span.low, span.high), abs=0.05 + 1e-9)
        assert str(row[3]).startswith(f"{evaluation.standing.ranks[option]}")


def test_the_second_best_is_as_far_behind_as_the_first_sentence_says() -> None:
    ground = PaperData(evaluated("invented-complete"))
    best, second = sorted(ground.evaluation.totals.values(), reverse=True)[:2]
    told = re.search(r"highest, about (\d+) points? above", front.preference(ground))
    assert told is not None
    assert int(told[1]) == int(best - second + 0.5)


def test_a_place_is_joint_only_with_an_option_that_can_be_chosen() -> None:
    ground = of(Case.model_validate({"answers": REFUSED}))
    assert ground.standing.ranks["digital"] == ground.standing.ranks["safeguarded"] == 1
    assert front.place(ground, "digital") == "1st"
    assert front.place(ground, "safeguarded") == "can’t be chosen"
