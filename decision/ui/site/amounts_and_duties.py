"""The figures of measured criteria, and the duties that are never scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from decision.model.cells import Amount
from decision.model.entries import Criterion
from decision.sentences.model_contents import in_figures
from decision.ui.site.checklists import UNKNOWN
from decision.ui.state import session
from decision.ui.widgets import display
from decision.ui.widgets.number_input import bounds
from decision.wording.text import plain


def figures() -> None:
    """Ask for the amounts of measured criteria, where the model has any."""
    model = session.work().model
    measured = {name: entry for name, entry in model.criteria.items() if entry.measure}
    if not measured:
        return
    with display.drawer("Figures of your own", "figures") as drawer:
        if drawer.open:
            _amounts(measured)


def _amounts(measured: Mapping[str, Criterion]) -> None:
    model, case = session.work().model, session.work().case
    for name, entry in measured.items():
        assert entry.measure is not None  # filtered by the caller
        with st.container(border=True):
            st.markdown(f"**{plain(entry.name)}** ({plain(entry.measure.unit)})")
            for option, cell in (entry.amounts or {}).items():
                given = case.amounts.get(name, {}).get(option)

                def changed(name: str = name, option: str = option) -> None:
                    number = session.value_of(f"amounts.{name}.{option}")
                    amounts = session.work().case.amounts
                    row = session.with_item(
                        amounts.get(name, {}),
                        option,
                        None if number is None else Amount(amount=number),
                    )
                    session.change(amounts=session.with_item(amounts, name, row or None))

                key = session.seed(
                    f"amounts.{name}.{option}", None if given is None else float(given.amount)
                )
                st.number_input(
                    plain(model.options[option].name),
                    **bounds(key),
                    value=None,
                    format="%g",
                    placeholder=f"{in_figures(cell.amount)}, as the model has it",
                    key=key,
                    on_change=changed,
                )


def duties() -> None:
    """Ask whether each gate is met: for all its options at once, or option by option."""
    model, case = session.work().model, session.work().case
    if not model.gates:
        return
    known = f"{len(case.gates)} of {len(model.gates)} answered" if case.gates else "none asked yet"
    with display.drawer(f"Duties ({known})", "duties") as drawer:
        if drawer.open:
            st.caption("These are owed whatever is decided. They are never scored.")
            _gates()


def how_many_met(stands: Sequence[str]) -> str:
    """Return in words how many duties are met, and how many not, from "met", "unmet", "unknown"."""
    if set(stands) == {"unknown"}:
        return "none asked yet"
    unmet = stands.count("unmet")
    return f"{stands.count('met')} of {len(stands)} met{f', {unmet} not met' if unmet else ''}"


def _gates() -> None:
    model, case = session.work().model, session.work().case
    words = {"unknown": UNKNOWN, "met": "Met", "unmet": "Not met"}
    for name, gate in model.gates.items():
        said = case.gates.get(name, "unknown")
        options = gate.options or tuple(model.options)
        with st.container(border=True):

            def changed(name: str = name) -> None:
                word = session.value_of(f"gates.{name}")
                session.drop_inputs(f"gates.{name}")  # those of its options follow the case too
                session.change(
                    gates=session.with_item(
                        session.work().case.gates, name, None if word == "unknown" else word
                    )
                )

            if isinstance(said, str):
                st.radio(
                    plain(gate.says),
                    list(words),
                    format_func=lambda word: words[word],
                    horizontal=True,
                    key=session.seed(f"gates.{name}", said),
                    on_change=changed,
                )
            else:
                met = how_many_met([case.gate(name, option) for option in options])
                st.markdown(f"{plain(gate.says)}. **By option: {met}**")
            with display.popover("By option, and evidence", f"gate.{name}") as by_option:
                if not by_option.open:
                    continue
                for option in options:

                    def one(name: str = name, option: str = option) -> None:
                        before = session.work().case
                        every = model.gates[name].options or tuple(model.options)
                        each = {item: before.gate(name, item) for item in every}
                        each[option] = session.value_of(f"gates.{name}.{option}")
                        alike = set(each.values())
                        word = alike.pop() if len(alike) == 1 else None
                        session.drop_inputs(f"gates.{name}")
                        said = None if word == "unknown" else word or each
                        session.change(gates=session.with_item(before.gates, name, said))

                    st.radio(
                        plain(model.options[option].name),
                        list(words),
                        format_func=lambda word: words[word],
                        horizontal=True,
                        key=session.seed(f"gates.{name}.{option}", case.gate(name, option)),
                        on_change=one,
                    )
                display.evidence(model, gate.evidence)
