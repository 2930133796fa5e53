"""Collecting ballots: by phone, by turns at this laptop, on paper, and by e-mail."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import streamlit as st

from decision.model.decision_model import DecisionModel
from decision.report.html import ballot_slips
from decision.serving import hosted, open_workshop
from decision.serving.open_workshop import Held
from decision.ui.state import undo
from decision.ui.workshop import ballot_files, round_cache, shared_state, turns_at_laptop
from decision.ui.workshop.shared_state import NO_PHONES, NO_ROLE, act, ballots
from decision.wording.text import plain
from decision.workshop.access import addresses
from decision.workshop.access.admission import Keys
from decision.workshop.errors import BallotError
from decision.workshop.rules.paper_slips import ASKED, numbered, read_slip
from decision.workshop.store.rows import Settings

TROUBLE = "workshop.paper.message"  # what is wrong with the slip keyed last
LAST = "workshop.paper.last"  # the slip keyed last
SLIP = "slip"  # its place in the undo stack, where it can be taken back
KEYED_WRONG = "Typed wrong, and taken out at once"


@dataclass(frozen=True)
class Keyed:
    """The slip keyed last; `ballot` is its id, None where it took the place of another.

    `secret` is of the workshop as it was open then.
    """

    secret: str
    round: int
    numbers: str
    role: str | None
    slip: str
    ballot: int | None


def section(held: Held) -> None:
    """Show the ways in that there are, and what each is for."""
    open_to_phones = open_workshop.doors() is not None
    by_file = round_cache.stage(held).turnout.round == 1
    names = ["At this laptop", "On paper", *(["By e-mail"] if by_file else [])]
    names = [*(["Phones"] if open_to_phones else []), *names]
    tabs = dict(zip(names, st.tabs(names, key="ways"), strict=True))
    if open_to_phones:
        with tabs["Phones"]:
            phones(held)
    with tabs["At this laptop"]:
        turns_at_laptop.offer(held)
    with tabs["On paper"]:
        _paper(held)
    if by_file:
        with tabs["By e-mail"]:
            ballot_files.section(held)
    if not open_to_phones:
        st.caption(NO_PHONES)


def before(held: Held) -> None:
    """Show what can be made ready before the first round."""
    if open_workshop.doors() is not None:
        st.header("Let people join", anchor=False)
        phones(held)
    else:
        st.caption(NO_PHONES)
    with st.expander("Paper ballots to print"):
        _print(held)
    with st.expander("Ballots by e-mail, before the meeting"):
        ballot_files.save(held)
        st.caption("Add the ballots that come back here, once round 1 is open.")


# Phones


def phones(held: Held) -> None:
    """Show how a phone gets in: the address, its QR code and the code to type."""
    doors, keys = open_workshop.doors(), held.facilitator.keys()
    if doors is None:
        return
    if not keys.link or not keys.code:
        st.markdown("Nobody new can join now.")
        st.button(
            "Let people join", key="door.open", on_click=act, args=(held.facilitator.new_keys,)
        )
        return
    left, right = st.columns([2, 3], vertical_alignment="center")
    with left:
        way_in(keys, width=230)
    with right:
        st.markdown("People scan this, or open")
        st.code(short_address(), language=None)
        st.markdown("and type")
        st.title(addresses.spaced(keys.code), anchor=False)
        with st.container(horizontal=True):
            st.button(
                "Change the code", key="door.new", on_click=act, args=(held.facilitator.new_keys,)
            )
            st.button(
                "Stop people joining",
                key="door.shut",
                on_click=act,
                args=(held.facilitator.close_door,),
            )


def way_in(keys: Keys, width: int) -> None:
    """Show the QR code of the address to join by; nothing where the door is closed."""
    doors = open_workshop.doors()
    if doors is None or keys.link is None:
        return
    base = hosted.room_address()
    address = (
        addresses.join_url(doors.address, doors.port, keys.link, page="join")
        if base is None
        else f"{base}?join={keys.link}"
    )
    st.image(_qr(address), width=width, alt=f"QR code that opens {short_address()}")


@st.cache_resource(show_spinner=False, max_entries=8)
def _qr(address: str) -> bytes:
    return addresses.qr_png(address)


def short_address() -> str:
    """Return the address that a person types, without the link's secret; "" where there is none."""
    doors = open_workshop.doors()
    if base := hosted.room_address():
        return base
    return "" if doors is None else f"http://{doors.address}:{doors.port}/join"


# Paper


def _paper(held: Held) -> None:
    settings = held.room.settings
    if "paper" in held.before:
        st.info(
            "This workshop was opened again after slips were typed in. Do not type one of those "
            "in again: it would count twice. To correct one, first take its ballot out, below."
        )
    with st.form("paper", border=False, enter_to_submit=True):
        wanted = min(ASKED, len(settings.form.criteria))
        example = " ".join(str(n) for n in (3, 7, 1, 12, 4)[:wanted])
        st.text_input(
            f"The {wanted} numbers on the slip, most important first",
            key="paper.numbers",
            placeholder=f"such as {example}, then Enter",
            autocomplete="off",
        )
        left, right = st.columns(2)
        with left:
            st.selectbox(
                "Role on the slip",
                [NO_ROLE, *settings.roles],
                format_func=lambda role: role or "Not given",
                key="paper.role",
            )
        with right:
            st.text_input(
                "Number of the slip, if it has one",
                key="paper.slip",
                max_chars=20,
                autocomplete="off",
            )
        st.form_submit_button(
            "Add this slip",
            key="paper.do",
            on_click=shared_state.act,
            args=(_key_in, held),
            kwargs={"place": TROUBLE},
        )
    shared_state.trouble(TROUBLE)
    _keyed(held)
    with st.expander("Paper ballots to print"):
        _print(held)


def _key_in(held: Held) -> None:
    criteria = list(held.room.settings.form.criteria)
    text = str(st.session_state["paper.numbers"])
    role = st.session_state["paper.role"] or None
    slip = str(st.session_state["paper.slip"]).strip()[:20]
    number = round_cache.stage(held).turnout.round
    if not text.strip():
        raise BallotError("Type the numbers on the slip first.")
    order = read_slip(text, criteria)
    before = {each.id for each in held.facilitator.ballots(number)}
    held.facilitator.paper(text, secrets.token_urlsafe(16), role, f"slip {slip}" if slip else None)
    new = [
        each.id
        for each in held.facilitator.ballots(number)
        if each.id not in before and each.how == "paper"  # a phone may have voted meanwhile
    ]
    places = {name: str(place) for place, name in numbered(criteria).items()}
    keyed = " ".join(places[name] for name in order)
    last = Keyed(held.secret, number, keyed, role, slip, new[0] if new else None)
    st.session_state[LAST] = last
    undo.drop(SLIP)
    if not slip:  # one with a number is keyed again instead
        undo.push(undo.Entry(SLIP, last, _last_keyed, _take_back))
    st.session_state["paper.numbers"] = st.session_state["paper.slip"] = ""


def _keyed(held: Held) -> None:
    number = round_cache.stage(held).turnout.round
    counts = [
        each
        for each in held.facilitator.ballots(number)
        if each.how == "paper" and not each.removed
    ]
    last: Keyed | None = st.session_state.get(LAST)
    if last is None or (last.secret, last.round) != (held.secret, number):
        st.caption(f"{ballots(len(counts))} typed in for this round.")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{ballots(len(counts))} typed in. {_last_keyed(last)}")
        entry = undo.latest(SLIP)
        if entry is not None and any(each.id == last.ballot for each in counts):
            st.button("Undo", key="paper.undo", on_click=act, args=(undo.bring_back, entry))
    if last.slip:
        st.caption("Typed wrong? Type it again with the same slip number: it replaces this one.")


def _last_keyed(last: Keyed) -> str:
    """Return a sentence that names the slip keyed last."""
    who = f" as {last.role}" if last.role else ""
    mark = f", slip {last.slip}" if last.slip else ""
    again = "" if last.ballot is not None else ", replacing the one with that number"
    return plain(f"The last: {last.numbers}{who}{mark}{again}.")


def _take_back(last: Keyed) -> None:
    """Take the ballot of the slip keyed last out of the count, where its workshop is open."""
    held = open_workshop.held()
    if held is None or held.secret != last.secret or last.ballot is None:
        return
    held.facilitator.remove(last.ballot, KEYED_WRONG)
    st.session_state.pop(LAST, None)


def _print(held: Held) -> None:
    settings = held.room.settings
    if held.model is None:
        st.caption("This workshop's model is not on this machine, so nothing can be printed.")
        return
    st.markdown(
        "One A4 page for each person: the numbered criteria, and a slip for each of two rounds."
    )
    copies = int(st.number_input("How many people", 1, ballot_slips.MOST, 30, key="print.copies"))
    st.download_button(
        "Save the ballots to print",
        _sheets(f"{settings!r}/{copies}", settings, held.model, copies),
        "ballots.html",
        "text/html",
        key="print.do",
        on_click="ignore",
    )


@st.cache_resource(show_spinner=False, max_entries=4)
def _sheets(key: str, _settings: Settings, _model: DecisionModel, copies: int) -> bytes:
    free = _settings.free_roles
    return ballot_slips.as_html(_settings.title, _model, _settings.roles, copies, free).encode()
