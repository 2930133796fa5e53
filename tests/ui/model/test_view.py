"""What a model holds, laid out part by part."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from decision.model.decision_model import DecisionModel
from tests.corpus import MODEL as CORPUS
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


def test_every_part_is_folded_under_its_count() -> None:
    one = CORPUS.evidence["c1"]
    model = CORPUS.model_copy(update={"evidence": {**CORPUS.evidence, "c3": one}})
    assert [part.label for part in shown(model).expander] == [
        "Options (3)",
        "Criteria (2)",
        "Facts (4)",
        "Duties (1)",
        "What-ifs (1)",
        "Who decides what (1)",
        "One person's entries (1)",
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


def test_courses_items_spread_and_rights_are_shown() -> None:
    app = shown(CORPUS)
    said = texts(app)
    assert "Move in some form is one course, in 2 forms" in said
    assert "- Faults are taken on within the hour\n    - If so, Response: Stay +4" in said
    assert "- Restores are tested: moves nothing" in said
    assert any("up to 50% smaller or larger" in caption.value for caption in app.caption)
    assert "Stay: Radiology decides; Digital asked before; the wards told after." in said
    assert "A group meets. (owner: chair; due: a month after the decision" in said


def test_items_without_effects_are_not_listed_one_by_one() -> None:
    assert "Led by a clinician" not in texts(shown(CORPUS))


def test_safeguards_stand_under_their_option() -> None:
    options = {
        "a": {"name": "A", "safeguards": ["A *deputy* is named"]},
        "b": {"name": "B"},
    }
    app = shown(DecisionModel.model_validate(SMALLEST | {"options": options}))
    assert texts(app).count("To be put in place if it is chosen:") == 1
    assert any("A \\*deputy\\* is named" in part.value for part in app.markdown)
