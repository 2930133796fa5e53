"""Codes that can be typed and not guessed, addresses that phones can reach, QR codes that scan."""

from __future__ import annotations

import ipaddress
import socket
import sys
import time
from io import BytesIO
from pathlib import Path

import ifaddr
import pytest
import segno
from ifaddr import IP, Adapter

from decision.workshop.access import addresses
from decision.workshop.access.addresses import (
    ALPHABET,
    Card,
    candidates,
    cards,
    is_code,
    join_url,
    new_code,
    new_link,
    normal,
    qr_png,
    spaced,
)
from tests.workshop.data import run


def test_a_code_has_six_characters_that_no_eye_confuses() -> None:
    made = {new_code() for _ in range(2000)}
    assert len(made) > 1990
    assert all(len(code) == 6 and set(code) <= set(ALPHABET) for code in made)
    assert set("".join(made)) == set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize("typed", ["K7M011", "k7m011", "k7m 011", " K7M-OIl ", "k7mol1"])
def test_a_code_is_read_as_it_was_meant(typed: str) -> None:
    assert is_code(typed)
    assert normal(typed) == "K7M011"


@pytest.mark.parametrize(
    "typed", ["", "K7M01", "K7M0112", "K7M01U", "K7M01é", "x" * 10_000, " " * 50, None, 123456]
)
def test_what_is_no_code_is_seen_before_it_is_tried(typed: object) -> None:
    assert not is_code(typed)


def test_a_code_is_shown_in_two_halves_that_type_back() -> None:
    assert normal(spaced("ABC123")) == "ABC123"


def test_a_link_is_no_code_and_has_128_bits() -> None:
    assert all(len(new_link()) == 22 and not is_code(new_link()) for _ in range(100))


def test_private_addresses_of_real_cards_come_first_and_loopback_never() -> None:
    found = [
        Card("lo", "127.0.0.1"),
        Card("docker0", "172.17.0.1"),
        Card("eth1", "169.254.3.4"),
        Card("eth2", "10.1.2.3"),
        Card("wlan0", "192.168.1.20"),
        Card("eth3", "81.2.3.4"),
        Card("tun0", "10.8.0.2"),
        Card("wlan0", "192.168.1.20"),
    ]
    assert candidates(found) == [
        "192.168.1.20", "10.1.2.3", "81.2.3.4", "10.8.0.2", "172.17.0.1", "169.254.3.4",
    ]  # fmt: skip


def test_this_machines_own_addresses_are_found_without_asking_anybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened, or a name looked up")

    for name in ("socket", "getaddrinfo", "gethostbyname", "gethostbyname_ex", "create_connection"):
        monkeypatch.setattr(socket, name, forbidden)
    found = cards()
    assert all(ipaddress.IPv4Address(card.address) for card in found)
    if sys.platform == "linux":
        assert Card("lo", "127.0.0.1") in found
    assert "127.0.0.1" not in candidates()


@pytest.mark.parametrize("fault", [OSError(24, "Too many open files"), AssertionError("no mask")])
def test_a_system_that_refuses_gives_no_address(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def refuses() -> list[Adapter]:
        raise fault

    monkeypatch.setattr(ifaddr, "get_adapters", refuses)
    assert cards() == []
    assert candidates() == []


def adapter(name: str, *ips: str) -> Adapter:
    found = [IP((ip, 0, 0) if ":" in ip else ip, 24, name) for ip in ips]
    return Adapter(name, name, found)


def test_cards_are_given_in_the_systems_order_without_other_families(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = [adapter("b", "10.0.0.2", "fe80::1", "10.0.0.1"), adapter("a", "fe80::2", "10.0.0.3")]
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: found)
    monkeypatch.setattr(addresses, "_SYSTEM_CARDS", tmp_path / "none")  # as on other systems
    assert cards() == [Card("b", "10.0.0.2"), Card("b", "10.0.0.1"), Card("a", "10.0.0.3")]


def test_a_card_that_is_switched_off_is_left_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, flags in (("on", "0x1003"), ("off", "0x1002"), ("odd", "no number")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "flags").write_text(f"{flags}\n")
    names = ("on", "on:1", "off", "off:1", "odd", "not-listed")
    found = [adapter(name, f"10.0.0.{place}") for place, name in enumerate(names)]
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: found)
    monkeypatch.setattr(addresses, "_SYSTEM_CARDS", tmp_path)
    assert [card.name for card in cards()] == ["on", "on:1", "odd", "not-listed"]


def test_ifaddr_is_loaded_only_where_addresses_are_asked_for() -> None:
    code = (
        "import sys; from decision.workshop.access import addresses; print('ifaddr' in sys.modules)"
    )
    assert run(code).stdout == "False\n"


URL = join_url("192.168.1.20", 8501, new_link(), "ballot")


def test_an_address_carries_the_link_and_nothing_else() -> None:
    assert join_url("10.0.0.1", 80, "a/b&c=d") == "http://10.0.0.1:80/?join=a%2Fb%26c%3Dd"


def test_a_qr_code_is_png_with_the_symbol_of_its_address() -> None:
    from PIL import Image

    symbol = segno.make(URL, error="m", micro=False)
    image = Image.open(BytesIO(qr_png(URL, scale=3))).convert("L")
    assert image.size == symbol.symbol_size(scale=3)
    border = symbol.default_border_size
    for y, row in enumerate(symbol.matrix):
        for x, dark in enumerate(row):
            pixel = image.getpixel(((x + border) * 3 + 1, (y + border) * 3 + 1))
            assert (pixel < 128) == bool(dark)


def test_a_qr_code_is_drawn_in_no_time() -> None:
    qr_png(URL)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        qr_png(URL)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.05


def test_codes_are_drawn_by_the_systems_own_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses.secrets, "choice", lambda letters: letters[-1])
    assert new_code() == "ZZZZZZ"
