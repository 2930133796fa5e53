"""Uncertainty: what the engine drew and searched for, and words where it found nothing."""

from __future__ import annotations

import pytest

from decision.engine import Evaluation, evaluate
from decision.report.excel.cells import STALE
from decision.report.excel.workbook import as_xlsx
from tests.report.excel.data import ANSWERS, EXAMPLE, SHIPPED, published, small
from tests.report.recalculated import read


def table(evaluation: Evaluation, title: str) -> list[list[object]]:
    """The rows of one table of the sheet, without its heads."""
    cells = read(as_xlsx(evaluation)).values["Uncertainty"]
    (row,) = (int(at[1:]) for at, text in cells.items() if text == title)
    rows = []
    while f"A{row + 2}" in cells:
        rows.append([cells.get(f"{column}{row + 2}") for column in "ABCD"])
        row += 1
    return rows


def test_how_often_the_leader_is_ahead_is_what_was_drawn() -> None:
    evaluation = small({"answers": ANSWERS | {"offer": "signed"}})
    robustness, standing, draws = (
        evaluation.robustness,
        evaluation.standing,
        evaluation.finding.draws,
    )
    leader, course, rival = standing.leader, standing.course, standing.rival
    assert leader is not None
    assert course is not None
    assert rival is not None
    rows = table(evaluation, "How often it is ahead")
    pairs = [robustness.any_weights.pairs, robustness.ranked_weights.pairs, robustness.all_varied]
    chances = [
        draws.probability,
        draws.if_all_known,
        robustness.course_acceptability[course],
        draws.best,
        *(robustness.named(one)[leader][rival] for one in pairs),
    ]
    assert [row[2] for row in rows] == pytest.approx([(one or 0) * 100 for one in chances])


def test_every_claim_has_the_margin_without_it() -> None:
    evaluation = evaluate(SHIPPED, EXAMPLE)
    claims = evaluation.robustness.claims[:40]
    rows = table(evaluation, "The margin without each claim")[: len(claims)]
    assert [row[1] for row in rows] == [claim.evidence[0] for claim in claims]
    assert [row[2] for row in rows] == pytest.approx([claim.margin for claim in claims])
    assert [row[3] == "yes" for row in rows] == [claim.flips for claim in claims]


def test_every_speaker_has_the_margin_without_all_they_say() -> None:
    evaluation = evaluate(SHIPPED, EXAMPLE)
    speakers = evaluation.robustness.speakers[:40]
    rows = table(evaluation, "The margin without all that one person says")[: len(speakers)]
    assert speakers
    assert [row[0] for row in rows] == [one.speaker for one in speakers]
    assert [row[1] for row in rows] == [", ".join(one.evidence) for one in speakers]
    assert [row[2] for row in rows] == pytest.approx([one.margin for one in speakers])


def test_what_to_ask_next_is_each_open_fact_or_item_and_what_its_answers_could_do() -> None:
    evaluation = small({"answers": {"ready": ["lead", "route"], "vacancy": 3}})
    asks = evaluation.robustness.ask_next
    rows = table(evaluation, "What to ask next")
    facts = evaluation.model.facts
    asked = [
        facts[ask.fact].items[ask.item].says if ask.item else facts[ask.fact].ask for ask in asks
    ]
    assert [row[0] for row in rows] == asked
    assert {*asked} == {"Was it offered?", "Taken on swiftly", "Restores tested"}
    assert [row[2] for row in rows] == pytest.approx([ask.worth for ask in asks])
    assert [row[3] for row in rows] == pytest.approx([ask.changes * 100 for ask in asks])


def test_an_item_that_unseats_the_leader_is_told_by_its_own_words() -> None:
    evaluation = small({"answers": ANSWERS | {"habits": {"unknown": ["swift"]}}})
    flips = evaluation.robustness.fact_flips
    rows = table(evaluation, "Answers that would put another option ahead")
    assert len(flips) == len(rows)
    for flip, row in zip(flips, rows, strict=True):
        for change in flip.changes:
            fact = evaluation.model.facts[change.fact]
            asked = fact.items[change.item].says if change.item else fact.ask
            assert f"“{asked}” were “" in str(row[0])


def test_where_nothing_was_found_a_sentence_says_so() -> None:
    evaluation = evaluate(next(iter(published().values())))
    for title, words in (
        ("With some facts left out", "This model names no what-ifs."),
        ("What to ask next", "Every fact is answered."),
        ("The margin without each claim", "No number that counts cites a claim."),
        (
            "The margin without all that one person says",
            "No number that counts cites a claim.",
        ),
    ):
        assert [row[0] for row in table(evaluation, title)] == [words]


def test_every_figure_goes_out_of_date_with_the_first_change() -> None:
    book = read(as_xlsx(small()))
    numbers = [at for at, value in book.values["Uncertainty"].items() if isinstance(value, float)]
    assert numbers
    for at in numbers:
        assert f'"{STALE}"' in book.formulas["Uncertainty"][at]
