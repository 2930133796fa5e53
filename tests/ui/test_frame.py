"""The sidebar and its offers."""

from __future__ import annotations

from .conftest import ROOT, Open, texts


def test_opening_an_example_can_be_undone(open_app: Open) -> None:
    app = open_app()
    app.radio("in.answers.vacancy").set_value("none").run()
    app.button("example.london-five").click().run()
    assert "London" in app.session_state["work"].case.site.name
    app.button("undo").click().run()
    assert app.session_state["work"].case.answers == {"vacancy": "none"}


def test_work_from_before_a_restart_is_offered(open_app: Open) -> None:
    app = open_app()
    app.text_input("in.site.name").set_value("North").run()
    later = open_app()
    assert "Kept on this machine: **North**" in texts(later)
    later.button("resume").click().run()
    assert later.session_state["work"].case.site.name == "North"


def test_a_bad_case_file_is_explained_and_the_open_case_stays(open_app: Open) -> None:
    app = open_app()
    app.radio("in.answers.vacancy").set_value("none").run()
    bad = b"site: {name: X}\nanswers: {vacansy: none}\n"
    app.file_uploader("open.case.0").set_value(("bad.yaml", bad, "text/yaml")).run()
    assert "bad.yaml, line 2: `vacansy` is not a fact" in texts(app)
    assert app.session_state["work"].case.answers == {"vacancy": "none"}


def test_a_case_file_opens(open_app: Open) -> None:
    app = open_app()
    data = b"site: {name: South}\nanswers: {vacancy: none}\n"
    app.file_uploader("open.case.0").set_value(("south.yaml", data, "text/yaml")).run()
    assert app.session_state["work"].case.site.name == "South"
    assert app.radio("in.answers.vacancy").value == "none"


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
