"""How the server is opened: by which address, by which port, and what it says of them."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest

from decision.errors import DecisionError
from decision.serving import open_workshop, sockets
from decision.workshop.access import addresses
from decision.workshop.store import database
from tests.workshop.data import make

FOUND = ["192.168.1.20", "10.0.0.5", "172.17.0.1"]


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch, empty_hall: None) -> None:
    monkeypatch.setattr(addresses, "candidates", lambda: list(FOUND))


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Somebody at a terminal who types these lines, one at each question."""

    def types(*lines: str) -> list[str]:
        asked: list[str] = []
        left = list(lines)

        def answer(question: str) -> str:
            asked.append(question)
            if not left:
                raise EOFError
            return left.pop(0)

        monkeypatch.setattr("builtins.input", answer)
        monkeypatch.setattr(sockets.sys.stdin, "isatty", lambda: True, raising=False)
        return asked

    return types


def test_at_a_terminal_the_addresses_are_numbered_and_asked_about(
    typed: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = typed("2")
    assert sockets.in_the_room(None) == "10.0.0.5"
    out = capsys.readouterr().out
    assert "  1  192.168.1.20  (the likeliest)\n  2  10.0.0.5\n" in out
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("lines", "chosen"),
    [
        ([""], FOUND[0]),
        ([" 3 "], FOUND[2]),
        (["10.0.0.5"], FOUND[1]),
        ([], FOUND[0]),
        (["0", "4", "x", "-1", "9" * 5000, "²", "2"], FOUND[1]),
    ],
)
def test_what_may_be_typed(typed: Callable[..., list[str]], lines: list[str], chosen: str) -> None:
    typed(*lines)
    assert sockets.in_the_room(None) == chosen


def test_without_a_terminal_the_likeliest_is_taken_and_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sockets.sys.stdin, "isatty", lambda: False, raising=False)
    assert sockets.in_the_room(None) == FOUND[0]
    out = capsys.readouterr().out
    assert "192.168.1.20" in out
    assert "others: 10.0.0.5, 172.17.0.1; choose with --host" in out


def test_one_address_is_not_asked_about(
    monkeypatch: pytest.MonkeyPatch,
    typed: Callable[..., list[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = typed()
    monkeypatch.setattr(addresses, "candidates", lambda: FOUND[:1])
    assert sockets.in_the_room(None) == FOUND[0]
    assert not asked
    assert capsys.readouterr().out == "Phones will use the address 192.168.1.20.\n"


def test_no_network_is_said_and_the_rest_works(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(addresses, "candidates", list)
    assert sockets.in_the_room(None) is None
    assert "Turns at this laptop, and paper ballots, work" in capsys.readouterr().out


@pytest.mark.parametrize("host", ["0.0.0.0", "224.0.0.1", "::1", "my-laptop", "", "1.2", "9" * 99])
def test_a_host_that_is_no_single_address_is_refused(host: str) -> None:
    with pytest.raises(DecisionError, match="--host takes one address of this machine"):
        sockets.in_the_room(host)


def test_a_named_host_is_taken_and_loopback_opens_nothing() -> None:
    assert sockets.in_the_room("192.168.1.77") == "192.168.1.77"
    assert sockets.in_the_room("127.0.0.1") is None


def _taken() -> socket.socket:
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    return taken


def test_a_taken_port_gives_way_to_the_next_free_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with _taken() as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(sockets, "PORT", port)
        opened, true_port = sockets.listening(["127.0.0.1"], None)
        assert port < true_port <= port + sockets.PORTS
        assert [each.getsockname() for each in opened] == [("127.0.0.1", true_port)]
        opened[0].close()


def test_a_port_that_was_asked_for_is_that_one_or_none() -> None:
    with _taken() as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DecisionError, match=f"Port {port} is in use"):
            sockets.listening(["127.0.0.1"], port)


def test_both_addresses_listen_by_one_port_or_neither_does() -> None:
    with _taken() as taken:
        port = taken.getsockname()[1]
        with pytest.raises(DecisionError, match="in use"):
            sockets.listening(["127.0.0.2", "127.0.0.1"], port)
        with socket.socket() as again:  # so what was opened first was closed
            again.bind(("127.0.0.2", port))


def test_an_address_of_another_machine_names_those_of_this_one() -> None:
    with pytest.raises(DecisionError, match=r"203\.0\.113\.9 is not an address of this machine"):
        sockets.listening(["127.0.0.1", "203.0.113.9"], None)


def test_it_says_where_and_what_to_check() -> None:
    text = sockets.start_message("http://127.0.0.1:8502", "192.168.1.20", 8502, "secret")
    assert "http://127.0.0.1:8502/workshop?key=secret\n" in text
    assert "whoever listens in on the wifi can" in text
    assert "http://192.168.1.20:8502/\n" in text
    for word in ("firewall", "guest", "hotspot", "wifi", "turns at this laptop"):
        assert word in text
    alone = sockets.start_message("http://127.0.0.1:8501", None, 8501, "secret")
    assert "phones" not in alone


def test_the_limit_of_open_files_is_raised_or_the_warning_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    resource = pytest.importorskip("resource")
    limits = [(256, 65536)]
    monkeypatch.setattr(resource, "getrlimit", lambda _: limits[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _, both: limits.append(both))
    sockets.raise_limit()
    assert limits[-1] == (4096, 65536)
    assert capsys.readouterr().err == ""
    limits.append((256, 1024))
    sockets.raise_limit()
    assert limits[-1] == (1024, 1024)
    assert "128 phones" in capsys.readouterr().err
    limits.append((256, 65536))
    with monkeypatch.context() as refused:
        refused.setattr(resource, "setrlimit", Mock(side_effect=OSError))
        sockets.raise_limit()
    assert "allows 256 open files" in capsys.readouterr().err
    limits.append((20000, 20000))
    sockets.raise_limit()
    assert limits[-1] == (20000, 20000)


def test_a_recent_workshop_is_open_again_after_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(database, "folder", lambda: tmp_path)
    sockets.take_up_last()
    assert open_workshop.held() is None
    room, _ = make(tmp_path / "a.db", title="Tuesday")
    sockets.take_up_last()
    assert "was not opened" in capsys.readouterr().out  # the room holds it still
    room.close()
    sockets.take_up_last()
    held = open_workshop.held()
    assert held is not None
    assert held.room.settings.title == "Tuesday"
    assert "open again: Tuesday" in capsys.readouterr().out
    open_workshop.let_go()
    old = time.time() - sockets.RECENT - 60
    os.utime(tmp_path / "a.db", (old, old))
    sockets.take_up_last()
    assert open_workshop.held() is None
