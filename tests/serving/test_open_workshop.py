"""Who is the facilitator, and what a server holds."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st

from decision import load_model, shipped
from decision.serving import open_workshop, owner
from decision.workshop.errors import InUseError, RefusedError, StoreError
from decision.workshop.facilitator import renew_secret
from decision.workshop.room import Room
from tests.workshop.data import MODEL, make

pytestmark = pytest.mark.usefixtures("empty_hall")


@pytest.fixture
def made(tmp_path: Path) -> tuple[Room, str]:
    return Room.create(tmp_path / "a.db", MODEL)


def asks(
    monkeypatch: pytest.MonkeyPatch,
    peer: str | None = "127.0.0.1",
    *,
    shown: dict[str, str] | None = None,
    kept: dict[str, str] | None = None,
    cookie: str = "",
    guarded: bool = True,
    **headers: str,
) -> None:
    """Somebody at an address asks, who shows things in theirs and has some in their session."""
    open_workshop._change(guarded=guarded)
    noted = {open_workshop.PEER: peer} if guarded and peer is not None else {}
    context = SimpleNamespace(
        headers={"Host": "127.0.0.1", **noted, **headers},
        cookies={owner.COOKIE: cookie},
        ip_address=None if peer == "127.0.0.1" else peer,
    )
    monkeypatch.setattr(st, "context", context)
    monkeypatch.setattr(st, "query_params", shown or {})
    monkeypatch.setattr(st, "session_state", kept or {})


FAR = ("192.168.1.31", "192.168.1.20", "localhost", "127.0.0.1, 10.0.0.1", "", None)


def test_whoever_shows_the_key_on_this_machine_is_the_owner_and_nobody_else(
    monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    key = owner.key()
    for guarded in (True, False):
        asks(monkeypatch, guarded=guarded)
        assert open_workshop.is_here()
        assert not open_workshop.is_owner()
        asks(monkeypatch, cookie=key, guarded=guarded)
        assert open_workshop.is_owner()
        asks(monkeypatch, shown={owner.KEY: key}, guarded=guarded)
        assert open_workshop.is_owner()
        assert st.session_state == {owner.KEY: key}  # type: ignore[comparison-overlap]
        asks(monkeypatch, kept={owner.KEY: key}, guarded=guarded)
        assert open_workshop.is_owner()
        for wrong in ("", "wrong", key[:-1], key + "x", "\ud800", "é" * 100_000):
            asks(monkeypatch, shown={owner.KEY: wrong}, cookie=wrong, guarded=guarded)
            assert not open_workshop.is_owner()
        for name in owner.FORWARDED:
            asks(monkeypatch, cookie=key, guarded=guarded, **{name: ""})
            assert not open_workshop.is_here()
            assert not open_workshop.is_owner()
            assert not open_workshop.has_app()
    open_workshop.guard()
    for peer in FAR:
        asks(monkeypatch, peer, shown={owner.KEY: key}, cookie=key)
        assert not open_workshop.is_here()
        assert not open_workshop.is_owner()


def test_without_the_guard_its_header_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    asks(monkeypatch, "192.168.1.31", guarded=False, **{open_workshop.PEER: "127.0.0.1"})
    assert not open_workshop.is_here()
    assert not open_workshop.has_app()


def test_a_page_without_a_server_around_it_is_the_owners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "context", SimpleNamespace(headers={}))
    assert open_workshop.is_owner()
    assert open_workshop.is_facilitator()
    open_workshop.open_doors("192.168.1.20", 8501)
    assert not open_workshop.is_owner()


def test_anybody_on_this_machine_has_the_app_until_it_is_open_to_a_room(
    monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    asks(monkeypatch)
    assert open_workshop.has_app()
    assert open_workshop.is_facilitator()  # of a workshop that they would make
    open_workshop.open_doors("192.168.1.20", 8501)
    assert open_workshop.doors() == open_workshop.Doors("192.168.1.20", 8501)
    assert not open_workshop.has_app()
    asks(monkeypatch, cookie=owner.key())
    assert open_workshop.has_app()
    assert open_workshop.is_facilitator()
    for peer in FAR:
        asks(monkeypatch, peer, cookie=owner.key())
        assert not open_workshop.has_app()


def test_the_workshops_secret_opens_on_this_machine_until_it_is_renewed(
    monkeypatch: pytest.MonkeyPatch, made: tuple[Room, str], data_folder: Path
) -> None:
    room, secret = made
    open_workshop.open_doors("192.168.1.20", 8501)
    asks(monkeypatch, shown={open_workshop.ADDRESS: secret})
    assert not open_workshop.is_facilitator()  # no workshop is open
    open_workshop.hold(room, secret)
    assert open_workshop.is_facilitator()
    assert st.session_state == {open_workshop.ADDRESS: secret}  # type: ignore[comparison-overlap]
    asks(monkeypatch, kept={open_workshop.ADDRESS: secret})
    assert open_workshop.is_facilitator()
    for wrong in ("", "wrong", secret[:-1], secret + "x", "\ud800", "é" * 100_000):
        asks(monkeypatch, shown={open_workshop.ADDRESS: wrong})
        assert not open_workshop.is_facilitator()
    for peer in FAR:
        asks(monkeypatch, peer, shown={open_workshop.ADDRESS: secret})
        assert not open_workshop.is_facilitator()
    renew_secret(room)
    asks(monkeypatch, shown={open_workshop.ADDRESS: secret})
    assert not open_workshop.is_facilitator()


def test_a_workshop_open_without_doors_is_not_everybodys(
    monkeypatch: pytest.MonkeyPatch, made: tuple[Room, str], data_folder: Path
) -> None:
    open_workshop.hold(*made)
    asks(monkeypatch)
    assert open_workshop.has_app()
    assert not open_workshop.is_facilitator()


def test_a_secret_counts_for_nothing_once_the_workshop_is_shut(
    monkeypatch: pytest.MonkeyPatch, made: tuple[Room, str]
) -> None:
    room, secret = made
    open_workshop.open_doors("192.168.1.20", 8501)
    open_workshop.hold(room, secret)
    room.close()
    asks(monkeypatch, shown={open_workshop.ADDRESS: secret})
    assert not open_workshop.is_facilitator()


def test_one_workshop_is_held_and_the_one_before_is_closed(tmp_path: Path) -> None:
    first, secret = Room.create(tmp_path / "a.db", MODEL)
    second, other = Room.create(tmp_path / "b.db", MODEL)
    open_workshop.hold(first, secret)
    open_workshop.show_result("A leads")
    held = open_workshop.hold(second, other)
    assert open_workshop.held() is held
    assert open_workshop.shown_result() is None
    with pytest.raises(StoreError):
        first.session()
    open_workshop.let_go()
    assert open_workshop.held() is None
    open_workshop.let_go()


def test_taking_up_gives_a_new_secret_and_the_same_twice_is_once(tmp_path: Path) -> None:
    room, facilitator = make(tmp_path / "a.db")
    with pytest.raises(InUseError):
        open_workshop.take_up(tmp_path / "a.db")
    room.close()
    held = open_workshop.take_up(tmp_path / "a.db")
    assert open_workshop.take_up(tmp_path / "a.db") is held
    held.facilitator.open_round()
    with pytest.raises(StoreError):
        facilitator.keys()
    open_workshop.let_go()
    again = open_workshop.take_up(tmp_path / "a.db")
    assert again.secret != held.secret
    with pytest.raises(RefusedError):
        type(again.facilitator)(again.room, held.secret)


def test_the_model_is_known_only_where_it_is_the_one_weighed(tmp_path: Path) -> None:
    model = load_model(shipped("criteria.yaml"))
    known = open_workshop.hold(*Room.create(tmp_path / "a.db", model)).model
    assert known is not None
    assert known.fingerprint == model.fingerprint
    other = open_workshop.hold(*Room.create(tmp_path / "b.db", MODEL))
    assert other.model is None  # not the shipped one, and no file was kept
    broken = open_workshop.hold(*Room.create(tmp_path / "c.db", MODEL, model_data=b"not: [a model"))
    assert broken.model is None


def test_what_is_told_can_be_taken_back() -> None:
    open_workshop.show_result("A leads")
    assert open_workshop.shown_result() == "A leads"
    open_workshop.show_result(None)
    assert open_workshop.shown_result() is None
