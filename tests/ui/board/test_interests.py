"""Interests: declared, edited in place, removed and put back."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from decision import Case, DecisionModel, examples, load_case
from decision.model.case import Interest
from tests.ui.conftest import Open, case_of, texts


def add(app: AppTest, role: str, interest: str) -> None:
    app.text_input("in.interest.role").input(role)
    app.text_area("in.interest.text").input(interest)
    next(button for button in app.button if button.label == "Add").click().run()
    assert not app.exception


def declared(app: AppTest) -> list[tuple[str, str]]:
    return [(item.role, item.interest) for item in case_of(app).interests]


def test_an_interest_is_added_and_the_fields_are_free_again(open_app: Open) -> None:
    app = open_app("conduct")
    assert "Nobody has declared one yet." in texts(app)
    add(app, " PACS manager\u202e ", "My own post")
    add(app, "Finance", "none")
    assert declared(app) == [("PACS manager", "My own post"), ("Finance", "none")]
    assert app.text_input("in.interest.role").value == ""
    assert "2 interests are declared" in texts(app)
    assert app.text_input("in.interests.1.role").value == "Finance"


@pytest.mark.parametrize(("role", "interest"), [("", "x"), ("x", ""), (" ", "\u200b")])
def test_half_an_interest_is_refused_and_kept_in_the_fields(
    open_app: Open, role: str, interest: str
) -> None:
    app = open_app("conduct")
    add(app, role, interest)
    assert declared(app) == []
    assert "Write a role and an interest" in texts(app)
    assert app.text_input("in.interest.role").value == role


def test_an_interest_is_edited_in_place_and_never_emptied(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    case = load_case(examples()["invented-complete"], shipped_model)
    app = open_app("conduct", case)
    before = declared(app)
    app.text_area("in.interests.1.interest").input("None now").run()
    after = [before[0], (before[1][0], "None now"), *before[2:]]
    assert declared(app) == after
    app.text_input("in.interests.1.role").input("  ").run()
    assert declared(app) == after
    assert app.text_input("in.interests.1.role").value == before[1][0]


def test_a_removed_interest_can_be_put_back_where_it_was(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    case = load_case(examples()["invented-complete"], shipped_model)
    app = open_app("conduct", case)
    before = declared(app)
    app.button("interests.1.remove").click().run()
    assert declared(app) == [before[0], *before[2:]]
    assert app.text_input("in.interests.1.role").value == before[2][0]
    assert f"The interest of {before[1][0]} was removed." in texts(app)
    app.button("back.interests").click().run()
    assert declared(app) == before
    assert app.text_input("in.interests.1.role").value == before[1][0]
    assert "was removed" not in texts(app)


def test_putting_back_is_not_offered_once_the_list_has_changed(
    open_app: Open,
) -> None:
    app = open_app("conduct")
    add(app, "Finance", "none")
    app.button("interests.0.remove").click().run()
    add(app, "Estates", "none")
    assert "was removed" not in texts(app)
    assert declared(app) == [("Estates", "none")]


def test_removing_twice_removes_once(open_app: Open) -> None:
    one, other = Interest(role="HR", interest="Runs it"), Interest(role="Finance", interest="Pays")
    app = open_app("conduct", Case(interests=(one, other)))
    twice = AppTest.from_string(
        "from decision.ui.board import interests\nfrom decision.ui.state import session\n"
        "first = session.work().case.interests[0]\n"
        "interests._remove(0, first)\ninterests._remove(0, first)\n"
    )
    twice.session_state["work"] = app.session_state["work"]
    twice.run()
    assert not twice.exception
    assert case_of(twice).interests == (other,)
