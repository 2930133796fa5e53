"""The one page holds the whole case, refers to nothing outside it, and runs nothing but its own."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings

from decision import evaluate, examples, load_case, load_model, shipped
from decision.engine import Evaluation
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.report.html import result_lower, result_page, result_upper
from decision.report.paper.blocks import one, tenth
from decision.sentences.explanation import (
    certainty,
    courses_apart,
    forms_apart,
    headline,
    plain_pair,
    warnings,
    whose_weights,
)
from decision.wording.numbers import fixed
from decision.wording.text import one_line
from tests.hostile import case_of, source_of
from tests.report.large import LARGE
from tests.strategies import DRAWN, Written, problems
from tests.strategies import evaluated as evaluated_from

MODEL = load_model(shipped("criteria.yaml"))
VOID = {"meta", "input", "br", "rect", "circle", "line"}
HOSTILE = (
    "</script><script>document.title='ran'</script><!-- "
    "<img src=x onerror=\"document.title='ran'\"> '\"&amp; =cmd|'/c calc'!A1 \U0001f3e5"
)


def evaluated(name: str) -> Evaluation:
    return evaluate(MODEL, load_case(examples()[name], MODEL))


EVALUATIONS = {name: evaluated(name) for name in examples()} | {"empty": evaluate(MODEL)}


class Read(HTMLParser):
    """A page as a parser sees it: elements in order, text, and whether every tag closes."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.scripts: list[str] = []
        self.feed(content.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("script", "style"):
            self.scripts.append(data)
        else:
            self.words.append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [
            attrs
            for name, attrs in self.elements
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items())
        ]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def data_of(content: bytes) -> dict[str, Any]:
    found = re.search(rb'<script type="application/json" id="data">(.*?)</script>', content)
    assert found is not None
    read: dict[str, Any] = json.loads(found[1])
    return read


def hostile() -> Evaluation:
    """A model and a case whose every text is hostile, and one of whose names is long."""
    source = source_of(HOSTILE)
    source["criteria"]["y"]["name"] = "N" * 10_000
    return evaluate(DecisionModel.model_validate(source), case_of(HOSTILE))


SMALL: dict[str, Any] = {
    "title": "Small",
    "options": {"a": {"name": "A"}, "b": {"name": "B"}},
    "criteria": {"x": {"name": "X", "weight": 3, "scores": {"a": 50, "b": 50}}},
}


def one_criterion() -> Evaluation:
    return evaluate(DecisionModel.model_validate(SMALL))


PAGES = {name: result_page.as_html(one) for name, one in EVALUATIONS.items()} | {
    "hostile": result_page.as_html(hostile()),
    "one criterion": result_page.as_html(one_criterion()),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_tag_closes_and_no_id_is_given_twice(name: str) -> None:
    read = Read(PAGES[name])
    assert read.open == []
    ids = [attrs["id"] for _, attrs in read.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert len(read.all("h1")) == 1
    assert read.all("html")[0]["lang"] == "en-GB"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_outside_the_file_is_named_and_every_link_leads_somewhere(name: str) -> None:
    read = Read(PAGES[name])
    ids = {attrs["id"] for _, attrs in read.elements if "id" in attrs}
    for tag, attrs in read.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form", "image"}
        assert not {"src", "srcset", "action", "data", "style", "xlink:href"} & attrs.keys()
        assert not [key for key in attrs if key.startswith("on")]
        if "href" in attrs:
            assert attrs["href"].removeprefix("#") in ids
    style = next(text for text in read.scripts if ":root" in text)
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_allows_this_style_and_this_script_by_hash_and_nothing_else(name: str) -> None:
    content = PAGES[name].decode()
    policy = Read(PAGES[name]).all("meta", **{"http-equiv": "Content-Security-Policy"})[0]
    rules = dict(rule.strip().split(" ", 1) for rule in policy["content"].split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        found = re.findall(rf"<{tag}>(.*?)</{tag}>", content, re.S)
        digest = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
        assert len(found) == 1
        assert rules[rule] == f"'sha256-{digest}'"


@pytest.mark.parametrize("name", EVALUATIONS)
def test_without_a_script_the_page_says_what_the_engine_says(name: str) -> None:
    evaluation, read = EVALUATIONS[name], Read(PAGES[name])
    standing, case, model = evaluation.standing, evaluation.case, evaluation.model
    for sentence in (
        headline(evaluation.finding),
        *courses_apart(evaluation.finding),
        *forms_apart(evaluation.finding),
        *plain_pair(evaluation.finding),
        *certainty(evaluation.finding),
        *evaluation.because,
        whose_weights(standing),
        *warnings(standing.table),
        *(gate.says for gate in model.gates.values()),
        *(fact.ask for fact in model.facts.values()),
        *case.notes.values(),
        *(entry.says for entry in model.evidence.values()),
        *(entry.caveat for entry in model.evidence.values() if entry.caveat),
    ):
        assert " ".join(sentence.split()) in read.text
    rows = {row["data-option"]: row for row in read.all("li") if "data-option" in row}
    assert {name: float(row["data-total"]) for name, row in rows.items()} == evaluation.totals
    ranks = {
        name: int(row["data-rank"]) if row["data-rank"] else None for name, row in rows.items()
    }
    assert ranks == standing.ranks
    assert [name for name, row in rows.items() if "data-leads" in row] == [evaluation.leader]
    assert float(read.all("figure")[0]["data-margin"]) == standing.margin
    gaps = [float(row["data-gap"]) for row in read.all("li") if "data-gap" in row]
    # Points below 0 favour the left: where the leader is right, they sum to its margin.
    at = float(read.all("figure")[0]["data-at"])
    assert abs(at) == standing.margin
    assert math.fsum(gaps) == pytest.approx(at, abs=1e-9)
    assert (at > 0) == (standing.course == model.pair[1])
    assert gaps == sorted(gaps)


def test_hostile_text_stays_text() -> None:
    content = PAGES["hostile"]
    assert content.count(b"<script") == 2
    assert b"<!--" not in content
    read = Read(content)
    assert "document.title='ran'" in read.text
    assert not read.all("img")
    assert result_page.as_json(hostile()).isascii()
    assert "N" * 161 not in result_upper.weights(hostile())
    names = [option["name"] for option in data_of(content)["options"]]
    assert all(one_line(HOSTILE)[:40] in name for name in names)


@pytest.mark.parametrize("name", EVALUATIONS)
def test_the_script_computes_with_the_engines_own_numbers(name: str) -> None:
    evaluation, data = EVALUATIONS[name], data_of(PAGES[name])
    standing = evaluation.standing
    assert {one["id"]: one["total"] for one in data["options"]} == evaluation.totals
    assert {one["id"]: one["share"] for one in data["criteria"]} == standing.shares
    assert [one["scores"] for one in data["criteria"]] == standing.table.values().T.tolist()
    assert [data["options"][place]["id"] for place in data["pair"]] == list(MODEL.pair)
    heads = list(MODEL.courses)
    for row in data["options"]:
        assert heads[row["course"]] == MODEL.course_of[row["id"]]
        assert row["choosable"] == standing.table.can_choose(row["id"])


@settings(DRAWN, max_examples=25)
@given(problems())
def test_a_page_of_any_case_is_whole(problem: tuple[Written, Written]) -> None:
    evaluation = evaluated_from(*problem)
    content = result_page.as_html(evaluation)
    read = Read(content)
    assert read.open == []
    assert {one["id"]: one["total"] for one in data_of(content)["options"]} == evaluation.totals
    assert " ".join(headline(evaluation.finding).split()) in read.text


def test_the_same_case_gives_the_same_bytes() -> None:
    again = evaluated("invented-complete")
    assert result_page.as_html(again) == PAGES["invented-complete"]


def test_large_numbers_are_written_out() -> None:
    text = result_page.as_html(LARGE).decode()
    for number in ("1,234,567 (£) is worth", "3,456,789 pounds"):
        assert number in text
    assert "e+06" not in re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)


def counting(unit: str, count: float) -> str:
    fact = {"ask": "How much?", "unit": unit, "answers": {"any": {"says": "Some", "from": 0}}}
    model = DecisionModel.model_validate(SMALL | {"facts": {"f": fact}})
    return result_lower.facts(evaluate(model, Case.model_validate({"answers": {"f": count}})))


def test_a_number_has_its_unit_but_for_one_of_a_word_for_many() -> None:
    assert "<b>3 months</b>, which counts as: Some" in counting("months", 3)
    assert "<b>1</b>, which counts as: Some" in counting("months", 1)
    assert "<b>1%</b>, which counts as: Some" in counting("%", 1)


def test_a_half_is_rounded_up_on_the_page_in_the_paper_and_in_the_workbook() -> None:
    scores = {"a": 60.25, "b": 20}
    model = DecisionModel.model_validate(
        SMALL | {"criteria": {"x": {"name": "X", "weight": 62.5, "scores": scores}}}
    )
    read = Read(result_page.as_html(evaluate(model)))
    assert {"60.3", "40.3", "63 points ·"} <= set(read.words)
    assert read.all("input")[0]["value"] == "63"
    assert (tenth(60.25), one(60.25)) == ("60.3", "60.3")
    assert fixed(60.25) == "60.3"
