"""Your site: about the case, and the questions to ask."""

from __future__ import annotations

import datetime as dt

from decision import evaluate, examples, load_case
from decision.model.decision_model import DecisionModel
from tests.ui.conftest import SMALLEST, Open, texts


def test_what_the_case_is_about_is_kept(open_app: Open) -> None:
    app = open_app()
    app.text_input("in.site.name").set_value("North").run()
    app.text_input("in.site.by").set_value("PACS manager").run()
    app.date_input("in.site.date").set_value(dt.date(2026, 11, 24)).run()
    site = app.session_state["work"].case.site
    assert (site.name, site.prepared_by, site.date) == (
        "North",
        "PACS manager",
        dt.date(2026, 11, 24),
    )
    app.text_input("in.site.name").set_value("").run()
    assert app.session_state["work"].case.site.name is None


def test_what_the_case_is_about_folds_only_with_another_case(open_app: Open) -> None:
    app = open_app()

    def unfolded() -> bool:
        (about,) = (each for each in app.expander if each.label == "About this case")
        return bool(about.proto.expanded)

    assert unfolded()
    app.text_input("in.site.name").set_value("North").run()
    assert unfolded()  # the role is still to come
    app.button("example.invented-complete").click().run()
    assert not unfolded()


def test_a_newcomer_sees_a_whole_result_at_one_click(open_app: Open) -> None:
    app = open_app()
    app.button("first-example").click().run()
    assert "Invented" in app.session_state["work"].case.site.name
    assert "What could make it wrong" in texts(app)  # it is the result that was promised


def test_open_questions_stand_under_whoever_can_answer(open_app: Open) -> None:
    app = open_app()
    heads = [head.value for head in app.subheader]
    assert {"Digital", "Radiology", "HR", "Finance"} <= set(heads)


def test_a_model_without_facts_says_so(open_app: Open) -> None:
    app = open_app(model=DecisionModel.model_validate(SMALLEST))
    assert "This model asks for no facts." in texts(app)
    assert "Every fact is answered" in texts(app)


def test_key_facts_still_open_are_counted(open_app: Open, shipped_model: DecisionModel) -> None:
    app = open_app("site", load_case(examples()["london-five"], shipped_model))
    standing = evaluate(shipped_model, load_case(examples()["london-five"], shipped_model)).standing
    keys = [name for name, fact in shipped_model.facts.items() if fact.key]
    known = sum(name not in standing.table.unanswered for name in keys)
    assert known < len(keys)
    assert f"{known} of {len(keys)} key facts answered" in texts(app)
