"""Codes that can be typed and not guessed, addresses that phones can reach, QR codes that scan."""

from __future__ import annotations

import ipaddress
import socket
import struct
import sys
import time
from io import BytesIO

import pytest
import segno

from decision.workshop.access import addresses, interfaces
from decision.workshop.access.addresses import (
    ALPHABET,
    candidates,
    is_code,
    join_url,
    new_code,
    new_link,
    normal,
    qr_png,
    spaced,
)
from decision.workshop.access.interfaces import Card, cards, read_table


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


def test_no_card_or_a_system_that_refuses_gives_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses() -> list[Card]:
        raise OSError

    for name in ("_posix", "_windows"):
        monkeypatch.setattr(interfaces, name, refuses)
    assert cards() == []
    assert candidates() == []


def test_the_table_of_windows_is_read() -> None:
    rows = [("10.1.2.3", 1), ("0.0.0.0", 2), ("192.168.1.20", 3)]
    table = struct.pack("<I", len(rows)) + b"".join(
        ipaddress.IPv4Address(address).packed + struct.pack("<IIIIHH", index, 0, 0, 0, 0, 1)
        for address, index in rows
    )
    assert [card.address for card in read_table(table)] == ["10.1.2.3", "192.168.1.20"]


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
