"""The sidebar and its offers."""

from __future__ import annotations

import pytest
import streamlit as st

from decision import load_model
from decision.files.shipped import example_models
from decision.model.case import Case
from tests.ui.conftest import ROOT, Open, texts


def test_opening_an_example_can_be_undone(open_app: Open) -> None:
    app = open_app()
    app.radio("in.answers.clinical-lead").set_value("nobody").run()
    app.button("example.london-five").click().run()
    assert "London" in app.session_state["work"].case.site.name
    app.button("undo").click().run()
    assert app.session_state["work"].case.answers == {"clinical-lead": "nobody"}


def test_work_from_before_a_restart_is_offered(open_app: Open) -> None:
    app = open_app()
    app.text_input("in.site.name").set_value("North").run()
    later = open_app()
    assert later.button("resume").label.startswith("Continue North, ")
    later.button("resume").click().run()
    assert later.session_state["work"].case.site.name == "North"


def test_a_bad_case_file_is_explained_and_the_open_case_stays(open_app: Open) -> None:
    app = open_app()
    app.radio("in.answers.clinical-lead").set_value("nobody").run()
    bad = b"site: {name: X}\nanswers: {clinical-leed: nobody}\n"
    app.file_uploader("open.case.0").set_value(("bad.yaml", bad, "text/yaml")).run()
    assert "bad.yaml, line 2: `clinical-leed` is not a fact" in texts(app)
    assert app.session_state["work"].case.answers == {"clinical-lead": "nobody"}
    app.button("example.london-five").click().run()
    assert "clinical-leed" not in texts(
        app
    )  # what was wrong with a file is no word on another case


def test_the_tab_is_named_by_the_page_and_the_model(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: dict[str, object] = {}
    monkeypatch.setattr(st, "set_page_config", lambda **parts: said.update(parts))
    open_app("result")
    assert said["page_title"] == "Result · Where should the PACS team sit?"
    path = example_models()["offices"]
    open_app("result", model=load_model(path), data=path.read_bytes())
    assert said["page_title"] == "Result · Where should the business put its office?"


def test_a_case_file_opens(open_app: Open) -> None:
    app = open_app()
    data = b"site: {name: South}\nanswers: {digital-readiness: all-four}\n"
    app.file_uploader("open.case.0").set_value(("south.yaml", data, "text/yaml")).run()
    assert app.session_state["work"].case.site.name == "South"
    assert app.radio("in.answers.digital-readiness").value == "all-four"


def test_another_model_opens_and_the_shipped_one_comes_back(open_app: Open) -> None:
    app = open_app()
    data = (ROOT / "tests" / "cases" / "goodwin-wright-offices.criteria.yaml").read_bytes()
    app.file_uploader("open.model.0").set_value(("offices.yaml", data, "text/yaml")).run()
    assert "addison" in " ".join(app.session_state["work"].model.options)
    token = app.session_state["work"].token
    app.text_input("in.site.name").set_value("Head office").run()
    again = open_app(token=token)
    assert again.session_state["work"].model_data == data
    app.button("shipped").click().run()
    assert "radiology" in app.session_state["work"].model.options


def test_a_closed_drawer_holds_nothing_that_a_browser_waits_for(open_app: Open) -> None:
    case = Case(answers={"clinical-lead": "nobody"})
    whole, closed = (open_app("result", case, drawers_open=wanted) for wanted in (True, False))
    for kind in ("file_uploader", "selectbox", "number_input"):
        assert whole.get(kind), kind
        assert not closed.get(kind), kind
    labels = [drawer.label for drawer in closed.expander]
    assert labels == [drawer.label for drawer in whole.expander if drawer.label in labels]
    assert {"Open a case", "Examples", "Use another model"} < set(labels)
