"""The line at the foot of Your site: how many answered, who is ahead, the way to the result."""

from __future__ import annotations

import pytest

from decision import evaluate, examples, load_case
from decision.evaluation.verdict import Finding
from decision.model.decision_model import DecisionModel
from decision.sentences.phrases import in_points
from decision.ui.site.status_line import so_far
from tests.sentences.findings import NO, found, model_of, refused
from tests.ui.conftest import SMALLEST, Open, texts


def test_it_counts_and_says_who_is_ahead(open_app: Open, shipped_model: DecisionModel) -> None:
    app = open_app()
    assert "0 of 4 answered" in texts(app)
    assert "ahead by" not in texts(app)
    app.radio("in.answers.digital-readiness").set_value("Don't know").run()
    assert "0 of 4 answered, 1 not known" in texts(app)
    app.radio("in.answers.digital-readiness").set_value("zero-or-one").run()
    standing = evaluate(shipped_model, app.session_state["work"].case).standing
    assert f"1 of 4 answered · Radiology ahead by {in_points(standing.margin or 0)}" in texts(app)


@pytest.mark.parametrize("name", examples())
def test_it_names_the_course_that_leads(shipped_model: DecisionModel, name: str) -> None:
    finding = evaluate(shipped_model, load_case(examples()[name], shipped_model)).finding
    course = finding.standing.course or ""
    assert so_far(finding.standing).startswith(shipped_model.course_name(course))


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (found(model_of(a=50, b=50)), "level so far"),
        (found(model_of(a=56, b=50)), "Option A ahead by about 6 points"),
        (found(refused(model_of(a=70, b=50), "a"), answers=NO), "only Option B can be chosen"),
        (found(refused(model_of(a=1, b=2), "a", "b"), answers=NO), "nothing can be chosen"),
    ],
)
def test_it_says_where_none_is_ahead(finding: Finding, expected: str) -> None:
    assert so_far(finding.standing) == expected


def test_its_button_leads_to_the_result(open_app: Open) -> None:
    app = open_app()
    app.button("status.result").click().run()
    assert app.title[0].value.replace("\\", "").startswith("Too early to say")


def test_a_model_without_facts_has_none(open_app: Open) -> None:
    app = open_app(model=DecisionModel.model_validate(SMALLEST))
    assert "status.result" not in {button.key for button in app.button}
