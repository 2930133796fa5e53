"""A case that another replaced, or that was deleted, can be brought back; drafts too."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from decision import load_model
from decision.errors import OutputError
from decision.files.deleted_drafts import DeletedDrafts
from decision.files.drafts import Drafts
from decision.files.shipped import example_models
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.ui.state import opening
from decision.wording import dates
from tests.ui.conftest import Open, case_of, go, keys, texts

TODAY = dt.date.today()


def delete(app: AppTest) -> AppTest:
    return app.button("delete").click().run()


def test_a_deleted_case_can_be_restored_at_once(open_app: Open, data_folder: Path) -> None:
    app = named(open_app(), "North")
    assert app.button("delete").label == "Delete “North”"
    delete(app)
    assert case_of(app) == Case()
    assert not list(data_folder.glob("*.case.yaml"))
    until = dates.day(TODAY + dt.timedelta(days=30))
    assert f"“North” was deleted. It can be restored until {until}" in texts(app)
    assert app.button("delete").disabled
    app.button("restore").click().run()
    assert case_of(app).site.name == "North"
    assert list(data_folder.glob("*.case.yaml"))
    assert not list(data_folder.rglob("deleted/*/*.yaml"))
    assert "was deleted." not in texts(app)


def test_a_deleted_case_can_be_restored_after_the_tab_is_closed(open_app: Open) -> None:
    delete(named(open_app(), "North"))
    st.cache_resource.clear()  # and after a restart
    later = open_app()
    assert "resume" not in keys(later)  # it is not offered as if it had been left open
    (one,) = opening.deleted_cases()
    assert "**North**" in texts(later)
    assert f"Kept until {dates.day(one.until)}" in texts(later)
    later.button(f"restore.{one.token}").click().run()
    assert case_of(later).site.name == "North"
    assert f"restore.{one.token}" not in keys(later)
    assert opening.deleted_cases() == []


def test_a_case_is_deleted_for_good_on_request_and_no_offer_is_left(
    open_app: Open, data_folder: Path
) -> None:
    app = delete(named(open_app(), "North"))
    (one,) = opening.deleted_cases()
    app.button(f"delete.{one.token}").click().run()
    assert "“North”" not in texts(app)
    assert "**North**" not in texts(app)
    assert "restore" not in keys(app)
    for path in data_folder.rglob("*"):
        assert path.is_dir() or b"North" not in path.read_bytes()


def test_the_message_goes_and_the_case_stays_in_the_list(open_app: Open) -> None:
    app = delete(named(open_app(), "North"))
    app.button("restore.no").click().run()
    assert "was deleted." not in texts(app)
    (one,) = opening.deleted_cases()
    assert f"restore.{one.token}" in keys(app)


def test_a_case_that_cannot_be_kept_is_not_deleted(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = named(open_app(), "North")

    def full(*_: object) -> None:
        raise OutputError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(DeletedDrafts, "keep", full)
        delete(app)
    assert case_of(app).site.name == "North"
    assert "The case was not deleted, since it can't be kept for 30 days: the disk" in texts(app)
    delete(app)
    assert case_of(app) == Case()
    assert "was not deleted" not in texts(app)


def test_a_case_is_purged_30_days_after_it_was_deleted_and_not_before(
    open_app: Open, data_folder: Path, shipped_model: DecisionModel
) -> None:
    deleted = DeletedDrafts(Drafts(data_folder))
    case = Case.model_validate({"site": {"name": "North"}})
    last = deleted.keep(case, None, TODAY - dt.timedelta(days=30))
    deleted.keep(case, None, TODAY - dt.timedelta(days=31))
    app = open_app()
    assert [path.name for path in (data_folder / "deleted").iterdir()] == [last.day.isoformat()]
    assert f"Kept until {dates.day(TODAY)}" in texts(app)


def test_restoring_puts_aside_what_was_begun_since(open_app: Open) -> None:
    app = delete(named(open_app(), "North"))
    named(app, "South")
    app.button("restore").click().run()
    assert case_of(app).site.name == "North"
    app.button("undo").click().run()
    assert case_of(app).site.name == "South"


def test_a_deleted_case_is_restored_with_its_model_and_as_seen_as_it_was(open_app: Open) -> None:
    path = example_models()["offices"]
    app = open_app("evidence", model=load_model(path), data=path.read_bytes())
    app.session_state["work"] = replace(
        app.session_state["work"], case=Case.model_validate({"site": {"name": "N"}}), seen=True
    )
    delete(app.run())
    app.button("shipped").click().run()
    (one,) = opening.deleted_cases()
    app.button(f"restore.{one.token}").click().run()
    assert case_of(app).site.name == "N"
    assert app.session_state["work"].model_data == path.read_bytes()
    assert app.session_state["work"].seen


def test_kept_work_is_continued_or_left_and_never_deleted_there(open_app: Open) -> None:
    named(open_app(), "North")
    later = open_app()
    assert later.button("resume").label == f"Continue North, {dates.day(TODAY)}"
    assert later.button("resume.no").label == "Start new"
    assert {key for key in keys(later) if str(key).startswith("resume")} == {"resume", "resume.no"}
    later.button("resume.no").click().run()
    assert "resume" not in keys(later)
    assert case_of(later) == Case()
    open_app().button("resume").click().run()


def test_a_model_put_aside_with_the_same_case_is_called_a_model(open_app: Open) -> None:
    app = open_app("model", Case.model_validate({"answers": {"clinical-lead": "nobody"}}))
    app.text_area("model.area").set_value(
        str(app.text_area("model.area").value).replace("Where should", "Where might", 1)
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


@pytest.mark.parametrize(("away", "place"), [("restart", "put-aside"), ("delete", "deleted")])
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
    assert "Continue North" in open_app().button("resume").label


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
    assert "resume" not in keys(app)
    app.button("undo.no").click().run()
    assert "North**" not in texts(app)
    assert "“North”" not in texts(app)
    assert "Continue North" in open_app().button("resume").label


def test_an_empty_case_is_not_offered_and_hides_no_other(open_app: Open) -> None:
    named(open_app(), "North")
    named(named(open_app(), "South"), "")
    assert "Continue North" in open_app().button("resume").label


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
