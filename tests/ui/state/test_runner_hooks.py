"""Whatever raises ends in a sentence of ours, with the work kept and the page of use."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from decision.serving import open_workshop
from decision.ui.state import runner_hooks, session
from tests.ui.conftest import Open, case_of, texts
from tests.ui.rooms import held_open

SCRIPT = """
import streamlit as st
from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx
from decision.ui.state import runner_hooks

runner_hooks.install()
runner_hooks.install()
st.session_state[runner_hooks.OURS] = False
runner_hooks.tell()

def fails():
    raise KeyError("round.1")

def kept():
    st.session_state["kept"] = (*st.session_state.get("kept", ()), st.session_state["points"])

def hasty():
    newer_message()
    st.session_state["kept"] = "to the end"

def newer_message():
    get_script_run_ctx().script_requests.request_rerun(RerunData())

st.session_state["newer"] = newer_message
st.button("Fails", key="fails", on_click=fails)
st.button("Hasty", key="hasty", on_click=hasty)
st.button("Goes elsewhere", key="rerun", on_click=st.rerun)
st.session_state.setdefault("points", 50)
st.slider("Points", 0, 100, step=5, key="points", on_change=kept)
st.number_input("Score", 0.0, 100.0, value=None, key="score", on_change=kept)
st.number_input("Any", value=None, key="any")

@st.fragment
def part():
    if st.button("In a part", key="part"):
        raise ValueError("in a part")

part()
if st.button("In the page", key="page"):
    raise ValueError("in the page")
st.caption("The end")
"""


def opened() -> AppTest:
    app = AppTest.from_string(SCRIPT, default_timeout=20).run()
    assert not app.exception
    return app


def said(app: AppTest) -> list[str]:
    assert not app.exception  # Streamlit's own words
    return [str(each.value) for each in app.error]


def test_a_callback_that_raises_is_logged_once_and_the_page_stays_of_use(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = opened()
    with caplog.at_level(logging.ERROR, "decision"):
        app.button("fails").click().run()
    assert said(app) == [runner_hooks.STEP_OF_A_PHONE]
    assert [each.getMessage() for each in caplog.records if each.name == "decision"] == [
        "KeyError in a callback: 'round.1'"
    ]
    assert app.caption[0].value == "The end"
    app.slider("points").set_value(75).run()
    assert said(app) == []
    assert app.session_state["kept"] == (75,)


@pytest.mark.parametrize("place", ["part", "page"])
def test_what_nobody_catches_is_shown_as_a_sentence_of_ours(place: str) -> None:
    app = opened()
    app.button(place).click().run()
    assert said(app) == [runner_hooks.PAGE_OF_A_PHONE]
    app.run()
    assert said(app) == []


def test_a_newer_message_ends_no_callback_half_way() -> None:
    app = opened()
    app.button("hasty").click().run()
    assert said(app) == []
    assert app.session_state["kept"] == "to the end"


def test_a_newer_message_loses_no_value_that_is_being_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = opened()
    heard = session.heard

    def hears(widget: str) -> None:
        if widget.endswith("-points"):  # a click elsewhere sends the next at once
            app.session_state["newer"]()
        heard(widget)

    monkeypatch.setattr(session, "heard", hears)
    app.slider("points").set_value(75).run()
    assert app.session_state["kept"] == (75,)


def test_a_callback_may_still_ask_for_another_run() -> None:
    app = opened()
    app.button("rerun").click().run()
    assert said(app) == []
    assert app.caption[0].value == "The end"


@pytest.mark.parametrize("points", [105, -5, 1e300, float("nan"), float("inf"), float("-inf")])
def test_a_number_that_a_field_cannot_have_is_refused_with_a_sentence(points: float) -> None:
    app = opened()
    app.slider("points").set_value(35).run()
    app.slider("points").set_value(points).run()
    assert said(app) == [
        "That number was not kept: this field takes 0 to 100. The field is as it was."
    ]
    assert app.session_state["points"] == 35
    assert app.session_state["kept"] == (35,)
    app.slider("points").set_value(0).run()
    assert said(app) == []
    assert app.session_state["kept"] == (35, 0)


@pytest.mark.parametrize("score", [105.0, -1.0, float("nan")])
def test_a_number_field_refuses_as_a_slider_does(score: float) -> None:
    app = opened()
    app.number_input("score").set_value(40.0).run()
    app.number_input("score").set_value(score).run()
    assert len(said(app)) == 1
    assert app.session_state["score"] == 40.0


def test_a_field_without_limits_takes_any_number_and_nothing_else() -> None:
    app = opened()
    app.number_input("any").set_value(-123456.5).run()
    assert said(app) == []
    app.number_input("any").set_value(float("nan")).run()
    assert said(app) == ["That number was not kept: it is none. The field is as it was."]
    assert app.session_state["any"] == -123456.5


# The app itself


@pytest.mark.usefixtures("empty_hall")
def test_work_is_kept_where_a_callback_of_the_app_raises(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app()
    app.text_input("in.site.name").set_value("North").run()

    def broken(**_: Any) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(session, "change", broken)
        app.text_input("in.site.by").set_value("PACS manager").run()
    assert said(app) == [runner_hooks.STEP_OF_OURS]
    assert case_of(app).site.name == "North"
    app.text_input("in.site.by").set_value("RIS manager").run()
    assert said(app) == []
    assert case_of(app).site.prepared_by == "RIS manager"


@pytest.mark.usefixtures("empty_hall")
def test_a_part_of_the_facilitators_page_that_raises_names_no_service(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(session, "case_file", broken)
    app = open_app()
    assert said(app) == [runner_hooks.PAGE_OF_OURS]
    assert "Streamlit" not in texts(app)


@pytest.mark.usefixtures("empty_hall")
def test_what_the_facilitators_page_calls_runs_for_the_facilitator_alone(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, shipped_model: Any, data_folder: Path
) -> None:
    held = held_open(shipped_model)
    held.facilitator.open_round()
    app = open_app("workshop")
    assert "round.close" in {each.key for each in app.button}
    with monkeypatch.context() as phone:  # which has the session's name, and nothing else
        phone.setattr(open_workshop, "has_app", lambda: False)
        phone.setattr(open_workshop, "peer", lambda: "192.0.2.7")
        app.button("round.close").click().run()
        assert "round.close" not in {each.key for each in app.button}
    assert held.room.turnout().state == "open"


def test_a_hook_that_streamlit_has_no_place_for_is_left_out(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Later:
        """A version of Streamlit without what is hooked."""

    runner_hooks._wrap(Later, "call_callback", lambda original: None)
    assert not hasattr(Later, "call_callback")
    assert "no call_callback; one safety net is missing" in caplog.text
