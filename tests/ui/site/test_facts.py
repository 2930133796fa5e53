"""Answers, notes and roles."""

from __future__ import annotations

from pathlib import Path

from decision.model.case import Case, Ticks
from tests.ui.conftest import Open, texts


def test_an_answer_is_kept_and_found_again(open_app: Open, data_folder: Path) -> None:
    app = open_app()
    app.radio("in.answers.clinical-lead").set_value("nobody").run()
    assert app.session_state["work"].case.answers == {"clinical-lead": "nobody"}
    token = app.session_state["work"].token
    again = open_app(token=token)
    assert again.session_state["work"].case.answers == {"clinical-lead": "nobody"}
    assert again.radio("in.answers.clinical-lead").value == "nobody"
    again.radio("in.answers.clinical-lead").set_value("").run()
    assert again.session_state["work"].case.answers == {}
    assert list(data_folder.glob("*.case.yaml"))


def test_every_choice_starts_at_not_knowing(open_app: Open) -> None:
    app = open_app()
    for name, fact in app.session_state["work"].model.facts.items():
        if not fact.items and not fact.unit:
            radio = app.radio(f"in.answers.{name}")
            assert radio.value == ""
            assert radio.options[0] == "Don't know"


def test_a_checklist_waits_for_every_item(open_app: Open) -> None:
    app = open_app()
    items = list(app.session_state["work"].model.facts["digital-readiness"].items)
    app.radio(f"in.answers.digital-readiness.{items[0]}").set_value("Yes").run()
    assert app.session_state["work"].case.answers["digital-readiness"] == Ticks(
        yes=(items[0],), unknown=tuple(items[1:])
    )
    assert "Not settled until every item is known" in texts(app)
    for item in items[1:]:
        app.radio(f"in.answers.digital-readiness.{item}").set_value("No").run()
    assert app.session_state["work"].case.answers["digital-readiness"] == Ticks(yes=(items[0],))
    assert "Counts as: " in texts(app)


def test_a_checklist_without_answers_of_its_own_is_kept_item_by_item(open_app: Open) -> None:
    app = open_app()
    items = list(app.session_state["work"].model.facts["vacancy"].items)
    app.radio(f"in.answers.vacancy.{items[0]}").set_value("Yes").run()
    left = f"{len(items) - 1} of {len(items)} still to be answered."
    assert left in texts(app)
    for item in items[1:]:
        app.radio(f"in.answers.vacancy.{item}").set_value("No").run()
    assert app.session_state["work"].case.answers == {"vacancy": Ticks(yes=(items[0],))}
    assert left not in texts(app)
    assert "Counts as" not in texts(app)


def test_a_number_is_read_as_its_answer(open_app: Open) -> None:
    app = open_app()
    app.number_input("in.answers.specialties").set_value(5.0).run()
    assert app.session_state["work"].case.answers == {"specialties": 5}
    assert "Counts as: 4 or more" in texts(app)


def test_notes_and_roles_are_kept(open_app: Open) -> None:
    app = open_app()
    app.text_input("in.by.clinical-lead").set_value("HR partner").run()
    app.text_area("in.notes.clinical-lead").set_value("Seen\u202e in the file").run()
    case = app.session_state["work"].case
    assert case.answered_by == {"clinical-lead": "HR partner"}
    assert case.notes == {"clinical-lead": "Seen in the file"}


def test_a_number_too_large_to_be_read_again_is_not_taken(open_app: Open) -> None:
    app = open_app()
    assert app.number_input("in.answers.specialties").max == 1e12
    app.number_input("in.answers.specialties").set_value(1e12).run()
    again = open_app(token=app.session_state["work"].token)
    assert again.session_state["work"].case.answers == {"specialties": 10**12}
    app.number_input("in.answers.specialties").set_value(1e40).run()
    assert app.session_state["work"].case.answers == {"specialties": 10**12}


def test_a_larger_number_from_a_file_stays(open_app: Open) -> None:
    app = open_app(case=Case.model_validate({"answers": {"specialties": 1e40}}))
    assert app.number_input("in.answers.specialties").value == 1e40
    app.radio("in.answers.clinical-lead").set_value("nobody").run()
    again = open_app(token=app.session_state["work"].token)
    assert again.session_state["work"].case.answers["specialties"] == 1e40
