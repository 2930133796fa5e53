"""The undo stack: what was taken away in this session and can be brought back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

STACK = "undo.stack"  # the key of the session


def _always(_: Any) -> bool:
    return True


@dataclass(frozen=True, eq=False)  # an entry is itself alone: two clicks undo it once
class Entry:
    """One thing that can be undone.

    Attributes:
        place: where it is offered; a later entry of a place replaces the earlier one.
        what: what comes back.
        label: returns the sentence, in Markdown, that names what comes back.
        restore: brings it back.
        stands: returns whether it can still be undone; the entry stays where it can't.
        of_case: whether it is dropped once another case is opened.
    """

    place: str
    what: Any
    label: Callable[[Any], str]
    restore: Callable[[Any], object]
    stands: Callable[[Any], bool] = _always
    of_case: bool = False


def entries() -> tuple[Entry, ...]:
    """Return the whole stack, the latest entry last."""
    stack: tuple[Entry, ...] = st.session_state.get(STACK, ())
    return stack


def push(entry: Entry) -> None:
    """Put an entry on the stack, in place of the earlier one of its place."""
    drop(entry.place)
    st.session_state[STACK] = (*entries(), entry)


def drop(place: str) -> None:
    """Remove the entry of a place, if there is one; it can't be undone any more."""
    st.session_state[STACK] = tuple(entry for entry in entries() if entry.place != place)


def drop_of_case() -> None:
    """Remove the entries that change the open case, since another case is opened."""
    st.session_state[STACK] = tuple(entry for entry in entries() if not entry.of_case)


def latest(place: str) -> Entry | None:
    """Return the entry of a place; None where there is none, or it can't be undone now."""
    found = (entry for entry in entries() if entry.place == place)
    return next((entry for entry in found if entry.stands(entry.what)), None)


def bring_back(entry: Entry) -> None:
    """Undo an entry and remove it from the stack; where that fails, it stays there."""
    stack = entries()
    if entry not in stack:  # clicked twice
        return
    drop(entry.place)
    try:
        entry.restore(entry.what)
    except Exception:
        st.session_state[STACK] = stack
        raise


def offer(
    place: str,
    button: str = "Bring it back",
    key: str | None = None,
    otherwise: tuple[str, Callable[[], None]] | None = None,
) -> bool:
    """Show what can be undone at a place, with the button that does it.

    Args:
        key: of the button; `back.` and the place where it is left out.
        otherwise: the label of a second button, and what it calls.

    Returns:
        Whether there was anything to show.
    """
    entry = latest(place)
    if entry is None:
        return False
    key = key or f"back.{place}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(entry.label(entry.what))
        st.button(button, key=key, on_click=bring_back, args=(entry,))
        if otherwise is not None:
            label, leave = otherwise
            st.button(label, key=f"{key}.no", on_click=leave)
    return True
