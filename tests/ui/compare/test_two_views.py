"""Two case files of one site, side by side where they differ."""

from __future__ import annotations

from decision import dump_case, evaluate
from decision.compare.two_cases import differences, question
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from tests.ui.conftest import NEEDY, Open, texts

RADIOLOGY = Case.model_validate(
    {
        "site": {"name": "North", "prepared-by": "PACS manager"},
        "answers": {"clinical-lead": "named", "specialties": 1, "registrants": "some"},
    }
)
DIGITAL = Case.model_validate(
    {
        "site": {"name": "North", "prepared-by": "Head of Digital"},
        "answers": {"clinical-lead": "nobody", "specialties": 1},
    }
)


def _file(case: Case) -> bytes:
    return dump_case(case).encode()


def test_they_are_shown_where_they_differ(open_app: Open, shipped_model: DecisionModel) -> None:
    app = open_app()
    app.file_uploader("two.first").set_value(("radiology.yaml", _file(RADIOLOGY), "text/yaml"))
    app.file_uploader("two.second").set_value(("digital.yaml", _file(DIGITAL), "text/yaml"))
    app.run()
    said = texts(app)
    shares = evaluate(shipped_model).standing.shares
    found = differences(shipped_model, RADIOLOGY, DIGITAL, shares)
    assert "They differ on 2 answers." in said
    assert question(shipped_model, found[0]) in said
    standing = evaluate(shipped_model, RADIOLOGY).standing
    assert found[0].moves is not None
    towards = standing.leader if found[0].moves > 0 else standing.rival
    assert towards is not None
    points = f"{abs(found[0].moves):.1f} points towards {shipped_model.options[towards].name}"
    assert points in said
    assert "PACS manager" in said
    assert "Head of Digital" in said


def test_the_open_case_can_stand_in_for_one(open_app: Open) -> None:
    app = open_app(case=RADIOLOGY)
    app.file_uploader("two.second").set_value(("digital.yaml", _file(DIGITAL), "text/yaml"))
    app.run()
    assert not app.session_state["work"].seen
    app.checkbox("two.open").check().run()
    assert "They differ on 2 answers." in texts(app)
    assert app.session_state["work"].seen


def test_equal_cases_are_said_to_be_equal(open_app: Open) -> None:
    app = open_app()
    for name in ("first", "second"):
        app.file_uploader(f"two.{name}").set_value(("x.yaml", _file(DIGITAL), "text/yaml"))
    app.run()
    assert "the same answer to every question" in texts(app)


def test_a_bad_file_is_explained(open_app: Open) -> None:
    app = open_app()
    app.file_uploader("two.first").set_value(
        ("bad.yaml", b"answers: {clinical-lead: 30%}", "text/yaml")
    )
    app.run()
    assert "bad.yaml, line 1" in texts(app)
    assert "30%" in texts(app)


def test_a_warning_about_a_file_is_shown(open_app: Open) -> None:
    app = open_app()
    data = b"model: {title: T, fingerprint: " + b"a" * 64 + b"}\n"
    app.file_uploader("two.first").set_value(("old.yaml", data, "text/yaml")).run()
    assert "old.yaml, line 1" in "".join(str(warning.value) for warning in app.warning)


def test_one_fact_is_not_called_many(open_app: Open) -> None:
    app = open_app(model=NEEDY)
    for name, answer in (("first", "yes"), ("second", "no")):
        case = Case.model_validate({"answers": {"f": answer}})
        app.file_uploader(f"two.{name}").set_value(("x.yaml", _file(case), "text/yaml"))
    app.run()
    assert "They differ on 1 answer." in texts(app)
