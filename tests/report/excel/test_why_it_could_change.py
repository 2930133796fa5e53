"""Why it could change: what the engine found, and words where it found nothing."""

from __future__ import annotations

import pytest

from decision.engine import Evaluation, evaluate
from decision.evaluation.panel import panel_of
from decision.report.excel.layout import SINCE, Plan
from decision.report.excel.workbook import as_xlsx
from decision.sentences.what_would_change_it import doubts
from tests.report.excel.data import ANSWERS, EXAMPLE, PANEL, SHIPPED, published, small
from tests.report.recalculated import read

SHEET = "Why it could change"


def table(evaluation: Evaluation, title: str) -> list[list[object]]:
    """The rows of one table of the sheet, without its heads."""
    cells = read(as_xlsx(evaluation)).values[SHEET]
    (row,) = (int(at[1:]) for at, text in cells.items() if text == title)
    rows = []
    while f"A{row + 2}" in cells:
        rows.append([cells.get(f"{column}{row + 2}") for column in "ABCD"])
        row += 1
    return rows


def test_how_often_it_is_ahead_is_what_was_simulated() -> None:
    evaluation = small({"answers": ANSWERS | {"offer": "signed"}})
    robustness, draws = evaluation.robustness, evaluation.finding.draws
    leader, rival = evaluation.standing.leader, evaluation.standing.rival
    assert leader is not None
    assert rival is not None
    rows = table(evaluation, "How often it is ahead")
    pairs = [robustness.any_weights.pairs, robustness.ranked_weights.pairs, robustness.all_varied]
    chances = [
        draws.probability,
        draws.if_all_known,
        robustness.course_acceptability[evaluation.standing.course or ""],
        draws.best,
        *(robustness.named(one)[leader][rival] for one in pairs),
    ]
    assert [row[2] for row in rows] == pytest.approx([(one or 0) * 100 for one in chances])


def test_the_nearest_claims_and_speakers_have_the_margin_without_them() -> None:
    evaluation = evaluate(SHIPPED, EXAMPLE)
    claims = evaluation.robustness.claims
    rows = table(evaluation, "The margin without one claim")
    assert [row[2] for row in rows[:10]] == pytest.approx([one.margin for one in claims[:10]])
    assert [row[3] == "yes" for row in rows[:10]] == [one.flips for one in claims[:10]]
    assert rows[10][0] == f"And {len(claims) - 10} more."
    speakers = evaluation.robustness.speakers
    rows = table(evaluation, "The margin without all that one person says")
    assert [row[:2] for row in rows[:3]] == [
        [one.speaker, ", ".join(one.evidence)] for one in speakers[:3]
    ]


def test_what_to_ask_next_is_each_open_question_and_who_knows() -> None:
    evaluation = small({"answers": {"ready": ["lead", "route"], "vacancy": 3}})
    asks = evaluation.robustness.ask_next
    rows = table(evaluation, "What to ask next")
    assert [row[2] for row in rows] == pytest.approx([ask.worth for ask in asks])
    assert {row[0] for row in rows} >= {"Was it offered?"}


def test_an_item_that_changes_the_leader_is_told_by_its_own_words() -> None:
    evaluation = small({"answers": ANSWERS | {"habits": {"unknown": ["swift"]}}})
    flips = evaluation.robustness.fact_flips
    flips = sorted(flips, key=lambda flip: (len(flip.changes), -flip.margin))
    rows = table(evaluation, "Answers that would change who leads")
    assert [row[2] for row in rows] == pytest.approx([flip.margin for flip in flips])
    for flip, row in zip(flips, rows, strict=True):
        for change in flip.changes:
            fact = evaluation.model.facts[change.fact]
            asked = fact.items[change.item].says if change.item else fact.ask
            assert f"“{asked}” is “" in str(row[0])


def test_who_leads_by_each_mean_of_a_panel_is_the_engine_s() -> None:
    evaluation = small(PANEL)
    panel, plan = panel_of(evaluation.standing), Plan(evaluation.standing)
    assert panel is not None
    leads = [panel.people_mean, panel.role_mean, *(one.lead for one in panel.roles.values())]
    rows = table(evaluation, "Who leads by the panel’s weights")[: len(leads)]
    assert [row[1] for row in rows] == [plan.names[lead.leader or ""] for lead in leads]
    assert [row[2] for row in rows] == pytest.approx([lead.margin for lead in leads])


def test_where_nothing_was_found_a_sentence_says_so() -> None:
    cells = read(as_xlsx(evaluate(next(iter(published().values()))))).values[SHEET]
    assert set(cells.values()) >= {
        "This model names nothing to leave out.",
        "Every question is answered.",
        "No number that counts cites a claim.",
        "Nobody’s own weights were gathered.",
    }


def test_the_most_telling_doubts_stand_first_below_how_long_they_hold() -> None:
    evaluation = evaluate(SHIPPED, EXAMPLE)
    book = read(as_xlsx(evaluation))
    assert book[f"{SHEET}!A4"] == SINCE
    assert book[f"{SHEET}!A5"] == doubts(evaluation.robustness)[0]
