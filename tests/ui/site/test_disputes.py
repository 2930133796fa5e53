"""A second answer: taken down, shown where it counts, and taken out again."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from decision import load_case
from decision.files.drafts import new_token
from decision.files.shipped import examples
from decision.model.case import Case, Dispute, Ticks
from decision.model.decision_model import DecisionModel
from decision.ui.site import disputes
from decision.ui.state.session import Work
from tests.ui.conftest import Open, case_of, go, texts


@pytest.fixture
def opened(open_app: Open) -> AppTest:
    """The facts page, with one answer of each kind."""
    case = Case.model_validate(
        {
            "answers": {
                "clinical-lead": "nobody",
                "specialties": 3,
                "cover-offer": ["from-digital"],
                "size": {"yes": ["six-posts"], "unknown": ["several-sites"]},
            },
            "answered-by": {"clinical-lead": "PACS manager"},
        }
    )
    names = (*case.answers, "registrants")
    return open_app(
        case=case, also=[f"{what}.{name}" for what in ("details", "dispute") for name in names]
    )


def add(app: AppTest, name: str, by: str = "Head of Digital", why: str = "") -> AppTest:
    app.text_input(f"in.dispute.{name}.by").set_value(by)
    app.text_area(f"in.dispute.{name}.because").set_value(why)
    return app.button(f"dispute.add.{name}").click().run()


def test_a_second_answer_is_kept_and_shown_here_and_on_the_result(opened: AppTest) -> None:
    opened.selectbox("in.dispute.clinical-lead.says").set_value("named")
    add(opened, "clinical-lead", why="The minutes of May.")
    dispute = Dispute(by="Head of Digital", says="named", because="The minutes of May.")
    assert case_of(opened).disputed == {"clinical-lead": dispute}
    fact = opened.session_state["work"].model.facts["clinical-lead"]
    first, second = fact.answers["nobody"].says, fact.answers["named"].says
    said = (
        f"PACS manager answers “{first}”; Head of Digital answers “{second}” (The minutes of May)."
    )
    assert f"Disputed. {said}" in texts(opened)
    result = texts(go(opened, "result"))
    assert f"Disputed: “{fact.ask}” {said}" in result


def test_numbers_and_checklists_are_disputed_in_their_own_form(opened: AppTest) -> None:
    opened.number_input("in.dispute.specialties.says").set_value(5.0)
    add(opened, "specialties")
    opened.multiselect("in.dispute.cover-offer.says").set_value(["from-radiology"])
    add(opened, "cover-offer")
    second = {name: one.says for name, one in case_of(opened).disputed.items()}
    assert second == {"specialties": 5, "cover-offer": Ticks(yes=("from-radiology",))}
    assert texts(go(opened, "result")).count("Disputed: ") == 2


def test_an_open_question_cannot_be_disputed(opened: AppTest) -> None:
    found = {button.key for button in opened.button}
    assert "dispute.add.clinical-lead" in found
    assert not {"dispute.add.registrants", "dispute.add.size"} & found


def test_what_is_missing_or_wrong_is_said_and_nothing_kept(opened: AppTest) -> None:
    add(opened, "clinical-lead")
    assert "Give both an answer and a role." in texts(opened)
    opened.selectbox("in.dispute.clinical-lead.says").set_value("nobody")
    add(opened, "clinical-lead")
    assert "is the answer already given" in texts(opened)
    assert case_of(opened).disputed == {}


def test_a_second_answer_is_taken_out_and_brought_back(opened: AppTest) -> None:
    opened.selectbox("in.dispute.clinical-lead.says").set_value("named")
    add(opened, "clinical-lead")
    opened.button("dispute.out.clinical-lead").click().run()
    assert case_of(opened).disputed == {}
    opened.button("back.dispute.clinical-lead").click().run()
    assert [*case_of(opened).disputed] == ["clinical-lead"]


def test_a_checklist_is_told_by_what_is_in_place(shipped_model: DecisionModel) -> None:
    case = load_case(examples()["invented-complete"], shipped_model)
    items = shipped_model.facts["cover-offer"].items
    dispute = Dispute(by="Board", says=Ticks())
    changed = case.model_copy(
        update={
            "answers": {"cover-offer": Ticks(yes=("from-digital",))},
            "answered_by": {},
            "disputed": {"cover-offer": dispute},
        }
    )
    assert disputes.says(shipped_model, changed, "cover-offer") == (
        f"Answered “{items['from-digital'].says}”; Board answers “None of them in place”."
    )


def test_another_role_confirms_an_answer_and_takes_it_back(shipped_model: DecisionModel) -> None:
    def page() -> None:
        from decision.ui.site import disputes

        for name in ("clinical-lead", "registrants"):
            disputes.confirmation(name)

    app = AppTest.from_function(page)
    case = Case.model_validate({"answers": {"clinical-lead": "named"}})
    app.session_state["work"] = Work(shipped_model, case, new_token())
    app.run()
    assert len(app.text_input) == 1  # nobody confirms what is not answered
    app.text_input("in.confirmed.clinical-lead").set_value("Medical director").run()
    assert case_of(app).confirmed_by == {"clinical-lead": "Medical director"}
    app.text_input("in.confirmed.clinical-lead").set_value("").run()
    assert case_of(app).confirmed_by == {}
