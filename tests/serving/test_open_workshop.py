"""Who is the facilitator, and what a server holds."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st

from decision import load_model, shipped
from decision.serving import open_workshop
from decision.workshop.errors import InUseError, RefusedError, StoreError
from decision.workshop.facilitator import renew_secret
from decision.workshop.room import Room
from tests.workshop.data import MODEL, make

pytestmark = pytest.mark.usefixtures("empty_hall")


@pytest.fixture
def made(tmp_path: Path) -> tuple[Room, str]:
    return Room.create(tmp_path / "a.db", MODEL)


def asks(
    monkeypatch: pytest.MonkeyPatch, peer: str | None, secret: str | None = None, kept: str = ""
) -> bool:
    """Whether somebody at an address, with a secret in theirs, is the facilitator."""
    headers = {} if peer is None else {open_workshop.PEER: peer}
    monkeypatch.setattr(st, "context", SimpleNamespace(headers=headers))
    monkeypatch.setattr(
        st, "query_params", {} if secret is None else {open_workshop.ADDRESS: secret}
    )
    monkeypatch.setattr(st, "session_state", {open_workshop.ADDRESS: kept} if kept else {})
    return open_workshop.is_facilitator()


def test_without_doors_everybody_is_the_facilitator(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asks(monkeypatch, None)


def test_with_doors_this_machine_is_and_a_phone_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    open_workshop.open_doors("192.168.1.20", 8501)
    assert open_workshop.doors() == open_workshop.Doors("192.168.1.20", 8501)
    assert asks(monkeypatch, "127.0.0.1")
    assert asks(monkeypatch, "::1")
    for peer in ("192.168.1.31", "192.168.1.20", "localhost", "127.0.0.1, 10.0.0.1", "", None):
        assert not asks(monkeypatch, peer)


def test_the_secret_opens_from_anywhere_until_it_is_renewed(
    monkeypatch: pytest.MonkeyPatch, made: tuple[Room, str]
) -> None:
    room, secret = made
    open_workshop.open_doors("192.168.1.20", 8501)
    assert not asks(monkeypatch, "192.168.1.31", secret)  # no workshop is open
    open_workshop.hold(room, secret)
    assert asks(monkeypatch, "192.168.1.31", secret)
    assert st.session_state == {open_workshop.ADDRESS: secret}
    assert open_workshop.chairs() == {"192.168.1.31"}
    assert asks(monkeypatch, "192.168.1.31", None, kept=secret)
    for wrong in ("", "wrong", secret[:-1], secret + "x", "\ud800", "é" * 100_000):
        assert not asks(monkeypatch, "192.168.1.32", wrong)
    assert open_workshop.chairs() == {"192.168.1.31"}
    renew_secret(room)
    assert not asks(monkeypatch, "192.168.1.31", secret, kept=secret)


def test_a_secret_counts_for_nothing_once_the_workshop_is_shut(
    monkeypatch: pytest.MonkeyPatch, made: tuple[Room, str]
) -> None:
    room, secret = made
    open_workshop.open_doors("192.168.1.20", 8501)
    open_workshop.hold(room, secret)
    room.close()
    assert not asks(monkeypatch, "192.168.1.31", secret)


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
