"""What the windows of one workshop share, and what goes wrong in them."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from decision.model.decision_model import DecisionModel
from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui.workshop import shared_state
from decision.ui.workshop.room_state import Desk
from decision.ui.workshop.shared_state import ballots, desk, lay_out, people

pytestmark = pytest.mark.usefixtures("empty_hall")


def test_what_is_laid_out_is_there_for_every_window_of_the_workshop(held: Held) -> None:
    assert desk(held) == Desk()
    lay_out(held, step=2, since=5.0)
    lay_out(held, seats=("a",))
    assert desk(held) == Desk(step=2, since=5.0, seats=("a",))


def test_a_workshop_that_is_opened_again_starts_afresh(
    held: Held, shipped_model: DecisionModel
) -> None:
    lay_out(held, step=2, seats=("a",))
    path = held.room.store.path
    open_workshop.let_go()
    assert desk(open_workshop.take_up(path)) == Desk()


ACTS = """
import streamlit as st
from decision.ui.workshop import shared_state
from decision.workshop.errors import NotNowError

def refuse(what):
    raise NotNowError(f"{what} is *not* open.")

def do(name):
    st.session_state["done"] = name

st.button("Refuse", key="refuse", on_click=shared_state.act, args=(refuse, "Round 1"))
st.button("Do", key="do", on_click=shared_state.act, args=(do, "it"))
st.button(
    "Other", key="other", on_click=lambda: shared_state.act(refuse, "Round 2", place="elsewhere")
)
shared_state.trouble()
"""


def test_what_a_workshop_refuses_is_shown_until_the_next_act() -> None:
    app = AppTest.from_string(ACTS, default_timeout=20).run()
    assert not app.error
    app.button("refuse").click().run()
    assert [part.value for part in app.error] == [r"Round 1 is \*not\* open."]
    app.run()
    assert len(app.error) == 1
    app.button("do").click().run()
    assert not app.error
    assert app.session_state["done"] == "it"
    app.button("other").click().run()
    assert not app.error  # it is shown at its own place
    assert app.session_state["elsewhere"] == "Round 2 is *not* open."


def test_a_fault_of_ours_is_no_message() -> None:
    def broken() -> None:
        raise ValueError("a fault of ours")

    with pytest.raises(ValueError, match="of ours"):
        shared_state.act(broken)


@pytest.mark.parametrize(
    ("count", "persons", "slips"),
    [(0, "0 people", "No ballot"), (1, "1 person", "1 ballot"), (2, "2 people", "2 ballots")],
)
def test_numbers_are_written_in_words(count: int, persons: str, slips: str) -> None:
    assert (people(count), ballots(count)) == (persons, slips)
