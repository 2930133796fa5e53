"""Ranks of what can be chosen: what can’t be takes no place from the one it stands for."""

from __future__ import annotations

import pytest

import decision
from decision.model.case import Case
from decision.report import pictures
from decision.report.excel.workbook import as_xlsx
from decision.report.html import result_lower, result_upper
from decision.report.paper import appendix_records, front, hostile_questions
from decision.report.paper.blocks import Table
from decision.report.paper.paper_data import PaperData
from decision.sensitivity.robustness import choosable
from decision.sentences.what_would_change_it import left_out
from tests.report.recalculated import read

MODEL = decision.load_model(decision.shipped("criteria.yaml"))
REFUSED = Case.model_validate(
    {"answers": {"partnership-offer": "refused", "safeguards-offer": "refused"}}
)


def test_an_option_is_best_as_often_as_it_is_ahead_of_the_only_other_that_can_be_chosen() -> None:
    evaluation = decision.evaluate(MODEL, REFUSED)
    ahead = evaluation.robustness.named(evaluation.robustness.any_weights.pairs)
    ranked = choosable(evaluation.robustness)
    assert ranked.options == ("radiology", "digital")
    first = ranked.any_weights.ranks.table[:, 0].tolist()
    assert first == pytest.approx([ahead["radiology"]["digital"], ahead["digital"]["radiology"]])
    best = f"scores highest under {ahead['digital']['radiology'] * 100:.0f} of 100"
    assert f"Move to Digital {best}" in " ".join(
        str(item) for item in front.summary(PaperData(evaluation))
    )
    drawn = next(one for one in pictures.pictures(evaluation) if one.name == "acceptability")
    assert [row["Option"] for row in drawn.chart.table] == ["Stay in Radiology", "Move to Digital"]


def test_a_chart_and_a_sheet_of_ranks_say_which_options_are_left_out() -> None:
    evaluation = decision.evaluate(MODEL, REFUSED)
    said = left_out(evaluation.robustness)
    assert said == (
        "Left out, as they can’t be chosen: “Stay in Radiology, with a partnership” and “Move to "
        "Digital, with safeguards”."
    )
    assert said in read(as_xlsx(evaluation)).values["Uncertainty"].values()


OVERRULED = {
    "criterion": "staffing-gaps",
    "option": "safeguarded",
    "score": 97,
    "because": "x",
    "by": "chair",
}


def test_a_score_overruled_for_an_option_that_is_scored_as_its_fallback_is_not_in_use() -> None:
    case = REFUSED.model_copy(
        update={"overrides": Case.model_validate({"overrides": [OVERRULED]}).overrides}
    )
    evaluation = decision.evaluate(MODEL, case)
    form = appendix_records.overrides(PaperData(evaluation))[1]
    assert isinstance(form, Table)
    name = "Move to Digital, with safeguards"
    assert form.rows[0][1:4] == (f"{name} (not in use: it can’t be chosen)", "–", "97")
    assert "It is not in use, as the option can’t be chosen." in hostile_questions.after(
        PaperData(evaluation)
    )
    scores = result_lower.scores(evaluation)
    assert "* Overruled by hand" not in scores
    assert f"as the option can’t be chosen: {name} on Staffing gaps." in scores
    assert "(overruled)" not in result_upper.why(evaluation)


def test_the_page_marks_a_fallback_s_overruled_score_where_one_of_the_pair_stands_on_it() -> None:
    pair = MODEL.model_copy(update={"compare": ("radiology", "safeguarded")})
    on_digital = OVERRULED | {"option": "digital"}
    case = REFUSED.model_copy(
        update={"overrides": Case.model_validate({"overrides": [on_digital]}).overrides}
    )
    evaluation = decision.evaluate(pair, case)
    assert result_upper.why(evaluation).count("(overruled)") == 1
    assert "97*" in result_lower.scores(evaluation)


def test_where_every_option_can_be_chosen_all_are_ranked_and_none_is_left_out() -> None:
    robustness = decision.evaluate(MODEL).robustness
    assert choosable(robustness) is robustness
    assert left_out(robustness) == ""
