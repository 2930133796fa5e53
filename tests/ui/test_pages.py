"""Every page, for every case and model that ships or is published."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from decision import examples, load_case, load_model
from decision.case import Case
from decision.model import DecisionModel

from .conftest import PAGES, ROOT, SMALLEST, Open, texts

CASES = sorted((ROOT / "tests" / "cases").glob("*.criteria.yaml"))

HOSTILE = (
    "![x](http://e.example/a.png) <b>b</b> $x$ :material/home: :red[r] [l](http://e.x) www.x.y"
)


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_case_shows_every_page(open_app: Open, page: str) -> None:
    app = open_app(page)
    assert not app.error
    assert texts(app).strip()


@pytest.mark.parametrize("page", PAGES)
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


@pytest.mark.parametrize("page", PAGES)
def test_text_from_a_file_is_never_markup(open_app: Open, page: str) -> None:
    source = {
        "title": HOSTILE,
        "question": HOSTILE,
        "options": {
            "a": {"name": HOSTILE, "safeguards": [HOSTILE]},
            "b": {"name": f"B {HOSTILE}", "needs": [{"fact": "f", "is": ["yes"]}]},
        },
        "criteria": {
            "c": {
                "name": HOSTILE,
                "group": HOSTILE,
                "means": HOSTILE,
                "worst": HOSTILE,
                "best": HOSTILE,
                "weight": 1,
                "scores": {"a": {"score": 60, "because": HOSTILE, "evidence": ["e"]}, "b": 40},
            }
        },
        "facts": {
            "f": {
                "ask": HOSTILE,
                "group": HOSTILE,
                "who": HOSTILE,
                "help": HOSTILE,
                "answers": {"yes": {"says": HOSTILE, "warns": HOSTILE}, "no": {"says": "No"}},
            },
            "t": {
                "ask": HOSTILE,
                "items": {"i": HOSTILE},
                "answers": {"none": {"says": HOSTILE, "from": 0}},
            },
        },
        "gates": {"g": {"says": HOSTILE, "evidence": ["e"]}},
        "what-ifs": {"w": {"says": HOSTILE, "leave-out": ["f"]}},
        "evidence": {
            "e": {
                "says": HOSTILE,
                "by": HOSTILE,
                "kind": "opinion",
                "caveat": HOSTILE,
                "source": HOSTILE,
            }
        },
    }
    model = DecisionModel.model_validate(source)
    case = Case.model_validate(
        {
            "site": {"name": HOSTILE},
            "answers": {"f": "yes", "t": {"unknown": ["i"]}},
            "overrides": [
                {"criterion": "c", "option": "b", "score": 50, "because": HOSTILE, "by": HOSTILE}
            ],
        }
    )
    app = open_app(page, case, model, data=json.dumps(source).encode())
    assert not app.error
    rendered = [
        str(element.value)
        for kind in (app.title, app.subheader, app.markdown, app.caption, app.info)
        for element in kind
    ]
    # Everything whose label Streamlit renders as Markdown, options of radios included.
    for kind in (
        app.radio,
        app.text_input,
        app.text_area,
        app.number_input,
        app.button,
        app.slider,
    ):
        rendered += [str(element.label) for element in kind]
    for radio in app.radio:
        rendered += [str(option) for option in radio.options]
    for text in rendered:
        for markup in ("![", "](", "<b>", "$x$", ":red["):
            assert markup not in re.sub(r"\\.", "", text), text
        for sought in (":material/", "://e", "www.x"):  # found again after escapes are gone
            assert sought not in text.replace("\\", ""), text
