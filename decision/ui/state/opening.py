"""Opening another case in place of the open one, and deleting one: both can be undone."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass, replace

import streamlit as st

from decision.errors import DocumentError, Fault, OutputError
from decision.files.deleted_drafts import Deleted
from decision.files.documents import parse_case, parse_model, read_case
from decision.files.drafts import Draft, new_token
from decision.files.shipped import examples
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.serving import hosted, open_workshop
from decision.ui.state import session, sharing, undo
from decision.ui.state.session import Work, work
from decision.wording import dates
from decision.wording.text import plain

PUT_ASIDE = "put-aside"  # the place in the undo stack of the case that another replaced
DELETED = "deleted"  # ... and of the case that was deleted in this session
MOST_DELETED = 100  # deleted cases of one person, where a trust hosts
NOT_DELETED = "not-deleted"  # why the last case could not be deleted, if it could not
DISMISSED = "offered"  # set once the reader wants no draft of an earlier session
_OFFERED = "offered.draft"  # the draft that is being offered
_RELOADED = "put-aside.found"  # set once the draft put aside before a reload was looked for


def replace_work(model: DecisionModel, case: Case, model_data: bytes | None, saved: bool) -> None:
    """Open another case in place of this one, which can be undone."""
    file = case if saved else None
    put_aside(
        replace(work(), model=model, case=case, model_data=model_data, saved=file, seen=False)
    )


def put_aside(new: Work, goes_on: bool = False) -> None:
    """Replace what is open by other work, which can be undone, after a reload too.

    Args:
        goes_on: whether the new case holds the earlier one, which then needs no draft.
    """
    before = work()
    if (before.shared or session.shared_by_me(before.token)) and not goes_on:
        # Others see what is kept under that token, so it stays that case's.
        session.leave()
        st.session_state.pop(_OFFERED, None)
        session.keep(replace(new, token=work().token, stamp=None, shared=None))
        return
    goes_on = goes_on or new.case == before.case
    copy = new_token() if is_only_here(before) and not goes_on else None
    if copy:
        with contextlib.suppress(OutputError):  # it can be undone until the tab is closed
            session.drafts().save(copy, before.case, before.model_data)
        (session.seen_drafts().add if before.seen else session.seen_drafts().discard)(copy)
    session.clear_inputs()
    st.session_state.pop(_OFFERED, None)
    session.keep(new)
    _offer_again(before)
    session.copies().pop(work().token, None)
    if copy:
        session.copies()[work().token] = copy


def set_aside() -> Work | None:
    """Return the work that was put aside; None where there is none."""
    return next((entry.what for entry in undo.entries() if entry.place == PUT_ASIDE), None)


def bring_back() -> None:
    """Open the work again that was put aside, if any."""
    for entry in undo.entries():
        if entry.place == PUT_ASIDE:
            undo.bring_back(entry)


def is_only_here(one: Work) -> bool:
    """Return whether a case would be lost with its draft: it is in no file, and no example."""
    return not one.is_saved and one.case not in _example_cases().values()


def open_case(data: bytes, name: str) -> tuple[Fault, ...]:
    """Open a case file in place of the open case; return its faults, or its warnings."""
    try:
        opened = parse_case(data, name, work().model)
    except DocumentError as error:
        return error.faults
    replace_work(work().model, opened.value, work().model_data, saved=True)
    return opened.warnings


def open_model(data: bytes, name: str) -> tuple[Fault, ...]:
    """Open another model, with an empty case; return its faults, or its warnings."""
    try:
        opened = parse_model(data, name)
    except DocumentError as error:
        return error.faults
    replace_work(opened.value, Case(), data, saved=False)
    return opened.warnings


def open_example(name: str) -> None:
    """Open one of the example cases, with the shipped model."""
    replace_work(session.shipped_model(), _example_cases()[name], None, saved=False)


@st.cache_resource(show_spinner=False)
def _example_cases() -> dict[str, Case]:
    model = session.shipped_model()
    return {name: read_case(path, model).value for name, path in examples().items()}


@st.cache_resource(show_spinner=False)
def example_names() -> dict[str, str]:
    """Return the site names of the example cases by id, the invented, complete one first."""
    names = {name: case.site.name or name for name, case in _example_cases().items()}
    return dict(sorted(names.items(), key=lambda item: not item[1].startswith("Invented")))


def delete_open() -> None:
    """Delete the open case; a copy is kept for 30 days, from which it can be restored."""
    gone = work()
    if gone.is_empty or gone.shared:  # tapped twice, or another's
        return
    st.session_state.pop(NOT_DELETED, None)
    try:
        kept = session.deleted().keep(gone.case, gone.model_data, dt.date.today())
    except OutputError as error:
        st.session_state[NOT_DELETED] = str(error)
        return
    if hosted.hosting() is not None:  # nobody fills everybody's disk
        for old in session.deleted().all(dt.date.today())[MOST_DELETED:]:
            session.deleted().remove(old)
    if gone.seen:
        session.seen_drafts().add(kept.token)
    _delete_draft(gone.token)
    session.clear_inputs()
    undo.drop(PUT_ASIDE)
    for each in session.shared_by_me(gone.token):
        sharing.stop(each)
    session.copies().pop(gone.token, None)
    st.session_state["work"] = Work(gone.model, Case(), gone.token, gone.model_data)
    what = _Gone(kept, gone.case.site.name)
    undo.push(undo.Entry(DELETED, what, _deleted_label, lambda one: restore(one.kept), _is_kept))


def deleted_cases() -> list[Deleted]:
    """Return the cases that whoever started the app deleted in the last 30 days, latest first."""
    return session.deleted().all(dt.date.today()) if open_workshop.is_owner() else []


@st.cache_resource(show_spinner=False, max_entries=64)
def deleted_name(one: Deleted) -> str | None:
    """Return the site's name of a deleted case, "" without one; None where it can't be read."""
    found = session.deleted().load(one)
    return None if found is None else found.case.site.name or ""


def restore(one: Deleted) -> None:
    """Open a deleted case again; what is open is put aside."""
    found = session.deleted().load(one)
    if found is None:  # tapped twice, or restored in another window
        return
    now, seen = work(), one.token in session.seen_drafts()
    back = Work(found.model, found.case, now.token, found.model_data, now.stamp, seen=seen)
    put_aside(back)
    if "not-kept" not in st.session_state:
        remove_for_good(one)


def remove_for_good(one: Deleted) -> None:
    """Delete a deleted case at once, which can't be undone."""
    session.deleted().remove(one)
    session.seen_drafts().discard(one.token)


def take_up(found: Draft) -> None:
    """Open a draft of an earlier session as this session's own."""
    now = work()
    if now.case == found.case:  # clicked twice
        return
    if session.shared_by_me(found.token):  # others find it under its own token
        st.session_state["work"] = session.as_work(found)
        session.clear_inputs()
        return
    new = replace(session.as_work(found), token=now.token, stamp=now.stamp)
    if now.is_empty:
        session.clear_inputs()
        session.keep(new)
    else:  # a browser may take what was typed and the click together
        put_aside(new)
    if "not-kept" not in st.session_state:
        _delete_draft(found.token)


def offers(stays: bool = False) -> None:
    """Offer the case that was replaced or deleted, or a draft of an earlier session.

    Args:
        stays: whether a draft stays on offer once an answer is given, so that nothing moves.
    """
    _find_after_reload()
    undo.offer(PUT_ASIDE, key="undo", otherwise=("OK", _dismiss_put_aside))
    shown = undo.offer(DELETED, "Restore", "restore", ("OK", lambda: undo.drop(DELETED)))
    if not shown and DISMISSED not in st.session_state:
        _draft(stays)


def _find_after_reload() -> None:
    """Offer again, once in a session, what an earlier run of this page put aside."""
    if _RELOADED in st.session_state:
        return
    st.session_state[_RELOADED] = True
    found = session.drafts().load(session.copies().get(work().token, ""))
    if found is not None and set_aside() is None:
        _offer_again(session.as_work(found))


# What is put aside


def _offer_again(before: Work) -> None:
    undo.push(undo.Entry(PUT_ASIDE, before, _put_aside_label, _swap_back, _is_worth_it))


def _is_worth_it(one: Work) -> bool:
    return not one.is_empty


def _put_aside_label(before: Work) -> str:
    name = f"“{plain(before.case.site.name)}”" if before.case.site.name else "The earlier case"
    if before.case.site.name and before.case.site.name == work().case.site.name:
        name += ", as it was before,"
    if before.case == work().case:  # only the model is another
        name = f"The model “{plain(before.model.title)}”"
    return f"{name} was put aside."


def _swap_back(before: Work) -> None:
    """Open the earlier case again; the one that is open is put aside in its turn."""
    now = work()
    copy = session.copies().pop(now.token, None)
    put_aside(replace(before, token=now.token, stamp=now.stamp))
    if copy and "not-kept" not in st.session_state:
        _delete_draft(copy)
    if now.case == before.case or not is_only_here(now):
        undo.drop(PUT_ASIDE)  # nothing is lost, so there is nothing to offer


def _dismiss_put_aside() -> None:
    """Dismiss the undo offer of the case put aside; keep its draft for a later session."""
    undo.drop(PUT_ASIDE)
    session.copies().pop(work().token, None)
    _dismiss_draft()


# What is deleted


@dataclass(frozen=True)
class _Gone:
    """A case that was deleted in this session, and its site's name."""

    kept: Deleted
    name: str | None


def _deleted_label(gone: _Gone) -> str:
    name = f"“{plain(gone.name)}”" if gone.name else "The case"
    return (
        f"{name} was deleted. It can be restored until {dates.day(gone.kept.until)}, from the "
        f"sidebar too."
    )


def _is_kept(gone: _Gone) -> bool:
    return session.deleted().holds(gone.kept)


def _delete_draft(token: str) -> None:
    """Delete a draft, and what is remembered of it."""
    session.drafts().forget(token)
    session.seen_drafts().discard(token)


# Drafts of an earlier session


def _draft(stays: bool) -> None:
    found = st.session_state.get(_OFFERED) if stays else None
    if found is None and work().is_empty:
        found = _latest_draft()
    if found is None:
        return
    st.session_state[_OFFERED] = found
    name = plain(found.case.site.name or "the case without a name")
    with st.container(horizontal=True, key="offer"):
        st.button(
            f"Continue {name}, {dates.day(found.changed)}",
            key="resume",
            on_click=take_up,
            args=(found,),
        )
        st.button(
            "Start new",
            key="resume.no",
            on_click=_dismiss_draft,
            help="The earlier case stays here and is offered next time.",
        )


def _latest_draft() -> Draft | None:
    """Return the last draft worth opening that is not open here nor offered already."""
    if not open_workshop.is_owner():
        return None
    mine = work().token
    for token in session.drafts().tokens():
        if token not in (mine, session.copies().get(mine)):
            found = session.drafts().load(token)
            if found is not None and is_only_here(session.as_work(found)):
                return found
    return None


def _dismiss_draft() -> None:
    st.session_state[DISMISSED] = True
