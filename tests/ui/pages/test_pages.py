"""Every page, for every case and model that ships or is published."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from decision import examples, load_case, load_model
from decision.model.decision_model import DecisionModel
from tests.hostile import case_of, model_of, source_of
from tests.ui.conftest import NUMBERS, PAGES, ROOT, SMALLEST, Open, texts
from tests.ui.rooms import held_open

CASES = sorted((ROOT / "tests" / "cases").glob("*.criteria.yaml"))

HOSTILE = (
    "![x](http://e.example/a.png) <b>b</b> $x$ :material/home: :red[r] [l](http://e.x) www.x.y"
)


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_case_shows_every_page(open_app: Open, page: str) -> None:
    app = open_app(page)
    assert not app.error
    assert texts(app).strip()


@pytest.mark.parametrize("page", sorted(NUMBERS))  # `test_reading` opens the others
@pytest.mark.parametrize("name", sorted(examples()))
def test_every_example_shows_every_page(
    open_app: Open, shipped_model: DecisionModel, name: str, page: str
) -> None:
    app = open_app(page, load_case(examples()[name], shipped_model))
    assert not app.error


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name.split(".")[0])
def test_every_published_model_shows_every_page(open_app: Open, path: Path, page: str) -> None:
    app = open_app(page, model=load_model(path), data=path.read_bytes())
    assert not app.error


@pytest.mark.parametrize("page", PAGES)
def test_two_options_and_one_criterion_are_enough(open_app: Open, page: str) -> None:
    data = json.dumps(SMALLEST).encode()
    app = open_app(page, model=DecisionModel.model_validate(SMALLEST), data=data)
    assert not app.error


def filled(block: Any) -> list[str]:
    """What stands on the filled buttons of a part of a page, in their order."""
    found: list[str] = []
    for child in getattr(block, "children", {}).values():
        proto = getattr(child, "proto", None)
        if getattr(proto, "type", None) == "primary":
            found.append(proto.label)
        found += filled(child)
    return found


@pytest.mark.parametrize("page", [*PAGES, "workshop"])
@pytest.mark.parametrize("name", ["empty", "invented-complete"])
@pytest.mark.usefixtures("empty_hall")
def test_the_next_step_is_the_one_filled_button(
    open_app: Open, shipped_model: DecisionModel, name: str, page: str
) -> None:
    case = None if name == "empty" else load_case(examples()[name], shipped_model)
    app = open_app(page, case, drawers_open=False)
    assert len(filled(app._tree)) == 1


def markdown_of(block: Any) -> list[str]:
    """Everything of a page that Streamlit renders as Markdown, what is in a closed part too."""
    found: list[str] = []
    for child in getattr(block, "children", {}).values():
        proto = getattr(child, "proto", None)
        kind = type(proto).__name__
        for name in ("body", "label", "help", "popover.label", "dialog.title"):
            *within, last = name.split(".")
            part = getattr(proto, within[0], None) if within else proto
            found.append(str(getattr(part, last, "")))
        if kind == "Progress":
            found.append(proto.text)
        if kind == "Radio":  # its choices are Markdown, and those of a list to choose from are not
            found += [*proto.options, *proto.captions]
        found += markdown_of(child)
    return found


def shows_no_markup(app: AppTest) -> None:
    assert not app.exception
    rendered = [text for text in markdown_of(app._tree) if text]
    assert any("e.example" in text.replace("\N{WORD JOINER}", "") for text in rendered)
    for text in rendered:
        for markup in ("![", "](", "<b>", "$x$", ":red["):
            assert markup not in re.sub(r"\\.", "", text), text
        for sought in (":material/", "://e", "www.x"):  # found again after escapes are gone
            assert sought not in text.replace("\\", ""), text


@pytest.mark.parametrize("page", PAGES)
def test_text_from_a_file_is_never_markup(open_app: Open, page: str) -> None:
    data = yaml.safe_dump(source_of(HOSTILE)).encode()
    app = open_app(page, case_of(HOSTILE), model_of(HOSTILE), data=data)
    assert not app.error
    shows_no_markup(app)


@pytest.mark.parametrize("page", ["workshop", "screen"])
@pytest.mark.usefixtures("empty_hall")
def test_text_from_a_file_and_a_room_is_never_markup(open_app: Open, page: str) -> None:
    roles = [HOSTILE[:50], HOSTILE[50:]]  # a role is short
    held = held_open(model_of(HOSTILE), title=HOSTILE, roles=roles)
    held.facilitator.open_round()
    for number in range(10):
        ballot = {"weights": {"x": 100.0, "y": 10.0 * number}, "comments": {"x": HOSTILE}}
        held.room.submit(held.facilitator.seat(roles[number % 2]), ballot, f"request-{number}")
    app = open_app(page, case_of(HOSTILE), model_of(HOSTILE))
    for next_stage in (held.facilitator.close_round, held.facilitator.reveal, lambda: None):
        assert not app.error
        shows_no_markup(app)
        next_stage()
        app.run()
