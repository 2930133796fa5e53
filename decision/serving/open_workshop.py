"""The workshop that this server holds open, and whether whoever asks may run it."""

from __future__ import annotations

import contextlib
import functools
import ipaddress
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit import config

from decision.errors import DecisionError
from decision.files.documents import parse_model, read_model
from decision.files.shipped import shipped
from decision.model.decision_model import DecisionModel
from decision.serving import hosted, owner
from decision.workshop.errors import WorkshopError

# A server with no workshop, which is most of them, never waits for what runs one.
if TYPE_CHECKING:
    from decision.workshop.access.rate_limit import Tries
    from decision.workshop.facilitator import Facilitator
    from decision.workshop.room import Room
    from decision.workshop.store.rows import How

ADDRESS = "chair"  # in the address of whoever runs a workshop without the key: its secret
HALL = "hall"  # the key of a phone's session under which it keeps whose workshop it is in
PEER = "X-Peer-Address"  # the header in which `guard` notes where a connection comes from


@dataclass(frozen=True)
class Doors:
    """Where phones reach this server: the address that the facilitator chose, and the port."""

    address: str
    port: int


@dataclass(frozen=True)
class Held:
    """An open workshop: its room, the facilitator's side of it, and the facilitator's secret.

    `model` is what is weighed; None where only its names are known, since the shipped model
    has changed after the workshop was made. `before` is how ballots had come in when it was
    opened again: slip numbers and numbers of turns from then mean nobody now, for the
    secret that they rest on is a new one.
    """

    room: Room
    facilitator: Facilitator
    secret: str
    model: DecisionModel | None = None
    before: frozenset[How] = frozenset()

    def weighs(self, model: DecisionModel) -> bool:
        """Return whether a model is the one that is weighed, unchanged."""
        return model.fingerprint == self.room.settings.fingerprint


@dataclass(frozen=True)
class _Hall:
    """Server-wide state: the open workshop, if any, and its address for phones.

    `result` is the result in a sentence, where the facilitator has shown it; `guarded` is whether
    every request has passed the guard, which notes where it comes from.
    """

    held: Held | None = None
    doors: Doors | None = None
    result: str | None = None
    guarded: bool = False


_hall = _Hall()
_halls: dict[str, _Hall] = {}  # of each facilitator by their key, under `decision serve`
_changing = threading.Lock()


def doors() -> Doors | None:
    """Return where phones reach this server; None: only this machine reaches it."""
    return _hall.doors


def held() -> Held | None:
    """Return the workshop that is open on this server, if any."""
    return _mine().held


def _mine(of: str | None = None) -> _Hall:
    return _hall if hosted.hosting() is None else _halls.get(of or _whose(), _Hall())


def _whose() -> str:
    """Return whose workshop this session is about: its own person's, or the one a phone is in."""
    found = hosted.person()
    return found.key if found else str(st.session_state.get(HALL, ""))


def held_for_phone(opens: Callable[[Held], bool]) -> Held | None:
    """Return the workshop that a phone is in, of all that are open: the first that it opens."""
    if hosted.hosting() is None or HALL in st.session_state:
        return held()
    for key, hall in list(_halls.items()):
        with contextlib.suppress(WorkshopError):  # a damaged one keeps nobody out of another
            if hall.held is not None and opens(hall.held):
                st.session_state[HALL] = key
                return hall.held
    return None


def find(code: str, phone: str) -> Held | None:
    """Return the open workshop that a typed code opens; this session is in it from then on.

    Raises TooManyTriesError: too many wrong codes, here or anywhere; this one was not checked.
    """
    from decision.workshop.access import admission

    def opens(held: Held) -> bool:
        return held.room.store.read(lambda db: admission.opens(db, code))

    found = _tries().guess(phone, lambda: held_for_phone(opens) is not None)
    return held() if found else None


@functools.cache
def _tries() -> Tries:
    """Return the count of wrong codes, one for all workshops that are open."""
    from decision.workshop.access.rate_limit import Tries

    return Tries()


def folder() -> Path | None:
    """Return where the workshops of whoever asks are; None: where one person's own are."""
    return None if hosted.hosting() is None else hosted.folder(hosted.key()) / "workshops"


def open_doors(address: str, port: int) -> None:
    """Set where phones reach this server. Only the launcher does."""
    _change(doors=Doors(address, port))


def guard() -> None:
    """Note that every request passes the guard. Only the launcher does."""
    _change(guarded=True)


def hold(room: Room, secret: str, of: str | None = None) -> Held:
    """Make a room the open one, and close the one open before.

    `of`: the key of its facilitator, under `decision serve`; None: of whoever asks.
    """
    from decision.workshop.facilitator import Facilitator
    from decision.workshop.store import rows

    before = frozenset(each.how for each in room.store.read(rows.ballots))
    taken = Held(room, Facilitator(room, secret), secret, _model(room), before)
    last = _change(of, held=taken, result=None)
    if last is not None:
        last.room.close()
    return taken


def take_up(path: Path, anyway: bool = False, of: str | None = None) -> Held:
    """Open a workshop that was made before, with a new secret; `of` as for `hold`.

    Raises StoreError: it can't be opened; `anyway` opens one whose record doesn't hold together.
    """
    from decision.workshop.facilitator import renew_secret
    from decision.workshop.room import Room

    open_now = _mine(of).held
    if open_now is not None and open_now.room.store.path == path:
        return open_now
    room = Room.open(path, anyway=anyway)
    try:
        secret = renew_secret(room)
    except BaseException:
        room.close()
        raise
    return hold(room, secret, of)


def let_go() -> None:
    """Close the workshop that is open; its file stays."""
    before = _change(held=None, result=None)
    if before is not None:
        before.room.close()


def let_go_all() -> None:
    """Close every workshop that is open, as the server ends."""
    for each in (_hall, *_halls.values()):
        if each.held is not None:
            each.held.room.close()


def show_result(result: str | None) -> None:
    """Put the result, in a sentence, on the phones of the room; None takes it away again.

    A phone shows it only once `Room.result_may_show` says so.
    """
    _change(result=result)


def shown_result() -> str | None:
    """Return the result as the facilitator has put it on the phones; None: not yet."""
    return _mine().result


def _model(room: Room) -> DecisionModel | None:
    data = room.model_data
    try:
        model = (
            read_model(shipped("criteria.yaml")).value
            if data is None
            else parse_model(data, "the workshop's model").value
        )
    except DecisionError:
        return None
    return model if model.fingerprint == room.settings.fingerprint else None


def _change(of: str | None = None, **parts: object) -> Held | None:
    """Replace what the server has, at once for every session; return the workshop open before."""
    global _hall
    with _changing:
        now = _mine(of) if {"held", "result"} & set(parts) else _hall
        new = replace(now, **parts)  # type: ignore[arg-type]
        if now is _hall:
            _hall = new
        else:
            _halls[of or _whose()] = new
    return now.held if "held" in parts else None


def is_here() -> bool:
    """Return whether this session comes from this machine itself, through nobody between.

    Under `decision serve` that means nothing, and somebody who has signed in is here.
    """
    if hosted.hosting() is not None:
        return hosted.person() is not None
    if not (headers := st.context.headers):  # a test of a page, with no server around it
        return _hall.doors is None or is_loopback(peer())
    if owner.is_forwarded(headers):
        return False
    if _hall.guarded:
        return is_loopback(peer())
    address = st.context.ip_address  # None for loopback
    return address is None or is_loopback(address)


def tell_address() -> None:
    """Tell whoever sees the terminal how to show the key, where the launcher has not."""
    if st.context.headers and not _hall.guarded:
        owner.tell(f"http://127.0.0.1:{config.get_option('server.port')}")


def is_owner() -> bool:
    """Return whether this session shows the key of whoever started the app."""
    if not is_here():
        return False
    if hosted.hosting() is not None:  # of what is theirs
        return True
    if not st.context.headers or owner.is_key(st.context.cookies.get(owner.COOKIE)):
        return True
    shown = st.query_params.get(owner.KEY) or st.session_state.get(owner.KEY)
    if owner.is_key(shown):  # a change of page leaves the address without it
        st.session_state[owner.KEY] = shown
        return True
    return False


def is_facilitator() -> bool:
    """Return whether this session may run the open workshop, or make one where none is open.

    It comes from this machine, so that no secret passes through the air of the room. In a server
    that phones reach, and where a workshop is open, it also shows the key, or the workshop's
    secret; that is looked at again on every run, so that a renewed secret shuts out the old one.
    """
    if not is_here():
        return False
    open_now = _hall.held
    if is_owner() or (_hall.doors is None and open_now is None):
        return True
    secret = st.query_params.get(ADDRESS) or st.session_state.get(ADDRESS)
    if not secret or open_now is None:
        return False
    from decision.workshop.access import admission

    try:
        known = open_now.room.store.read(lambda db: admission.is_facilitator(db, secret))
    except WorkshopError:
        return False
    if known:
        st.session_state[ADDRESS] = secret
    return known


def has_app() -> bool:
    """Return whether this session gets the app: who comes from a room gets the page for phones."""
    return is_here() if _hall.doors is None else is_facilitator()


def is_loopback(address: str) -> bool:
    """Return whether an address is a machine's own for itself."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def peer() -> str:
    """Return the address that this session connects from; "" where it isn't known."""
    return st.context.headers.get(PEER) or ""
