"""What would change it: what-if controls never change the saved case unless asked to."""

from __future__ import annotations

from decision import evaluate, examples, load_case
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.sentences import what_would_change_it
from tests.ui.conftest import NEEDY, UNMET, Open, texts


def test_the_page_says_what_the_engine_says(open_app: Open, shipped_model: DecisionModel) -> None:
    case = load_case(examples()["six-specialties"], shipped_model)
    robustness = evaluate(shipped_model, case).robustness
    said = texts(open_app("change", case)).replace("\u2060", "")
    for sentence in (
        what_would_change_it.answers(robustness),
        what_would_change_it.weight_to_move(robustness),
        what_would_change_it.any_weights(robustness),
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


def test_the_weights_can_be_varied_around_the_stated_ones(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    case = load_case(examples()["six-specialties"], shipped_model)
    robustness = evaluate(shipped_model, case).robustness
    app = open_app("change", case)
    app.radio("in.over").set_value("Around the stated weights").run()
    for word, concentration in (("Fairly", 50), ("Loosely", 10)):
        app.select_slider("in.firmness").set_value(word).run()
        found = robustness.around(concentration)
        assert found is not None
        assert what_would_change_it.around(robustness, found) in texts(app).replace("\u2060", "")
    assert not app.exception


def test_a_leader_that_scores_lower_is_not_called_ahead_by_less_than_nothing(
    open_app: Open,
) -> None:
    answers = {"no": {"says": "No"}, "yes": {"says": "Yes"}}
    model = DecisionModel.model_validate(
        {
            "title": "Refused",
            "options": {
                "a": {"name": "A"},
                "b": {"name": "B", "needs": [{"fact": "offer", "is": ["yes"]}]},
            },
            "criteria": {"x": {"name": "X", "weight": 1, "scores": {"a": 40, "b": 62}}},
            "facts": {
                name: {"ask": name.title(), "answers": answers} for name in ("offer", "other")
            },
        }
    )
    app = open_app("change", Case(answers={"offer": "no", "other": "no"}), model)
    app.checkbox("in.leave-out.other").check().run()
    assert "Without it only A of the two can be chosen." in texts(app)
    app.checkbox("in.leave-out.offer").check().run()
    assert "Without them B is ahead by about 22 points. That changes who leads." in texts(app)


def test_without_a_claim_the_one_that_cannot_be_chosen_is_not_ahead(open_app: Open) -> None:
    said = texts(open_app("change", UNMET, NEEDY))
    assert "Without it B is behind by 20.0 points, and leads because A can't be chosen." in said
    assert "A is ahead" not in said
