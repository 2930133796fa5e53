"""The board pack: made of the case as it stands, and never offered once the case has moved on."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from streamlit.testing.v1 import AppTest

from decision import examples, load_case
from decision.errors import DecisionError
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.report.word import document
from tests.report.word import templates
from tests.ui.conftest import Open, texts

BESIDE = ("agreement", "brief", "questions")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = ("paper", *BESIDE, "workbook", "page", "pictures")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_made_when_asked_for(
    kind: str, open_app: Open, shipped_model: DecisionModel
) -> None:
    app = open_app("pack", load_case(examples()["six-specialties"], shipped_model))
    assert f"made.{kind}" not in app.session_state
    app.button(f"pack.make.{kind}").click().run()
    assert not app.exception
    made = app.session_state[f"made.{kind}"][1]
    if kind == "page":
        assert made.lower().startswith(b"<!doctype html>")
    else:
        assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None


def test_a_file_of_an_older_case_is_not_offered(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    app = open_app("pack", load_case(examples()["six-specialties"], shipped_model))
    app.button("pack.make.page").click().run()
    assert len(app.get("download_button")) == 2  # the sidebar's own, and this
    app.session_state["work"] = replace(app.session_state["work"], case=Case())
    app.run()
    assert len(app.get("download_button")) == 1
    assert "Make it again" in texts(app)


def test_a_choice_that_changes_the_paper_asks_for_it_anew(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    app = open_app("pack", load_case(examples()["invented-complete"], shipped_model))
    app.button("pack.make.paper").click().run()
    app.radio("in.pack.purpose").set_value("decision").run()
    assert "Make it again" in texts(app)


def test_a_choice_for_the_paper_holds_for_the_brief_too(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    app = open_app("pack", load_case(examples()["invented-complete"], shipped_model))
    app.button("pack.make.brief").click().run()
    private = app.session_state["made.brief"][1]
    app.checkbox("in.pack.private").uncheck().run()
    app.button("pack.make.brief").click().run()
    heads = [
        docx.Document(io.BytesIO(made)).sections[0].header.paragraphs[0].text
        for made in (private, app.session_state["made.brief"][1])
    ]
    assert [head.split(" · ")[0] for head in heads] == ["Private session", "Public session"]


def test_each_row_says_in_a_sentence_whom_its_document_is_for(open_app: Open) -> None:
    rows = [one.value for one in open_app("pack").markdown if one.value.startswith("**")]
    assert [row.partition(".**")[0].removeprefix("**") for row in rows if ".** For " in row] == [
        "Question sheets", "The whole pack", "Board paper", "Record", "Brief", "Agreement",
        "Workbook", "The tool in one file", "Pictures",
    ]  # fmt: skip
    for row in rows:
        assert len(re.findall(r"[.?!](?: |$)", row.partition(".** ")[2])) <= 1


def filled(app: AppTest) -> list[str]:
    """The buttons of the page that are filled, as the next step is."""
    buttons = [*app.main.get("button"), *app.main.get("download_button")]
    return [one.proto.label for one in buttons if one.proto.type == "primary"]


def test_the_next_step_alone_is_filled(open_app: Open, shipped_model: DecisionModel) -> None:
    assert filled(open_app("pack")) == ["Make the question sheets"]
    app = open_app("pack", load_case(examples()["invented-complete"], shipped_model))
    assert filled(app) == ["Make the whole pack"]
    app.button("pack.make.all").click().run()
    assert filled(app) == ["Download the whole pack"]
    names = zipfile.ZipFile(io.BytesIO(app.session_state["made.all"][1])).namelist()
    assert {f"{kind}.docx" for kind in ("paper", "record", *BESIDE)} <= {*names}


def test_open_key_questions_are_told_before_anything_is_made(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    assert "Send the question sheets first." in texts(open_app("pack"))
    case = load_case(examples()["invented-complete"], shipped_model)
    assert "question sheets first" not in texts(open_app("pack", case))


def test_a_template_is_told_of_as_soon_as_it_is_given(open_app: Open) -> None:
    app = open_app("pack")
    for data, told in (
        (templates.plain(), "write {{paper}} on a line of its own"),
        (b"no Word file", "the template can’t be used"),
    ):
        app.file_uploader("pack.template").set_value(("trust.docx", data, WORD)).run()
        assert not app.exception
        assert told in texts(app)
    app.file_uploader("pack.template").set_value(("trust.docx", templates.controls(), WORD)).run()
    assert "emplate can" not in texts(app)
    assert "on a line of its own" not in texts(app)


def test_what_fails_is_said_in_a_sentence(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise DecisionError("the template holds macros; save it without them")

    app = open_app("pack")
    monkeypatch.setattr(document, "as_docx", refuse)
    app.button("pack.make.paper").click().run()
    assert "save it without them" in texts(app)
    assert "made.paper" not in app.session_state
