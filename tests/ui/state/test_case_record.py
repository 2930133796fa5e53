"""What goes on record: weights changed after the result was seen, and typed texts."""

from __future__ import annotations

import datetime as dt

from streamlit.testing.v1 import AppTest

from decision.history import AFTER_RESULT
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.ui.state import case_record
from decision.ui.widgets import display
from tests.ui.conftest import SMALLEST, Open, case_of, go, texts, type_weight

WEIGHED = Case.model_validate({"weights": {"staffing-gaps": 40}, "weights-by": "direct"})


def because(app: AppTest) -> list[str | None]:
    return [entry.because for entry in case_of(app).history]


def test_weights_changed_after_the_result_was_seen_are_recorded_once(open_app: Open) -> None:
    app = open_app("result", WEIGHED)
    go(app, "weights")
    type_weight(app, "staffing-gaps", 60.0)
    type_weight(app, "staffing-gaps", 70.0)
    type_weight(app, "hcpc-cpd", 5.0)
    (entry,) = case_of(app).history
    assert entry.because == AFTER_RESULT
    assert entry.was is not None
    assert entry.was.weights == {"staffing-gaps": 40}
    assert case_of(app).weights["staffing-gaps"] == 70
    assert abs(dt.datetime.now() - entry.at) < dt.timedelta(minutes=5)
    go(app, "record")
    assert "The weights were changed once after the result had been seen." in texts(app)
    assert "The weight of Staffing gaps rose from 40 to 70." in texts(app)


def test_each_time_the_result_is_seen_counts_once_more(open_app: Open) -> None:
    app = open_app("weights")
    type_weight(app, "staffing-gaps", 60.0)
    assert because(app) == []  # nobody had seen a result
    for points in (20.0, 30.0):
        go(go(app, "result"), "weights")
        type_weight(app, "hcpc-cpd", points)
    assert because(app) == [AFTER_RESULT, AFTER_RESULT]


def test_a_reload_of_the_page_forgets_nothing_of_what_was_seen(open_app: Open) -> None:
    app = go(open_app("weights", WEIGHED), "site")
    app.text_input("in.site.name").set_value("North").run()
    token = app.session_state["work"].token
    assert not open_app("weights", token=token).session_state["work"].seen
    go(app, "result")
    again = open_app("weights", token=token)
    type_weight(again, "staffing-gaps", 60.0)
    assert because(again) == [AFTER_RESULT]
    assert not open_app("weights", token=token).session_state["work"].seen


def test_clearing_and_ranking_are_changes_of_weights_too(open_app: Open) -> None:
    app = open_app("result", WEIGHED)
    go(app, "weights")
    app.button("weights.clear").click().run()
    assert because(app) == [AFTER_RESULT]
    go(go(app, "result"), "weights")
    app.session_state[f"{display.DRAWER}ways"] = True
    app.run().segmented_control("in.weights-by").set_value("rank").run()
    assert because(app) == [AFTER_RESULT]  # choosing a way changes no weight
    app.multiselect("in.order").set_value(["hcpc-cpd"]).run()
    assert because(app) == [AFTER_RESULT, AFTER_RESULT]


def test_what_leaves_every_share_as_it_was_is_not_recorded(open_app: Open) -> None:
    model = DecisionModel.model_validate(SMALLEST)
    app = open_app("result", model=model)
    go(app, "weights")
    type_weight(app, "only", 5.0)
    assert case_of(app).weights == {"only": 5}
    assert because(app) == []


def test_answers_changed_after_the_result_are_no_change_of_weights(open_app: Open) -> None:
    app = go(open_app("result"), "site")
    app.radio("in.answers.clinical-lead").set_value("nobody").run()
    assert because(app) == []


def test_a_typed_list_is_no_longer_than_a_case_should_hold(open_app: Open) -> None:
    app = open_app("record", Case.model_validate({"decision": {"option": "digital"}}))
    app.text_area("in.decision.measures").set_value("y\n" * 200).run()
    taken = case_of(app).decision
    assert taken is not None
    assert taken.measures == ("y",) * case_record.MOST
