"""What several pages show alike."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _table() -> None:
    from decision.ui import show

    show.table([{"a|b": "1|2", "c": "*x*"}, {"a|b": "3", "c": "line\nbreak"}])
    show.table([])


def _faults() -> None:
    from decision.errors import Fault
    from decision.ui import show

    show.faults([Fault("a.yaml", 3, 1, "error", "bad"), Fault("a.yaml", 4, 1, "warning", "odd")])


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
