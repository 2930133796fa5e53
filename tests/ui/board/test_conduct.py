"""The page Conduct: answers, overruling with a reason and a role, and interests."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from decision import Case, DecisionModel
from tests.ui.conftest import SMALLEST, Open, case_of, texts


def counts(app: AppTest) -> tuple[int, int, int]:
    """How many points the summary says are met, not met, and still to answer."""
    (said,) = re.findall(r"#### (\d+) of 11 points met[^\n]*", texts(app))
    line = next(line for line in texts(app).splitlines() if "of 11 points met" in line)
    unmet, still = (
        int(found[1]) if (found := re.search(rf"(\d+) {what}", line)) else 0
        for what in ("not met", "still to answer")
    )
    return int(said), unmet, still


def answer(app: AppTest, point: str, word: str) -> None:
    app.radio(f"in.conduct.{point}.met").set_value(word).run()


def test_the_summary_stands_first_and_every_point_has_its_state(
    open_app: Open,
) -> None:
    app = open_app("conduct")
    said = texts(app)
    met, unmet, still = counts(app)
    assert met + unmet + still == 11
    assert said.count("**? To answer** ·") == still
    assert said.count("**✕ Not met** ·") == unmet
    assert f"Met ({met})" in [box.label for box in app.expander]
    assert said.count("**✓ Met** ·") == met
    assert said.rindex("**✕ Not met** ·") < said.index("**✓ Met** ·")  # what needs an answer first
    assert "The tool found: Nobody has weighed this yet" in said
    assert "Source: The ISPOR checklist and the Green Book guidance." in said


def test_answers_go_into_the_case_and_come_back(open_app: Open) -> None:
    app = open_app("conduct")
    met, unmet, still = counts(app)
    answer(app, "independent-chair", "no")
    app.text_area("in.conduct.independent-chair.because").input("He manages the team").run()
    app.text_input("in.conduct.independent-chair.by").input("Facilitator").run()
    answer(app, "additive-rule", "yes")
    said = case_of(app).conduct
    assert said["independent-chair"].met is False
    assert said["independent-chair"].because == "He manages the team"
    assert said["independent-chair"].by == "Facilitator"
    assert said["additive-rule"].met is True
    assert counts(app) == (met + 1, unmet + 1, still - 2)
    again = open_app("conduct", case_of(app))
    assert again.radio("in.conduct.independent-chair.met").value == "no"
    assert again.text_area("in.conduct.independent-chair.because").value == "He manages the team"
    answer(again, "independent-chair", "open")
    assert case_of(again).conduct["independent-chair"].because == "He manages the team"


def test_an_answer_taken_back_leaves_nothing(open_app: Open) -> None:
    app = open_app("conduct")
    answer(app, "additive-rule", "yes")
    answer(app, "additive-rule", "open")
    assert case_of(app) == Case()


def test_overruling_needs_a_reason_and_a_role(open_app: Open) -> None:
    app = open_app("conduct")
    met, unmet, still = counts(app)
    answer(app, "swing-weights", "yes")
    needed = "It counts as not met until it has a reason and a role."
    assert needed in texts(app)
    app.text_area("in.conduct.swing-weights.because").input("Weighed on paper").run()
    assert needed in texts(app)
    assert "**✓ Overruled** ·" not in texts(app)
    app.text_input("in.conduct.swing-weights.by").input("Chair").run()
    assert needed not in texts(app)
    assert "**✓ Overruled** ·" in texts(app)
    assert "1 overruled with a reason" in texts(app)
    assert counts(app) == (met, unmet - 1, still)


def test_no_point_moves_while_it_is_answered(open_app: Open) -> None:
    def order(app: AppTest) -> list[str]:
        return re.findall(r"· (\d+)\.", texts(app))

    app = open_app("conduct")
    before = order(app)
    answer(app, "additive-rule", "yes")
    answer(app, "scores-disclosed", "no")
    assert order(app) == before
    app.session_state["tab.record"] = "Decision and versions"
    app.run()
    app.session_state["tab.record"] = "Conduct"
    app.run()
    assert order(app) != before


def test_what_the_tool_sees_met_can_be_denied(open_app: Open) -> None:
    app = open_app("conduct")
    met, unmet, still = counts(app)
    answer(app, "scores-disclosed", "no")
    assert counts(app) == (met - 1, unmet + 1, still)
    assert case_of(app).conduct["scores-disclosed"].met is False
    answer(app, "scores-disclosed", "yes")
    assert counts(app) == (met, unmet, still)
    assert not app.exception


def test_the_smallest_model_shows_its_faults(open_app: Open) -> None:
    app = open_app("conduct", model=DecisionModel.model_validate(SMALLEST))
    assert "No option is the baseline" in texts(app)
    assert "of 11 points met" in texts(app)


def test_text_from_a_file_shows_as_it_stands(open_app: Open) -> None:
    hostile = '![x](http://example.org/a.png) **b** =cmd|"/c calc" :red[c] 😀 '
    changes = {
        "options": {"a": {"name": hostile, "baseline": True}, "b": {"name": "B"}},
        "criteria": {"only": {"name": hostile * 99, "weight": 1, "scores": {"a": 60, "b": 40}}},
    }
    app = open_app("conduct", model=DecisionModel.model_validate(SMALLEST | changes))
    shown = [str(element.value) for element in app.markdown]
    assert not any("![x](" in text or ":red[" in text for text in shown)
    assert any(r"!\[x\]" in text for text in shown)
    assert max(map(len, shown)) < 3000
