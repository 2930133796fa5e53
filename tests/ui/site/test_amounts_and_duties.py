"""Duties and figures."""

from __future__ import annotations

from decision.model.decision_model import DecisionModel
from tests.ui.conftest import SMALLEST, Open, texts


def test_a_gate_can_differ_by_option(open_app: Open) -> None:
    app = open_app()
    model = app.session_state["work"].model
    gate = next(iter(model.gates))
    app.radio(f"in.gates.{gate}").set_value("met").run()
    assert app.session_state["work"].case.gates == {gate: "met"}
    app.radio(f"in.gates.{gate}.digital").set_value("unmet").run()
    assert app.session_state["work"].case.gate(gate, "digital") == "unmet"
    assert app.session_state["work"].case.gate(gate, "radiology") == "met"
    app.radio(f"in.gates.{gate}.digital").set_value("met").run()
    assert app.session_state["work"].case.gates == {gate: "met"}


def test_what_is_said_of_all_options_shows_at_each(open_app: Open) -> None:
    app = open_app()
    gate = next(iter(app.session_state["work"].model.gates))
    app.radio(f"in.gates.{gate}.digital").set_value("met").run()
    app.radio(f"in.gates.{gate}.digital").set_value("unknown").run()
    app.radio(f"in.gates.{gate}").set_value("unmet").run()
    assert app.radio(f"in.gates.{gate}.digital").value == "unmet"
    assert app.session_state["work"].case.gates == {gate: "unmet"}


def test_a_large_figure_is_shown_in_full(open_app: Open) -> None:
    cost = {
        "name": "Cost",
        "weight": 1,
        "measure": {"unit": "£", "values": {0: 100, 2_500_000: 0}},
        "amounts": {"a": 1_500_000, "b": 0},
    }
    model = DecisionModel.model_validate(SMALLEST | {"criteria": {"cost": cost}})
    app = open_app(model=model)
    assert app.number_input("in.amounts.cost.a").placeholder == "1,500,000, as the model has it"
    assert "From 2,500,000 to 0" in texts(open_app("weights", model=model))
