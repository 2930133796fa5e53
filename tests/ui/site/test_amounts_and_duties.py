"""Duties and figures."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from decision.model.decision_model import DecisionModel
from decision.ui.site.amounts_and_duties import how_many_met
from decision.ui.widgets import display
from tests.ui.conftest import SMALLEST, Open


def opened_by_option(app: AppTest) -> str:
    """Open the answers by option of the first duty; give its id."""
    gate = next(iter(app.session_state["work"].model.gates))
    app.session_state[f"{display.DRAWER}gate.{gate}"] = True
    app.run()
    return str(gate)


def test_how_many_duties_are_met_is_told_apart_from_not_asked() -> None:
    assert how_many_met(["unknown", "unknown"]) == "none asked yet"
    assert how_many_met(["met", "unknown"]) == "1 of 2 met"
    assert how_many_met(["met", "unmet", "unmet"]) == "1 of 3 met, 2 not met"


def test_a_gate_can_differ_by_option(open_app: Open) -> None:
    app = open_app()
    gate = opened_by_option(app)
    app.radio(f"in.gates.{gate}").set_value("met").run()
    assert app.session_state["work"].case.gates == {gate: "met"}
    app.radio(f"in.gates.{gate}.digital").set_value("unmet").run()
    assert app.session_state["work"].case.gate(gate, "digital") == "unmet"
    assert app.session_state["work"].case.gate(gate, "radiology") == "met"
    app.radio(f"in.gates.{gate}.digital").set_value("met").run()
    assert app.session_state["work"].case.gates == {gate: "met"}


def test_what_is_said_of_all_options_shows_at_each(open_app: Open) -> None:
    app = open_app()
    gate = opened_by_option(app)
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
    (shown,) = open_app("weights", model=model).radio("in.ballot.top").proto.captions
    assert "From 2,500,000 to 0" in shown
