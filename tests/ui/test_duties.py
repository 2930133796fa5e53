"""Duties and figures."""

from __future__ import annotations

from .conftest import Open


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
