"""The result, and scores overruled."""

from __future__ import annotations

from decision import evaluate, examples, load_case
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.sentences.explanation import headline
from tests.ui.conftest import Open, texts


def test_the_result_says_what_the_engine_says(open_app: Open, shipped_model: DecisionModel) -> None:
    for path in examples().values():
        case = load_case(path, shipped_model)
        app = open_app("result", case)
        assert app.title[0].value.replace("\\", "") == headline(
            evaluate(shipped_model, case).finding
        )


def test_a_score_is_overruled_with_a_reason_and_a_role(open_app: Open) -> None:
    app = open_app("result", Case(answers={"clinical-lead": "nobody"}))
    key = "in.overrule.clinical-responsiveness.digital"
    do = key.removeprefix("in.") + ".do"
    app.number_input(f"{key}.score").set_value(90.0)
    app.button(do).click().run()
    assert "Write both a reason and a role." in texts(app)
    assert app.session_state["work"].case.overrides == ()
    app.text_area(f"{key}.because").set_value("The log of March shows it")
    app.text_input(f"{key}.by").set_value("Service manager")
    app.button(do).click().run()
    (override,) = app.session_state["work"].case.overrides
    assert (override.score, override.by) == (90, "Service manager")
    assert "overruled by Service manager" in texts(app)
    app.button(key.removeprefix("in.") + ".back").click().run()
    assert app.session_state["work"].case.overrides == ()


def test_without_an_answer_no_option_is_shown_ahead(open_app: Open) -> None:
    app = open_app("result")
    assert "ahead" not in texts(app)
    assert app.button("next").label == "Answer the next question"


def test_what_nobody_here_knows_is_not_asked_again(open_app: Open) -> None:
    app = open_app()
    first, *others = [
        name for name, fact in app.session_state["work"].model.facts.items() if fact.key
    ]
    app.radio(f"in.answers.{first}").set_value("Don't know").run()
    app.switch_page("decision/ui/pages/result.py").run()
    app.button("next").click().run()
    assert app.session_state["in.asked"] == others[0]
    for radio in app.radio:
        if str(radio.key).removeprefix("in.answers.").removesuffix(".rest") in others:
            radio.set_value("Don't know")
    app.run()
    app.switch_page("decision/ui/pages/result.py").run()
    assert app.button("next").label == "Make question sheets for those who know"
