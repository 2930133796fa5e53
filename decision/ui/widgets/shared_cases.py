"""The sidebar's part on shared cases, under `decision serve`: who may see which."""

from __future__ import annotations

import streamlit as st

from decision.serving import hosted, invitations
from decision.serving.hosted import LONGEST
from decision.ui.state import opening, session, sharing
from decision.ui.state.session import Work
from decision.ui.widgets import display
from decision.wording.text import plain

RIGHTS = {False: "Read it", True: "Read and change it"}
_OFFERED = "shared.offered"  # the invitation that is on offer above the page, if any


def section(work: Work) -> None:
    """Offer to share the open case, and to open what is shared; nothing where nobody hosts."""
    if hosted.hosting() is None:
        return
    if work.shared is None:
        with display.drawer("Share this case", "share") as drawer:
            if drawer.open:
                _share(work)
    others, mine = sharing.received(), sharing.given()
    if others or mine:
        with display.drawer("Shared cases", "shared") as drawer:
            if drawer.open:
                for place, one in enumerate([*others, *mine]):
                    by = f"from {plain(one.owner_name)}" if one in others else "yours, shared"
                    st.button(
                        f"{plain(one.title)} ({by})",
                        key=f"shared.{place}",
                        on_click=sharing.open_shared,
                        args=(one,),
                        width="stretch",
                    )


def tell(stays: bool) -> None:
    """Say above a page whose case is open, or offer the last that was shared where none is.

    Args:
        stays: whether the offer stays once an answer is given, so that nothing moves.
    """
    work = session.work()
    with st.container(key="sharing"):
        lost = st.session_state.pop(session.LOST, "")
        if lost is True or sharing.is_anothers(lost):
            st.warning("That case is not shared with you now. Ask its owner to share it.")
        if work.shared is not None:
            may = "You may read it. **What you change here is not kept.**"
            if invitations.may_edit(work.shared):
                may = "What you change is kept for both of you as you go."
            st.info(f"This case is {plain(work.shared.owner_name)}'s. {may}")
            st.button("Leave this case", key="shared.leave", on_click=session.leave)
            return
        if work.is_empty:
            st.session_state[_OFFERED] = sharing.received()[-1:]
        if (work.is_empty or stays) and opening.DISMISSED not in st.session_state:
            for one in st.session_state.get(_OFFERED, ()):
                label = f"Open “{plain(one.title)}”, from {plain(one.owner_name)}"
                st.button(label, key="shared.offer", on_click=sharing.open_shared, args=(one,))


def _share(work: Work) -> None:
    me = hosted.person()
    st.text_input(
        "The name they sign in with",
        key="share.name",
        max_chars=LONGEST,
        placeholder=f"yours is {me.name}" if me else None,
    )
    st.radio("They may", list(RIGHTS), format_func=RIGHTS.__getitem__, key="share.edits")
    st.button("Share", key="share.do", on_click=_do)
    if trouble := st.session_state.get(sharing.TROUBLE):
        st.error(plain(trouble))
    if given := session.shared_by_me(work.token):
        st.caption("Send them this page's address, or they find it under **Shared cases**.")
    for one in given:
        st.markdown(f"**{plain(one.guest)}** may {RIGHTS[one.edits].lower()}.")
        label = f"Stop sharing with {plain(one.guest)}"
        st.button(label, key=f"share.stop.{one.guest}", on_click=sharing.stop, args=(one,))


def _do() -> None:
    sharing.share(str(st.session_state["share.name"]), bool(st.session_state["share.edits"]))
    if sharing.TROUBLE not in st.session_state:
        st.session_state["share.name"] = ""
