"""Whatever takes something away can be undone, where it was done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from decision import DecisionModel, examples, load_case
from decision.case import Case, Override

from .conftest import ROOT, Open, texts


@pytest.fixture
def whole(shipped_model: DecisionModel) -> Case:
    return load_case(examples()["invented-complete"], shipped_model)


def case_of(app: Any) -> Case:
    case: Case = app.session_state["work"].case
    return case


def keys(app: Any) -> list[str | None]:
    return [button.key for button in app.button]


def test_cleared_weights_come_back(open_app: Open) -> None:
    case = Case.model_validate(
        {"weights": {"staffing-gaps": 100, "budget-drivers": 20}, "weights-by": "swing"}
    )
    app = open_app("weights", case)
    app.button("weights.clear").click().run()
    assert case_of(app).weights == {}
    assert "The weights were cleared." in texts(app)
    app.button("back.weights").click().run()
    assert case_of(app) == case
    assert app.slider("in.weights.budget-drivers").value == 20
    assert "were cleared" not in texts(app)


def test_nothing_is_offered_once_something_else_stands_there(open_app: Open) -> None:
    app = open_app("weights", Case.model_validate({"weights": {"staffing-gaps": 100}}))
    app.button("weights.clear").click().run()
    assert "back.weights" in keys(app)
    app.slider("in.weights.budget-drivers").set_value(60).run()
    assert "back.weights" not in keys(app)


def test_clearing_and_bringing_back_weights_is_on_record_where_the_result_was_seen(
    open_app: Open, whole: Case
) -> None:
    assert whole.weights
    app = open_app("result", whole)
    assert app.session_state["work"].seen
    app.switch_page(str(ROOT / "decision" / "ui" / "pages" / "weights.py")).run()
    app.button("weights.clear").click().run()
    app.button("back.weights").click().run()
    assert case_of(app).weights == whole.weights
    assert len(case_of(app).history) == len(whole.history) + 1


def test_an_overruling_taken_back_comes_back(open_app: Open) -> None:
    new = Override(
        criterion="staffing-gaps", option="digital", score=99, because="A new team", by="HR"
    )
    app = open_app("result", Case(overrides=(new,)))
    app.selectbox("in.detail").set_value("staffing-gaps").run()
    app.button("overrule.staffing-gaps.digital.back").click().run()
    assert case_of(app).overrides == ()
    app.button("back.overrule.staffing-gaps.digital").click().run()
    assert case_of(app).overrides == (new,)


def test_answers_taken_out_of_the_case_come_back(open_app: Open) -> None:
    app = open_app("change", Case.model_validate({"answers": {"vacancy": "none"}}))
    app.multiselect("in.leave-out").set_value(["vacancy"]).run()
    app.button("leave-out.take").click().run()
    assert case_of(app).answers == {}
    app.button("back.leave-out").click().run()
    assert case_of(app).answers == {"vacancy": "none"}


def test_a_forgotten_case_is_off_the_disk_and_can_come_back_in_this_tab(
    open_app: Open, data_folder: Path
) -> None:
    app = open_app()
    app.text_input("in.site.name").set_value("North").run()
    app.button("forget").click().run()
    assert not list(data_folder.glob("*.case.yaml"))
    assert "“North” was deleted from this machine." in texts(app)
    app.button("forgotten").click().run()
    assert case_of(app).site.name == "North"
    assert list(data_folder.glob("*.case.yaml"))
    assert "was deleted" not in texts(app)


def test_a_forgotten_case_that_is_let_go_is_gone(open_app: Open) -> None:
    app = open_app()
    app.text_input("in.site.name").set_value("North").run()
    app.button("forget").click().run()
    app.button("forgotten.no").click().run()
    assert "“North”" not in texts(app)
    assert "deleted" not in app.session_state


def test_bringing_a_forgotten_case_back_puts_aside_what_was_begun_since(open_app: Open) -> None:
    app = open_app()
    app.text_input("in.site.name").set_value("North").run()
    app.button("forget").click().run()
    app.text_input("in.site.name").set_value("South").run()
    app.button("forgotten").click().run()
    assert case_of(app).site.name == "North"
    app.button("undo").click().run()
    assert case_of(app).site.name == "South"


def test_kept_work_that_is_forgotten_unread_can_come_back(
    open_app: Open, data_folder: Path
) -> None:
    open_app().text_input("in.site.name").set_value("North").run()
    later = open_app()
    later.button("resume.forget").click().run()
    assert not list(data_folder.glob("*.case.yaml"))
    later.button("forgotten").click().run()
    assert case_of(later).site.name == "North"


def test_a_model_put_aside_with_the_same_case_is_called_a_model(open_app: Open) -> None:
    app = open_app("model", Case.model_validate({"answers": {"vacancy": "none"}}))
    app.text_area("model.area").set_value(
        app.text_area("model.area").value.replace("Where should", "Where might", 1)
    ).run()
    app.button("model.use").click().run()
    assert "The model “Where should the PACS team sit?” was put aside." in texts(app)
