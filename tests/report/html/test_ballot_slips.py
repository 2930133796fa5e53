"""The ballot on paper: numbered as the keying has it, one sheet a person, harmless text."""

from __future__ import annotations

import html
import re

from decision.model.decision_model import DecisionModel
from decision.report.html.ballot_slips import MOST, as_html
from decision.workshop.room import ROLES
from decision.workshop.rules.paper_slips import numbered
from tests.shipped_model import MODEL


def small(count: int, **criterion: object) -> DecisionModel:
    entry = {"name": "C", "weight": 1, "scores": {"a": 1, "b": 2}, **criterion}
    return DecisionModel.model_validate(
        {
            "title": "Small",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {f"c{place}": entry for place in range(count)},
        }
    )


def text_of(page: str) -> str:
    body = page.split("<body", 1)[1]
    return html.unescape(re.sub(r"<[^>]+>", " ", body))


def test_the_numbers_are_those_that_are_keyed() -> None:
    page = as_html("A room", MODEL, ROLES)
    printed = re.findall(r"<th>(\d+)</th><td><b>([^<]+)</b>", page)
    expected = numbered(list(MODEL.criteria))
    assert {int(number): html.unescape(name) for number, name in printed} == {
        number: MODEL.criteria[name].name for number, name in expected.items()
    }
    assert [int(number) for number, _ in printed] == list(expected)


def test_every_criterion_says_what_its_lift_is() -> None:
    said = text_of(as_html("A room", MODEL))
    for entry in MODEL.criteria.values():
        assert f"{entry.worst} → {entry.best}" in said


def test_a_measured_criterion_runs_from_its_worst_to_its_best() -> None:
    model = DecisionModel.model_validate(
        {
            "title": "Small",
            "options": {"a": {"name": "A"}, "b": {"name": "B"}},
            "criteria": {
                "cost": {
                    "name": "Cost",
                    "weight": 1,
                    "measure": {"unit": "£ a year", "values": {0: 100, 1234567: 0}},
                    "amounts": {"a": 1, "b": 2},
                }
            },
        }
    )
    assert "1,234,567 → 0 (£ a year)" in text_of(as_html("A room", model))


def test_each_sheet_has_a_slip_for_each_round_under_one_number() -> None:
    said = text_of(as_html("A room", MODEL, ROLES, copies=3))
    for number in (1, 2, 3):
        assert len(re.findall(rf"First ballot\s+· slip {number} ·", said)) == 1
        assert len(re.findall(rf"Second ballot\s+· slip {number} ·", said)) == 1
    assert "slip 4" not in said


def test_there_are_as_many_sheets_as_may_be() -> None:
    assert as_html("A room", MODEL, copies=0).count("<section>") == 1
    assert as_html("A room", MODEL, copies=1000).count("<section>") == MOST


def test_a_slip_has_a_box_for_each_place_that_is_keyed() -> None:
    for count, boxes in ((2, 2), (5, 5), (9, 5)):
        page = as_html("A room", small(count))
        assert page.count("<small>") == 2 * boxes
    assert "nothing to put in order" in as_html("A room", small(1))


def test_roles_are_ticked_and_another_only_where_it_may_be() -> None:
    said = text_of(as_html("A room", MODEL, ROLES))
    for role in ROLES:
        assert said.count(f"☐ {role}") == 2
    assert "another:" not in said
    assert "another:" in text_of(as_html("A room", MODEL, ROLES, free_roles=True))
    assert "another:" in text_of(as_html("A room", MODEL))


def test_outside_text_is_harmless_and_short() -> None:
    markup = "<script>alert(1)</script><img src=http://e.example/x>"
    hostile = f"{markup}\N{RIGHT-TO-LEFT OVERRIDE}\x07"
    model = small(6, worst=markup + "x" * 5000, best="w " * 4900)
    page = as_html(hostile, model, [hostile], copies=1, free_roles=True)
    assert "<script" not in page
    assert "<img" not in page
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in page
    assert "\x07" not in page
    assert not re.search(r"<[^>]*\b(src|href)\s*=", page)
    assert len(page) < 10_000
