"""The undo stack: one entry a place, undone once, kept where undoing it fails."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from decision.ui.state import undo
from decision.ui.state.undo import Entry


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})


def entry(place: str, what: str, back: list[str] | None = None, **more: Any) -> Entry:
    restored: list[str] = [] if back is None else back
    return Entry(place, what, lambda what: f"{what} was removed.", restored.append, **more)


def places() -> list[str]:
    return [each.place for each in undo.entries()]


def test_the_latest_of_each_place_is_kept_and_the_last_pushed_stands_last() -> None:
    for place, what in (("a", "one"), ("b", "two"), ("a", "three")):
        undo.push(entry(place, what))
    assert [(each.place, each.what) for each in undo.entries()] == [("b", "two"), ("a", "three")]
    found = undo.latest("a")
    assert found is not None
    assert found.what == "three"
    undo.drop("a")
    undo.drop("nowhere")
    assert places() == ["b"]


def test_what_is_brought_back_leaves_the_stack_and_comes_back_once() -> None:
    back: list[str] = []
    one = entry("a", "one", back)
    undo.push(one)
    undo.push(entry("b", "two", back))
    undo.bring_back(one)
    undo.bring_back(one)  # clicked twice
    assert back == ["one"]
    assert places() == ["b"]


def test_an_entry_is_itself_alone_whatever_stands_in_its_place() -> None:
    back: list[str] = []
    old, new = entry("a", "same", back), entry("a", "same", back)
    undo.push(old)
    undo.push(new)
    undo.bring_back(old)
    assert back == []
    assert undo.latest("a") is new


def test_what_cannot_be_restored_stays_on_the_stack() -> None:
    def full(_: str) -> None:
        raise OSError("the disk is full")

    broken = Entry("a", "one", str, full)
    undo.push(broken)
    with pytest.raises(OSError, match="full"):
        undo.bring_back(broken)
    assert undo.entries() == (broken,)


def test_restoring_may_push_another_entry_of_the_same_place() -> None:
    other = entry("a", "two")
    swap = Entry("a", "one", str, lambda _: undo.push(other))
    undo.push(swap)
    undo.bring_back(swap)
    assert undo.entries() == (other,)


def test_an_entry_that_does_not_stand_is_not_offered_and_may_stand_again() -> None:
    held = [False]
    undo.push(entry("a", "one", stands=lambda _: held[0]))
    assert undo.latest("a") is None
    held[0] = True
    assert undo.latest("a") is not None


def test_only_what_is_of_the_case_goes_with_it() -> None:
    undo.push(entry("a", "part", of_case=True))
    undo.push(entry("b", "whole"))
    undo.drop_of_case()
    assert places() == ["b"]


SCRIPT = """
import streamlit as st
from decision.ui.state import undo

back = st.session_state.setdefault("back", [])
if "began" not in st.session_state:
    st.session_state["began"] = True
    for place in ("a", "b"):
        undo.push(undo.Entry(place, place, lambda what: f"**{what}** was removed.", back.append))
st.session_state["shown"] = (
    undo.offer("a"),
    undo.offer("b", "Undo", key="own", otherwise=("Fine", lambda: undo.drop("b"))),
    undo.offer("c"),
)
"""


def test_an_offer_shows_the_label_and_its_buttons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the script has a session of its own
    app = AppTest.from_string(SCRIPT, default_timeout=20).run()
    assert not app.exception
    assert app.session_state["shown"] == (True, True, False)
    assert [part.value for part in app.markdown] == ["**a** was removed.", "**b** was removed."]
    labels = {button.key: button.label for button in app.button}
    assert labels == {"back.a": "Bring it back", "own": "Undo", "own.no": "Fine"}
    app.button("back.a").click().run()
    assert app.session_state["back"] == ["a"]
    app.button("own.no").click().run()
    assert app.session_state["back"] == ["a"]
    assert app.session_state["shown"] == (False, False, False)
