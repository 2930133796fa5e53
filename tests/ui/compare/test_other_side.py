"""The other side's case: four lists for each other course, and the page to bring along."""

from __future__ import annotations

from decision import evaluate, examples, load_case
from decision.model.decision_model import DecisionModel
from decision.sensitivity.objections import objections
from decision.sentences import objection
from decision.ui.compare.other_side import AT_ONCE
from decision.ui.widgets import display
from tests.ui.conftest import NEEDY, UNMET, Open, texts

TITLES = ("One answer", "Two answers together", "Weights", "Claims and people")


def test_each_other_course_has_its_lists_the_rest_folded(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    case = load_case(examples()["invented-complete"], shipped_model)
    robustness = evaluate(shipped_model, case).robustness
    app = open_app("other-side", case)
    assert app.session_state["work"].seen
    said = texts(app)
    (one,) = objections(robustness)
    assert objection.heading(robustness, one) in said
    assert all(f"**{title}**" in said for title in TITLES)
    assert "No single answer would do it." in said
    points = objection.lists(robustness, one)[1].points
    shown = sum(len(under) for _, under in objection.grouped(points[:AT_ONCE]))
    assert shown == AT_ONCE
    assert said.count("    - ") == shown
    labels = [str(each.label) for each in app.expander]
    assert f"The other {len(points) - AT_ONCE}" in labels
    app.session_state[f"{display.DRAWER}objection.{one.course}.Two answers together"] = True
    assert texts(app.run()).count("    - ") == len(points)


def test_where_no_other_course_could_lead_it_says_so(open_app: Open) -> None:
    app = open_app("other-side", UNMET, NEEDY)
    assert "What would put A ahead" in texts(app)  # another answer would


def test_the_page_in_word_is_offered(open_app: Open) -> None:
    app = open_app("other-side")
    assert app.get("download_button")
