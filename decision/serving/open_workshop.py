"""The workshop that this server holds open, and whether whoever asks may run it."""

from __future__ import annotations

import ipaddress
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from decision.errors import DecisionError
from decision.files.documents import parse_model, read_model
from decision.files.shipped import shipped
from decision.model.decision_model import DecisionModel

# A server with no workshop, which is most of them, never waits for what runs one.
if TYPE_CHECKING:
    from decision.workshop.facilitator import Facilitator
    from decision.workshop.room import Room
    from decision.workshop.store.rows import How

ADDRESS = "chair"  # in the address of whoever runs the workshop from another machine: their secret
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

    `result` is the result in a sentence, where the facilitator has shown it; `chairs` are the
    other machines from which the facilitator's secret has been given.
    """

    held: Held | None = None
    doors: Doors | None = None
    result: str | None = None
    chairs: frozenset[str] = frozenset()


_hall = _Hall()
_changing = threading.Lock()


def doors() -> Doors | None:
    """Return where phones reach this server; None: only this machine reaches it."""
    return _hall.doors


def held() -> Held | None:
    """Return the workshop that is open on this server, if any."""
    return _hall.held


def open_doors(address: str, port: int) -> None:
    """Set where phones reach this server. Only the launcher does."""
    _change(doors=Doors(address, port))


def hold(room: Room, secret: str) -> Held:
    """Make a room the open one, and close the one open before."""
    from decision.workshop.facilitator import Facilitator
    from decision.workshop.store import rows

    before = frozenset(each.how for each in room.store.read(rows.ballots))
    taken = Held(room, Facilitator(room, secret), secret, _model(room), before)
    last = _change(held=taken, result=None, chairs=frozenset())
    if last is not None:
        last.room.close()
    return taken


def take_up(path: Path, anyway: bool = False) -> Held:
    """Open a workshop that was made before, with a new secret.

    Raises:
        StoreError: it can't be opened; `anyway` opens one whose record doesn't hold together.
    """
    from decision.workshop.facilitator import renew_secret
    from decision.workshop.room import Room

    open_now = _hall.held
    if open_now is not None and open_now.room.store.path == path:
        return open_now
    room = Room.open(path, anyway=anyway)
    try:
        secret = renew_secret(room)
    except BaseException:
        room.close()
        raise
    return hold(room, secret)


def let_go() -> None:
    """Close the workshop that is open; its file stays."""
    before = _change(held=None, result=None, chairs=frozenset())
    if before is not None:
        before.room.close()


def show_result(result: str | None) -> None:
    """Put the result, in a sentence, on the phones of the room; None takes it away again.

    A phone shows it only once `Room.result_may_show` says so.
    """
    _change(result=result)


def shown_result() -> str | None:
    """Return the result as the facilitator has put it on the phones; None: not yet."""
    return _hall.result


def chairs() -> frozenset[str]:
    """Return the other machines from which the facilitator's secret has been given."""
    return _hall.chairs


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


def _change(**parts: object) -> Held | None:
    """Replace what the server has, at once for every session; return the workshop open before."""
    global _hall
    with _changing:
        before = _hall.held if "held" in parts else None
        _hall = replace(_hall, **parts)  # type: ignore[arg-type]
    return before


def is_facilitator() -> bool:
    """Return whether this session may see the case and run the workshop.

    A server that only this machine reaches has nobody else. One that is open to a room
    trusts this machine, and whoever has the facilitator's secret; it is looked at again on
    every run, so that a renewed secret shuts out the old one.
    """
    if _hall.doors is None or _is_this_machine():
        return True
    secret = st.query_params.get(ADDRESS) or st.session_state.get(ADDRESS)
    open_now = _hall.held
    if not secret or open_now is None:
        return False
    from decision.workshop.access import admission
    from decision.workshop.errors import WorkshopError

    try:
        known = open_now.room.store.read(lambda db: admission.is_facilitator(db, secret))
    except WorkshopError:
        return False
    if known:  # a change of page leaves the address without it
        st.session_state[ADDRESS] = secret
        if (here := peer()) and here not in _hall.chairs:
            _change(chairs=_hall.chairs | {here})
    return known


def is_loopback(address: str) -> bool:
    """Return whether an address is a machine's own for itself."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def peer() -> str:
    """Return the address that this session connects from; "" where it isn't known."""
    return st.context.headers.get(PEER) or ""


def _is_this_machine() -> bool:
    """Return whether the connection is known to come from this machine."""
    return is_loopback(peer())
