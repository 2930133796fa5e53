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
    robustness, standing = evaluation.robustness, evaluation.standing
    rows = table(evaluation, "How often the pair's leader is ahead of the other")
    pairs = [robustness.any_weights.pairs, robustness.ranked_weights.pairs, robustness.all_varied]
    named = [robustness.named(one)[standing.ahead][standing.behind] for one in pairs]
    chances = [evaluation.finding.draws.probability, *named]
    assert [row[2] for row in rows] == pytest.approx([chance * 100 for chance in chances])


def test_every_claim_has_the_margin_without_it() -> None:
    evaluation = evaluate(SHIPPED, EXAMPLE)
    claims = evaluation.robustness.claims[:40]
    rows = table(evaluation, "The margin without each claim")[: len(claims)]
    assert [row[1] for row in rows] == [claim.evidence for claim in claims]
    assert [row[2] for row in rows] == pytest.approx([claim.margin_without for claim in claims])
    assert [row[3] == "yes" for row in rows] == [claim.flips for claim in claims]


def test_what_to_ask_next_is_each_open_fact_and_what_its_answers_could_do() -> None:
    evaluation = small({"answers": {"ready": ["lead", "route"], "vacancy": 3}})
    asks = evaluation.robustness.ask_next
    rows = table(evaluation, "What to ask next")
    assert (
        [row[0] for row in rows]
        == ["Was it offered?"]
        == [evaluation.model.facts[ask.fact].ask for ask in asks]
    )
    assert rows[0][3] == pytest.approx(asks[0].swing)


def test_where_nothing_was_found_a_sentence_says_so() -> None:
    evaluation = evaluate(next(iter(published().values())))
    for title, words in (
        ("With some facts left out", "This model names no what-ifs."),
        ("What to ask next", "Every fact is answered."),
        ("The margin without each claim", "No number that counts cites a claim."),
    ):
        assert [row[0] for row in table(evaluation, title)] == [words]


def test_every_figure_goes_out_of_date_with_the_first_change() -> None:
    book = read(as_xlsx(small()))
    numbers = [at for at, value in book.values["Uncertainty"].items() if isinstance(value, float)]
    assert numbers
    for at in numbers:
        assert f'"{STALE}"' in book.formulas["Uncertainty"][at]
