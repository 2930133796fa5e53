"""What was taken away and may be wanted back: a part of the case, a whole case, a kept draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from decision.files.drafts import Draft
from decision.model.case import Case
from decision.ui.state import case_record, session
from decision.wording.text import plain

# The one part that was taken away last. It goes with the inputs, when another case opens.
LAST = f"{session.INPUT}taken-away"
FORGOTTEN = "deleted"  # the work that was deleted from this machine


def take_away(
    place: str, what: str, drop: tuple[str, ...] = (), together: bool = False, **parts: Any
) -> None:
    """Replace parts of the case by less, which `offer` can undo.

    Args:
        place: where it is offered back.
        what: the sentence that says what was done.
        drop: the inputs that follow the case again, now and when it is undone.
        together: whether it is undone as one with what was done just before in these words.
        parts: the parts of the case, as they are to be.
    """
    before = session.work().case
    old = {name: getattr(before, name) for name in parts}
    if together and stands(place, what):
        old = st.session_state[LAST][3]
    _change(parts, drop)
    st.session_state[LAST] = (place, what, drop, old, parts)


def offer(place: str) -> None:
    """Offer to undo what was last taken away here, as long as nothing has changed it since."""
    if not stands(place):
        return
    _, what, drop, old, _ = st.session_state[LAST]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(what)
        st.button("Bring it back", key=f"back.{place}", on_click=_bring_back, args=(old, drop))


def stands(place: str, what: str | None = None) -> bool:
    """Whether what was last taken away here, in these words where given, can be undone."""
    if LAST not in st.session_state:
        return False
    where, said, _, _, new = st.session_state[LAST]
    case = session.work().case
    same = all(getattr(case, name) == value for name, value in new.items())
    return where == place and what in (None, said) and same


def _bring_back(old: dict[str, Any], drop: tuple[str, ...]) -> None:
    st.session_state.pop(LAST, None)
    _change(old, drop)


def _change(parts: dict[str, Any], drop: tuple[str, ...]) -> None:
    session.drop_inputs(*drop)
    if "weights" in parts:  # what is done to weights after the result was seen is on record
        case_record.change_weights(parts["weights"], parts["weights_by"])
    else:
        session.change(**parts)


def forget_open() -> None:
    """Delete the open case from this machine; the tab holds it until it is closed."""
    gone = session.work()
    _forget(gone.token)
    session.clear_inputs()
    st.session_state.pop("before", None)
    session.copies().pop(gone.token, None)
    st.session_state["work"] = session.Work(gone.model, Case(), gone.token, gone.model_data)
    st.session_state[FORGOTTEN] = gone


def _forget(token: str) -> None:
    """Delete a draft, and what is remembered of it."""
    session.drafts().forget(token)
    session.seen_drafts().discard(token)


def offers() -> None:
    """Offer the case that was replaced or forgotten, or work from before a restart."""
    before: session.Work | None = st.session_state.get("before")
    if before is not None and not before.is_empty:
        name = f"“{plain(before.case.site.name)}”" if before.case.site.name else "The earlier case"
        if before.case.site.name and before.case.site.name == session.work().case.site.name:
            name += ", as it was before,"
        if before.case == session.work().case:  # only the model is another
            name = f"The model “{plain(before.model.title)}”"
        _row(f"{name} was put aside.", "undo", undo, "Fine", _leave_aside)
    gone: session.Work | None = st.session_state.get(FORGOTTEN)
    if gone is not None and not gone.is_empty:
        name = f"“{plain(gone.case.site.name)}”" if gone.case.site.name else "The case"
        said = f"{name} was deleted from this machine. Until this tab is closed, it can come back."
        _row(said, "forgotten", _bring_back_case, "Let it go", _let_go)
    elif session.work().is_empty and "offered" not in st.session_state:
        _kept()


def _row(
    said: str, key: str, bring_back: Callable[[], None], otherwise: str, leave: Callable[[], None]
) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(said)
        st.button("Bring it back", key=key, on_click=bring_back)
        st.button(otherwise, key=f"{key}.no", on_click=leave)


def undo() -> None:
    """Go back to the case that was open before; the one that is open can be had again too."""
    before: session.Work | None = st.session_state.pop("before", None)
    if before is None:  # clicked twice
        return
    now = session.work()
    copy = session.copies().pop(now.token, None)
    session.put_aside(replace(before, token=now.token, stamp=now.stamp))
    if copy and "not-kept" not in st.session_state:
        _forget(copy)
    if now.case == before.case or not session.is_only_here(now):
        st.session_state.pop("before")  # nothing is lost, so there is nothing to offer


def _leave_aside() -> None:
    """Offer what was put aside no more, here; its draft stays, for when one begins again."""
    st.session_state.pop("before", None)
    session.copies().pop(session.work().token, None)
    _not_now()


def _not_now() -> None:
    st.session_state["offered"] = True


def _let_go() -> None:
    st.session_state.pop(FORGOTTEN, None)


def _bring_back_case() -> None:
    gone: session.Work | None = st.session_state.pop(FORGOTTEN, None)
    if gone is not None:  # None: clicked twice
        session.put_aside(replace(gone, token=session.work().token, stamp=session.work().stamp))


def _kept() -> None:
    found = _latest()
    if found is None:
        return
    name = plain(found.case.site.name or "a case without a name")
    with st.container(border=True):
        st.markdown(
            f"Kept on this machine: **{name}**, changed on {found.changed.day} "
            f"{found.changed:%B at %H\\:%M}."
        )
        with st.container(horizontal=True):
            st.button(
                "Go on with it", key="resume", type="primary", on_click=take_up, args=(found,)
            )
            st.button("Forget it", key="resume.forget", on_click=_forget_kept, args=(found,))
            st.button("Not now", key="resume.no", on_click=_not_now)


def _latest() -> Draft | None:
    """Give the last draft that is worth going on with, not open here nor offered already."""
    mine = session.work().token
    for token in session.drafts().tokens():
        if token not in (mine, session.copies().get(mine)):
            found = session.drafts().load(token)
            if found is not None and session.is_only_here(session.as_work(found)):
                return found
    return None


def take_up(found: Draft) -> None:
    """Go on with a draft of an earlier session, as this session's own."""
    now = session.work()
    if now.case == found.case:  # clicked twice
        return
    new = replace(session.as_work(found), token=now.token, stamp=now.stamp)
    if now.is_empty:
        session.clear_inputs()
        session.keep(new)
    else:  # a browser may take what was typed and the click together
        session.put_aside(new)
    if "not-kept" not in st.session_state:
        _forget(found.token)


def _forget_kept(found: Draft) -> None:
    st.session_state[FORGOTTEN] = session.as_work(found)
    _forget(found.token)
