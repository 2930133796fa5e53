"""What was taken away and may be wanted back: a part of the case, a whole case, a kept draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from decision.drafts import Draft
from decision.ui import record_keeping, state
from decision.ui.text import plain

# The one part that was taken away last. It goes with the inputs, when another case opens.
LAST = f"{state.INPUT}taken-away"
FORGOTTEN = "deleted"  # the work that was deleted from this machine


def take_away(place: str, what: str, drop: tuple[str, ...] = (), **parts: Any) -> None:
    """Replace parts of the case by less, which `offer` can undo.

    Args:
        place: where it is offered back.
        what: the sentence that says what was done.
        drop: the inputs that follow the case again, now and when it is undone.
        parts: the parts of the case, as they are to be.
    """
    before = state.work().case
    old = {name: getattr(before, name) for name in parts}
    _change(parts, drop)
    st.session_state[LAST] = (place, what, drop, old, parts)


def offer(place: str) -> None:
    """Offer to undo what was last taken away here, as long as nothing has changed it since."""
    if LAST not in st.session_state:
        return
    where, what, drop, old, new = st.session_state[LAST]
    case = state.work().case
    if where != place or any(getattr(case, name) != value for name, value in new.items()):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(what)
        st.button("Bring it back", key=f"back.{place}", on_click=_bring_back, args=(old, drop))


def _bring_back(old: dict[str, Any], drop: tuple[str, ...]) -> None:
    st.session_state.pop(LAST, None)
    _change(old, drop)


def _change(parts: dict[str, Any], drop: tuple[str, ...]) -> None:
    state.drop_inputs(*drop)
    if "weights" in parts:  # what is done to weights after the result was seen is on record
        record_keeping.change_weights(parts["weights"], parts["weights_by"])
    else:
        state.change(**parts)


def forget_open() -> None:
    """Delete the open case from this machine; the tab holds it until it is closed."""
    work = state.work()
    state.forget()
    st.session_state[FORGOTTEN] = work


def offers() -> None:
    """Offer the case that was replaced or forgotten, or work from before a restart."""
    before: state.Work | None = st.session_state.get("before")
    if before is not None and not before.is_empty:
        name = f"“{plain(before.case.site.name)}”" if before.case.site.name else "The earlier case"
        if before.case == state.work().case:  # only the model is another
            name = f"The model “{plain(before.model.title)}”"
        _row(f"{name} was put aside.", "undo", state.undo, "before", "Fine")
    gone: state.Work | None = st.session_state.get(FORGOTTEN)
    if gone is not None and not gone.is_empty:
        name = f"“{plain(gone.case.site.name)}”" if gone.case.site.name else "The case"
        said = f"{name} was deleted from this machine. Until this tab is closed, it can come back."
        _row(said, "forgotten", _bring_back_case, FORGOTTEN, "Let it go")
    elif state.work().is_empty and "offered" not in st.session_state:
        _kept()


def _row(said: str, key: str, bring_back: Callable[[], None], held: str, otherwise: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(said)
        st.button("Bring it back", key=key, on_click=bring_back)
        st.button(otherwise, key=f"{key}.no", on_click=lambda: st.session_state.pop(held, None))


def _bring_back_case() -> None:
    gone: state.Work = st.session_state.pop(FORGOTTEN)
    state.put_aside(replace(gone, token=state.work().token, stamp=state.work().stamp))


def _kept() -> None:
    found = state.drafts().latest()
    if found is None or found.token == state.work().token:
        return
    name = plain(found.case.site.name or "a case without a name")
    with st.container(border=True):
        st.markdown(
            f"Kept on this machine: **{name}**, changed on {found.changed.day} "
            f"{found.changed:%B at %H\\:%M}."
        )
        with st.container(horizontal=True):
            st.button(
                "Go on with it", key="resume", type="primary", on_click=state.take_up, args=(found,)
            )
            st.button("Forget it", key="resume.forget", on_click=_forget_kept, args=(found,))
            st.button(
                "Not now", key="resume.no", on_click=lambda: st.session_state.update(offered=True)
            )


def _forget_kept(found: Draft) -> None:
    state.drafts().forget(found.token)
    st.session_state[FORGOTTEN] = replace(
        state.work(), model=found.model, case=found.case, model_data=found.model_data
    )
