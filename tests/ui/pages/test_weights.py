"""What matters: the three steps, the other ways, and what is never lost."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.ui.ballot import form
from decision.ui.ballot.entries import START
from tests.ui.conftest import SMALLEST, Open, case_of, go, keys, texts

WEIGHED = Case.model_validate(
    {"weights": {"staffing-gaps": 100, "budget-drivers": 20}, "weights-by": "swing"}
)
PANEL = Case.model_validate(
    {"panel": [{"role": "PACS", "round": 1, "weights": {"staffing-gaps": 100, "hcpc-cpd": 50}}]}
)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "BLINK", 0.0)


def drawer(app: AppTest, name: str, opened: bool = True) -> AppTest:
    app.session_state[f"drawer.{name}"] = opened
    return app.run()


def three(app_of: Open, *weights: float, case: Case | None = None) -> AppTest:
    criteria = {
        name: {"name": name, "weight": weight, "scores": {"a": 60, "b": 40}}
        for name, weight in zip("xyz", weights, strict=True)
    }
    model = DecisionModel.model_validate(SMALLEST | {"criteria": criteria})
    return drawer(app_of("weights", case, model), "ways", opened=False)


def weigh(app: AppTest, top: str, *others: str) -> AppTest:
    app.radio("in.ballot.top").set_value(top).run()
    app.button("in.ballot.next.1").click().run()
    for name in others:
        app.checkbox(f"in.ballot.tick.{name}").check().run()
    return app.button("in.ballot.next.2").click().run()


def filled(app: AppTest) -> list[str | None]:
    """The filled buttons of the page, that can be pressed."""
    every = [each for each in app.main.button if not each.disabled]
    return [each.key for each in every if each.proto.type == "primary"]


# The three steps


def test_three_steps_make_the_weights_of_the_case(open_app: Open) -> None:
    app = three(open_app, 100, 50, 50)
    assert "Nobody has weighed this yet" in texts(app)
    assert filled(app) == []  # until something is chosen
    weigh(app, "y", "x")
    assert filled(app) == ["in.ballot.send"]
    assert "Counts as nothing: z." in texts(app)  # said before it is used
    assert case_of(app).weights == {}
    app.slider("in.ballot.points.x").set_value(20).run()
    app.button("in.ballot.send").click().run()
    assert case_of(app).weights == {"x": 20, "y": 100, "z": 0}
    assert case_of(app).weights_by == "swing"
    assert filled(app) == ["weights.result"]
    assert "y counts most." in texts(app)
    assert not app.radio


def test_the_next_step_is_the_result(open_app: Open) -> None:
    app = open_app("weights", WEIGHED)
    app.button("weights.result").click().run()
    assert app.session_state["work"].seen  # as the page Result notes


def test_what_is_half_entered_is_there_again_after_another_page_and_after_a_reload(
    open_app: Open,
) -> None:
    app = open_app("weights")
    app.radio("in.ballot.top").set_value("staffing-gaps").run()
    app.button("in.ballot.next.1").click().run()
    app.checkbox("in.ballot.tick.hcpc-cpd").check().run()
    go(go(app, "result"), "weights")
    assert app.checkbox("in.ballot.tick.hcpc-cpd").value
    app.button("in.ballot.next.2").click().run()
    app.slider("in.ballot.points.hcpc-cpd").set_value(35).run()
    again = open_app("weights", token=app.session_state["work"].token)
    assert again.slider("in.ballot.points.hcpc-cpd").value == 35
    again.button("in.ballot.send").click().run()
    assert {name for name, points in case_of(again).weights.items() if points} == {
        "staffing-gaps",
        "hcpc-cpd",
    }
    later = open_app("weights", token=app.session_state["work"].token)
    assert later.button("weights.change")  # what is in use is no longer half entered


def test_what_is_half_entered_does_not_go_over_to_another_case(open_app: Open) -> None:
    app = open_app("weights")
    app.radio("in.ballot.top").set_value("staffing-gaps").run()
    app.button("restart").click().run()
    assert app.radio("in.ballot.top").value is None
    assert open_app("weights", token=app.session_state["work"].token).radio[0].value is None


def test_a_change_starts_from_the_weights_that_count(open_app: Open) -> None:
    app = three(open_app, 100, 50, 40)
    assert "weights.change" not in keys(app)
    weigh(app, "y", "x")
    app.button("in.ballot.send").click().run()
    app.button("weights.change").click().run()
    assert {each.key: each.value for each in app.slider} == {"in.ballot.points.x": START}
    assert "They count until you use others" in texts(app)
    app.slider("in.ballot.points.x").set_value(80).run()
    go(go(app, "result"), "weights")
    assert app.slider("in.ballot.points.x").value == 80
    app.button("weights.leave").click().run()
    assert case_of(app).weights == {"x": START, "y": 100, "z": 0}
    app.button("weights.change").click().run()
    assert app.slider("in.ballot.points.x").value == START
    app.button("in.ballot.send").click().run()
    assert case_of(app).weights == {"x": START, "y": 100, "z": 0}


def test_a_panels_mean_shows_with_whose_it_is_and_can_be_replaced(
    open_app: Open, shipped_model: DecisionModel
) -> None:
    ballot = PANEL.panel[0]
    every = dict.fromkeys(shipped_model.criteria, 0.0) | dict(ballot.weights)
    panel = PANEL.model_copy(update={"panel": (ballot.model_copy(update={"weights": every}),)})
    app = open_app("weights", panel)
    assert "The weights are the mean of the panel's last round." in texts(app)
    assert "weights.clear" not in keys(app)
    app.button("weights.change").click().run()
    assert app.slider("in.ballot.points.hcpc-cpd").value == 50
    app.button("in.ballot.send").click().run()
    assert case_of(app).weights["hcpc-cpd"] == 50


def test_a_reason_is_kept_with_the_case_at_once(open_app: Open) -> None:
    app = drawer(weigh(open_app("weights"), "staffing-gaps", "hcpc-cpd"), "why")
    app.selectbox("in.why-about").select("hcpc-cpd").run()
    assert app.text_area("in.why.hcpc-cpd").proto.max_chars == 1000
    app.text_area("in.why.hcpc-cpd").input("Two posts are due").run()
    assert case_of(app).weight_notes == {"hcpc-cpd": "Two posts are due"}
    app.button("in.ballot.send").click().run()
    assert app.text_area("in.why.hcpc-cpd").value == "Two posts are due"
    assert "Filled in: Professional development (HCPC)." in texts(app)
    app.text_area("in.why.hcpc-cpd").input("").run()
    assert case_of(app).weight_notes == {}


# Another way


def test_the_other_ways_are_made_once_they_are_asked_for(open_app: Open) -> None:
    app = three(open_app, 100, 50, 50)
    assert not app.number_input
    assert not app.segmented_control
    drawer(app, "ways")
    assert len(app.number_input) == 3


def test_typed_numbers_leave_the_steps_above_them_where_they_are(open_app: Open) -> None:
    app = drawer(three(open_app, 100, 50, 50), "ways")
    app.number_input("in.weights-direct.y").set_value(70.0).run()
    assert (case_of(app).weights, case_of(app).weights_by) == ({"y": 70}, "direct")
    assert app.radio("in.ballot.top").value is None
    assert filled(app) == ["weights.result"]
    drawer(app, "ways", opened=False)
    assert not app.radio
    assert filled(app) == ["weights.result"]
    app.button("weights.clear").click().run()
    assert drawer(app, "ways").number_input("in.weights-direct.y").value == 50


def test_weights_in_use_show_in_the_other_ways_and_theirs_in_the_steps(open_app: Open) -> None:
    app = drawer(three(open_app, 100, 50, 50), "ways")
    app.number_input("in.weights-direct.y").set_value(70.0).run()
    app.segmented_control("in.weights-by").set_value("rank").run()
    app.multiselect("in.order").set_value(["z", "x"]).run()
    app.segmented_control("in.weights-by").set_value("direct").run()
    shown = {each.key[-1]: each.value for each in app.number_input if each.key}
    assert shown == case_of(app).weights
    drawer(app, "ways", opened=False).button("weights.change").click().run()
    assert app.slider("in.ballot.points.x").value == round(case_of(app).weights["x"])
    app.button("in.ballot.send").click().run()
    drawer(app, "ways")
    app.segmented_control("in.weights-by").set_value("rank").run()
    assert app.multiselect("in.order").value == []


def test_a_rank_order_becomes_centroid_weights(open_app: Open) -> None:
    app = drawer(open_app("weights"), "ways")
    app.segmented_control("in.weights-by").set_value("rank").run()
    app.multiselect("in.order").set_value(["hcpc-cpd", "staffing-gaps"]).run()
    case = case_of(app)
    assert case.weights_by == "rank"
    ordered = sorted(case.weights, key=lambda name: -case.weights[name])
    assert ordered[:2] == ["hcpc-cpd", "staffing-gaps"]
    assert len(set(case.weights.values())) == 3  # the rest tie for last
    again = drawer(open_app("weights", case), "ways")
    assert again.multiselect("in.order").value == ["hcpc-cpd", "staffing-gaps"]


def test_weights_that_an_order_takes_the_place_of_come_back(open_app: Open) -> None:
    app = drawer(three(open_app, 100, 50, 50), "ways")
    app.number_input("in.weights-direct.y").set_value(70.0).run()
    app.segmented_control("in.weights-by").set_value("rank").run()
    for picked in (["z"], ["z", "x"], ["z", "x", "y"]):
        app.multiselect("in.order").set_value(picked).run()
    assert app.multiselect("in.order").value == ["z", "x", "y"]
    assert "replaced the earlier weights" in texts(app)
    app.button("back.order").click().run()
    assert (case_of(app).weights, case_of(app).weights_by) == ({"y": 70}, "direct")
    assert app.multiselect("in.order").value == []
    assert "replaced the" not in texts(app)


def test_an_order_that_takes_the_place_of_nothing_offers_nothing(open_app: Open) -> None:
    app = drawer(three(open_app, 100, 50, 50), "ways")
    app.segmented_control("in.weights-by").set_value("rank").run()
    app.multiselect("in.order").set_value(["z"]).run()
    app.multiselect("in.order").set_value(["z", "x"]).run()
    assert "replaced the" not in texts(app)


def test_weights_of_zero_alone_are_refused(open_app: Open) -> None:
    app = drawer(open_app("weights", model=DecisionModel.model_validate(SMALLEST)), "ways")
    app.number_input("in.weights-direct.only").set_value(0.0).run()
    assert case_of(app).weights == {}
    assert not app.error


def test_a_weight_too_large_to_be_read_again_is_not_taken(open_app: Open) -> None:
    app = drawer(open_app("weights"), "ways")
    assert app.number_input("in.weights-direct.hcpc-cpd").max == 1e12
    app.number_input("in.weights-direct.hcpc-cpd").set_value(1e12).run()
    again = open_app(token=app.session_state["work"].token)
    assert case_of(again).weights == {"hcpc-cpd": 10**12}
