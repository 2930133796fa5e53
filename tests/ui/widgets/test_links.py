"""Buttons that lead on: to a page, or to one question that then stands on top."""

from __future__ import annotations

from decision import examples, load_case
from decision.model.decision_model import DecisionModel
from tests.ui.conftest import Open, texts


def test_a_link_puts_its_question_on_top_and_once(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    app = open_app("change")
    name = "clinical-lead"
    app.session_state["in.asked"] = name
    app.switch_page("decision/ui/pages/site.py").run()
    asked = [one.key for one in app.radio]
    assert asked[0] == f"in.answers.{name}"
    assert asked.count(f"in.answers.{name}") == 1
    app.radio(f"in.answers.{name}").set_value("named").run()
    assert next(one.key for one in app.radio) == f"in.answers.{name}"  # it stays where it was
    app.switch_page("decision/ui/pages/result.py").run()
    app.switch_page("decision/ui/pages/site.py").run()
    assert next(one.key for one in app.radio) != f"in.answers.{name}"


def test_the_next_step_of_a_page_leads_on(open_app: Open, shipped_model: DecisionModel) -> None:
    whole = load_case(examples()["invented-complete"], shipped_model)
    app = open_app("result", whole)
    app.button("next").click().run()
    assert app.title[0].value == "What would change it"
    app = open_app("result")
    app.button("next").click().run()  # too early: it leads to a question
    assert "of 4 answered" in texts(app)
    assert app.session_state["in.asked"]
