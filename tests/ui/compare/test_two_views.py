"""Two views of one site: settled one answer at a time, each with an undo."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from decision import dump_case, evaluate
from decision.compare.two_cases import differences, question
from decision.model.case import Case, Dispute
from decision.model.decision_model import DecisionModel
from decision.sentences.explanation import headline
from decision.ui.widgets import display
from tests.ui.conftest import Open, case_of, go, keys, texts

RADIOLOGY = Case.model_validate(
    {
        "site": {"name": "North", "prepared-by": "PACS manager"},
        "answers": {"clinical-lead": "named", "specialties": 1, "registrants": "some"},
        "notes": {"clinical-lead": "In the job plan."},
        "gates": {"safety-officer": "met"},
    }
)
DIGITAL = Case.model_validate(
    {
        "site": {"name": "North", "prepared-by": "Head of Digital"},
        "answers": {
            "clinical-lead": "nobody",
            "specialties": 1,
            "comparable-band": "higher",
            "three-am": "nobody",
        },
        "notes": {"clinical-lead": "Nobody is paid for it."},
        "weights": {"transition": 100},
    }
)
THREE = Case.model_validate(
    {
        "site": {"name": "North", "prepared-by": "PACS manager"},
        "answers": {"clinical-lead": "named", "comparable-band": "lower", "three-am": "pacs-rota"},
    }
)


def _file(case: Case) -> tuple[str, bytes, str]:
    return "case.yaml", dump_case(case).encode(), "text/yaml"


def give(app: AppTest, first: Case | None = None, second: Case | None = None) -> AppTest:
    for name, case in (("first", first), ("second", second)):
        if case is not None:
            app.file_uploader(f"two.{name}").set_value(_file(case))
    return app.run()


def test_each_view_has_its_headline_and_the_one_answer_says_who_and_what_it_does(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    app = give(open_app("two-views"), RADIOLOGY, DIGITAL)
    said = texts(app)
    for case, name in ((RADIOLOGY, "PACS manager"), (DIGITAL, "Head of Digital")):
        assert f"**{name}**: {headline(evaluate(shipped_model, case).finding)}" in said
    shares = evaluate(shipped_model, RADIOLOGY).standing.shares
    told = differences(shipped_model, RADIOLOGY, DIGITAL, RADIOLOGY, shares)
    (one,) = [each for each in told if each.conflicts]
    assert "1 answer is left to settle." in said
    assert f"**{question(shipped_model, one)}**" in said
    assert f"PACS manager: **“{one.first}”**" in said
    assert f"Head of Digital: **“{one.second}”**" in said
    assert "In the job plan." in said
    assert "Nobody is paid for it." in said


@pytest.mark.parametrize(
    ("button", "answer", "role", "note"),
    [
        ("first", "named", "PACS manager", "In the job plan."),
        ("second", "nobody", "Head of Digital", "Nobody is paid for it."),
    ],
)
def test_an_answer_is_taken_with_its_role_and_note_and_undone(
    button: str, answer: str, role: str, note: str, open_app: Open
) -> None:
    app = give(open_app("two-views"), RADIOLOGY, DIGITAL)
    app.button(f"settle.{button}.clinical-lead").click().run()
    case = case_of(app)
    assert case.answers == {"clinical-lead": answer}
    assert case.answered_by == {"clinical-lead": role}
    assert case.notes == {"clinical-lead": note}
    assert case.confirmed_by == {}
    assert "All are settled." in texts(app)
    assert "Taken: “" in texts(app)
    app.button("back.settle.clinical-lead").click().run()
    assert case_of(app) == Case()
    assert "1 answer is left to settle." in texts(app)


def test_both_are_kept_as_disputed_and_undone(open_app: Open) -> None:
    app = give(open_app("two-views"), RADIOLOGY, DIGITAL)
    app.button("settle.both.clinical-lead").click().run()
    dispute = Dispute(by="Head of Digital", says="nobody", because="Nobody is paid for it.")
    assert case_of(app).disputed == {"clinical-lead": dispute}
    assert case_of(app).answers == {"clinical-lead": "named"}
    assert "All are settled." in texts(app)
    app.button("back.settle.clinical-lead").click().run()
    assert case_of(app) == Case()


def test_the_other_confirms_what_both_agree_on(open_app: Open) -> None:
    app = give(open_app("two-views"), RADIOLOGY, DIGITAL)
    app.checkbox("settle.agreed").check().run()
    app.button("settle.second.clinical-lead").click().run()
    assert case_of(app).confirmed_by == {"clinical-lead": "PACS manager"}


def test_several_are_settled_in_order_and_each_can_be_undone(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    app = give(open_app("two-views"), THREE, DIGITAL)
    assert "3 answers are left to settle." in texts(app)
    settled = []
    for left in (2, 1, 0):
        (key,) = [key for key in keys(app) if key and key.startswith("settle.second.")]
        settled.append(key.removeprefix("settle.second."))
        app.button(key).click().run()
        assert (f"{left} answer" in texts(app)) == bool(left)
    assert {*settled} == {*THREE.answers}
    assert case_of(app).answers == {name: DIGITAL.answers[name] for name in THREE.answers}
    app.session_state[f"{display.DRAWER}settle.earlier"] = True
    app.run().button(f"back.settle.{settled[0]}").click().run()
    assert {*case_of(app).answers} == {*settled[1:]}
    assert "1 answer is left to settle." in texts(app)
    assert f"settle.first.{settled[0]}" in keys(app)


def test_the_others_are_listed_in_a_fold(open_app: Open) -> None:
    app = open_app("two-views")
    app.session_state[f"{display.DRAWER}settle.others"] = True
    give(app, THREE, DIGITAL)
    assert "| Question | PACS manager | Head of Digital | What it does |" in texts(app)


def test_when_all_is_settled_the_result_is_one_filled_button_away(open_app: Open) -> None:
    app = give(open_app("two-views"), RADIOLOGY, DIGITAL)
    assert "settle.result" not in keys(app)
    app.button("settle.first.clinical-lead").click().run()
    assert "settle.result" not in keys(app)  # what both give is still to be taken
    app.button("two.alike").click().run()
    app.button("two.single").click().run()
    app.button("settle.result").click().run()
    assert not app.exception
    assert "settle.result" not in keys(app)
    assert app.title[0].value != "Compare"


def test_what_both_give_is_taken_as_confirmed_and_undone(open_app: Open) -> None:
    app = give(open_app("two-views"), RADIOLOGY, DIGITAL)
    assert "Both give the same answer to 1 question." in texts(app)
    app.button("two.alike").click().run()
    case = case_of(app)
    assert case.answers == {"specialties": 1}
    assert (case.answered_by, case.confirmed_by) == (
        {"specialties": "PACS manager"},
        {"specialties": "Head of Digital"},
    )
    assert "two.alike" not in keys(app)
    app.button("back.two.alike").click().run()
    assert case_of(app) == Case()


def test_what_only_one_gives_is_listed_taken_and_undone(open_app: Open) -> None:
    app = open_app("two-views")
    app.session_state[f"{display.DRAWER}two.single"] = True
    give(app, RADIOLOGY, DIGITAL)
    assert "Only one of them gives 3 answers." in texts(app)
    assert "| Not answered |" in texts(app)
    app.button("two.single").click().run()
    case = case_of(app)
    assert case.answers == {
        "registrants": "some",
        "comparable-band": "higher",
        "three-am": "nobody",
    }
    assert case.answered_by["registrants"] == "PACS manager"
    app.button("back.two.single").click().run()
    assert case_of(app) == Case()


def test_an_answer_of_the_open_case_is_said_to_be_replaced(open_app: Open) -> None:
    app = give(
        open_app("two-views", Case.model_validate({"answers": {"specialties": 9}})),
        RADIOLOGY,
        DIGITAL,
    )
    assert "The open case answers 1 of them otherwise." in texts(app)


def test_weights_and_duties_are_taken_from_either_side_and_undone(open_app: Open) -> None:
    app = open_app("two-views")
    app.session_state[f"{display.DRAWER}two"] = True
    give(app, RADIOLOGY, DIGITAL)
    assert "2 more things they say differently" in "".join(str(one.label) for one in app.expander)
    app.button("two.second.weights").click().run()
    assert case_of(app).weights == {"transition": 100}
    app.button("back.two.weights").click().run()
    assert case_of(app).weights == {}
    app.button("two.first.duty.safety-officer").click().run()
    assert case_of(app).gates == {"safety-officer": "met"}
    app.button("back.two.duty.safety-officer").click().run()
    assert case_of(app).gates == {}


def test_one_file_is_compared_with_the_open_case(open_app: Open) -> None:
    app = open_app("two-views", RADIOLOGY)
    assert not app.session_state["work"].seen
    give(app, second=DIGITAL)
    assert "The open case is the other view." in texts(app)
    assert app.session_state["work"].seen
    app.button("settle.second.clinical-lead").click().run()
    assert case_of(app).answers["clinical-lead"] == "nobody"
    assert case_of(app).answers["registrants"] == "some"
    assert "All are settled." in texts(app)
    app.button("back.settle.clinical-lead").click().run()
    assert case_of(app) == RADIOLOGY


def test_taking_what_the_open_case_says_settles_it_too(open_app: Open) -> None:
    app = give(open_app("two-views", RADIOLOGY), second=DIGITAL)
    app.button("settle.first.clinical-lead").click().run()
    assert "All are settled." in texts(app)
    assert case_of(app).answers == RADIOLOGY.answers


def test_one_file_alone_asks_for_the_other(open_app: Open) -> None:
    app = give(open_app("two-views"), RADIOLOGY)
    assert "Give the other file too" in texts(app)


def test_a_file_is_still_compared_after_another_page_and_can_be_left_out(open_app: Open) -> None:
    app = give(open_app("two-views"), RADIOLOGY, DIGITAL)
    go(app, "result")
    go(app, "compare")
    assert "1 answer is left to settle." in texts(app)
    assert "case.yaml is still compared." in texts(app)
    app.button("two.out.second").click().run()
    assert "Give the other file too" in texts(app)


def test_other_files_start_anew(open_app: Open) -> None:
    app = give(open_app("two-views"), RADIOLOGY, DIGITAL)
    app.button("settle.first.clinical-lead").click().run()
    give(app, second=DIGITAL.model_copy(update={"notes": {}}))
    assert "1 answer is left to settle." in texts(app)


def test_equal_cases_are_said_to_be_equal(open_app: Open) -> None:
    app = give(open_app("two-views"), DIGITAL, DIGITAL)
    assert "Both give the same answer to every question." in texts(app)
    assert "Head of Digital (first)" in texts(app)


def test_a_bad_file_is_explained(open_app: Open) -> None:
    app = open_app("two-views")
    app.file_uploader("two.first").set_value(
        ("bad.yaml", b"answers: {clinical-lead: 30%}", "text/yaml")
    )
    app.run()
    assert "bad.yaml, line 1" in texts(app)
    assert "30%" in texts(app)
    give(app, second=DIGITAL)  # the other one alone is not compared with what can't be read
    assert "Give the other file too" in texts(app)


def test_a_warning_about_a_file_is_shown(open_app: Open) -> None:
    app = open_app("two-views")
    data = b"model: {title: T, fingerprint: " + b"a" * 64 + b"}\n"
    app.file_uploader("two.first").set_value(("old.yaml", data, "text/yaml")).run()
    assert "old.yaml, line 1" in "".join(str(warning.value) for warning in app.warning)


# The open case's own disputes


@pytest.fixture
def disputed(open_app: Open) -> AppTest:
    return open_app(
        "two-views",
        Case.model_validate(
            {
                "answers": {"specialties": 1, "clinical-lead": "named"},
                "answered-by": {"specialties": "PACS manager"},
                "disputed": {
                    "specialties": {"by": "Head of Digital", "says": 6, "because": "The log."}
                },
            }
        ),
    )


def test_a_dispute_of_the_open_case_is_settled_by_the_same_buttons(disputed: AppTest) -> None:
    said = texts(disputed)
    assert "1 answer is left to settle." in said
    assert "PACS manager: **“" in said
    assert "The log." in said
    before = case_of(disputed)
    disputed.button("settle.second.specialties").click().run()
    case = case_of(disputed)
    assert (case.answers["specialties"], case.disputed) == (6, {})
    assert (case.answered_by, case.notes) == (
        {"specialties": "Head of Digital"},
        {"specialties": "The log."},
    )
    disputed.button("back.settle.specialties").click().run()
    assert case_of(disputed) == before


def test_a_dispute_can_be_left_open(disputed: AppTest) -> None:
    before = case_of(disputed)
    disputed.button("settle.both.specialties").click().run()
    assert "All are settled." in texts(disputed)
    assert case_of(disputed).disputed == before.disputed
    assert case_of(disputed).answers == before.answers


def test_nothing_disputed_asks_for_files_alone(open_app: Open) -> None:
    app = open_app("two-views", RADIOLOGY)
    assert not [key for key in keys(app) if key and key.startswith("settle.")]
