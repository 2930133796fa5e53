"""Ranks of what can be chosen: what can’t be takes no place from the one it stands for."""

from __future__ import annotations

import pytest

from decision.report import pictures
from decision.report.excel.workbook import as_xlsx
from decision.report.html.one_file import as_html
from decision.report.paper import brief, record_conduct
from decision.report.paper.blocks import Table
from decision.report.paper.paper_data import PaperData
from decision.sensitivity.robustness import choosable
from decision.sentences.what_would_change_it import left_out
from tests.report.recalculated import read
from tests.report.two_courses import answered

REFUSED = {"offer": "none", "promise": "none"}


def test_an_option_is_best_as_often_as_it_is_ahead_of_the_only_other_that_can_be_chosen() -> None:
    evaluation = answered(REFUSED)
    ahead = evaluation.robustness.named(evaluation.robustness.any_weights.pairs)
    ranked = choosable(evaluation.robustness)
    assert ranked.options == ("stay", "move")
    first = ranked.any_weights.ranks.table[:, 0].tolist()
    assert first == pytest.approx([ahead["stay"]["move"], ahead["move"]["stay"]])
    assert brief.ranged(PaperData(evaluation)).startswith(
        f"Here is best under {ahead['stay']['move'] * 100:.0f} of 100 of all possible weights"
    )
    drawn = pictures.pictures(evaluation)["acceptability"]
    assert [row["Option"] for row in drawn.table] == ["Stay", "Move"]


def test_a_chart_and_a_sheet_of_ranks_say_which_options_are_left_out() -> None:
    evaluation = answered(REFUSED)
    said = left_out(evaluation.robustness)
    assert said == ("Left out, as they can’t be chosen: “Stay, jointly”, “Move, guarded” and Away.")
    assert said in read(as_xlsx(evaluation)).values["Why it could change"].values()


OVERRULED = {
    "criterion": "staff",
    "option": "guarded",
    "score": 97,
    "because": "x",
    "by": "chair",
}


def test_a_score_overruled_for_an_option_that_is_scored_as_its_fallback_is_not_in_use() -> None:
    evaluation = answered(REFUSED, overrides=[OVERRULED])
    form = record_conduct.overrides(PaperData(evaluation))[1]
    assert isinstance(form, Table)
    assert form.rows[0][1:4] == ("Move, guarded (not in use: it can’t be chosen)", "–", "97")
    assert "97*" not in as_html(evaluation).decode()


def test_where_every_option_can_be_chosen_all_are_ranked_and_none_is_left_out() -> None:
    robustness = answered({"host": "named"}).robustness
    assert choosable(robustness) is robustness
    assert left_out(robustness) == ""
