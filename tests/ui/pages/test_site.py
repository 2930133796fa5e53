"""Your site: the first questions on the first screen, what the case is about, the example."""

from __future__ import annotations

import datetime as dt

from decision.model.decision_model import DecisionModel
from tests.ui.conftest import SMALLEST, Open, case_of, texts


def test_it_starts_with_its_questions(open_app: Open, shipped_model: DecisionModel) -> None:
    app = open_app(drawers_open=False)
    said = texts(app)
    assert app.title[0].value == shipped_model.title
    assert "Four questions, three minutes." in said
    keys = [name for name, fact in shipped_model.facts.items() if fact.key]
    for number, name in enumerate(keys, start=1):
        assert f"{number}. {shipped_model.facts[name].ask}" in said
    assert len(app.radio) == len(keys)  # one choice for each question


def test_what_the_case_is_about_is_kept(open_app: Open) -> None:
    app = open_app()
    app.text_input("in.site.name").set_value("North").run()
    app.text_input("in.site.by").set_value("PACS manager").run()
    app.date_input("in.site.date").set_value(dt.date(2026, 11, 24)).run()
    site = case_of(app).site
    assert (site.name, site.prepared_by, site.date) == (
        "North",
        "PACS manager",
        dt.date(2026, 11, 24),
    )
    app.text_input("in.site.name").set_value("").run()
    assert case_of(app).site.name is None


def test_a_newcomer_sees_a_whole_result_at_one_click(open_app: Open) -> None:
    app = open_app()
    app.button("first-example").click().run()
    assert "Invented" in (case_of(app).site.name or "")
    assert "What could make it wrong" in texts(app)  # it is the result that was promised


def test_a_model_without_facts_leads_on_to_what_matters(open_app: Open) -> None:
    app = open_app(model=DecisionModel.model_validate(SMALLEST))
    assert "This model asks no questions." in texts(app)
    app.button("site.next").click().run()
    assert app.title[0].value == "What matters"


def test_a_model_without_key_facts_asks_its_first_four(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    facts = {
        name: fact.model_copy(update={"key": False}) for name, fact in shipped_model.facts.items()
    }
    model = shipped_model.model_copy(update={"facts": facts})
    app = open_app(model=model, drawers_open=False)
    inputs = [*app.radio, *app.number_input]
    said = "\n".join([texts(app), *(str(one.label) for one in inputs)]).replace("\\", "")
    for number, fact in enumerate(list(facts.values())[:4], start=1):
        assert f"{number}. {fact.ask}" in said
