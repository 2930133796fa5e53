"""What a model holds, laid out part by part."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from decision.model.decision_model import DecisionModel
from tests.ui.conftest import NEEDY, SMALLEST, texts

SCRIPT = """
import streamlit as st
from decision.ui.model import view
view.parts(st.session_state["model"])
"""


def shown(model: DecisionModel) -> AppTest:
    app = AppTest.from_string(SCRIPT, default_timeout=20)
    app.session_state["model"] = model
    app.run()
    assert not app.exception
    return app


def test_every_part_is_folded_under_its_count(shipped_model: DecisionModel) -> None:
    model = shipped_model
    assert [part.label for part in shown(model).expander] == [
        f"Options ({len(model.options)})",
        f"Criteria ({len(model.criteria)})",
        f"Facts ({len(model.facts)})",
        f"Duties ({len(model.gates)})",
        f"What-ifs ({len(model.what_ifs)})",
    ]


def test_what_a_model_lacks_is_left_out() -> None:
    app = shown(DecisionModel.model_validate(SMALLEST))
    assert [part.label for part in app.expander] == ["Options (2)", "Criteria (1)"]


def test_a_fact_says_what_each_answer_moves() -> None:
    said = texts(shown(NEEDY))
    assert "**Is it there?**" in said
    assert "Yes: moves nothing" in said
    assert "- No\n    - " in said
    assert "No: moves nothing" not in said


def test_safeguards_stand_under_their_option() -> None:
    options = {
        "a": {"name": "A", "safeguards": ["A *deputy* is named"]},
        "b": {"name": "B"},
    }
    app = shown(DecisionModel.model_validate(SMALLEST | {"options": options}))
    assert texts(app).count("To be put in place if it is chosen:") == 1
    assert any("A \\*deputy\\* is named" in part.value for part in app.markdown)
