"""The result, and scores overruled."""

from __future__ import annotations

from decision import evaluate, examples, load_case
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
    app = open_app("result")
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
