"""No word that a reader must not meet: every text of every page, with every drawer open."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from decision import examples, load_case
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.ui import assets
from tests.ui.conftest import NUMBERS, PAGES, Open
from tests.ui.rooms import advance, held_open, vote

READ = [page for page in PAGES if page not in NUMBERS]
CODE = {"id", "key", "form_id", "name", "page", "url", "command", "url_path", "icon", "type"}
DRAWS = (  # as a noun; a simulation may draw a score
    r"\b(?:\d+|hundred|thousand|of|the|a|all|these|those|many|more|fewer|each|random) draws?\b"
    r"|\bdraws? (?:of|from|in|that|were|was|are|is)\b"
)


def unwanted(model: DecisionModel) -> re.Pattern[str]:
    """The ids of claims, draws as a noun, and flips."""
    ids = "|".join(map(re.escape, model.evidence))
    return re.compile(
        rf"\b(?:{ids}|claims? \d+)\b(?!-)|{DRAWS}|\bflip(?:s|ped|ping)?\b", re.IGNORECASE
    )


def said(block: Any) -> Iterator[str]:
    """Every text of a page: what is written, labels, choices, help, charts and tables."""
    for child in getattr(block, "children", {}).values():
        proto = getattr(child, "proto", None)
        if isinstance(proto, Message):
            yield from _within(proto)
        yield from said(child)


def _within(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name in CODE or field.type not in (field.TYPE_MESSAGE, field.TYPE_STRING):
            continue
        for each in [value] if isinstance(value, str | Message) else list(value):
            if isinstance(each, Message):
                yield from _within(each)
            elif field.name == "spec":
                yield from _drawn(json.loads(each))
            elif isinstance(each, str):
                yield each.replace("\\", "").replace("\N{WORD JOINER}", "")


def _drawn(part: Any) -> Iterator[str]:
    """The texts of a chart: values, and not what they are called."""
    if isinstance(part, dict | list):
        for each in part.values() if isinstance(part, dict) else part:
            yield from _drawn(each)
    elif isinstance(part, str):
        yield part


def opened(model: DecisionModel) -> list[str]:
    """What only a test opens: the notes of each question and duty, and what few look into."""
    return [
        *(f"details.{name}" for name in model.facts),
        *(f"gate.{name}" for name in model.gates),
        *("settle.others", "two.single", "ask.sheets"),
    ]


def wrong(app: AppTest, model: DecisionModel) -> list[str]:
    sought = unwanted(model)
    return [text for text in said(app._tree) if sought.search(text)]


@pytest.mark.parametrize("page", READ)
@pytest.mark.parametrize("name", ["empty", *sorted(examples())])
def test_no_page_says_an_id_of_a_claim_or_draws_or_a_flip(
    open_app: Open, shipped_model: DecisionModel, name: str, page: str
) -> None:
    case = Case() if name == "empty" else load_case(examples()[name], shipped_model)
    app = open_app(page, case, also=opened(shipped_model))
    assert not app.error
    assert wrong(app, shipped_model) == []


def test_no_page_of_the_guide_says_them(open_app: Open, shipped_model: DecisionModel) -> None:
    app = open_app("guide")
    for path in assets.GUIDE.glob("*.md"):
        if path.stem == "python":  # it names functions, by the words of the field
            continue
        app.session_state["in.guide.page"] = path.stem
        assert wrong(app.run(), shipped_model) == [], path.stem


@pytest.mark.parametrize("page", ["workshop", "screen"])
@pytest.mark.usefixtures("empty_hall")
def test_no_workshop_says_them_before_a_round_or_after(
    open_app: Open, shipped_model: DecisionModel, page: str
) -> None:
    held = held_open(shipped_model)
    app = open_app(page)
    assert wrong(app, shipped_model) == []
    advance(held, 1)
    held.facilitator.open_round()
    assert wrong(app.run(), shipped_model) == []
    vote(held)
    held.facilitator.close_round()
    held.facilitator.reveal()
    assert wrong(app.run(), shipped_model) == []


def test_the_words_are_found_where_they_are(open_app: Open, shipped_model: DecisionModel) -> None:
    """Otherwise a page without them would mean nothing."""
    found = " ".join(wrong(open_app("evidence"), shipped_model))
    assert "c1" in found
    sought = unwanted(shipped_model)
    for text in (
        "rests on c39",
        "see claim 4",
        "81 of 100 draws",
        "the draws were",
        "it flips",
        "e-irmer says",
    ):
        assert sought.search(text), text
    for text in ("A simulation draws each score", "Streamlit draws the pages", "band 8c"):
        assert not sought.search(text), text
