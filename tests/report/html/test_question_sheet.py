"""The printable sheet: every open question once, under its addressee, and harmless text."""

from __future__ import annotations

import html
import re

from decision import load_model, shipped
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.report.html.question_sheet import as_html
from decision.report.questions import ANYONE, ask

MODEL = load_model(shipped("criteria.yaml"))


def test_every_open_question_stands_once_under_its_addressee() -> None:
    _, *sections = html.unescape(as_html(MODEL, Case())).split("<section>")
    sheet = ask(MODEL, Case())
    assert len(sections) == len(sheet)
    for section, (who, questions) in zip(sections, sheet.items(), strict=True):
        assert section.startswith(f"<h2>For {who.lower() if who == ANYONE else who}</h2>")
        asked = re.findall(r"<li><p>(.*?)(?: <b>\(key\)</b>)?</p>", section)
        assert asked == [question.ask for question in questions]
        assert section.count("☐ ") == sum(len(question.choices) for question in questions)
        assert section.count("Number <span>") == sum(bool(one.unit) for one in questions)


def test_the_site_stands_in_the_title_and_below_the_heading_where_it_has_a_name() -> None:
    page = as_html(MODEL, Case.model_validate({"site": {"name": "St  Elsewhere\nNorth"}}))
    assert "<title>Questions to ask — St Elsewhere North</title>" in page
    assert f"<p>{MODEL.title} — St Elsewhere North</p>" in html.unescape(page)
    assert "<title>Questions to ask</title>" in as_html(MODEL, Case())


def test_the_page_has_no_outside_reference_and_no_markup_from_text() -> None:
    hostile = "<script>alert(1)</script><img src=http://e.example/x>"
    model = DecisionModel.model_validate(
        {
            "title": hostile,
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {"c": {"name": "C", "weight": 1, "scores": {"a": 1, "b": 2}}},
            "facts": {
                "f": {
                    "ask": hostile,
                    "who": hostile,
                    "help": hostile,
                    "unit": hostile,
                    "answers": {"x": {"says": hostile, "from": 0}},
                }
            },
        }
    )
    page = as_html(model, Case.model_validate({"site": {"name": hostile}}))
    assert "<script" not in page
    assert "<img" not in page
    assert not re.search(r"<[^>]*\b(src|href)\s*=", page)


def test_the_page_says_what_a_key_question_is_where_one_is_asked() -> None:
    sections = as_html(MODEL, Case()).split("<section>")[1:]
    assert {"<b>(key)</b>" in part for part in sections} == {True, False}
    for part in sections:
        assert ("no result is called clear" in part) == ("<b>(key)</b>" in part)
    assert "<h2>For whoever knows</h2>" in "".join(sections)
