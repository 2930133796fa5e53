"""Starting: a new workshop for the open model, or an earlier one opened again."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from decision.serving import hosted, open_workshop
from decision.ui.state import session
from decision.ui.workshop import shared_state
from decision.ui.workshop.shared_state import NO_PHONES
from decision.wording.text import plain
from decision.workshop.errors import BallotError, DamagedError, WorkshopError
from decision.workshop.room import MAX_TITLE, ROLES, Room
from decision.workshop.rules.ballots import MAX_ROLE
from decision.workshop.store import backups, database

DAMAGED = "workshop.damaged"  # the workshop that could not be opened
_STAMPED = re.compile(r"(\d{4}-\d\d-\d\d)-(?:(.*)-)?[0-9a-f]{6}")
MOST_ROLES = 30
MOST_KEPT = 20  # workshops of one person, where a trust hosts


@dataclass(frozen=True)
class _Damaged:
    """A workshop that could not be opened, and why; `copy` may be put in its place.

    `opens`: the file itself is whole, and may be opened as it is.
    """

    path: Path
    fault: str
    copy: Path | None
    opens: bool


def section() -> None:
    """Offer to make a workshop, or to go on with an earlier one."""
    st.markdown(
        "In one hour, each person weighs the criteria in private. The room sees what divides it, "
        "talks, and weighs again. What you agree goes on the record."
    )
    if open_workshop.doors() is None:
        st.info(f"{NO_PHONES} Without phones, use paper or take turns at this laptop.")
    elif hosted.hosting() is None:
        st.info(
            "The room's network carries ballots unencrypted. Somebody who listens in on the wifi "
            "can read a phone's ballot, and send one as that phone. Where that matters, use paper "
            "or turns at this laptop. Nothing of the facilitator's goes over the network."
        )
    shared_state.trouble()
    _damaged()
    _new()
    _earlier()


def _new() -> None:
    work = session.work()
    st.header("Start a workshop")
    site = work.case.site.name
    title = f"{site}: {work.model.title}" if site else work.model.title
    with st.form("workshop.new", border=False):
        st.text_input("Title", title[:MAX_TITLE], max_chars=MAX_TITLE, key="new.title")
        st.text_area(
            "Roles that people choose from, one per line",
            "\n".join(ROLES),
            key="new.roles",
            height=200,
            help="A role of fewer than four people is never shown on its own.",
        )
        st.checkbox("People may write a role of their own", key="new.free")
        st.form_submit_button(
            "Start the workshop",
            key="new.do",
            type="primary",
            on_click=lambda: shared_state.act(_make),
        )
    if work.model_data is not None:
        st.caption(plain(f"People weigh the criteria of the open model: {work.model.title}"))


def _make() -> None:
    folder = open_workshop.folder()
    if folder is not None and len(database.workshops(folder)) >= MOST_KEPT:
        raise WorkshopError(f"You have {MOST_KEPT} workshops already. Delete one, then start this.")
    lines = [line[: 2 * MAX_ROLE] for line in st.session_state["new.roles"].splitlines()]
    roles = [role for role in lines if role.strip()]
    if len(roles) > MOST_ROLES:
        raise BallotError(f"There are {len(roles)} roles; a workshop has at most {MOST_ROLES}.")
    title = st.session_state["new.title"].strip() or session.work().model.title
    room, secret = Room.create(
        database.new_path(title, dt.date.today(), folder),
        session.work().model,
        title=title[:MAX_TITLE],
        model_data=session.work().model_data,
        roles=roles,
        free_roles=bool(st.session_state["new.free"]),
    )
    open_workshop.hold(room, secret)
    if not open_workshop.is_owner():  # by which this session, and no other, runs it
        st.session_state[open_workshop.ADDRESS] = secret


def _earlier() -> None:
    found = database.workshops(open_workshop.folder()) if open_workshop.is_owner() else []
    if not found:
        return
    st.header("Open an earlier workshop")
    path = st.selectbox(
        f"Workshops on {hosted.place()}, newest first",
        found,
        format_func=named,
        key="earlier",
    )
    with st.container(horizontal=True):
        st.button("Open it", key="earlier.open", on_click=_open, args=(path,))
        with st.popover("Delete it"):
            st.markdown(
                f"This deletes **{plain(named(path))}**: every ballot, comment, reason and role, "
                f"what was agreed, the record and all backups. It can't be undone. Case files that "
                f"you saved stay."
            )
            st.button(
                "Delete it for good",
                key="earlier.delete",
                on_click=lambda: shared_state.act(_delete, path),
            )


def _open(path: Path, anyway: bool = False) -> None:
    st.session_state.pop(DAMAGED, None)

    def opened() -> None:
        try:
            open_workshop.take_up(path, anyway)
        except DamagedError as error:
            st.session_state[DAMAGED] = _Damaged(path, str(error), error.backup, error.opens)

    shared_state.act(opened)


def _damaged() -> None:
    """Show what is wrong with a damaged workshop, and offer what can be done."""
    if DAMAGED not in st.session_state:
        return
    damaged: _Damaged = st.session_state[DAMAGED]
    with st.container(border=True):
        st.error(plain(damaged.fault))
        with st.container(horizontal=True):
            if damaged.copy is not None:
                st.button(
                    "Use the backup instead",
                    key="damaged.restore",
                    type="primary",
                    on_click=lambda: shared_state.act(_restore, damaged, damaged.copy),
                )
            if damaged.opens:
                st.button(
                    "Open it as it is",
                    key="damaged.anyway",
                    on_click=_open,
                    args=(damaged.path, True),
                )
        if damaged.copy is not None:
            st.caption("The damaged file is kept beside it.")


def _restore(damaged: _Damaged, copy: Path) -> None:
    try:
        backups.restore(damaged.path, copy)
    except DamagedError as error:  # the copy is no better; the one before it is offered
        st.session_state[DAMAGED] = replace(damaged, fault=str(error), copy=error.backup)
    else:
        _open(damaged.path)


def _delete(path: Path) -> None:
    try:
        held = open_workshop.take_up(path, anyway=True)
    except DamagedError:
        raise WorkshopError(
            f"{path.name} is too damaged to be opened, so the app can't delete it. Remove it and "
            f"its copies yourself: they are in {path.parent}."
        ) from None
    try:
        held.facilitator.delete()
    finally:
        open_workshop.let_go()  # the store is closed, whatever came of it


def named(path: Path) -> str:
    """Return a workshop's name as its file has it: the day and the title.

    >>> named(Path("2026-11-24-where-to-sit-0a1b2c.db"))
    '24 November 2026: where to sit'
    """
    match = _STAMPED.fullmatch(path.stem)
    try:
        day = dt.date.fromisoformat(match[1]) if match else None
    except ValueError:
        day = None
    if match is None or day is None:
        return path.stem
    return f"{day.day} {day:%B %Y}: {(match[2] or 'no title').replace('-', ' ')}"
