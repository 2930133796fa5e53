"""What is kept, and what is never lost."""

from __future__ import annotations

from pathlib import Path

from .conftest import Open


def test_forgetting_deletes_what_is_kept(open_app: Open, data_folder: Path) -> None:
    app = open_app()
    app.text_input("in.site.name").set_value("North").run()
    assert list(data_folder.glob("*.case.yaml"))
    app.button("forget").click().run()
    assert not list(data_folder.glob("*.case.yaml"))
    assert app.session_state["work"].is_empty


def test_two_tabs_on_one_draft_lose_nothing(open_app: Open, data_folder: Path) -> None:
    first = open_app()
    first.radio("in.answers.vacancy").set_value("none").run()
    second = open_app(token=first.session_state["work"].token)
    second.text_input("in.site.name").set_value("Second tab").run()
    first.radio("in.answers.vacancy").set_value("").run()
    kept = [path.read_text(encoding="utf-8") for path in data_folder.glob("*.case.yaml")]
    assert any("Second tab" in text for text in kept)
