"""What is kept, and what is never lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.ui.state import session
from tests.ui.conftest import ROOT, Open, go


def test_two_tabs_on_one_draft_lose_nothing(open_app: Open, data_folder: Path) -> None:
    first = open_app()
    first.radio("in.answers.clinical-lead").set_value("nobody").run()
    second = open_app(token=first.session_state["work"].token)
    second.text_input("in.site.name").set_value("Second tab").run()
    first.radio("in.answers.clinical-lead").set_value("Don't know").run()
    kept = [path.read_text(encoding="utf-8") for path in data_folder.glob("*.case.yaml")]
    assert any("Second tab" in text for text in kept)


def test_what_was_seen_belongs_to_the_case_it_was_seen_of(open_app: Open) -> None:
    app = open_app("result")
    assert app.session_state["work"].seen
    app.button("example.invented-complete").click().run()
    go(app, "evidence")
    assert app.session_state["work"].seen  # the Result page showed the new case as well


def test_the_method_shows_the_result(open_app: Open) -> None:
    assert open_app("method").session_state["work"].seen


@pytest.mark.parametrize(
    ("option", "seen"), [("radiology", True), ("digital", False), (None, False)]
)
def test_what_stands_against_a_decision_shows_the_result(
    open_app: Open, option: str | None, seen: bool
) -> None:
    criteria = {"only": {"name": "Only", "weight": 1, "scores": {"radiology": 40, "digital": 60}}}
    options = {"radiology": {"name": "Stay"}, "digital": {"name": "Move"}}
    model = DecisionModel.model_validate({"title": "T", "options": options, "criteria": criteria})
    case = Case.model_validate({"decision": {"option": option}} if option else {})
    assert open_app("record", case, model).session_state["work"].seen == seen


def test_a_comparison_with_the_case_as_it_stands_shows_the_result(open_app: Open) -> None:
    app = open_app("record")
    app.text_input("in.keep.by").set_value("Head of Digital").run()
    app.text_input("in.keep.because").set_value("Before the meeting").run()
    app.button("keep.do").click().run()
    assert not app.session_state["work"].seen  # the two are the same
    app.switch_page(str(ROOT / "decision" / "ui" / "pages" / "site.py")).run()
    app.radio("in.answers.clinical-lead").set_value("nobody").run()
    assert not app.session_state["work"].seen
    app.switch_page(str(ROOT / "decision" / "ui" / "pages" / "record.py")).run()
    assert app.session_state["work"].seen


def test_an_earlier_version_opened_again_leaves_no_second_draft(
    open_app: Open, data_folder: Path
) -> None:
    app = open_app("record")
    app.text_input("in.keep.by").set_value("Head of Digital").run()
    app.text_input("in.keep.because").set_value("Before the meeting").run()
    app.button("keep.do").click().run()
    app.button("again.do").click().run()
    assert len(app.session_state["work"].case.history) == 2
    assert len(list(data_folder.glob("*.case.yaml"))) == 1


class Written(dict[str, Any]):
    """A session's state that notes what is set: a browser is told of that, and of nothing else."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def __setitem__(self, key: str, value: Any) -> None:
        self.told.append(key)
        super().__setitem__(key, value)


def test_a_browser_is_told_a_value_until_it_has_sent_one_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = Written()
    monkeypatch.setattr(st, "session_state", state)

    def told() -> bool:
        state.told.clear()
        assert session.seed("my-points", 50) == "in.my-points"
        return "in.my-points" in state.told

    assert told()
    assert told()  # the browser may have shown neither message, or only the first
    session.heard("$$ID-0a1b2c3d-in.another")
    assert told()
    state |= {"in.my-points": 75}  # as the browser sent it
    session.heard("$$ID-0a1b2c3d-in.my-points")
    assert not told()  # it would undo what is being typed
    assert state["in.my-points"] == 75
    del state["in.my-points"]  # another case was opened
    assert told()
    assert state["in.my-points"] == 50
