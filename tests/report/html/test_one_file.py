"""The one file is whole, names nothing outside it, and says the saved result without a script."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from decision import evaluate, examples, load_case, shipped
from decision.charts.chart import DARK, LIGHT
from decision.engine import Evaluation
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.report.html import one_file, script
from decision.report.html.one_file import as_html
from decision.sentences.explanation import explain, headline
from decision.sentences.what_would_change_it import any_weights, doubts
from decision.wording.numbers import fixed
from tests.hostile import case_of, source_of
from tests.report.large import LARGE
from tests.report.two_courses import answered
from tests.shipped_model import MODEL
from tests.strategies import DRAWN, Written, problems
from tests.strategies import evaluated as evaluated_from

FOLDER = Path(one_file.__file__).parent
BLANK = Path(str(shipped("data/blank.html")))
MOST = 400_000  # bytes of the file with the shipped model
VOID = {"meta", "input", "br", "rect", "circle", "line"}
HOSTILE = (
    "</script><script>document.title='ran'</script><!-- "
    "<img src=x onerror=\"document.title='ran'\"> '\"&amp; {{ 7 * 7 }} \U0001f3e5"
)


def evaluated(name: str) -> Evaluation:
    return evaluate(MODEL, load_case(examples()[name], MODEL))


def small(**more: Any) -> Evaluation:
    """One criterion, two options."""
    scores = {"x": {"name": "X", "weight": 3, "scores": {"a": 60.25, "b": 50}}}
    source = {"title": "Small", "options": {"a": {"name": "A"}, "b": {"name": "B"}}}
    return evaluate(DecisionModel.model_validate(source | {"criteria": scores} | more))


EVALUATIONS = {name: evaluated(name) for name in examples()} | {
    "empty": evaluate(MODEL),
    "hostile": evaluate(DecisionModel.model_validate(source_of(HOSTILE)), case_of(HOSTILE)),
    "one criterion": small(),
    "refused": answered({"offer": "none", "promise": "none"}),
    "large": LARGE,
}
NAMES = [*EVALUATIONS, "ballot"]


class Pages(dict[str, bytes]):
    """Each file, made when a test first asks for it."""

    def __missing__(self, name: str) -> bytes:
        ballot = name == "ballot"
        one = EVALUATIONS["invented-complete" if ballot else name]
        self[name] = as_html(one, "ballot") if ballot else as_html(one)
        return self[name]


PAGES = Pages()


class Read(HTMLParser):
    """A page as a parser sees it: elements in order, text, and whether every tag closes."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.code: list[str] = []
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
        inside = self.open and self.open[-1] in ("script", "style")
        (self.code if inside else self.words).append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def data_of(content: bytes, name: str) -> Any:
    """What a block of data in the file holds."""
    element = rf'<script type="application/json" id="{name}">(.*?)</script>'
    found = re.search(element, content.decode())
    assert found is not None
    return json.loads(found[1])


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_whole_and_names_nothing_outside_it(name: str) -> None:
    read = Read(PAGES[name])
    assert read.open == []
    ids = [attrs["id"] for _, attrs in read.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert read.all("html") == [{"lang": "en-GB"}]
    assert len(read.all("h1")) == (name not in ("ballot", "empty"))
    for tag, attrs in read.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form", "image", "a"}
        assert not {"src", "srcset", "action", "data", "style", "href"} & attrs.keys()
        assert not [key for key in attrs if key.startswith("on")]
    assert not re.search(r"url\(|@import|https?:", one_file._style())


@pytest.mark.parametrize("name", NAMES)
def test_the_policy_allows_this_style_and_this_script_by_hash_and_nothing_else(name: str) -> None:
    content = PAGES[name].decode()
    (policy,) = (
        one["content"]
        for one in Read(PAGES[name]).all("meta")
        if one.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    assert rules.pop("img-src") == "data:"
    for tag in ("style", "script"):
        (found,) = re.findall(rf"<{tag}>(.*?)</{tag}>", content, re.S)
        digest = base64.b64encode(hashlib.sha256(found.encode()).digest()).decode()
        assert rules.pop(f"{tag}-src") == f"'sha256-{digest}'"
    assert rules == {}


def test_the_script_makes_no_code_of_text_and_asks_nothing_of_a_network() -> None:
    code = script.page()
    making = ("eval(", "new Function", "innerHTML", "outerHTML", "insertAdjacent", "import(")
    asking = ("fetch(", "XMLHttpRequest", "WebSocket", "localStorage", "sessionStorage")
    assert [word for word in (*making, *asking) if word in code] == []


def test_every_file_of_the_script_is_in_it_and_no_name_is_given_twice() -> None:
    """All share one scope, where a second function of a name would silently replace the first."""
    found = {path.stem: path.read_text("utf-8") for path in script.FOLDER.glob("*.js")}
    assert sorted((*script.ENGINE, *script.PAGE)) == sorted(found)
    names = [
        (name, stem)
        for stem, text in found.items()
        for line in re.findall(r"^(?:function|const|let) ([^({]+?)(?= ?[=(])", text, re.M)
        for name in [line.strip()]
    ]
    first = dict(reversed(names))
    assert [(name, stem) for name, stem in names if first[name] != stem] == []


@pytest.mark.parametrize("name", [name for name in EVALUATIONS if name != "empty"])
def test_without_a_script_the_file_says_what_the_engine_says(name: str) -> None:
    evaluation, read = EVALUATIONS[name], Read(PAGES[name])
    model, case = evaluation.model, evaluation.case
    for sentence in (
        headline(evaluation.finding),
        *evaluation.because,
        *doubts(evaluation.robustness),
        *(one for one in explain(evaluation.finding) if "not available" not in one
          and "depends on" not in one and "only once" not in one),
        *(model.facts[name].ask for name in (model.facts if case.answers else ())),
        *(entry.says for entry in model.evidence.values()),
        *(entry.caveat for entry in model.evidence.values() if entry.caveat),
        *case.answered_by.values(),
    ):  # fmt: skip
        assert " ".join(sentence.split()) in read.text
    for total in evaluation.totals.values():
        assert read.text.count(f"total {fixed(total)}") >= 1


@pytest.mark.parametrize("name", ["empty", "ballot"])
def test_a_file_without_answers_says_no_more_without_a_script_than_what_to_do(name: str) -> None:
    read = Read(PAGES[name])
    assert "Save this file, and open it in Edge, Chrome, Firefox or Safari." in read.text
    assert not read.all("table") + read.all("svg") + read.all("h2")


def test_what_no_browser_works_out_stands_for_the_saved_case_alone() -> None:
    evaluation = EVALUATIONS["invented-complete"]
    assert any_weights(evaluation.robustness) in Read(PAGES["invented-complete"]).text
    assert "as-saved" not in [attrs.get("id") for _, attrs in Read(PAGES["empty"]).elements]


def test_a_ballot_holds_no_result_and_nothing_of_the_case() -> None:
    content = PAGES["ballot"]
    evaluation = EVALUATIONS["invented-complete"]
    assert data_of(content, "given") == {"mode": "ballot", "case": {}, "roles": []}
    assert evaluation.case.site.name not in content.decode()
    assert headline(evaluation.finding) not in content.decode()
    assert fixed(evaluation.totals["partnership"]) not in Read(content).text


def test_the_case_goes_along_as_a_case_file_would_hold_it() -> None:
    for name in examples():
        given = data_of(PAGES[name], "given")
        assert Case.model_validate(given["case"]) == EVALUATIONS[name].case


def test_hostile_text_stays_text() -> None:
    content = PAGES["hostile"]
    assert content.count(b"<script") == 4
    assert b"<!--" not in content
    read = Read(content)
    assert "document.title='ran'" in read.text
    assert "{{ 7 * 7 }}" in read.text
    assert not read.all("img")


@settings(DRAWN, max_examples=5)
@given(problems())
def test_a_file_of_any_case_is_whole(problem: tuple[Written, Written]) -> None:
    evaluation = evaluated_from(*problem)
    read = Read(as_html(evaluation))
    assert read.open == []
    if evaluation.case != Case() or not evaluation.model.facts:
        assert " ".join(headline(evaluation.finding).split()) in read.text


def test_numbers_are_written_as_in_the_app() -> None:
    assert "e+06" not in Read(PAGES["large"]).text
    assert "total 60.3" in Read(PAGES["one criterion"]).text


def test_the_same_case_gives_the_same_bytes_and_the_shipped_model_fits() -> None:
    assert as_html(evaluated("invented-complete")) == PAGES["invented-complete"]
    assert max(len(PAGES[name]) for name in (*examples(), "empty")) < MOST


def test_the_colours_are_those_of_the_charts() -> None:
    light, dark = one_file._style().split("@media", 2)[:2]
    for palette, style in ((LIGHT, light), (DARK, dark)):
        for name in ("ink", "quiet", "hairline", "band", "first", "second", "ground"):
            assert f"--{name}: {getattr(palette, name)}" in style


def test_the_shipped_blank_file_is_of_this_version() -> None:
    made = as_html(evaluate(MODEL))
    assert BLANK.read_bytes() == made, "run: decision report decision/data/blank.html"
