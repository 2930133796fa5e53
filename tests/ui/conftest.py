"""The app under Streamlit's own test harness, with drafts in a folder of the test's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from decision import load_model, shipped
from decision.files.drafts import new_token
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.ui.state.session import Work
from decision.ui.widgets import display

ROOT = Path(__file__).parents[2]
Open = Callable[..., AppTest]
PAGES = [
    "site",
    "weights",
    "result",
    "change",
    "pack",
    "conduct",
    "record",
    "two-views",
    "sites",
    "other-side",
    "model",
    "evidence",
    "method",
    "over-weights",
]
NUMBERS = {"model", "evidence", "method", "over-weights"}  # the tabs of About the numbers

WITHIN = {  # what is a tab of a page, by the page's module and the tab's name
    "conduct": ("record", "Conduct"),
    "two-views": ("compare", "Two views"),
    "sites": ("compare", "Several sites"),
    "other-side": ("compare", "The other side"),
    "model": ("about", "Model"),
    "evidence": ("about", "Evidence"),
    "method": ("about", "Method"),
    "over-weights": ("about", "Weights"),
}

DRAWERS = [
    *(
        "case",
        "examples",
        "deleted",
        "model",
        "arithmetic",
        "leave-out",
        "more",
        "figures",
        "duties",
    ),
    "about",
    *("conduct-met", "versions", "model-text", "model-table", "evidence"),
    *("safeguards", "owed", "flips", "claims"),
    "ways",
    "why",
]

SMALLEST = {
    "title": "The smallest model",
    "options": {"a": {"name": "A"}, "b": {"name": "B"}},
    "criteria": {"only": {"name": "Only", "weight": 1, "scores": {"a": 60, "b": 40}}},
}

# A model whose better option can't be chosen, as the case answers.
NEEDY = DecisionModel.model_validate(
    {
        "title": "One that can't be chosen",
        "options": {
            "a": {"name": "A", "needs": [{"fact": "f", "is": ["yes"]}]},
            "b": {"name": "B"},
        },
        "criteria": {
            "only": {
                "name": "Only",
                "weight": 1,
                "scores": {"a": {"score": 60, "evidence": ["e"]}, "b": 40},
            }
        },
        "facts": {
            "f": {
                "ask": "Is it there?",
                "answers": {
                    "yes": {"says": "Yes"},
                    "no": {"says": "No", "shifts": {"only": {"b": -10}}, "evidence": ["g"]},
                },
            }
        },
        "evidence": {
            name: {"says": f"Claim {name}", "by": "Somebody", "kind": "opinion"} for name in "eg"
        },
    }
)
UNMET = Case.model_validate({"answers": {"f": "no"}})


@pytest.fixture(autouse=True)
def own_data_folder(data_folder: Path) -> None:
    """No test of the app touches the drafts of whoever runs it."""


@pytest.fixture(scope="session")
def shipped_model() -> DecisionModel:
    return load_model(shipped("criteria.yaml"))


@pytest.fixture
def open_app(shipped_model: DecisionModel) -> Open:
    def opened(
        page: str = "site",
        case: Case | None = None,
        model: DecisionModel | None = None,
        token: str | None = None,
        data: bytes = b"another model",  # the model's file, where a page reads it
        drawers_open: bool = True,  # so that a test reaches what is in them
        also: Iterable[str] = (),  # further drawers to open
    ) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        for drawer in DRAWERS:
            app.session_state[f"{display.DRAWER}{drawer}"] = drawers_open
        for drawer in also:
            app.session_state[f"{display.DRAWER}{drawer}"] = True
        app.session_state["in.more.view"] = "By subject"
        app.session_state["in.more.Subject"] = None  # all of them
        if token:
            app.query_params["work"] = token
        if case is not None or model is not None:
            app.session_state["work"] = Work(
                model or shipped_model, case or Case(), new_token(), data if model else None
            )
        module, tab = WITHIN.get(page, (page, None))
        if tab:
            app.session_state[f"tab.{module}"] = tab
        app.run()
        if module != "site":
            app.switch_page(str(ROOT / "decision" / "ui" / "pages" / f"{module}.py")).run()
        assert not app.exception
        return app

    return opened


def texts(app: AppTest) -> str:
    """Everything that a page says, in one string, without the escapes of Markdown."""
    parts = [
        element.value
        for kind in (
            app.title,
            app.header,
            app.subheader,
            app.markdown,
            app.caption,
            app.info,
            app.warning,
            app.error,
            app.success,
        )
        for element in kind
    ]
    return "\n".join(str(part) for part in parts).replace("\\", "")


def case_of(app: AppTest) -> Case:
    """The open case as it stands."""
    case: Case = app.session_state["work"].case
    return case


def keys(app: AppTest) -> set[str | None]:
    """What the page's buttons are called in code."""
    return {button.key for button in app.button}


def go(app: AppTest, page: str) -> AppTest:
    """Go to another page, or to a tab of one that has not been shown yet."""
    module, tab = WITHIN.get(page, (page, None))
    if tab:
        app.session_state[f"tab.{module}"] = tab
    return app.switch_page(str(ROOT / "decision" / "ui" / "pages" / f"{module}.py")).run()


def type_weight(app: AppTest, name: str, points: float) -> AppTest:
    """Type the weight of a criterion on the page What matters."""
    app.session_state[f"{display.DRAWER}ways"] = True
    return app.run().number_input(f"in.weights-direct.{name}").set_value(points).run()
