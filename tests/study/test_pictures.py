"""The pictures: every bar is a figure of the sites, and each can be drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from decision.report.pictures import svg
from tests.shipped_model import MODEL
from tests.study.complete import Complete, completed
from tests.study.kinds import KINDS, simulated
from tests.study.pictures import influence_chart, words_chart

ONE = completed(MODEL, simulated(MODEL, "balanced", 1))


def sites() -> list[Complete]:
    words = ("clear", "clear", "leaning", "close")
    return [
        replace(
            ONE,
            site=replace(ONE.site, kind=kind),
            word=word,
            margin=margin,
            moved={**ONE.moved, "driver": margin},
        )
        for kind in KINDS
        for word, margin in zip(words, (6.0, -2.0, 1.0, 0.5), strict=True)
    ]


def test_the_words_are_counted_for_each_kind() -> None:
    chart = words_chart(sites())
    assert len(chart.table) == 3 * len(KINDS)
    for row in chart.table:
        assert row["Of 100"] == ("50" if row["Word"] == "Clear" else "25")
    assert "50 of 100 sites get a clear answer" in chart.title


def test_the_questions_stand_with_the_parts_that_they_explain() -> None:
    chart = influence_chart(MODEL, sites())
    first = chart.table[0]
    assert first == {"Question": MODEL.facts["driver"].ask, "Parts of 100": "100"}
    assert "explain 100 of 100 parts" in chart.title


@pytest.mark.parametrize("titled", [True, False])
def test_each_can_be_drawn(titled: bool) -> None:
    drawn = svg(words_chart(sites()), titled=titled)
    assert all(kind.says in drawn for kind in KINDS.values())
