"""The text of a model being written: replaced, brought back, opened with the case."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

import decision
from decision.files.shipped import example_models
from decision.model.case import Case
from decision.ui.state.session import Work

SHIPPED = decision.shipped("criteria.yaml").read_text("utf-8")


def work(app: AppTest) -> Work:
    found: Work = app.session_state["work"]
    return found


def ran(code: str) -> AppTest:
    """Run code in a session that has just started; what it puts into `seen` can be read."""
    app = AppTest.from_string(f"import streamlit as st\n{OPENED}{code}", default_timeout=30).run()
    assert not app.exception
    return app


OPENED = (
    "from decision.ui.model import editor\nfrom decision.ui.state import session\nsession.start()\n"
)


@pytest.mark.parametrize("name", example_models())
def test_an_example_model_opens_with_an_empty_case(name: str) -> None:
    app = AppTest.from_string(f"{OPENED}editor.open_example_model({name!r})", default_timeout=30)
    app.run()
    assert not app.exception
    assert work(app).model == decision.load_model(example_models()[name])
    assert work(app).model_data == example_models()[name].read_bytes()
    assert work(app).is_empty


def test_a_file_is_loaded_into_the_editor_sound_or_not() -> None:
    app = AppTest.from_string(
        f"import streamlit as st\n{OPENED}"
        "st.session_state['said'] = [editor.load(data) for data in"
        " (b'not: [sound\\r\\nnext', b'\\xa3')]\nst.session_state['text'] = editor.text()",
        default_timeout=30,
    ).run()
    assert not app.exception
    assert app.session_state["text"] == "not: [sound\nnext"
    first, second = app.session_state["said"]
    assert first is None
    assert second == "line 1: not UTF-8 (byte 0xa3); save as UTF-8"


def test_an_untouched_text_is_that_of_the_open_model() -> None:
    app = ran("st.session_state['seen'] = editor.text(), editor.is_changed()")
    assert app.session_state["seen"] == (SHIPPED, False)


def test_a_replaced_text_comes_back_once_and_only_where_something_was_written() -> None:
    app = ran(
        "from decision.ui.state import undo\n"
        "editor.start_from('title: first\\n')\n"
        "nothing = undo.latest(editor.REPLACED)\n"
        "editor.check()\n"
        "editor.start_from('title: second\\n')\n"
        "entry = undo.latest(editor.REPLACED)\n"
        "between = editor.text(), editor.found()\n"
        "undo.bring_back(entry)\n"
        "editor.write('title: third\\n')\n"
        "undo.bring_back(entry)\n"  # clicked twice
        "st.session_state['seen'] = nothing, entry.what, between, editor.text()"
    )
    nothing, what, between, last = app.session_state["seen"]
    assert nothing is None  # nobody had written anything
    assert what == "title: first\n"
    assert between == ("title: second\n", None)  # what was checked is not this text
    assert last == "title: third\n"


def test_a_text_with_errors_opens_nothing() -> None:
    app = ran(
        "editor.write('title: x\\n')\neditor.use()\nst.session_state['seen'] = editor.found()"
    )
    assert work(app).model_data is None
    assert app.session_state["seen"].model is None
    assert app.session_state["seen"].faults


def test_a_text_that_leaves_some_of_the_case_out_waits_for_a_choice() -> None:
    app = ran(
        "session.change(answers={'vacancy': 'none'}, notes={'vacancy': 'Asked HR'})\n"
        "editor.write(editor.text().replace('  vacancy:\\n', '  vacant:\\n')"
        ".replace('fact: vacancy', 'fact: vacant'))\n"
        "editor.use()\n"
        "waits = editor.waiting()\n"
        "held = session.work().model_data\n"
        "editor.use_all_the_same(empty=False)\n"
        "st.session_state['seen'] = waits, held, editor.waiting(), editor.set_aside()"
    )
    waits, held, after, aside = app.session_state["seen"]
    assert waits is not None
    assert any("vacancy" in line for line in waits.left_out)
    assert (held, after) == (None, None)
    assert "vacant" in work(app).model.facts
    assert work(app).case == Case()
    assert aside is not None
    assert aside.case.answers == {"vacancy": "none"}
