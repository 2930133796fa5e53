"""The one page in a real browser, from a file: it computes as the engine does, and asks nothing."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from decision import Case, evaluate, examples, load_case, load_model, shipped
from decision.charts.chart import sides_of
from decision.engine import Evaluation
from decision.evaluation.additive import differences
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.report.html.result_page import as_html
from decision.report.html.result_upper import STALE
from decision.sentences.explanation import courses_apart, headline, plain_pair
from decision.sentences.phrases import in_points, named
from decision.wording.numbers import fixed
from tests.report.two_courses import answered

CASES = Path(__file__).parents[1] / "cases"
MODEL = load_model(shipped("criteria.yaml"))
NEAR_ENOUGH = 1e-9
HOSTILE = (
    "</script><script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">"
)
Open = Callable[..., Page]


def small(options: dict[str, Any], criteria: dict[str, Any], **more: Any) -> DecisionModel:
    return DecisionModel.model_validate(
        {"title": "Small", "options": options, "criteria": criteria, **more}
    )


def refused() -> Evaluation:
    """One option stands on its fallback and one, without a fallback, has no rank."""
    model = small(
        {
            "a": {"name": "A"},
            "b": {"name": "B"},
            "c": {"name": "C", "needs": [{"fact": "f", "is": ["yes"]}], "falls-back-to": "b"},
            "d": {"name": "D", "needs": [{"fact": "f", "is": ["yes"]}]},
        },
        {
            "x": {"name": "X", "weight": 60, "scores": {"a": 30, "b": 50, "c": 100, "d": 100}},
            "y": {"name": "Y", "weight": 40, "scores": {"a": 70, "b": 20, "c": 90, "d": 80}},
        },
        facts={"f": {"ask": "Signed?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}},
    )
    return evaluate(model, Case.model_validate({"answers": {"f": "no"}}))


def pair_refused() -> Evaluation:
    """The better of the pair can't be chosen, so the other leads it with a negative margin."""
    model = small(
        {"a": {"name": "A", "needs": [{"fact": "f", "is": ["yes"]}]}, "b": {"name": "B"}},
        {
            "x": {"name": "X", "weight": 100, "scores": {"a": 90, "b": 50}},
            "y": {"name": "Y", "weight": 100, "scores": {"a": 10, "b": 15}},
        },
        facts={"f": {"ask": "Signed?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}},
    )
    return evaluate(model, Case.model_validate({"answers": {"f": "no"}}))


def tied() -> Evaluation:
    """Totals that are equal but for the last bit of a float; `compare` turns the pair round."""
    criteria = {
        name: {"name": name.upper(), "weight": 10, "scores": {"a": one, "b": other, "c": 40}}
        for name, one, other in (("x", 10.1, 30.3), ("y", 20.2, 20.2), ("z", 30.3, 10.1))
    }
    return evaluate(
        small(
            {"a": {"name": "A"}, "b": {"name": "B"}, "c": {"name": "C"}},
            criteria,
            compare=["b", "a"],
        )
    )


def nobody() -> Evaluation:
    """No option can be chosen: each needs what was refused."""
    needs = [{"fact": "f", "is": ["yes"]}]
    model = small(
        {"a": {"name": "A", "needs": needs}, "b": {"name": "B", "needs": needs}},
        {
            "x": {"name": "X", "weight": 60, "scores": {"a": 30, "b": 50}},
            "y": {"name": "Y", "weight": 40, "scores": {"a": 70, "b": 20}},
        },
        facts={"f": {"ask": "Signed?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}},
    )
    return evaluate(model, Case.model_validate({"answers": {"f": "no"}}))


def one_course() -> Evaluation:
    """Nothing outside one course can be chosen, and it has two forms."""
    needs = [{"fact": "f", "is": ["yes"]}]
    model = small(
        {
            "a": {"name": "A", "course": "Here"},
            "b": {"name": "B", "falls-back-to": "a"},
            "c": {"name": "C", "needs": needs},
        },
        {
            "x": {"name": "X", "weight": 60, "scores": {"a": 30, "b": 50, "c": 90}},
            "y": {"name": "Y", "weight": 40, "scores": {"a": 70, "b": 20, "c": 90}},
        },
        facts={"f": {"ask": "Signed?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}},
    )
    return evaluate(model, Case.model_validate({"answers": {"f": "no"}}))


def of_example(name: str) -> Evaluation:
    return evaluate(MODEL, load_case(examples()[name], MODEL))


def of_published(name: str) -> Evaluation:
    return evaluate(load_model(CASES / f"{name}.criteria.yaml"))


MADE: dict[str, Callable[[], Evaluation]] = {
    "empty": lambda: evaluate(MODEL),
    "invented-complete": lambda: of_example("invented-complete"),
    "six-specialties": lambda: of_example("six-specialties"),
    "london-five": lambda: of_example("london-five"),
    "goodwin-wright-offices": lambda: of_published("goodwin-wright-offices"),
    "triantaphyllou-tie": lambda: of_published("triantaphyllou-tie"),
    "refused": refused,
    "pair-refused": pair_refused,
    "tied": tied,
    "nobody": nobody,
    "one-course": one_course,
    "two-courses": answered,
    "another-course": lambda: answered({"host": "named"}, weights={"speed": 10, "staff": 90}),
}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1440, "height": 900})
    yield made
    made.close()


@pytest.fixture
def written(context: BrowserContext, tmp_path: Path) -> Iterator[Open]:
    """Open a page from a file; nothing but the file may be asked for, nothing may go wrong."""
    asked: list[str] = []
    wrong: list[str] = []
    files: list[str] = []
    context.on("request", lambda request: asked.append(request.url))

    def opened(evaluation: Evaluation) -> Page:
        file = tmp_path / f"page-{len(files)}.html"
        file.write_bytes(as_html(evaluation))
        files.append(file.as_uri())
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(file.as_uri())
        return page

    yield opened
    assert wrong == []
    assert [address.split("#")[0] for address in asked] == files


def move(page: Page, values: dict[int, int]) -> None:
    page.evaluate(
        """values => Object.entries(values).forEach(([number, value]) => {
            const slider = document.getElementById("w" + number);
            slider.value = value;
            slider.dispatchEvent(new Event("input", {bubbles: true}));
        })""",
        {str(number): value for number, value in values.items()},
    )


def shown(page: Page) -> dict[str, Any]:
    """What the page holds at full precision."""
    read: str = page.evaluate(
        """() => {
            const rows = selector => [...document.querySelectorAll(selector)].map(r => r.dataset);
            const figure = (document.getElementById("margin") || {dataset: {}}).dataset;
            return JSON.stringify({options: rows("#options ol > li"), weights: rows("#weights li"),
                                   reasons: rows("#reasons li"), margin: figure});
        }"""
    )
    found: dict[str, Any] = json.loads(read)
    return found


def agrees(page: Page, evaluation: Evaluation) -> None:
    """Compare a page with the engine at the points that the page says it uses."""
    read = shown(page)
    points = {row["criterion"]: float(row["points"]) for row in read["weights"]}
    engine = evaluate(evaluation.model, evaluation.case, weights=points)
    standing = engine.standing
    for row in read["weights"]:
        share = standing.shares[row["criterion"]]
        assert math.isclose(float(row["share"]), share, abs_tol=NEAR_ENOUGH)
    assert {row["option"] for row in read["options"]} == set(engine.totals)
    for row in read["options"]:
        total = engine.totals[row["option"]]
        assert math.isclose(float(row["total"]), total, abs_tol=NEAR_ENOUGH)
        assert (int(row["rank"]) if row["rank"] else None) == standing.ranks[row["option"]]
    leaders = [row["option"] for row in read["options"] if "leads" in row]
    assert leaders == ([] if engine.leader is None else [engine.leader])
    if standing.rival is None:
        assert not read["margin"]
        assert not read["reasons"]
        return
    leader, rival = str(standing.leader), standing.rival
    assert (read["margin"]["leader"], read["margin"]["rival"]) == (leader, rival)
    assert math.isclose(
        float(read["margin"]["margin"]), standing.margin or 0.0, abs_tol=NEAR_ENOUGH
    )
    sides = sides_of(standing)
    assert sides is not None
    at = sides.sign * (standing.margin or 0.0)
    assert math.isclose(float(read["margin"]["at"]), at, abs_tol=NEAR_ENOUGH)
    for row in read["reasons"]:
        gap = differences(standing, sides.right, sides.left)[row["criterion"]]
        assert math.isclose(float(row["gap"]), gap, abs_tol=NEAR_ENOUGH)
    for part in ("margin", "reasons"):
        left, right = (page.locator(f"#{part} .{end}") for end in ("left", "right"))
        assert left.text_content() == f"◄ {engine.model.options[sides.left].name}"
        assert right.text_content() == f"{engine.model.options[sides.right].name} ►"


@pytest.mark.parametrize("name", MADE)
def test_the_page_computes_what_the_engine_computes(written: Open, name: str) -> None:
    evaluation = MADE[name]()
    page = written(evaluation)
    agrees(page, evaluation)
    count = len(evaluation.model.criteria)
    rounds = (
        {0: 0 if count > 1 else 50},
        {number: (37 * number + 11) % 101 for number in range(count)},
        {number: 100 if number == count - 1 else 0 for number in range(count)},
        {number: 1 + number % 2 for number in range(count)},
        dict.fromkeys(range(count), 63),  # ties stay ties
    )
    for values in rounds:
        move(page, values)
        agrees(page, evaluation)
    page.locator("button.back").first.click()
    read = shown(page)
    assert {row["option"]: float(row["total"]) for row in read["options"]} == evaluation.totals
    saved = {row["criterion"]: float(row["share"]) for row in read["weights"]}
    assert saved == evaluation.standing.shares
    if evaluation.standing.rival is not None:
        assert float(read["margin"]["margin"]) == evaluation.standing.margin


def test_a_refused_option_never_leads_and_keeps_its_fallbacks_score(written: Open) -> None:
    page = written(refused())
    read = {row["option"]: row for row in shown(page)["options"]}
    assert read["c"]["total"] == read["b"]["total"]
    assert read["d"]["rank"] == ""
    move(page, {0: 100, 1: 0})
    read = {row["option"]: row for row in shown(page)["options"]}
    assert [name for name, row in read.items() if "leads" in row] == ["b"]
    assert read["b"]["rank"] == read["c"]["rank"] == "1"
    assert page.locator("[data-option=d] .rank").text_content() == "not ranked"


def test_the_live_sentence_says_what_the_engines_would_without_its_word(written: Open) -> None:
    """The words that rest on simulations stay out; the rest is the engine's own."""
    for evaluation, values in (
        (evaluate(MODEL), {0: 0}),
        (of_example("six-specialties"), {3: 7, 5: 90}),
        (answered(), {0: 7}),
        (answered({"host": "named"}), {0: 3}),  # a course that is not compared leads
        (pair_refused(), {0: 20}),
        (refused(), {0: 0}),
        (tied(), {1: 55}),
        (nobody(), {0: 40}),
        (one_course(), {0: 40}),
    ):
        page = written(evaluation)
        move(page, values)
        points = {row["criterion"]: float(row["points"]) for row in shown(page)["weights"]}
        finding = evaluate(evaluation.model, evaluation.case, weights=points).finding
        standing, names = finding.standing, evaluation.model
        expect(page.locator("#said")).to_have_text(
            " ".join(
                [
                    "With the weights you are trying:",
                    *(courses_apart(finding) or [headline(finding)]),
                ]
            )
        )
        expected = []
        if standing.leader is not None and standing.over is not None:
            one, other = named(names, standing.leader), named(names, standing.over)
            margin = standing.form_margin or 0.0
            apart = f"{one} is {in_points(margin)} better than {other}."
            expected.append(f"{one} and {other} are level." if margin <= TIE else apart)
        expect(page.locator("#also")).to_have_text(" ".join([*expected, *plain_pair(finding)]))


def test_the_keyboard_moves_a_slider_and_the_new_headline_is_announced(written: Open) -> None:
    evaluation = of_example("invented-complete")
    page = written(evaluation)
    before = shown(page)["weights"][1]["points"]
    page.locator("#w1").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert float(shown(page)["weights"][1]["points"]) == float(before) + 2
    agrees(page, evaluation)
    said, also = (page.locator(one).text_content() for one in ("#said", "#also"))
    expect(page.locator("[role=status]")).to_have_text(f"{said} {also}".strip())
    expect(page.get_by_role("slider").nth(1)).to_have_attribute(
        "aria-valuetext", f"{float(before) + 2:.0f} points, "
        f"{fixed(float(shown(page)['weights'][1]['share']) * 100)}% of the weight",
    )  # fmt: skip
    page.keyboard.press("Home")
    assert shown(page)["weights"][1]["points"] == "0"
    agrees(page, evaluation)


def test_a_figure_that_follows_a_slider_is_rounded_as_in_the_file(written: Open) -> None:
    scores = {"a": 70.05, "b": 20}
    criteria = {name: {"name": name, "weight": 50, "scores": scores} for name in ("x", "y")}
    page = written(evaluate(small({"a": {"name": "A"}, "b": {"name": "B"}}, criteria)))
    figure = page.locator("[data-option=a] .figure")
    expect(figure).to_have_text("70.1")
    move(page, {0: 20})
    expect(figure).to_have_text("70.1")


def test_old_words_are_marked_until_the_saved_weights_are_back(written: Open) -> None:
    page = written(of_example("invented-complete"))
    marks = page.get_by_text(STALE, exact=True)
    assert marks.count() >= 3
    for number in range(marks.count()):
        expect(marks.nth(number)).to_be_hidden()
    expect(page.locator("#weights button.back")).to_be_disabled()
    move(page, {2: 3})
    for number in range(marks.count()):
        expect(marks.nth(number)).to_be_visible()
    for spread in page.locator(".spread").all():  # a range holds for the saved weights too
        expect(spread).to_be_hidden()
    page.locator("#live button.back").click()
    for number in range(marks.count()):
        expect(marks.nth(number)).to_be_hidden()
    expect(page.locator("#live")).to_be_hidden()
    points = float(shown(page)["weights"][2]["points"])
    assert page.locator("#w2").input_value() == fixed(points, 0)


def test_a_slider_taken_back_by_hand_is_as_saved(written: Open) -> None:
    page = written(of_example("invented-complete"))
    at = page.locator("#w4").input_value()
    move(page, {4: 1})
    expect(page.locator("#live")).to_be_visible()
    move(page, {4: int(at)})
    expect(page.locator("#live")).to_be_hidden()


def test_no_weight_at_all_is_said_and_no_figure_stays(written: Open) -> None:
    evaluation = of_example("london-five")
    page = written(evaluation)
    move(page, dict.fromkeys(range(len(MODEL.criteria)), 0))
    expect(page.get_by_role("alert")).to_contain_text("at least one criterion a weight above 0")
    read = shown(page)
    assert "margin" not in read["margin"]
    assert not [row for row in read["options"] if "total" in row or "leads" in row]
    assert set(page.locator("#options .figure").all_text_contents()) == {"–"}
    move(page, {0: 5})
    expect(page.get_by_role("alert")).to_be_hidden()
    agrees(page, evaluation)


def test_hostile_names_stay_text_in_the_live_parts_too(written: Open) -> None:
    page = written(
        evaluate(
            small(
                {"a": {"name": f"A{HOSTILE}"}, "b": {"name": f"B{HOSTILE}"}},
                {
                    "x": {"name": HOSTILE, "weight": 10, "scores": {"a": 90, "b": 50}},
                    "y": {"name": "Y", "weight": 20, "scores": {"a": 10, "b": 35}},
                },
            )
        )
    )
    move(page, {0: 77})
    expect(page.locator("#said")).to_contain_text(f"A{HOSTILE}")
    assert page.title() == "Small"
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 2


def test_the_page_fits_the_screen_and_the_answer_is_above_the_fold(written: Open) -> None:
    evaluation = of_example("invented-complete")
    page = written(evaluation)
    for width in (390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.locator("h1")).to_have_text(headline(evaluation.finding))
        box = page.locator("#margin").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 844
    move(page, {0: 1})
    for width in (390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 844})
        page.locator("#w9").scroll_into_view_if_needed()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.locator("#said")).to_be_in_viewport()


def test_a_link_to_evidence_opens_it_and_a_button_opens_every_part(written: Open) -> None:
    page = written(of_example("invented-complete"))
    link = page.locator("#gates a").first
    entry = page.locator(str(link.get_attribute("href")))
    expect(entry).to_be_hidden()
    link.click()
    expect(entry).to_be_in_viewport()
    page.locator("#unfold").click()
    assert page.locator("details:not([open])").count() == 0


def test_paper_shows_no_slider(written: Open) -> None:
    page = written(of_example("invented-complete"))
    expect(page.locator("#w0")).to_be_visible()
    page.emulate_media(media="print")
    assert page.locator("input:visible, button:visible").count() == 0
    expect(page.locator("#weights .share").first).to_be_visible()


def test_without_a_script_everything_is_there_and_no_slider_is_offered(
    browser: Browser, tmp_path: Path
) -> None:
    evaluation = of_example("invented-complete")
    file = tmp_path / "page.html"
    file.write_bytes(as_html(evaluation))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.locator("h1")).to_have_text(headline(evaluation.finding))
    expect(page.locator("#w0")).to_be_hidden()
    for option, total in evaluation.totals.items():
        expect(page.locator(f"[data-option={option}] .figure")).to_have_text(fixed(total))
    expect(page.locator("#weights .share").first).to_be_visible()
    assert page.locator("button:visible").count() == 0
    context.close()


def test_text_has_enough_contrast(written: Open) -> None:
    page = written(of_example("invented-complete"))
    move(page, {0: 1})
    worst: float = page.evaluate(
        """() => {
            const curve = c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
            const part = c => curve(c / 255);
            const light = rgb => { const [r, g, b] = rgb.match(/[\\d.]+/g).map(Number).map(part);
                                   return .2126 * r + .7152 * g + .0722 * b; };
            let least = 21;
            for (const element of document.querySelectorAll("body *")) {
                const own = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
                if (!own || ["SCRIPT", "STYLE"].includes(element.tagName)) continue;
                const style = getComputedStyle(element);
                const colour = element.namespaceURI.includes("svg") ? style.fill : style.color;
                if (element.matches(":disabled")) continue;
                least = Math.min(least, 1.05 / (light(colour) + .05));
            }
            return least;
        }"""
    )
    assert worst >= 4.5
