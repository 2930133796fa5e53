"""What would change it: what-if controls never change the saved case unless asked to."""

from __future__ import annotations

from decision import evaluate, examples, load_case
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.sentences import what_would_change_it
from decision.sentences.phrases import question_text
from tests.ui.conftest import NEEDY, UNMET, Open, case_of, texts


def test_the_page_says_what_the_engine_says(open_app: Open, shipped_model: DecisionModel) -> None:
    case = load_case(examples()["six-specialties"], shipped_model)
    robustness = evaluate(shipped_model, case).robustness
    said = texts(open_app("change", case)).replace("\u2060", "")
    for sentence in (
        what_would_change_it.answers(robustness),
        what_would_change_it.weight_to_move(robustness),
        *what_would_change_it.weight_changes(robustness),
        what_would_change_it.rests_on(robustness),
        *what_would_change_it.what_ifs(robustness),
    ):
        assert sentence in said


def test_answers_left_out_change_nothing_until_told_to(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    case = load_case(examples()["london-five"], shipped_model)
    app = open_app("change", case)
    assert "Tick what to leave out. Your case stays as it is." in texts(app)
    app.checkbox("in.leave-out.digital-readiness").check().run()
    assert "Without it" in texts(app)
    assert "Tick what to leave out" not in texts(app)
    assert app.session_state["work"].case == case
    app.button("leave-out.take").click().run()
    assert "digital-readiness" not in app.session_state["work"].case.answers


def test_the_result_tells_the_two_most_telling_doubts(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    case = load_case(examples()["invented-complete"], shipped_model)
    said = texts(open_app("result", case))
    for doubt in what_would_change_it.doubts(evaluate(shipped_model, case).robustness):
        assert doubt in said


def offered(answer: str) -> tuple[DecisionModel, Case]:
    """A at 40, and B at 62 where it is offered; another fact is answered too."""
    answers = {"no": {"says": "No"}, "yes": {"says": "Yes"}}
    model = DecisionModel.model_validate(
        {
            "title": "Refused",
            "options": {
                "a": {"name": "A"},
                "b": {"name": "B", "needs": [{"fact": "offer", "is": ["yes"]}]},
                "c": {"name": "C"},
            },
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 40, "b": 62, "c": 30}}},
            "facts": {
                name: {"ask": name.title(), "answers": answers} for name in ("offer", "other")
            },
        }
    )
    return model, Case(answers={"offer": answer, "other": "no"})


def test_what_leaving_an_answer_out_does_is_said_by_the_headline(open_app: Open) -> None:
    model, case = offered("yes")
    app = open_app("change", case, model)
    app.checkbox("in.leave-out.other").check().run()
    assert "Without it B leads by about 22 points." in texts(app)
    app.checkbox("in.leave-out.offer").check().run()
    assert "Without them A leads by about 10 points. That changes the course." in texts(app)


def test_every_answer_that_changes_the_course_is_listed(open_app: Open) -> None:
    model, case = offered("yes")
    said = texts(open_app("change", case, model))
    assert "| Offer | Yes | No | A | the other can’t be chosen |" in said


def test_without_a_claim_the_one_that_cannot_be_chosen_is_not_ahead(open_app: Open) -> None:
    said = texts(open_app("change", UNMET, NEEDY))
    assert "Without it B leads." in said
    assert "A leads" not in said
    assert "Only one course can be chosen" in said


def test_an_answer_taken_out_takes_its_dispute_along(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    case = Case.model_validate(
        {
            "answers": {"clinical-lead": "nobody"},
            "disputed": {"clinical-lead": {"by": "Board", "says": "named"}},
        }
    )
    app = open_app("change", case)
    app.checkbox("in.leave-out.clinical-lead").check().run()
    app.button("leave-out.take").click().run()
    assert (case_of(app).answers, case_of(app).disputed) == ({}, {})
    app.button("back.leave-out").click().run()
    assert case_of(app) == case


def test_what_to_ask_next_is_told_with_what_it_is_worth(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    robustness = evaluate(shipped_model).robustness
    app = open_app("change")
    labels = {str(button.key): str(button.label).replace("\\", "") for button in app.button}
    captions = [str(one.value).replace("\\", "") for one in app.caption]
    told = [one for one in robustness.ask_next if one.tells][:5]
    assert told
    for one in told:
        text = question_text(shipped_model, one.fact, one.item)
        assert labels[f"ask.{one.fact}.{one.item or ''}"] == text
        worth = f"worth {one.worth:.2f} points" if one.worth > 0 else "worth little alone"
        who = shipped_model.facts[one.fact].who
        assert any(said.startswith(f"{who} can answer · {worth} · ") for said in captions)
    first = told[0]
    app.button(f"ask.{first.fact}.{first.item or ''}").click().run()
    assert app.session_state["in.asked"] == first.fact


def test_people_stand_beside_claims(open_app: Open, shipped_model: DecisionModel) -> None:
    case = load_case(examples()["invented-complete"], shipped_model)
    robustness = evaluate(shipped_model, case).robustness
    said = texts(open_app("change", case))
    for one in robustness.speakers[:3]:
        assert f"{one.speaker}**" in said
    for sentence in what_would_change_it.rests_on_speakers(robustness):
        assert sentence in said
