"""The phone of a person in the room: join, give a ballot, see the round once it is revealed."""

from __future__ import annotations

import sqlite3

import streamlit as st

from decision.serving import hosted, open_workshop
from decision.serving.budgets import BUDGETS
from decision.serving.phone_sockets import ME
from decision.ui.ballot import form, phone_screens
from decision.ui.ballot.participant import Own, own
from decision.wording.text import plain
from decision.workshop.access import admission
from decision.workshop.access.addresses import CODE_LENGTH, is_code
from decision.workshop.errors import RefusedError, WorkshopError
from decision.workshop.room import Room
from decision.workshop.store import rows

LINK = "join"  # in the address: what a scanned code carries
REST = "Rather not say"
OTHER = "Another role"
_CODE_HELP = f"{CODE_LENGTH} letters or digits. Capitals and spaces don't matter."


def page() -> None:
    st.html(phone_screens.STYLE)
    try:
        _look()
    except WorkshopError as error:
        st.title("Not now")
        st.markdown(plain(str(error)))
        _again()


def _look() -> None:
    token = _token()
    held = open_workshop.held_for_phone(_is_theirs)
    try:
        found = own(held.room, token) if held is not None else None
    except RefusedError:
        found = None
    if found is not None:
        BUDGETS.know(token)
    own_page = found is None or _is_own(token)
    if found is not None and own_page and LINK in st.query_params:
        del st.query_params[LINK]
    with phone_screens.screen(_stage(held, token, found) if own_page else "whose"):
        if held is None:
            (_shut if hosted.hosting() is None else _which)()
        elif found is None:
            _join(held.room)
        elif not own_page:
            phone_screens.whose(lambda: _take(token), _join_anew)
        else:
            _inside(held, token, found)


def _stage(held: open_workshop.Held | None, token: str, found: Own | None) -> str:
    """Return a name for what is on the screen, to notice when it becomes another."""
    if held is None or found is None:
        return "shut" if held is None else "join"
    last = found.session.last
    if last is None:
        return "waiting"
    is_in = last.number in found.ballots and phone_screens.UNSENT.find(token, last.number) is None
    return f"{last.number} {last.state} {is_in}"


def _is_theirs(held: open_workshop.Held) -> bool:
    """Return whether this page's address lets somebody into a workshop, or is of one who is in."""
    link, token = st.query_params.get(LINK, ""), st.query_params.get(ME, "")

    def work(db: sqlite3.Connection) -> bool:
        scanned = bool(link) and not is_code(link) and admission.opens(db, link)
        return scanned or rows.participant(db, token) is not None

    return held.room.store.read(work)


def _which() -> None:
    """Ask for the code that tells which of all workshops this phone is to join."""
    phone_screens.title("Join a workshop")
    if trouble := st.session_state.pop("trouble", None):
        st.error(plain(trouble))
    with st.form("which", border=False):
        st.text_input("The code on the screen", key="which.code", max_chars=40, help=_CODE_HELP)
        st.form_submit_button("Next", key="which.do", type="primary", on_click=_find)
    st.caption("A ballot that was sent is in the workshop's file, and shows here again once open.")


def _find() -> None:
    code = str(st.session_state["which.code"])
    try:
        found = open_workshop.find(code, open_workshop.peer()) if is_code(code) else None
    except WorkshopError as error:
        st.session_state["trouble"] = str(error)
        return
    if found is None:
        st.session_state["trouble"] = "That code opens no workshop now. Look at the screen again."
    else:
        st.query_params[LINK] = found.facilitator.keys().link or ""


def _shut() -> None:
    phone_screens.title("Not open yet")
    st.markdown("The workshop is not open on the facilitator's computer.")
    st.caption("A ballot that was sent is in the workshop's file, and shows here again.")
    _again()


def _token() -> str:
    """Return this person's token, made and put in the address before they join.

    So a reload at any moment finds them again, and joining twice is joining once.
    """
    found = st.query_params.get(ME) or st.session_state.get(ME)
    return found if found and st.query_params.get(ME) == found else _issue(found)


def _issue(token: str | None = None) -> str:
    """Put a token in the address: a new one, or one that this session has made already."""
    token = token or admission.new_token()
    st.session_state[ME] = st.query_params[ME] = token
    return token


def _is_own(token: str) -> bool:
    """Return whether this session, or its device, is the one of the person who has a token."""
    known = phone_screens.DEVICES.is_own(token, phone_screens.device())
    return known or st.session_state.get(ME) == token


def _join_anew() -> None:
    _issue()


def _take(token: str) -> None:
    phone_screens.DEVICES.add(token, phone_screens.device())
    st.session_state[ME] = token


def _again() -> None:
    st.button("Look again", key="again", width="stretch")


def _join(room: Room) -> None:
    phone_screens.title(plain(room.settings.title))
    link = st.query_params.get(LINK, "")
    if trouble := st.session_state.get("trouble"):
        st.error(plain(trouble))
    with st.form("join", border=False):
        if not link or "spent" in st.session_state:
            st.text_input(
                "The code on the screen",
                key="code",
                max_chars=40,
                placeholder="such as K7M 011",
                help=_CODE_HELP,
            )
        roles = [*room.settings.roles, *([OTHER] if room.settings.free_roles else []), REST]
        st.radio("Your role", roles, index=None, format_func=plain, key="role")
        if room.settings.free_roles:
            st.text_input("Another role, in a word or two", key="role.other", max_chars=60)
        st.markdown(
            "Only your role and your ballot are kept: no name, no phone address, and roles of "
            "fewer than four people are merged. Until the reveal the facilitator sees that a "
            "ballot came, and not what it says."
        )
        st.form_submit_button(
            "Join",
            key="enter",
            type="primary",
            width="stretch",
            on_click=_enter,
            args=(room,),
        )
    st.caption(
        "Joined on this phone already? Go back to that page: here you would count a second time."
    )


def _enter(room: Room) -> None:
    st.session_state.pop("trouble", None)
    role = st.session_state.get("role")
    if role is None:
        st.session_state["trouble"] = f"Choose your role, or “{REST}”."
        return
    if role == OTHER:
        role = st.session_state.get("role.other")
    # A token that came with the address and is nobody's may be somebody else's trap.
    token = st.session_state.get(ME) or _issue()
    key = str(st.session_state.get("code") or st.query_params.get(LINK, ""))
    try:
        room.join(key, None if role == REST else role, open_workshop.peer(), token=token)
    except RefusedError as error:
        if "code" not in st.session_state:
            st.session_state["spent"] = True
            st.session_state["trouble"] = (
                "That link opens nothing any more. Type the code that is on the screen now."
            )
        else:
            st.session_state["trouble"] = str(error)
    except WorkshopError as error:
        st.session_state["trouble"] = str(error)


def _inside(held: open_workshop.Held, token: str, found: Own) -> None:
    last = found.session.last
    if last is None:
        phone_screens.title("You are in")
        st.markdown("Round 1 has not opened yet. When the facilitator opens it, look again.")
        _again()
        st.markdown("**What you will weigh**")
        for name, title in held.room.settings.form.criteria.items():
            said = form.ends(held.model.criteria[name]) if held.model else ""
            st.markdown(f"{plain(title)}  \n{said}")
    elif last.state == "revealed":
        phone_screens.revealed(held, found, last.number, _again)
    elif last.state == "closed":
        _closed(held, found, last.number)
    else:
        _open(held, token, found, last.number)
    role = f"in as {plain(found.role)}" if found.role else "in, without a role"
    st.caption(f"You are {role}. The address of this page is yours alone: don't pass it on.")


def _closed(held: open_workshop.Held, found: Own, number: int) -> None:
    phone_screens.title(f"Round {number} is closed")
    kept = found.ballots.get(number)
    if kept is None:
        st.markdown("No ballot of yours is in it.")
    elif kept.removed is not None:
        st.markdown("**Your ballot was taken out, and is not in it.**")
        phone_screens.taken_out(kept)
    else:
        st.markdown(
            "Nobody sees any ballot until the facilitator reveals the round. Then look again."
        )
    _again()
    if kept is not None and kept.removed is None:
        phone_screens.given(held.room, kept)


def _open(held: open_workshop.Held, token: str, found: Own, number: int) -> None:
    kept = found.ballots.get(number)
    unsent = phone_screens.UNSENT.find(token, number)
    if kept is not None and kept.removed is not None:
        phone_screens.title("Your ballot was taken out")
        phone_screens.taken_out(kept)
        _again()
        return
    if kept is not None and unsent is None:
        phone_screens.title("Your ballot is in")
        st.markdown(
            f"Round {number}, {phone_screens.clock(kept.at)}. "
            "You may change it until the round closes."
        )
        _again()
        phone_screens.given(held.room, kept)
        st.button(
            "Change it",
            key="change",
            width="stretch",
            on_click=lambda: phone_screens.UNSENT.keep(token, number, form.answers_of(kept.given)),
        )
        return
    phone_screens.title(f"Round {number}: what matters?")
    key = f"round.{number}"
    if kept is not None:
        st.info(f"Your ballot of {phone_screens.clock(kept.at)} counts until you send this one.")

        def keep_it() -> None:
            phone_screens.UNSENT.drop(token, number)
            form.clear(key)

        st.button("Keep that one", key="keep", width="stretch", on_click=keep_it)
    elif found.latest is not None:
        st.info(f"You start from your ballot of round {max(found.ballots)}.")
    earlier = form.answers_of(found.latest.given) if found.latest else None

    def send(sent: dict[str, object], request: str) -> None:
        held.room.submit(token, sent, request)
        phone_screens.UNSENT.drop(token, number)

    form.form(
        held.room.settings.form,
        key,
        send,
        model=held.model,
        start=unsent or earlier,
        changed=lambda answers: phone_screens.UNSENT.keep(token, number, answers),
    )


page()
