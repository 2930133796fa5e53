"""The ballot form: three steps, what they come to, and what a reload must not lose."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from decision.model.entries import Criterion
from decision.ui.ballot.entries import START
from decision.ui.ballot.form import ends
from decision.ui.ballot.form_state import clear  # noqa: F401 the module is tested here
from decision.workshop.rules.ballots import Form

NAMES = Form(
    {"cost": "Cost", "cover": "Cover *out* of hours", "voice": "![x](http://a) voice"},
    {"stay": "Stay", "move": "Move"},
)

SCRIPT = """
import streamlit as st
from decision.ui.ballot import form
from decision.workshop.errors import NotNowError
from tests.ui.ballot.test_form import NAMES

def send(sent, request):
    st.session_state.setdefault("tried", []).append((sent, request))
    if st.session_state.get("refuse"):
        raise NotNowError("Round 1 is closed, so nothing was *sent*.")
    st.session_state["in"] = sent

form.form(
    NAMES, "me", send, start=st.session_state.get("start"),
    changed=lambda answers: st.session_state.update(kept=answers),
)
"""


def opened(**state: Any) -> AppTest:
    app = AppTest.from_string(SCRIPT, default_timeout=20)
    for name, value in state.items():
        app.session_state[name] = value
    app.run()
    assert not app.exception
    return app


def to_the_third(app: AppTest, top: str, *others: str) -> None:
    app.radio("me.top").set_value(top).run()
    app.button("me.next.1").click().run()
    for name in others:
        app.checkbox(f"me.tick.{name}").check().run()
    app.button("me.next.2").click().run()


def test_the_three_steps_make_a_whole_ballot() -> None:
    app = opened()
    assert app.button("me.next.1").disabled
    to_the_third(app, "cover", "cost")
    assert app.slider("me.points.cost").value == START
    app.slider("me.points.cost").set_value(65).run()
    app.button("me.send").click().run()
    assert app.session_state["in"] == {
        "weights": {"cost": 65, "cover": 100, "voice": 0},
        "scores": {},
        "comments": {},
    }
    assert app.radio("me.top").value is None  # the next person starts afresh


def test_what_is_unticked_counts_as_nothing_and_that_is_said() -> None:
    app = opened()
    app.radio("me.top").set_value("cost").run()
    app.button("me.next.1").click().run()
    assert any("unticked counts as nothing" in each.value for each in app.markdown)
    app.button("me.next.2").click().run()
    assert not app.slider
    app.button("me.send").click().run()
    assert app.session_state["in"]["weights"] == {"cost": 100, "cover": 0, "voice": 0}


def test_what_mattered_most_before_still_matters_when_another_takes_its_place() -> None:
    app = opened()
    to_the_third(app, "cost", "voice")
    app.button("me.back.3").click().run()
    app.button("me.back.2").click().run()
    app.radio("me.top").set_value("cover").run()
    app.button("me.next.1").click().run()
    assert app.checkbox("me.tick.cost").value
    app.button("me.next.2").click().run()
    app.button("me.send").click().run()
    assert app.session_state["in"]["weights"] == {"cost": START, "cover": 100, "voice": START}


def test_a_ballot_that_is_not_in_says_so_keeps_everything_and_has_the_same_id_again() -> None:
    app = opened(refuse=True)
    to_the_third(app, "cost", "voice")
    app.button("me.send").click().run()
    assert app.error[0].value.startswith("Your ballot was not sent. Round 1 is closed")
    assert r"\*sent\*" in app.error[0].value
    assert app.slider("me.points.voice").value == START
    app.session_state["refuse"] = False
    app.button("me.send").click().run()
    (first, one), (second, two) = app.session_state["tried"]
    assert (first, one) == (second, two)
    assert "in" in app.session_state


def test_another_content_has_another_id() -> None:
    app = opened(refuse=True)
    to_the_third(app, "cost", "voice")
    app.button("me.send").click().run()
    app.slider("me.points.voice").set_value(55).run()
    app.button("me.send").click().run()
    (_, one), (_, two) = app.session_state["tried"]
    assert one != two
    assert 8 <= len(one) <= 64


def test_no_button_has_the_key_of_another_steps() -> None:
    """A second tap on what stood there before would press what stands there now."""
    app = opened()
    found = [{each.key for each in app.button}]
    app.radio("me.top").set_value("cost").run()
    for number in (1, 2):
        app.button(f"me.next.{number}").click().run()
        found.append({each.key for each in app.button})
    first, second, third = found
    assert not first & second
    assert not (first | second) & third


def test_a_change_is_handed_over_at_once_and_a_form_starts_from_it() -> None:
    app = opened()
    to_the_third(app, "cost", "voice")
    app.slider("me.points.voice").set_value(80).run()
    kept = app.session_state["kept"]
    again = opened(start=kept)
    assert again.slider("me.points.voice").value == 80
    again.button("me.send").click().run()
    (_, request), *_ = again.session_state["tried"]
    assert request == kept.request


def test_names_show_as_they_are_written() -> None:
    app = opened()
    assert app.radio("me.top").options == ["Cost", r"Cover \*out\* of hours", NAMES_VOICE]


NAMES_VOICE = r"!\[x\](http\://⁠a) voice"


@pytest.mark.parametrize("top", list(NAMES.criteria))
def test_the_one_that_matters_most_is_never_asked_again(top: str) -> None:
    app = opened()
    app.radio("me.top").set_value(top).run()
    app.button("me.next.1").click().run()
    assert {each.key for each in app.checkbox} == {
        f"me.tick.{name}" for name in NAMES.criteria if name != top
    }


def test_the_ends_of_a_measured_criterion_are_written_out() -> None:
    entry = Criterion.model_validate(
        {
            "name": "Cost",
            "weight": 1,
            "measure": {"unit": "£", "values": {0: 100, 2345678: 0}},
            "amounts": {"a": 1, "b": 2},
        }
    )
    assert ends(entry).replace("\\", "") == "From 2,345,678 to 0 (£)"
