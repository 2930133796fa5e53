"""The model that is open and the text of one that is being written: taken up, changed, undone."""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st

from decision.errors import Fault
from decision.files.documents import read_model
from decision.files.shipped import example_models, shipped
from decision.files.starting_files import SHIPPED, SKELETON, starting_points
from decision.files.yaml_events import RefusedError, decode
from decision.model.case import Case
from decision.model.case_transfer import Refit, refit
from decision.ui.model.check import Checked, checked
from decision.ui.state import opening, session, undo

OPEN = "open"  # the starting point that is the model on screen

# Keys of the session. The text is kept apart from its widget, which is gone on another page.
TEXT, CHECKED, WAITING = "model.text", "model.checked", "model.wait"
AREA = "model.area"
REPLACED = "model-text"  # the place in the undo stack of the text that another replaced

_LINE_END = re.compile(r"\r\n|\r")


def open_text() -> str:
    """Return the text of the model that is open."""
    data = session.work().model_data
    return _shipped_text() if data is None else _lines(decode(data))


@st.cache_resource(show_spinner=False)
def _shipped_text() -> str:
    return _lines(decode(shipped("criteria.yaml").read_bytes()))


def _lines(text: str) -> str:
    """End every line as the text area does."""
    return _LINE_END.sub("\n", text)


def text() -> str:
    """Return the text that is being written; until something is, that of the open model."""
    written: str | None = st.session_state.get(TEXT)
    return open_text() if written is None else written


def is_changed() -> bool:
    """Return whether the text differs from the model that is open."""
    return text() != open_text()


def write(new: str | None) -> None:
    """Take up the text as it was changed; None follows the open model again."""
    st.session_state[TEXT] = None if new == open_text() else new


def typed() -> None:
    """Take up what was typed into the text area."""
    write(st.session_state[AREA])


def start_from(new: str) -> None:
    """Put another text in place of what is being written, which can be undone."""
    if is_changed():
        undo.push(undo.Entry(REPLACED, text(), _replaced_label, write))
    write(new)
    st.session_state.pop(CHECKED, None)
    st.session_state.pop(WAITING, None)


def _replaced_label(_: str) -> str:
    return "The text that you were writing was put aside."


def text_of(point: str) -> str:
    """Return the text of a starting point."""
    return open_text() if point == OPEN else _lines(decode(starting_points()[point].read_bytes()))


def load(data: bytes) -> str | None:
    """Put the text of a file in the editor, valid or not; return what is wrong if it can't be."""
    try:
        start_from(_lines(decode(data)))
    except RefusedError as refused:
        line, _ = refused.place
        return f"line {line}: {refused}"
    return None


@st.cache_resource(show_spinner=False)
def starting_names() -> dict[str, str]:
    """Return what the starting points are called, by id."""
    names = {OPEN: "The model that is open", SKELETON: "A model with comments, to make your own"}
    return names | {SHIPPED: f"The shipped one: {session.shipped_model().title}"} | example_titles()


@st.cache_resource(show_spinner=False)
def example_titles() -> dict[str, str]:
    """Return the titles of the example models, by id."""
    return {name: read_model(path).value.title for name, path in example_models().items()}


def open_example_model(name: str) -> None:
    """Open one of the example models, with an empty case."""
    path = example_models()[name]
    opening.replace_work(read_model(path).value, Case(), path.read_bytes(), saved=False)


def check() -> None:
    """Check the text, and remember that this text was."""
    st.session_state[CHECKED] = text()
    st.session_state.pop(WAITING, None)


def found() -> Checked | None:
    """Return what the last check found; None where there was none."""
    last: str | None = st.session_state.get(CHECKED)
    return None if last is None else checked(last)


def use() -> None:
    """Open the text as a model, with the case that is open where all of it fits.

    Where the text has errors, or some of the case doesn't fit, nothing is opened yet.
    """
    check()
    model = checked(text()).model
    if model is None:
        return
    case = refit(model, session.work().case)
    if case.left_out:
        st.session_state[WAITING] = text()
        return
    _take_up(case.case)


def waiting() -> Refit | None:
    """Return how the open case fits a model that waits to be used; None where none does."""
    if st.session_state.get(WAITING) != text():
        return None
    model = checked(text()).model
    return None if model is None else refit(model, session.work().case)


def use_all_the_same(empty: bool) -> None:
    """Open the text that waits, with an empty case or with what fits of the open one."""
    fits = waiting()
    if fits is not None:
        _take_up(Case() if empty else fits.case)


def _take_up(case: Case) -> None:
    written, model = text(), checked(text()).model
    assert model is not None
    data = None if written == _shipped_text() else written.encode()
    before = session.work()
    same = case == before.case
    saved = before.saved if same else None
    seen = before.seen and same and model.fingerprint == before.model.fingerprint
    opening.put_aside(
        replace(before, model=model, case=case, model_data=data, saved=saved, seen=seen)
    )
    st.session_state[TEXT] = written  # stays in the editor when this is undone
    st.session_state.pop(WAITING, None)


def set_aside() -> session.Work | None:
    """Return what the open model was put in place of, where that can be brought back."""
    before = opening.set_aside()
    if before is None or before.model.fingerprint == session.work().model.fingerprint:
        return None
    return before


def faults_of_open() -> tuple[Fault, ...]:
    """Return what a check of the open model finds."""
    return checked(open_text()).faults
