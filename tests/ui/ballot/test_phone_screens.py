"""The screens of a phone beside the ballot: what was given, and a revealed round."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui.ballot import phone_screens
from decision.workshop.room import Room
from tests.ui.conftest import texts
from tests.workshop.data import MODEL, ROLES, ballot

pytestmark = pytest.mark.usefixtures("empty_hall")

REVEALED = """
import streamlit as st
from decision.serving import open_workshop
from decision.ui.ballot import phone_screens
from decision.ui.ballot.participant import own
held = open_workshop.held()
phone_screens.revealed(
    held, own(held.room, st.session_state["token"]), 1, lambda: st.button("Look again", key="again")
)
"""


@pytest.fixture
def held(tmp_path: Path) -> Held:
    room, secret = Room.create(tmp_path / "a.db", MODEL, roles=ROLES)
    held = open_workshop.hold(room, secret)
    held.facilitator.open_round()
    return held


def person(held: Held, votes: bool = True) -> str:
    """A person with the role HR, whose ballot has Cost at 100 and Cover at 50."""
    token = held.facilitator.seat("HR")
    if votes:
        weights = dict.fromkeys(held.room.settings.form.criteria, 0.0)
        held.room.submit(
            token, {"weights": weights | {"cost": 100.0, "cover": 50.0}}, "request-mine"
        )
    return token


def others_vote(held: Held, *roles: str) -> None:
    for place, role in enumerate(roles):
        token = held.facilitator.seat(role)
        held.room.submit(token, ballot(10 * place, 100), f"request-{place:04d}", "seat")


def revealed(held: Held, token: str) -> AppTest:
    held.facilitator.close_round()
    held.facilitator.reveal()
    app = AppTest.from_string(REVEALED, default_timeout=30)
    app.session_state["token"] = token
    app.run()
    assert not app.exception
    assert app.title[0].value == "Round 1: how the room weighs"
    assert app.button("again")
    return app


def test_a_reveal_marks_ones_own_among_the_rooms(held: Held) -> None:
    token = person(held)
    others_vote(held, *["HR"] * 3, *["Digital"] * 3, "Radiologist")
    said = texts(revealed(held, token))
    assert "Voice counts most in the room. You differ most on Cost: 67% from you" in said
    assert "| Criterion | You | Median | Lowest | Highest |" in said
    assert "**HR** (4 people)" in said
    assert "(4 people)" in said.replace("**HR** (4 people)", "")  # the rest, as one group
    assert "Digital" not in said
    assert "Radiologist" not in said
    assert not held.room.result_may_show()


def test_roles_too_few_to_be_named_are_not_shown_apart_at_all(held: Held) -> None:
    token = person(held)
    others_vote(held, "HR", "Digital", "Digital", "Radiologist")
    app = revealed(held, token)
    assert list(held.room.reveal(1).roles) == ["other roles"]
    assert "By role" not in [part.label for part in app.expander]
    assert "other roles" not in texts(app)


def test_who_gave_no_ballot_sees_the_round_without_a_mark(held: Held) -> None:
    token = person(held, votes=False)
    others_vote(held, "HR", "Digital")
    app = revealed(held, token)
    assert "Voice counts most in the room." in texts(app)
    assert "You differ" not in texts(app)


def test_a_round_that_is_not_revealed_shows_nothing_of_it(held: Held) -> None:
    token = person(held)
    others_vote(held, "HR", "Digital")
    app = AppTest.from_string(REVEALED, default_timeout=30)
    app.session_state["token"] = token
    app.run()
    assert not app.exception
    assert not app.get("vega_lite_chart")
    assert "Voice counts most" not in texts(app)


def test_a_clock_shows_hours_and_minutes_that_are_no_markup() -> None:
    at = dt.datetime(2026, 11, 24, 9, 5).astimezone()
    assert phone_screens.clock(at) == "09\\:05"


def test_a_screen_that_takes_the_place_of_another_is_new_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(phone_screens, "time", SimpleNamespace(sleep=waits.append))
    app = AppTest.from_string(
        "import streamlit as st\nfrom decision.ui.ballot import phone_screens\n"
        "with phone_screens.screen(st.session_state.get('now', 'one')):\n"
        "    phone_screens.title('A title')\n"
    )
    app.run()
    assert waits == []  # nothing stood there before
    app.session_state["now"] = "two"
    app.run()
    app.run()
    assert not app.exception
    assert [part.value for part in app.title] == ["A title"]
    assert len(waits) == 1
