"""A model from a pasted or dropped table, and the open model as one."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from decision.errors import DocumentError, Fault
from decision.model.case import Case
from decision.tables import from_model
from decision.tables.grid import Grid, read_text
from decision.tables.table_file import read_bytes
from decision.tables.to_model import TableModel, model_of
from decision.ui.state import opening, session
from decision.wording.lists import listed
from decision.wording.numbers import in_words
from decision.wording.text import plain

AREA, FILE = "table.text", "table.file"
EXAMPLE = """Criterion\tWeight\tStay\tMove
Response to clinicians\t100\t70 (60–80)\t55
Cost (£k a year, lower is better)\t60\t120\t90"""
SHOWN = 20  # faults shown one by one


@dataclass(frozen=True)
class _Read:
    made: TableModel | None
    faults: tuple[Fault, ...] = ()


def section() -> None:
    """Take a table in, say how it is understood, and open it as a model."""
    st.markdown(
        "Paste the cells from a spreadsheet, or drop a file. Put options one way and criteria the "
        "other, with a row or a column called **Weight**. Scores run from 0 to 100. For amounts, "
        "say in the heading which way is better."
    )
    st.text_area("The table", key=AREA, height=160, placeholder=EXAMPLE)
    file = st.file_uploader("Or an .xlsx or .csv file", type=["xlsx", "csv", "txt"], key=FILE)
    text = st.session_state.get(AREA) or ""
    if file is not None:
        _show(_of_file(file.getvalue(), file.name))
    elif text.strip():
        _show(_of_text(text))
    _out()


@st.cache_resource(show_spinner=False, max_entries=4)
def _of_file(data: bytes, name: str) -> _Read:
    try:
        return _made(read_bytes(data, name))
    except DocumentError as error:
        return _Read(None, error.faults)


@st.cache_resource(show_spinner=False, max_entries=4)
def _of_text(text: str) -> _Read:
    try:
        return _made(read_text(text))
    except DocumentError as error:
        return _Read(None, error.faults)


def _made(grid: Grid) -> _Read:
    return _Read(model_of(grid))


def _show(read: _Read) -> None:
    if read.made is None:
        many = len(read.faults)
        things = f"{in_words(many).capitalize()} thing{'s' * (many != 1)}"
        st.markdown(f"**{things} to mend in the table**")
        for fault in read.faults[:SHOWN]:
            st.error(plain(fault.message[:1].upper() + fault.message[1:]))
        if many > SHOWN:
            st.caption(f"And {many - SHOWN} more. Mend these first.")
        return
    st.markdown("**How the table is understood**")
    st.markdown("\n".join(f"- {plain(note)}" for note in read.made.notes))
    st.button(
        "Use this model",
        key="table.use",
        type="primary",
        on_click=_use,
        args=(read.made,),
        help="It opens with an empty case. The open case is put aside, and you can bring it back.",
    )


def _use(made: TableModel) -> None:
    opening.replace_work(made.model, Case(), made.text.encode(), saved=False)


def _out() -> None:
    """Offer the open model as a table, and say what that leaves out."""
    model = session.work().model
    st.markdown("**The open model as a table**")
    with st.container(horizontal=True):
        st.download_button(
            "Table as .xlsx",
            lambda: from_model.as_xlsx(model),
            "table.xlsx",
            key="table.xlsx",
            on_click="ignore",
        )
        st.download_button(
            "Table as .csv",
            lambda: from_model.as_csv(model),
            "table.csv",
            "text/csv",
            key="table.csv",
            on_click="ignore",
        )
    if missing := from_model.lost(model):
        st.caption(plain(f"A table can't hold {listed(missing)}. The model's own file holds all."))
