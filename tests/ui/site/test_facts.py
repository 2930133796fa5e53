"""One question: nothing is chosen beforehand, and answers, notes and roles are kept."""

from __future__ import annotations

from pathlib import Path

from decision.model.case import Case
from tests.ui.conftest import Open, case_of, texts


def test_an_answer_is_kept_and_found_again(open_app: Open, data_folder: Path) -> None:
    app = open_app()
    app.radio("in.answers.clinical-lead").set_value("nobody").run()
    assert case_of(app).answers == {"clinical-lead": "nobody"}
    token = app.session_state["work"].token
    again = open_app(token=token)
    assert case_of(again).answers == {"clinical-lead": "nobody"}
    assert again.radio("in.answers.clinical-lead").value == "nobody"
    again.radio("in.answers.clinical-lead").set_value("Don't know").run()
    assert case_of(again).answers == {}
    assert list(data_folder.glob("*.case.yaml"))


def test_nothing_is_chosen_beforehand(open_app: Open) -> None:
    app = open_app()
    for name, fact in app.session_state["work"].model.facts.items():
        if not fact.items and not fact.unit:
            radio = app.radio(f"in.answers.{name}")
            assert radio.value is None
            assert radio.options[-1] == "Don't know"


def test_not_known_differs_from_not_seen_and_stays_so(open_app: Open) -> None:
    app = open_app()
    app.radio("in.answers.digital-readiness").set_value("Don't know").run()
    assert case_of(app) == Case()
    app.radio("in.answers.radiology-readiness").set_value("all-four").run()
    again = open_app(token=app.session_state["work"].token)
    assert again.radio("in.answers.digital-readiness").value == "Don't know"
    again.button("example.london-five").click().run()
    again.button("restart").click().run()
    assert again.radio("in.answers.digital-readiness").value is None


def test_a_number_is_read_as_its_answer(open_app: Open) -> None:
    app = open_app()
    app.number_input("in.answers.specialties").set_value(5.0).run()
    assert case_of(app).answers == {"specialties": 5}
    assert "Counts as: 4 or more" in texts(app)


def test_who_does_not_know_a_number_can_choose_an_answer(open_app: Open) -> None:
    app = open_app(also=["details.specialties"])
    app.selectbox("in.whole.specialties").set_value("two-or-three").run()
    assert case_of(app).answers == {"specialties": "two-or-three"}
    assert app.radio("in.answers.specialties").value == "two-or-three"
    app.button("number.specialties").click().run()
    assert case_of(app).answers == {}
    assert app.number_input("in.answers.specialties").value is None


def test_notes_and_roles_are_kept(open_app: Open) -> None:
    app = open_app(also=["details.clinical-lead"])
    app.text_input("in.by.clinical-lead").set_value("HR partner").run()
    app.text_area("in.notes.clinical-lead").set_value("Seen\u202e in the file").run()
    assert case_of(app).answered_by == {"clinical-lead": "HR partner"}
    assert case_of(app).notes == {"clinical-lead": "Seen in the file"}


def test_a_number_too_large_to_be_read_again_is_not_taken(open_app: Open) -> None:
    app = open_app()
    assert app.number_input("in.answers.specialties").max == 1e12
    app.number_input("in.answers.specialties").set_value(1e12).run()
    again = open_app(token=app.session_state["work"].token)
    assert case_of(again).answers == {"specialties": 10**12}
    app.number_input("in.answers.specialties").set_value(1e40).run()
    assert case_of(app).answers == {"specialties": 10**12}


def test_a_larger_number_from_a_file_stays(open_app: Open) -> None:
    app = open_app(case=Case.model_validate({"answers": {"specialties": 1e40}}))
    assert app.number_input("in.answers.specialties").value == 1e40
    app.radio("in.answers.clinical-lead").set_value("nobody").run()
    again = open_app(token=app.session_state["work"].token)
    assert case_of(again).answers["specialties"] == 1e40
