"""The one file in a real browser: it computes as the engine does, and asks nothing."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from decision import evaluate, examples, load_case
from decision.charts.chart import LIGHT
from decision.engine import Evaluation
from decision.history import AFTER_RESULT
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.report.html import one_file
from decision.report.html.one_file import Mode, as_html
from decision.report.html.proof import proof_cases
from decision.sentences.explanation import certainty, courses_apart, headline
from tests.browser.conftest import FLAGS, chromium, serious
from tests.hostile import case_of, source_of
from tests.report.two_courses import answered
from tests.shipped_model import MODEL

KEYS = [name for name, fact in MODEL.facts.items() if fact.key]
PROVEN = "This browser reproduces the published figures."
SIZES = [(1440, 900), (390, 844)]
Open = Callable[..., Page]
SLICES = """async () => {
  for (let n = 0; n < 16; n++)
    await new Promise(done => requestIdleCallback(done, {timeout: 400}));
}"""


def of_example(name: str = "invented-complete") -> Evaluation:
    return evaluate(MODEL, load_case(examples()[name], MODEL))


def every_kind() -> Evaluation:
    """A fact of each kind, a measured criterion, a duty, a dispute and an overruled score."""
    model = {
        "title": "Every kind",
        "options": {"a": {"name": "A"}, "b": {"name": "B"}},
        "criteria": {
            "x": {"name": "X", "weight": 60, "scores": {"a": 50, "b": 55}},
            "cost": {
                "name": "Cost",
                "weight": 40,
                "measure": {"unit": "£k", "values": {0: 100, 100: 0}},
                "amounts": {"a": 40, "b": {"amount": 50, "low": 40, "high": 60}},
            },
        },
        "facts": {
            "choice": {
                "ask": "Which?",
                "key": True,
                "answers": {"1": {"says": "One", "shifts": {"x": {"a": 20}}}, "2": {"says": "Two"}},
            },
            "months": {
                "ask": "How long?",
                "unit": "months",
                "answers": {
                    "short": {"says": "Short", "from": 1},
                    "long": {"says": "Long", "from": 6, "shifts": {"x": {"b": 9}}},
                },
            },
            "ticks": {
                "ask": "What is there?",
                "items": {"p": {"says": "P", "shifts": {"x": {"b": 7}}}, "q": "Q"},
            },
            "bands": {
                "ask": "How many are there?",
                "items": {"p": "P2", "q": "Q2"},
                "answers": {
                    "few": {"says": "Few", "from": 0},
                    "all": {"says": "All", "from": 2, "shifts": {"x": {"a": 11}}},
                },
            },
        },
        "gates": {"safe": {"says": "Somebody sees to safety"}},
    }
    case = {
        "answers": {"choice": "2"},
        "answered-by": {"choice": "Chair"},
        "disputed": {"choice": {"by": "Guest", "says": "1", "because": "I saw it"}},
        "overrides": [
            {"criterion": "x", "option": "b", "score": 58, "because": "seen", "by": "chair"}
        ],
    }
    return evaluate(DecisionModel.model_validate(model), Case.model_validate(case))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def shortly_proven(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a file prove itself by two cases: by all, it takes a second of each test."""
    if "proves_itself" not in request.node.name:
        monkeypatch.setattr(one_file, "proof_cases", lambda model: proof_cases(model)[:2])


@pytest.fixture
def written(context: BrowserContext, tmp_path: Path) -> Iterator[Open]:
    """Open a file; nothing but the file may be asked for, nothing may go wrong or be refused."""
    asked: list[str] = []
    wrong: list[str] = []
    files: list[str] = []
    context.on("request", lambda request: asked.append(request.url))

    def opened(evaluation: Evaluation, mode: Mode = "case") -> Page:
        file = tmp_path / f"page-{len(files)}.html"
        file.write_bytes(as_html(evaluation, mode))
        files.append(file.as_uri())
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(file.as_uri())
        return page

    yield opened
    assert wrong == []
    assert [address for address in asked if not address.startswith("blob:")] == files


def case_in(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate("() => JSON.parse(JSON.stringify(decision.case()))")
    return found


def settled(page: Page) -> None:
    """Wait until the last change has been shown."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)))")


def finished(page: Page) -> None:
    """Wait until all has been shown that the page leaves to idle time, a part in each slice."""
    settled(page)
    page.evaluate(SLICES)


def agrees(page: Page, model: DecisionModel) -> Evaluation:
    """Compare what a page shows and evaluates with the engine, on the page's own case."""
    settled(page)
    case = case_in(page)
    engine = evaluate(model, Case.model_validate(case))
    found = page.evaluate("() => JSON.parse(JSON.stringify(decision.evaluate(decision.case())))")
    want = json.loads(json.dumps(engine.to_dict()))
    for part in ("headline", "options", "courses", "plain", "weights", "explanation"):
        alike(found[part], want[part], part)
    assert page.locator("#headline").inner_text() == headline(engine.finding)
    for option, total in engine.totals.items():
        shown = page.locator(f"[data-option='{option}']").get_attribute("data-total")
        assert math.isclose(float(shown or "nan"), total, abs_tol=1e-9)
    return engine


def alike(found: Any, want: Any, where: str) -> None:
    if isinstance(want, dict):
        assert list(found) == list(want) or set(found) == set(want), where
        for key in want:
            alike(found[key], want[key], f"{where}.{key}")
    elif isinstance(want, list):
        assert len(found) == len(want), (where, found, want)
        for place, item in enumerate(want):
            alike(found[place], item, f"{where}.{place}")
    elif isinstance(want, float) and isinstance(found, int | float):
        assert math.isclose(found, want, abs_tol=1e-9), (where, found, want)
    else:
        assert found == want, where


def choose(page: Page, fact: str, label: str) -> None:
    page.locator(f"#q-{fact}").get_by_label(label, exact=True).click()


def slide(page: Page, criterion: str, value: int) -> None:
    page.locator(f"#w-{criterion}").evaluate(
        "(slider, value) => { slider.value = value;"
        "slider.dispatchEvent(new Event('input', {bubbles: true})); }",
        value,
    )


@pytest.mark.parametrize("name", ["empty", "invented-complete", "london-five"])
def test_a_file_shows_what_the_engine_says_and_proves_itself(written: Open, name: str) -> None:
    evaluation = evaluate(MODEL) if name == "empty" else of_example(name)
    page = written(evaluation)
    assert agrees(page, MODEL).case == evaluation.case
    for sentence in (*courses_apart(evaluation.finding), *certainty(evaluation.finding)):
        assert (sentence in page.locator("#apart").inner_text()) == (name != "empty")
    expect(page.locator("#proof")).to_have_text(PROVEN, timeout=30_000)
    expect(page.locator("#saved")).to_be_hidden()
    expect(page.locator("#as-saved")).to_have_count(0 if name == "empty" else 1)
    assert page.evaluate("() => scrollY") == 0


def test_answers_of_every_kind_count_as_the_engine_counts_them(written: Open) -> None:
    evaluation = every_kind()
    page = written(evaluation)
    assert page.locator("#q-choice").inner_text().count("Guest answers “One” (I saw it)") == 1
    agrees(page, evaluation.model)
    page.locator("#more summary").first.click()
    page.get_by_label("By subject").click()
    number = page.locator("#q-months input[type=number]").first
    number.fill("8")
    number.press("Tab")
    settled(page)
    expect(page.locator("#q-months .counts")).to_have_text("Counts as: Long")
    page.locator("#q-ticks fieldset").first.get_by_label("Yes").click()
    settled(page)
    expect(page.locator("#q-ticks .counts")).to_have_text("1 of 2 answered")
    choose(page, "bands", "All")
    agrees(page, evaluation.model)
    page.locator("#q-bands").get_by_role("button", name="One by one").click()
    page.locator("#q-bands fieldset").nth(1).get_by_label("Don't know", exact=True).click()
    settled(page)
    expect(page.locator("#q-bands").get_by_role("button", name="All at once")).to_be_hidden()
    page.locator("#q-bands fieldset").nth(1).get_by_label("No", exact=True).click()
    settled(page)
    expect(page.locator("#q-bands").get_by_role("button", name="All at once")).to_be_visible()
    expect(page.locator("#q-bands .counts")).to_have_text("Counts as: Few")
    page.get_by_text("Figures of your own").click()
    page.get_by_label("A", exact=True).fill("77.5")
    page.get_by_label("A", exact=True).press("Tab")
    page.locator("#others").get_by_text("Duties (none asked yet)").click()
    page.locator("#others").get_by_label("Not met", exact=True).first.click()
    engine = agrees(page, evaluation.model)
    case = case_in(page)
    assert case["answers"] == {
        "choice": "2",
        "months": 8,
        "ticks": {"yes": ["p"], "unknown": ["q"]},
        "bands": ["p"],
    }
    assert case["amounts"] == {"cost": {"a": {"amount": 77.5}}}
    assert case["gates"] == {"safe": "unmet"}
    page.get_by_text("By option, and evidence").click()
    by_option = page.locator("#others details details")
    by_option.get_by_label("Met", exact=True).first.click()
    assert case_in(page)["gates"] == {"safe": {"a": "met", "b": "unmet"}}
    assert page.locator("#others .question > fieldset input:checked").count() == 0
    by_option.get_by_label("Met", exact=True).nth(1).click()
    assert case_in(page)["gates"] == {"safe": "met"}
    expect(page.locator("#others summary").nth(1)).to_have_text("Duties (1 of 1 answered)")
    agrees(page, evaluation.model)
    assert case["overrides"] == [
        {"criterion": "x", "option": "b", "score": 58, "because": "seen", "by": "chair"}
    ]
    assert engine.standing.table.disputed.keys() == {"choice"}
    expect(page.locator("#noticed")).to_contain_text("was overruled by chair")
    choose(page, "choice", "One")  # the second answer now is the first
    assert "disputed" not in case_in(page)
    settled(page)
    expect(page.locator("#q-choice .disputed")).to_be_hidden()
    number.fill("0")
    number.press("Tab")
    expect(page.locator("#q-months .wrong")).to_have_text("Give a number of months, 1 or more.")
    assert case_in(page)["answers"]["months"] == 8
    choose(page, "choice", "Don't know")
    assert "choice" not in case_in(page)["answers"]
    agrees(page, evaluation.model)


def test_nothing_is_chosen_until_somebody_chooses_and_not_known_is_not_unasked(
    written: Open,
) -> None:
    page = written(evaluate(MODEL))
    assert page.locator("#questions input:checked, #others input:checked").count() == 0
    before = page.locator("#so-far").inner_text()
    choose(page, KEYS[0], "Don't know")
    settled(page)
    assert page.locator(f"#q-{KEYS[0]}").get_by_label("Don't know").is_checked()
    assert page.locator("#so-far").inner_text() == f"{before}, 1 not known"
    assert case_in(page) == {}


# Give the first two answers of a question, and say by how many pixels each moved as it was given.
MOVED = """async fact => {
  const moved = [];
  const answers = () => document.querySelectorAll(`#q-${fact} input[type=radio]`);
  for (let place = 0; place < Math.min(answers().length, 2); place++) {
    answers()[place].scrollIntoViewIfNeeded();
    const before = answers()[place].getBoundingClientRect().y;
    answers()[place].click();
    await new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)));
    moved.push(answers()[place].getBoundingClientRect().y - before);
  }
  return moved;
}"""


@pytest.mark.parametrize(
    ("name", "width", "height"),
    [*(("empty", *size) for size in SIZES), ("invented-complete", *SIZES[1])],
)
def test_a_question_stays_where_it_is_whatever_is_answered(
    written: Open, name: str, width: int, height: int
) -> None:
    page = written(evaluate(MODEL) if name == "empty" else of_example(name))
    page.set_viewport_size({"width": width, "height": height})
    page.locator("#more summary").first.click()
    page.get_by_label("By subject").click()
    # Where the result stands above, an answer is worked out there too: a few questions show it.
    facts = list(MODEL.facts) if name == "empty" else KEYS
    moved = {fact: page.evaluate(MOVED, fact) for fact in facts}
    assert sum(map(len, moved.values())) > 1.5 * len(facts)
    assert {fact for fact, pixels in moved.items() if any(abs(one) > 5 for one in pixels)} == set()
    agrees(page, MODEL)


def test_weights_follow_sliders_and_numbers_and_late_ones_are_on_record(written: Open) -> None:
    evaluation = of_example()
    page = written(evaluation)
    expect(page.locator("#weights input").first).to_be_hidden()
    page.get_by_text(f"Weigh the {len(MODEL.criteria)} criteria", exact=True).click()
    first, second = list(MODEL.criteria)[:2]
    slide(page, first, 3)
    slide(page, second, 100)
    engine = agrees(page, MODEL)
    assert engine.case.weights[first] == 3
    assert engine.case.weights_by == "swing"
    assert [one.because for one in engine.case.history].count(AFTER_RESULT) == 1
    assert engine.case.history[-1].was.weights == evaluation.case.weights
    number = page.locator(f"[data-criterion='{first}'] input[type=number]").first
    number.fill("12.5")
    number.press("Tab")
    assert agrees(page, MODEL).case.weights[first] == 12.5
    expect(page.locator("#as-saved-note")).to_be_visible()
    page.get_by_role("button", name="Clear the weights").click()  # which the browser asks about
    assert agrees(page, MODEL).case.weights[first] == 12.5
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Clear the weights").click()
    assert agrees(page, MODEL).case.weights == {}


def test_the_last_weight_above_0_can_not_be_taken_away(written: Open) -> None:
    page = written(every_kind())
    page.get_by_text("Weigh the 2 criteria", exact=True).click()
    slide(page, "x", 0)
    slide(page, "cost", 0)
    settled(page)
    expect(page.locator("#no-weight")).to_be_visible()
    assert case_in(page)["weights"] == {"x": 0, "cost": 40}
    assert page.locator("#w-cost").input_value() == "40"


def test_a_weight_moved_right_after_another_leaves_it_as_it_is(written: Open) -> None:
    page = written(every_kind())
    page.get_by_text("Weigh the 2 criteria", exact=True).click()
    page.evaluate(
        "() => { for (const [id, value] of [['x', 0], ['cost', 30]]) {"
        " const slider = document.getElementById(`w-${id}`); slider.value = value;"
        " slider.dispatchEvent(new Event('input', {bubbles: true})); } }"
    )
    assert case_in(page)["weights"] == {"x": 0, "cost": 30}
    agrees(page, every_kind().model)


def saved(page: Page, name: str, to: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).first.click()
    waiting.value.save_as(to)
    return to


def test_a_saved_case_opens_in_the_app_and_here_with_the_same_result(
    written: Open, tmp_path: Path
) -> None:
    page = written(of_example("london-five"))
    page.locator(f"#q-{KEYS[0]} input[type=radio]").last.click()
    slide(page, next(iter(MODEL.criteria)), 7)
    page.get_by_text("About this case").click()
    page.get_by_label("Name of the site").fill("Täst: #1")
    page.get_by_label("Prepared by (a role, not a name)").fill("no")
    page.get_by_label("Prepared by (a role, not a name)").press("Tab")
    engine = agrees(page, MODEL)
    file = saved(page, "Save the case", tmp_path / "case.yaml")
    case = load_case(file, MODEL)
    assert case.model_copy(update={"model": engine.case.model}) == engine.case
    assert (case.model.title, case.model.fingerprint) == (MODEL.title, MODEL.fingerprint)
    other = written(evaluate(MODEL))
    with other.expect_file_chooser() as chooser:
        other.get_by_role("button", name="Open a case").click()
    chooser.value.set_files(file)
    expect(other.locator("#told")).to_contain_text("case.yaml is open.")
    assert other.locator("#told .wrong").count() == 0
    assert agrees(other, MODEL).to_dict() == evaluate(MODEL, case).to_dict()
    expect(other.locator("#whose")).to_contain_text("Täst: #1")
    assert other.locator("#questions input:checked").count() > 0


def test_a_file_that_is_no_case_is_refused_with_its_line_and_changes_nothing(
    written: Open, tmp_path: Path
) -> None:
    evaluation = of_example()
    page = written(evaluation)
    for text, said in (
        (b"answers:\n  digital-readiness: none\n", "bad.yaml, line 2: "),
        (b"answers: [\n", "line "),
        (b"site: {name: \xff}\n", "bad.yaml, line 1: not UTF-8"),
        (b"#" * 3_000_000, "over 1 MiB"),
    ):
        bad = tmp_path / "bad.yaml"
        bad.write_bytes(text)
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Open a case").click()
        chooser.value.set_files(bad)
        expect(page.locator("#told .wrong")).to_contain_text(said)
        expect(page.locator("#told .wrong")).to_contain_text("Nothing here has changed.")
    assert Case.model_validate(case_in(page)) == evaluation.case


def test_a_dropped_case_opens_and_what_is_wrong_with_it_stays_in_sight(written: Open) -> None:
    page = written(evaluate(MODEL))
    page.evaluate(
        """() => {
            const data = new DataTransfer(), model = "model: {title: Old, fingerprint: '1'}\\n";
            data.items.add(new File(["site: {name: Dropped}\\n" + model], "some.yaml"));
            window.dispatchEvent(new DragEvent("drop", {dataTransfer: data, cancelable: true}));
        }"""
    )
    expect(page.locator("#whose")).to_contain_text("Dropped")
    assert case_in(page)["site"] == {"name": "Dropped"}
    page.locator(f"#q-{KEYS[0]} input[type=radio]").first.click()
    settled(page)
    expect(page.locator("#told .wrong")).to_contain_text("written for another model")
    page.get_by_role("button", name="Close this").click()
    expect(page.locator("#told")).to_be_empty()


def test_a_ballot_is_blind_and_saves_what_was_weighed(written: Open, tmp_path: Path) -> None:
    page = written(of_example(), "ballot")
    text = page.inner_text("body")
    for word in ("Probably best", "points ahead", "simulations", "%"):
        assert word not in text
    expect(page.get_by_role("button", name="Choose what matters most first")).to_be_disabled()
    first, second, third, *_ = list(MODEL.criteria)
    page.get_by_label("Your role, not your name").fill("Radiologist")
    page.locator(f"input[type=radio][value={third}]").click()
    page.locator(f"input[type=radio][value={first}]").click()
    second_step = page.locator("#ballot fieldset").nth(1)
    assert second_step.get_by_label(MODEL.criteria[third].name).is_checked()  # it mattered most
    second_step.get_by_label(MODEL.criteria[second].name).check()
    slide(page, second, 30)
    page.get_by_text("Say more (optional)").click()
    page.get_by_label(MODEL.criteria[first].name, exact=True).last.fill("Because: “so”")
    page.get_by_label(MODEL.criteria[first].name, exact=True).last.press("Tab")
    text = saved(page, "Save the ballot", tmp_path / "ballot.yaml").read_text("utf-8")
    for part in ("Radiologist", MODEL.fingerprint, "Because: “so”", f"{second}: 30"):
        assert part in text
    assert "Invented" not in text
    assert not re.search(r"simulations|points ahead", page.inner_text("body"))


def test_the_ballot_of_a_cases_file_leads_back_to_the_case(written: Open) -> None:
    page = written(of_example())
    page.get_by_role("button", name="Fill in a ballot").click()
    expect(page.locator("#live")).to_be_hidden()
    expect(page.locator("#status")).to_be_hidden()
    page.get_by_role("button", name="Back to the case").click()
    agrees(page, MODEL)


def test_where_the_browser_computes_something_else_the_saved_result_stands_alone(
    context: BrowserContext, tmp_path: Path
) -> None:
    evaluation = of_example()
    content = as_html(evaluation).decode()
    start = content.index('id="proof-cases">')
    at = content.index('"probability":', start) + len('"probability":')
    file = tmp_path / "wrong.html"
    file.write_text(f"{content[:at]}0{content[at:].lstrip('0123456789.e-')}"
                    .replace('"probability":0', '"probability":0.123456', 1), "utf-8")  # fmt: skip
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.get_by_role("alert")).to_contain_text("only what was saved", timeout=30_000)
    expect(page.locator("#saved h1")).to_have_text(headline(evaluation.finding))
    assert page.locator("#live, #status, input").count() == 0


def test_where_a_change_can_not_be_worked_out_no_result_stands_but_the_saved_one(
    context: BrowserContext, tmp_path: Path
) -> None:
    evaluation = of_example()
    file = tmp_path / "page.html"
    file.write_bytes(as_html(evaluation))
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.locator("#proof")).to_have_text(PROVEN, timeout=30_000)
    page.evaluate("() => { window.Float64Array = undefined; }")
    slide(page, next(iter(MODEL.criteria)), 1)
    expect(page.get_by_role("alert")).to_contain_text("only what was saved")
    expect(page.locator("#saved h1")).to_have_text(headline(evaluation.finding))
    assert page.locator("#live, #status, input").count() == 0
    case = load_case(saved(page, "Save the case", tmp_path / "case.yaml"), MODEL)
    assert case.weights[next(iter(MODEL.criteria))] == 1


def test_without_a_script_the_result_can_be_read(browser: Browser, tmp_path: Path) -> None:
    evaluation = of_example()
    file = tmp_path / "page.html"
    file.write_bytes(as_html(evaluation))
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.locator("h1")).to_have_text(headline(evaluation.finding))
    expect(page.get_by_text("Nothing can be answered here")).to_be_visible()
    assert page.locator("button, input").count() == 0
    assert page.locator(".options svg.bar").count() == len(MODEL.options)
    context.close()


def test_it_is_right_where_the_browsers_compiler_is_off(tmp_path: Path, browser: Browser) -> None:
    evaluation = of_example("london-five")
    file = tmp_path / "page.html"
    file.write_bytes(as_html(evaluation))
    flags = [*FLAGS, "--js-flags=--jitless"]
    launched = browser.browser_type.launch(executable_path=chromium(), args=flags)
    page = launched.new_page()
    page.goto(file.as_uri())
    page.locator(f"#q-{KEYS[0]} input[type=radio]").first.click()
    agrees(page, MODEL)
    launched.close()


def test_hostile_text_stays_text_in_the_live_parts_too(written: Open) -> None:
    hostile = "</script><img src=x onerror=\"document.title='ran'\">{ask} $& `${1}`"
    model = DecisionModel.model_validate(source_of(hostile))
    page = written(evaluate(model, case_of(hostile)))
    for summary in page.locator("summary:visible").all():
        summary.click()
    slide(page, "x", 5)
    agrees(page, model)
    assert hostile in page.inner_text("#live")
    assert "ran" not in [page.title()]
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 4


SIDEWAYS = """() => {
  const over = [...document.querySelectorAll('body *')].filter(each =>
    each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.wide, .unseen, #saved')
      && each.getClientRects().length).map(each => each.outerHTML.slice(0, 150));
  return document.documentElement.scrollWidth > innerWidth ? ['scrolls', ...over] : over;
}"""


@pytest.mark.parametrize("mode", ["case", "ballot"])
def test_axe_finds_nothing_and_nothing_is_cut_off_at_any_size_in_either_theme(
    written: Open, mode: Mode
) -> None:
    page = written(of_example(), mode)
    if mode == "ballot":
        page.locator("input[type=radio]").first.click()
        page.locator("input[type=checkbox]").first.check()
    for summary in page.locator("main:visible summary:visible").all():
        summary.click()
    finished(page)
    assert serious(page) == []
    page.emulate_media(color_scheme="dark")
    assert serious(page, "color-contrast") == []  # all that another theme changes
    for width, height in (*SIZES, (720, 450), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(SIDEWAYS) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_whoever_has_no_result_is_asked_first_and_whoever_has_one_reads_it_first(
    written: Open, width: int, height: int
) -> None:
    page = written(of_example())
    page.set_viewport_size({"width": width, "height": height})
    expect(page.locator("#headline")).to_be_in_viewport()
    expect(page.locator("#options")).to_be_in_viewport()
    page.get_by_role("button", name="See the questions").click()
    expect(page.locator(f"#q-{KEYS[0]}")).to_be_in_viewport()
    page.get_by_role("button", name="See the result").click()
    expect(page.locator("#headline")).to_be_in_viewport()
    page = written(evaluate(MODEL))
    page.set_viewport_size({"width": width, "height": height})
    expect(page.locator("#asks")).to_contain_text(MODEL.title)
    expect(page.locator("#asks")).to_contain_text("this page says which option looks best")
    box = page.locator(f"#q-{KEYS[0]} legend, #q-{KEYS[0]} .asked").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < height - 104  # above the line that stays in sight


# What has the keyboard, and whether that shows. The line at the foot says the way on by what is
# in the window, which it learns of a frame later.
FOCUSED = """async () => {
  const one = document.activeElement;
  if (one.closest('#status'))
    for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame);
  return [one.id || one.name || one.textContent, getComputedStyle(one).outlineStyle !== 'none'];
}"""


def test_everything_is_reached_and_used_by_the_keyboard_alone(written: Open) -> None:
    page = written(evaluate(MODEL))
    page.locator(f"#q-{KEYS[0]} input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert agrees(page, MODEL).case.answers
    page.locator("#weights summary").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Open a case").focus()
    seen = {"Open a case"}
    for _ in range(400):
        page.keyboard.press("Tab")
        name, shows = page.evaluate(FOCUSED)
        if page.evaluate("() => document.activeElement === document.body"):
            break  # past the last
        assert shows, name
        seen.add(name)
    assert {"Save the case", "Open a case", "Print", "save", "See the questions"} <= seen
    assert {f"w-{name}" for name in MODEL.criteria} <= seen


def test_paper_has_the_answer_reasons_answers_and_weights_on_few_pages(written: Open) -> None:
    page = written(of_example())
    finished(page)
    pdf = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 3
    page.emulate_media(media="print")
    assert page.locator("input:visible, button:visible, summary:visible").count() == 0
    for part in ("#headline", "#options", "#reasons", "#record"):
        expect(page.locator(part)).to_be_visible()
    expect(page.locator("#record")).to_contain_text(MODEL.facts[KEYS[0]].ask)
    expect(page.locator("#whose")).to_contain_text("24 November 2026")
    page = written(evaluate(MODEL))
    finished(page)
    page.emulate_media(media="print", color_scheme="dark")
    band = "() => getComputedStyle(document.body).getPropertyValue('--band')"
    assert page.evaluate(band).strip() == LIGHT.band
    deciding = page.locator("#answer p", has_text="These questions decide it:")
    expect(deciding.locator("+ p button")).to_be_visible()


def test_another_model_than_the_shipped_one_and_courses_that_are_not_compared(
    written: Open,
) -> None:
    for evaluation in (answered(), answered({"host": "named"}), answered({"offer": "none"})):
        page = written(evaluation)
        agrees(page, evaluation.model)
        page.close()


def few(answers: dict[str, str], **options: dict[str, Any]) -> Evaluation:
    """Two criteria, and a fact that an option may need; its id is a name of every object."""
    scores = ({"a": 90, "b": 50, "c": 60}, {"a": 10, "b": 15, "c": 20})
    criteria = {
        name: {"name": name, "weight": 100, "scores": {one: row[one] for one in options}}
        for name, row in zip(("x", "y"), scores, strict=True)
    }
    fact = {"ask": "Signed?", "answers": {"yes": {"says": "Yes"}, "no": {"says": "No"}}}
    source = {"title": "Few", "options": options, "criteria": criteria}
    model = DecisionModel.model_validate(source | {"facts": {"constructor": fact}})
    return evaluate(model, Case.model_validate({"answers": answers}))


NEEDS = {"needs": [{"fact": "constructor", "is": ["yes"]}]}


@pytest.mark.parametrize(
    "evaluation",
    [
        few({}, a={"name": "A"}, b={"name": "B"} | NEEDS),
        few({"constructor": "no"}, a={"name": "A"} | NEEDS, b={"name": "B"} | NEEDS),
        few({"constructor": "no"}, a={"name": "A"}, b={"name": "B"} | NEEDS),
        few(
            {"constructor": "no"},
            a={"name": "A", "course": "Here"},
            b={"name": "B", "falls-back-to": "a"},
            c={"name": "C"} | NEEDS,
        ),
    ],
    ids=["open", "nobody", "only one", "one course"],
)
def test_where_little_can_be_chosen_the_page_says_so(written: Open, evaluation: Evaluation) -> None:
    page = written(evaluation)
    slide(page, "y", 20)
    agrees(page, evaluation.model)
    finished(page)  # what comes later must not fail either
    choose(page, "constructor", "Yes")
    agrees(page, evaluation.model)


def test_leaving_asks_first_where_a_change_is_not_saved(written: Open, tmp_path: Path) -> None:
    for save in (False, True):
        page = written(evaluate(MODEL))
        expect(page.locator("#save")).to_have_text("Save")
        page.get_by_text("About this case").click()
        page.get_by_label("Name of the site").press_sequentially("Here")  # and the field not left
        if save:
            with page.expect_download() as waiting:
                page.keyboard.press("Control+s")
            waiting.value.save_as(tmp_path / "case.yaml")
            expect(page.locator("#told")).to_contain_text("Saved as here-")
            assert load_case(tmp_path / "case.yaml", MODEL).site.name == "Here"
            choose(page, KEYS[0], MODEL.facts[KEYS[0]].answers["all-four"].says)
            expect(page.locator("#save")).to_have_text("Save changes")
            expect(page.locator("#told")).to_be_empty()
            page.locator("#save").click()
            expect(page.locator("#save")).to_have_text("Save")
        asked: list[str] = []
        page.on("dialog", lambda dialog, asked=asked: (asked.append(dialog.type), dialog.accept()))
        with page.expect_event("close"):
            page.close(run_before_unload=True)
        assert asked == ([] if save else ["beforeunload"])
