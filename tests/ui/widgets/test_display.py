"""What several pages show alike."""

from __future__ import annotations

import threading
import time

import pytest
from streamlit.testing.v1 import AppTest

from decision import charts, evaluate
from decision.model.decision_model import DecisionModel
from decision.ui.widgets import display


def _table() -> None:
    from decision.ui.widgets import display

    display.table([{"a|b": "1|2", "c": "*x*"}, {"a|b": "3", "c": "line\nbreak"}])
    display.table([])


def _faults() -> None:
    from decision.errors import Fault
    from decision.ui.widgets import display

    display.faults([Fault("a.yaml", 3, 1, "error", "bad"), Fault("a.yaml", 4, 1, "warning", "odd")])


def test_a_table_keeps_its_columns_whatever_the_cells_hold() -> None:
    (table,) = AppTest.from_function(_table).run().markdown
    lines = table.value.splitlines()
    assert lines[0] == r"| a\|b | c |"
    assert lines[2] == r"| 1\|2 | \*x\* |"
    assert lines[3] == "| 3 | line break |"
    assert len(lines) == 4


def test_a_fault_names_its_file_and_line() -> None:
    app = AppTest.from_function(_faults).run()
    assert app.error[0].value.replace("\\", "") == "a.yaml, line 3: bad"
    assert app.warning[0].value.replace("\\", "") == "a.yaml, line 4: odd"


def test_a_chart_holds_its_own_data_layer_by_layer(shipped_model: DecisionModel) -> None:
    spec = charts.options_chart(evaluate(shipped_model).finding).spec
    whole = display.with_its_data(spec)
    assert "datasets" not in whole
    assert [layer["data"]["values"] for layer in whole["layer"]] == [
        spec["datasets"][layer["data"]["name"]] for layer in spec["layer"]
    ]
    assert "datasets" in spec  # others draw the same one


def test_data_above_the_layers_stay_where_they_are() -> None:
    spec = {"data": {"name": "d"}, "datasets": {"d": [{"x": 1}]}, "layer": [{"mark": "bar"}]}
    assert display.with_its_data(spec) == spec


def test_no_chart_is_made_while_another_page_makes_one(
    shipped_model: DecisionModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[int] = []
    most: list[int] = []

    def slow(*_: object, **__: object) -> None:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.02)
        inside.pop()

    monkeypatch.setattr(display.st, "vega_lite_chart", slow)
    picture = charts.options_chart(evaluate(shipped_model).finding, charts.LIGHT)
    threads = [threading.Thread(target=display.figure, args=(picture, str(n))) for n in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert most == [1, 1, 1, 1]
