"""Sharing a case under `decision serve`: inviting, taking back, and opening what others share."""

from __future__ import annotations

import contextlib

import streamlit as st

from decision.errors import DecisionError
from decision.files.drafts import Drafts
from decision.serving import hosted, invitations
from decision.serving.hosted_files import FILES
from decision.serving.invitations import Invitation
from decision.ui.state import session, undo

TROUBLE = "share.trouble"  # why the last invitation was not given


def share(name: str, edits: bool) -> None:
    """Invite somebody, by the name they sign in with, to the open case."""
    every, me = invitations.store(), hosted.person()
    if every is None or me is None or (now := session.work()).shared is not None:
        return
    st.session_state.pop(TROUBLE, None)
    if now.is_empty:
        st.session_state[TROUBLE] = "There is nothing to share yet: answer a question first."
        return
    try:
        # A page shows an address with a mark that nobody sees, and somebody may copy it from there.
        every.invite(me, now.token, now.case.site.name, name.replace("\u2060", ""), edits)
    except DecisionError as error:
        st.session_state[TROUBLE] = str(error)


def stop(one: Invitation) -> None:
    """Take an invitation back, and with it the files that its pages have offered."""
    every, me = invitations.store(), hosted.person()
    if every is None or me is None or one.owner != me.key:
        return
    every.revoke(one)
    for key in hosted.keys_of(one.guest):
        FILES.forget(key)


def is_anothers(token: str) -> bool:
    """Return whether what an address names is kept, where a trust hosts."""
    with contextlib.suppress(ValueError):  # no token at all
        kept = (Drafts(hosted.folder(each) / "drafts") for each in hosted.everybody())
        return any(each.stamp(token) is not None for each in kept)
    return False


def received() -> list[Invitation]:
    """Return the cases that others share with this person."""
    every, me = invitations.store(), hosted.person()
    return [] if every is None or me is None else every.received(me.name)


def given() -> list[Invitation]:
    """Return one invitation to each case that this person shares and has not open."""
    every, me = invitations.store(), hosted.person()
    if every is None or me is None:
        return []
    found = {each.token: each for each in every.given(me.key)}
    return [each for token, each in found.items() if token != session.work().token]


def open_shared(one: Invitation) -> None:
    """Open a shared case: another's, or one of this person's own. What is open is kept."""
    every, me = invitations.store(), hosted.person()
    if every is None or me is None or every.now(one) is None:
        return
    if one.owner == me.key:
        draft = session.drafts().load(one.token)
        found = None if draft is None else session.as_work(draft)
    else:
        found = session.invited(one) if one.guest == me.name else None
    if found is None:  # its owner has deleted it, or keeps too many newer ones
        every.revoke(one)
        st.session_state[session.LOST] = True
    else:
        st.session_state["work"] = found
        session.clear_inputs()
        st.session_state.pop(undo.STACK, None)
