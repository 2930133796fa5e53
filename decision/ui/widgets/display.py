"""What more than one page shows: a chart with its table, evidence, faults."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer
from streamlit.elements.lib.mutable_popover_container import PopoverContainer

from decision.charts import DARK, LIGHT, Chart, Palette
from decision.errors import Fault
from decision.model.decision_model import DecisionModel
from decision.ui.state import session
from decision.wording.text import plain

# Pixels below a drawing, within its height: ours, and what Streamlit leaves empty otherwise.
BELOW, STREAMLITS = 2, 20

# Streamlit and Altair look whether pandas is loaded; half loaded by another session's page, as
# the first chart with data above its layers loads it, it would fail them.
_ONE_AT_A_TIME = threading.RLock()

DRAWER = "drawer."  # the key of every drawer starts so


def palette() -> Palette:
    """Return the colours for the theme on screen."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def rendered(
    name: str,
    make: Callable[[Palette], Chart],
    of: str | None = None,
    colours: Palette | None = None,
) -> Chart:
    """Return a chart of the open case, made once for each case and theme.

    Args:
        of: the key of what it is made of, where that is not the open case.
        colours: those to draw in, where they are not the theme's.
    """
    colours = colours or palette()
    return _rendered(f"{name}/{colours is DARK}/{of or session.work().key}", make, colours)


@st.cache_resource(show_spinner=False, max_entries=128)
def _rendered(key: str, _make: Callable[[Palette], Chart], _colours: Palette) -> Chart:
    with _ONE_AT_A_TIME:
        return _make(_colours)


def chart(
    picture: Chart, key: str, heading: bool = True, choose: bool = False, twin: bool = True
) -> str | None:
    """Show a chart under its sentence, with the same as a table one click away.

    Args:
        heading: whether its sentence stands above it; not where the page has said it.
        choose: whether a click in it chooses something.
        twin: whether its table follows at once; else the page calls `as_table` later.

    Returns:
        With `choose`, what was clicked in it.
    """
    if heading:
        st.markdown(f"#### {plain(picture.title)}")
    chosen = figure(picture, key, choose)
    st.caption(plain(picture.reading))
    if twin:
        as_table(picture)
    if not choose:
        return None
    picked = chosen.selection.get("chosen") or []
    return str(picked[0]["criterion"]) if picked else None


def figure(picture: Chart, key: str, choose: bool = False) -> Any:
    """Show the drawing alone; with `choose`, return what was clicked in it."""
    spec = with_its_data(picture.spec) | {"padding": {"bottom": BELOW}}
    if "height" in spec:
        spec["height"] -= STREAMLITS - BELOW
    with _ONE_AT_A_TIME:
        return st.vega_lite_chart(
            spec,
            width="stretch",
            theme=None,
            key=f"chart.{key}",
            alt=picture.alt,
            on_select="rerun" if choose else "ignore",
        )


def with_its_data(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return a specification whose layers hold their own data.

    Streamlit turns each named dataset into Arrow, and loads pandas and pyarrow to do so: for
    the few rows of a layer that takes longer than all the rest of a first page. Data that
    stand above the layers, as those of small multiples do, stay as they are.
    """
    rows = spec.get("datasets", {})
    kept: dict[str, Any] = {}

    def within(part: Any) -> Any:
        if isinstance(part, list):
            return [within(item) for item in part]
        if not isinstance(part, dict):
            return part
        new = {key: item if key == "data" else within(item) for key, item in part.items()}
        name = part["data"].get("name") if isinstance(part.get("data"), dict) else None
        return new | {"data": {"values": rows[name]}} if name in rows else new

    for key, item in spec.items():
        if key != "datasets":
            kept[key] = item if key == "data" else within(item)
    above = spec["data"].get("name") if isinstance(spec.get("data"), dict) else None
    return kept | ({"datasets": {above: rows[above]}} if above in rows else {})


def drawer(label: str, name: str) -> ExpanderContainer:
    """Return a closed drawer; what is in it is made only `if drawer.open`.

    A browser shows a page once it has the code of every kind of widget on it, seen or not: what
    few open shouldn't keep the verdict from all.
    """
    return st.expander(_while_open(label, name), key=f"{DRAWER}{name}", on_change="rerun")


def popover(label: str, name: str) -> PopoverContainer:
    """Return a closed popover; what is in it is made only `if popover.open`, as with a drawer."""
    label = _while_open(label, name)
    return st.popover(label, type="tertiary", key=f"{DRAWER}{name}", on_change="rerun")


def _while_open(label: str, name: str) -> str:
    """Return a label that stays while its drawer is open: another would close it."""
    kept = f"label.{name}"
    if st.session_state.get(f"{DRAWER}{name}"):
        label = st.session_state.get(kept, label)
    st.session_state[kept] = label
    return label


def opened(name: str) -> None:
    """Open a drawer that is shown after this."""
    st.session_state[f"{DRAWER}{name}"] = True


def tabs(name: str, sections: Mapping[str, Callable[[], None]]) -> None:
    """Show a page's sections as tabs, of which the open one alone is made."""
    shown = session.seed_key(f"tab.{name}", next(iter(sections)))
    every = st.tabs(list(sections), key=shown, on_change="rerun")
    for tab, show in zip(every, sections.values(), strict=True):
        with tab:
            if tab.open:
                show()


def as_table(*pictures: Chart) -> None:
    """Offer the figures of a page's charts as tables, behind one quiet link."""
    with st.popover("As a table", type="tertiary"):
        for picture in pictures:
            if len(pictures) > 1:
                st.markdown(f"**{plain(picture.title)}**")
            table(picture.table)


def table(rows: Iterable[Mapping[str, str]]) -> None:
    """Show rows as a real table, which a screen reader can walk."""
    shown = list(rows)
    if not shown:
        return
    heads = list(shown[0])
    lines = ["| " + " | ".join(plain(head) for head in heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(plain(row[head]) for head in heads) + " |" for row in shown]
    st.markdown("\n".join(lines))


def evidence(model: DecisionModel, ids: Iterable[str], by_id: bool = False) -> None:
    """Show evidence entries: what each says, who by, of what kind, and what weakens it.

    Args:
        model: the model that holds them.
        ids: which to show.
        by_id: whether each starts with its id, where a reader looks one up.
    """
    for name in ids:
        entry = model.evidence[name]
        by = plain(entry.by)
        if entry.speaker and entry.speaker != entry.by:
            by += f" (one person's: {plain(entry.speaker)})"
        kind = f"**{plain(name)}** · {entry.kind}" if by_id else f"**{entry.kind.capitalize()}**"
        lines = [f"{kind} · {by}", plain(entry.says)]
        if entry.caveat:
            lines.append(f"*But:* {plain(entry.caveat)}")
        if entry.source:
            lines.append(f"*Source:* {plain(entry.source)}")
        st.markdown("  \n".join(lines))


def faults(found: Iterable[Fault]) -> None:
    """Show what is wrong with a file, line by line."""
    for fault in found:
        say = st.error if fault.severity == "error" else st.warning
        say(f"{plain(fault.file)}, line {fault.line}: {plain(fault.message)}")
