"""A case that another replaced, or that was forgotten, can be brought back; drafts too."""

from __future__ import annotations

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from decision.errors import OutputError
from decision.files.drafts import Drafts
from decision.model.case import Case
from tests.ui.conftest import Open, case_of, go, texts


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
    assert app.session_state["undo.stack"] == ()


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
    app = open_app("model", Case.model_validate({"answers": {"clinical-lead": "nobody"}}))
    app.text_area("model.area").set_value(
        app.text_area("model.area").value.replace("Where should", "Where might", 1)
    ).run()
    app.button("model.use").click().run()
    assert "The model “Where should the PACS team sit?” was put aside." in texts(app)


def named(app: AppTest, name: str) -> AppTest:
    return app.text_input("in.site.name").set_value(name).run()


def test_what_is_open_when_another_is_brought_back_can_be_had_again(open_app: Open) -> None:
    app = named(open_app(), "North")
    named(app.button("restart").click().run(), "South")
    app.button("undo").click().run()
    assert case_of(app).site.name == "North"
    assert "“South” was put aside." in texts(app)
    app.button("undo").click().run()
    assert case_of(app).site.name == "South"


def test_an_example_that_was_only_looked_at_is_not_offered_again(open_app: Open) -> None:
    app = named(open_app(), "North")
    app.button("example.invented-complete").click().run()
    app.button("undo").click().run()
    assert case_of(app).site.name == "North"
    assert "was put aside" not in texts(app)


@pytest.mark.parametrize(("away", "place"), [("restart", "put-aside"), ("forget", "forgotten")])
def test_bringing_back_twice_is_bringing_back_once(open_app: Open, away: str, place: str) -> None:
    app = named(open_app(), "North")
    app.button(away).click().run()
    twice = AppTest.from_string(
        "from decision.ui.state import undo\n"
        f"entry = undo.latest({place!r})\nundo.bring_back(entry)\nundo.bring_back(entry)"
    )
    for key in ("work", "undo.stack"):
        if key in app.session_state:
            twice.session_state[key] = app.session_state[key]
    twice.run()
    assert not twice.exception
    assert case_of(twice).site.name == "North"


def test_a_case_put_aside_is_offered_after_a_reload_too(open_app: Open, data_folder: Path) -> None:
    app = named(open_app(), "North")
    app.button("example.invented-complete").click().run()
    again = open_app(token=app.session_state["work"].token)
    assert "“North” was put aside." in texts(again)
    again.button("undo").click().run()
    assert case_of(again).site.name == "North"
    (kept,) = data_folder.glob("*.case.yaml")  # and no second draft of it is left
    assert kept.name.startswith(again.session_state["work"].token)


def test_a_case_put_aside_is_offered_after_a_restart_too(open_app: Open) -> None:
    app = named(open_app(), "North")
    app.button("example.invented-complete").click().run()
    st.cache_resource.clear()
    assert "Kept on this machine: **North**" in texts(open_app())


@pytest.mark.parametrize("name", ["restart", "example.invented-complete"])
def test_what_is_held_elsewhere_is_put_aside_without_a_draft(
    open_app: Open, data_folder: Path, name: str
) -> None:
    app = open_app()
    app.button("example.invented-complete").click().run()
    app.button(name).click().run()
    assert len(list(data_folder.glob("*.case.yaml"))) == 1


def test_one_case_is_offered_at_one_place(open_app: Open) -> None:
    app = named(open_app(), "North")
    app.button("restart").click().run()
    assert "“North” was put aside." in texts(app)
    assert "Kept on this machine:" not in texts(app)
    app.button("undo.no").click().run()
    assert "North**" not in texts(app)
    assert "“North”" not in texts(app)
    assert "Kept on this machine: **North**" in texts(open_app())


def test_an_empty_case_is_not_offered_and_hides_no_other(open_app: Open) -> None:
    named(open_app(), "North")
    named(named(open_app(), "South"), "")
    assert "Kept on this machine: **North**" in texts(open_app())


def test_the_only_copy_on_disk_stays_where_a_new_one_cannot_be_written(
    open_app: Open, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named(open_app(), "North")
    later = open_app()

    def full(*_: object) -> None:
        raise OutputError("the disk is full")

    monkeypatch.setattr(Drafts, "save", full)
    later.button("resume").click().run()
    assert case_of(later).site.name == "North"
    assert list(data_folder.glob("*.case.yaml"))


def test_kept_work_is_as_seen_as_it_was(open_app: Open) -> None:
    app = named(open_app(), "North")
    go(app, "result")
    assert app.session_state["work"].seen
    later = open_app("evidence")
    later.button("resume").click().run()
    assert case_of(later).site.name == "North"
    assert later.session_state["work"].seen


def test_forgetting_deletes_what_is_kept(open_app: Open, data_folder: Path) -> None:
    app = open_app()
    app.text_input("in.site.name").set_value("North").run()
    assert list(data_folder.glob("*.case.yaml"))
    app.button("forget").click().run()
    assert not list(data_folder.glob("*.case.yaml"))
    assert app.session_state["work"].is_empty


@pytest.mark.parametrize("name", ["restart", "example.invented-complete"])
def test_another_case_has_not_been_seen(open_app: Open, name: str) -> None:
    app = open_app("result")
    go(app, "evidence")
    assert app.session_state["work"].seen
    app.button(name).click().run()
    assert not app.session_state["work"].seen


def test_the_case_put_aside_comes_back_as_seen_as_it_was(open_app: Open) -> None:
    app = open_app()
    app.text_input("in.site.name").set_value("North").run()
    go(app, "result")
    go(app, "evidence")
    app.button("restart").click().run()
    assert not app.session_state["work"].seen
    app.button("undo").click().run()
    assert app.session_state["work"].seen
    assert app.session_state["work"].case.site.name == "North"


def test_an_example_is_not_called_a_file_of_the_readers(open_app: Open) -> None:
    app = open_app()
    app.button("example.invented-complete").click().run()
    assert "in your file" not in texts(app)
    assert "Not saved as a file" in texts(app)
