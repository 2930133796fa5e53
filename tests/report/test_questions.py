"""The sheet asks what is open, of whoever can answer it, and nothing else."""

from __future__ import annotations

import re

from decision import examples, load_case, load_model, shipped
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.report.questions import ANYONE, as_html, ask

MODEL = load_model(shipped("criteria.yaml"))


def test_every_open_fact_is_asked_of_its_own_addressee() -> None:
    sheet = ask(MODEL, Case())
    asked = {question.ask for questions in sheet.values() for question in questions}
    assert {fact.ask for fact in MODEL.facts.values()} <= asked
    for fact in MODEL.facts.values():
        assert fact.ask in {question.ask for question in sheet[fact.who or ANYONE]}
    assert {"Digital", "HR", "Finance", "Radiology"} <= set(sheet)


def test_key_facts_come_first() -> None:
    for questions in ask(MODEL, Case()).values():
        keys = [question.key for question in questions]
        assert keys == sorted(keys, reverse=True)


def test_an_answered_fact_is_not_asked() -> None:
    case = Case.model_validate({"answers": {"vacancy": "none"}})
    asked = {question.ask for questions in ask(MODEL, case).values() for question in questions}
    assert MODEL.facts["vacancy"].ask not in asked


def test_a_case_with_everything_known_asks_only_of_open_duties() -> None:
    case = load_case(examples()["invented-complete"], MODEL)
    assert set(ask(MODEL, case)) <= {ANYONE}


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
        assert ("Questions marked (key) come first" in part) == ("<b>(key)</b>" in part)
    assert "<h2>For whoever knows</h2>" in "".join(sections)
