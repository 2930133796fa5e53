"""What matters, by each way of weighing."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from decision.model.decision_model import DecisionModel
from tests.ui.conftest import SMALLEST, Open, texts


def test_swing_weights_start_from_the_lift_that_matters_most(open_app: Open) -> None:
    app = open_app("weights")
    assert "Nobody has weighed this yet" in texts(app)
    app.selectbox("in.top").set_value("staffing-gaps").run()
    app.slider("in.weights.hcpc-cpd").set_value(25.0).run()
    case = app.session_state["work"].case
    assert case.weights == {"staffing-gaps": 100, "hcpc-cpd": 25}
    assert case.weights_by == "swing"


def test_a_rank_order_becomes_centroid_weights(open_app: Open) -> None:
    app = open_app("weights")
    app.segmented_control("in.weights-by").set_value("rank").run()
    app.multiselect("in.order").set_value(["hcpc-cpd", "staffing-gaps"]).run()
    case = app.session_state["work"].case
    assert case.weights_by == "rank"
    ordered = sorted(case.weights, key=lambda name: -case.weights[name])
    assert ordered[:2] == ["hcpc-cpd", "staffing-gaps"]
    assert len(set(case.weights.values())) == 3  # the rest tie for last
    again = open_app("weights", case)
    assert again.multiselect("in.order").value == ["hcpc-cpd", "staffing-gaps"]


def test_weights_of_zero_alone_are_refused(open_app: Open) -> None:
    app = open_app("weights", model=DecisionModel.model_validate(SMALLEST))
    app.segmented_control("in.weights-by").set_value("direct").run()
    app.number_input("in.weights-direct.only").set_value(0.0).run()
    assert app.session_state["work"].case.weights == {}
    assert not app.error


def test_swing_points_run_to_a_hundred_whatever_the_model_has(open_app: Open) -> None:
    criteria = {
        name: {"name": name, "weight": weight, "scores": {"a": 60, "b": 40}}
        for name, weight in (("x", 300), ("y", 150), ("z", 30))
    }
    model = DecisionModel.model_validate(SMALLEST | {"criteria": criteria})
    app = open_app("weights", model=model)
    shown = [app.slider(f"in.weights.{name}").value for name in "xyz"]
    assert shown == [100, 50, 10]
    app.slider("in.weights.z").set_value(20.0).run()
    assert app.session_state["work"].case.weights == {"x": 100, "y": 50, "z": 20}


def test_a_weight_too_large_to_be_read_again_is_not_taken(open_app: Open) -> None:
    app = open_app("weights")
    app.segmented_control("in.weights-by").set_value("direct").run()
    assert app.number_input("in.weights-direct.hcpc-cpd").max == 1e12
    app.number_input("in.weights-direct.hcpc-cpd").set_value(1e12).run()
    again = open_app(token=app.session_state["work"].token)
    assert again.session_state["work"].case.weights == {"hcpc-cpd": 10**12}


def sliders(app: AppTest) -> dict[str, float]:
    return {str(slider.key).removeprefix("in.weights."): slider.value for slider in app.slider}


def three(app_of: Open, *weights: float) -> AppTest:
    criteria = {
        name: {"name": name, "weight": weight, "scores": {"a": 60, "b": 40}}
        for name, weight in zip("xyz", weights, strict=True)
    }
    return app_of("weights", model=DecisionModel.model_validate(SMALLEST | {"criteria": criteria}))


def test_the_sliders_stand_where_the_case_has_them(open_app: Open) -> None:
    app = three(open_app, 100, 50, 50)
    app.slider("in.weights.x").set_value(80.0).run()
    app.slider("in.weights.z").set_value(20.0).run()
    assert sliders(app) == {"x": 80, "y": 50, "z": 20}
    assert app.session_state["work"].case.weights == {"x": 80, "z": 20}
    app.selectbox("in.top").set_value("y").run()
    weights = app.session_state["work"].case.weights
    assert sliders(app) == {name: weights[name] for name in "xz"}
    assert weights["y"] == 100


def test_direct_entry_shows_what_the_weights_are_once_they_are_cleared(open_app: Open) -> None:
    app = three(open_app, 100, 50, 50)
    app.segmented_control("in.weights-by").set_value("direct").run()
    app.number_input("in.weights-direct.y").set_value(70.0).run()
    app.button("weights.clear").click().run()
    assert app.number_input("in.weights-direct.y").value == 50


def test_weights_that_an_order_takes_the_place_of_come_back(open_app: Open) -> None:
    app = three(open_app, 100, 50, 50)
    app.slider("in.weights.y").set_value(70.0).run()
    app.segmented_control("in.weights-by").set_value("rank").run()
    app.multiselect("in.order").set_value(["z"]).run()
    app.multiselect("in.order").set_value(["z", "x"]).run()
    app.multiselect("in.order").set_value(["z", "x", "y"]).run()
    assert app.multiselect("in.order").value == ["z", "x", "y"]
    assert "took the place of the earlier weights" in texts(app)
    app.button("back.weights").click().run()
    case = app.session_state["work"].case
    assert (case.weights, case.weights_by) == ({"y": 70}, "swing")
    assert app.multiselect("in.order").value == []
    assert "took the place" not in texts(app)


def test_an_order_that_takes_the_place_of_nothing_offers_nothing(open_app: Open) -> None:
    app = three(open_app, 100, 50, 50)
    app.segmented_control("in.weights-by").set_value("rank").run()
    app.multiselect("in.order").set_value(["z"]).run()
    app.multiselect("in.order").set_value(["z", "x"]).run()
    assert "took the place" not in texts(app)
