"""The tab Model: what the open model holds, the text checked line by line, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import decision
from decision.files.drafts import Drafts
from decision.files.shipped import example_models
from decision.files.starting_files import SKELETON, starting_points
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.ui.model.check import WIDEST
from decision.ui.state.session import Work
from decision.ui.widgets import display
from tests.ui.conftest import Open, go, texts

SHIPPED = decision.shipped("criteria.yaml").read_text("utf-8")
OWN = starting_points()[SKELETON].read_text("utf-8")
Opened = Callable[..., AppTest]


@pytest.fixture
def open_model(open_app: Open) -> Opened:
    def opened(case: Case | None = None, model: Path | None = None) -> AppTest:
        if model is None:
            return sound(open_app("model", case))
        return sound(open_app("model", None, decision.load_model(model), data=model.read_bytes()))

    return opened


def sound(app: AppTest) -> AppTest:
    """The frame catches whatever a page raises, so look for its words as well."""
    assert not app.exception
    assert "Something went wrong" not in texts(app)
    return app


def write(app: AppTest, text: str) -> AppTest:
    return sound(app.text_area("model.area").set_value(text).run())


def press(app: AppTest, key: str) -> AppTest:
    return sound(app.button(key).click().run())


def quoted(app: AppTest) -> list[str]:
    return [str(block.value) for block in app.code]


def work(app: AppTest) -> Work:
    found: Work = app.session_state["work"]
    return found


def whole_case() -> Case:
    model = decision.load_model(decision.shipped("criteria.yaml"))
    return decision.load_case(decision.examples()["invented-complete"], model)


# What it holds


def test_the_page_says_what_the_shipped_model_holds(
    open_model: Opened, shipped_model: DecisionModel
) -> None:
    app = open_model()
    said = texts(app)
    assert "16 criteria" in said
    for group in (shipped_model.options, shipped_model.criteria):
        assert all(entry.name in said for entry in group.values())
    assert all(criterion.worst in said for criterion in shipped_model.criteria.values())
    assert all(fact.ask in said for fact in shipped_model.facts.values())
    assert all(gate.says.rstrip(".") in said for gate in shipped_model.gates.values())
    assert app.text_area("model.area").value == SHIPPED


def test_warnings_about_the_open_model_stand_beside_their_line(open_model: Opened) -> None:
    app = open_model()
    extra = "\n  unused: {says: Nothing rests on it, by: nobody, kind: opinion}\n"
    write(app, OWN.rstrip() + extra)
    press(app, "model.use")
    assert "For its author to look at" in texts(app)
    assert any("▸" in block and "unused: {says" in block for block in quoted(app))


# Checking


def test_each_fault_stands_beside_its_line_and_the_text_is_kept(open_model: Opened) -> None:
    app = open_model()
    bad = OWN.replace("weight: 100", "wieght: 100").replace("kind: opinion", "kind: rumour", 1)
    press(write(app, bad), "model.check")
    lines = bad.splitlines()
    wrong = [
        next(i for i, line in enumerate(lines, 1) if word in line)
        for word in ("wieght: 100", "kind: rumour")
    ]
    assert [str(error.value).partition(":")[0] for error in app.error] == [
        f"Line {number}" for number in wrong
    ]
    assert "did you mean `weight`?" in texts(app)
    assert len(quoted(app)) == 2
    for number, block in zip(wrong, quoted(app), strict=True):
        assert f"▸ {number} │ {lines[number - 1]}"[:60] in block
    assert app.text_area("model.area").value == bad
    assert work(app).model.title == "Where should the PACS team sit?"


def test_what_has_changed_since_the_check_says_so(open_model: Opened) -> None:
    app = open_model()
    press(write(app, "title: x\n"), "model.check")
    assert "changed since" not in texts(app)
    write(app, "title: y\n")
    assert "changed since" in texts(app)


def test_a_sound_text_is_said_to_be_so(open_model: Opened) -> None:
    app = press(write(open_model(), OWN), "model.check")
    assert "No problems. 3 options, 4 criteria" in texts(app)
    assert not app.error


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 5000,
        "\0",
        "title: \u202eabc",
        "title: " + "x" * 100_000,
        "a: &x 1\nb: *x",
        "title: '![](http://example.org/x.png) =cmd|x'",
        "\n".join(f"key{number}: 1" for number in range(500)),
    ],
)
def test_hostile_text_gives_faults_and_no_traceback(open_model: Opened, text: str) -> None:
    app = press(write(open_model(), text), "model.use")
    assert app.error
    assert len(app.error) <= 51
    assert all(len(block) < 3 * (WIDEST + 20) + 20 for block in quoted(app))
    assert work(app).model_data is None


@pytest.mark.parametrize(("word", "told"), [("opinion", False), ("rumour", True)])
def test_only_errors_are_said_to_be_mended_first(open_model: Opened, word: str, told: bool) -> None:
    more = "".join(
        f"\n  unused-{number}: {{says: Nothing rests on it, by: nobody, kind: {word}}}"
        for number in range(60)
    )
    app = press(write(open_model(), OWN.rstrip() + more + "\n"), "model.check")
    assert any(caption.value.startswith("And ") for caption in app.caption)
    assert ("Mend these first" in texts(app)) == told


# Using


def test_using_a_model_with_an_empty_case_opens_it_and_can_be_undone(
    open_model: Opened, data_folder: Path
) -> None:
    app = press(write(open_model(), OWN), "model.use")
    assert work(app).model.title == "How should the club get to its summer walk?"
    assert work(app).model_data == OWN.encode()
    kept = Drafts(data_folder).load(work(app).token)
    assert kept is not None
    assert kept.model.title == work(app).model.title
    assert "The app put “Where should the PACS team sit?” aside." in texts(app)
    press(app, "model.undo")
    assert work(app).model_data is None
    assert "aside." not in texts(app)


def test_a_case_that_fits_the_changed_model_is_kept(open_model: Opened) -> None:
    case = whole_case()
    app = open_model(case)
    press(write(app, SHIPPED.replace("    weight: 100\n", "    weight: 90\n", 1)), "model.use")
    assert work(app).case == case
    assert next(iter(work(app).model.criteria.values())).weight == 90
    assert work(app).model_data is not None


def test_a_comment_more_in_the_model_leaves_the_result_seen(open_model: Opened) -> None:
    app = open_model(whole_case())
    app.session_state["work"] = replace(work(app), seen=True)
    press(write(app, SHIPPED + "# A comment\n"), "model.use")
    assert work(app).model_data is not None
    assert work(app).seen
    press(write(app, SHIPPED.replace("    weight: 100\n", "    weight: 90\n", 1)), "model.use")
    assert not work(app).seen


def test_the_shipped_text_stays_the_shipped_model(open_model: Opened) -> None:
    app = press(write(open_model(whole_case()), SHIPPED), "model.use")
    assert work(app).model_data is None
    assert work(app).case == whole_case()


WITHOUT_SITES = SHIPPED.replace("  specialties:\n", "  how-many-specialties:\n")


@pytest.mark.parametrize("choice", ["model.fits", "model.empty"])
def test_what_does_not_fit_is_listed_and_one_chooses(open_model: Opened, choice: str) -> None:
    case = whole_case()
    app = press(write(open_model(case), WITHOUT_SITES), "model.use")
    assert work(app).model_data is None
    assert work(app).case == case
    assert "Answer › specialties: `specialties` is not a fact of this model" in texts(app)
    press(app, choice)
    assert "how-many-specialties" in work(app).model.facts
    left = set() if choice == "model.empty" else case.answers.keys() - {"specialties"}
    assert work(app).case.answers.keys() == left
    press(app, "undo")
    assert work(app).case == case
    assert work(app).model_data is None


def test_a_change_of_the_text_takes_the_offer_away(open_model: Opened) -> None:
    app = press(write(open_model(whole_case()), WITHOUT_SITES), "model.use")
    assert "doesn't fit it" in texts(app)
    write(app, WITHOUT_SITES + "\n# more\n")
    assert "doesn't fit it" not in texts(app)


# Starting, and keeping


def test_one_can_start_from_an_example_and_bring_ones_own_text_back(open_model: Opened) -> None:
    app = write(open_model(), "title: mine\n")
    app.selectbox("model.from").select("offices").run()
    press(app, "model.start")
    assert app.text_area("model.area").value == example_models()["offices"].read_text("utf-8")
    press(app, "model.back")
    assert app.text_area("model.area").value == "title: mine\n"


def test_the_text_is_kept_while_another_page_is_open(open_model: Opened) -> None:
    app = write(open_model(), "title: half done\n")
    assert "not on disk" in texts(app)
    sound(go(app, "record"))
    app.session_state["tab.about"] = "Model"
    app.session_state[f"{display.DRAWER}model-text"] = True
    sound(go(app, "about"))
    assert app.text_area("model.area").value == "title: half done\n"


def test_a_text_that_was_not_touched_follows_the_open_model(open_model: Opened) -> None:
    path = example_models()["offices"]
    app = open_model(model=path)
    assert app.text_area("model.area").value == path.read_text("utf-8")
    assert "This is the model that is open." in texts(app)
    press(app, "shipped")
    assert app.text_area("model.area").value == SHIPPED
    assert "This is the model that is open." in texts(app)


def test_a_text_that_was_used_stays_when_that_is_undone(open_model: Opened) -> None:
    app = press(write(open_model(), OWN), "model.use")
    assert "This is the model that is open." in texts(app)
    press(app, "model.undo")
    assert app.text_area("model.area").value == OWN
    assert "not on disk" in texts(app)
