"""The guide, as the app shows it."""

from __future__ import annotations

import re

import pytest

from decision.model.decision_model import DecisionModel
from tests.ui.conftest import ROOT, SMALLEST, Open, texts

FOLDER = ROOT / "decision" / "guide"
NAMES = sorted(path.stem for path in FOLDER.glob("*.md"))
PAGE = "in.guide.page"


def test_the_first_page_is_the_one_for_a_newcomer(open_app: Open) -> None:
    app = open_app("guide")
    assert app.radio(PAGE).value == "twenty-minutes"
    assert "First result in twenty minutes".lower() in texts(app).lower()


def test_every_page_that_travels_with_the_package_can_be_read(open_app: Open) -> None:
    app = open_app("guide")
    assert len(app.radio(PAGE).options) == len(NAMES)
    for name in NAMES:
        app.radio(PAGE).set_value(name).run()
        assert not app.exception
        title, rest = (FOLDER / f"{name}.md").read_text("utf-8").split("\n", 1)
        said = app.main.markdown[-1].value
        assert said.startswith(f"#{title}\n")
        assert rest.split()[-1].strip("`*.") in said
        assert title.removeprefix("# ") in app.radio(PAGE).options


@pytest.mark.parametrize("name", NAMES)
def test_a_page_leads_nowhere_that_the_app_does_not_have(open_app: Open, name: str) -> None:
    app = open_app("guide")
    said = app.radio(PAGE).set_value(name).run().main.markdown[-1].value
    prose = re.sub(r"(?s)```.*?```|`[^`\n]*`", "", said)  # an address in code is no link
    assert re.findall(r"!?\[[^\]]*\]\([^)]*\)|https?://", prose) == []


def test_code_keeps_its_comments_and_headings_go_one_level_down(open_app: Open) -> None:
    app = open_app("guide")
    said = app.radio(PAGE).set_value("own-question").run().main.markdown[-1].value
    assert "\n# yaml-language-server: $schema=./criteria.schema.json\n" in said
    assert "\n### Start a model\n" in said
    assert len(re.findall(r"(?m)^# ", said)) == 1


def test_the_guide_needs_no_case_and_no_model_of_ours(open_app: Open) -> None:
    app = open_app("guide", model=DecisionModel.model_validate(SMALLEST))
    assert not app.error
