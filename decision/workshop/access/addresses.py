"""How phones reach the workshop: this machine's addresses, the join link as a QR code, codes."""

from __future__ import annotations

import io
import ipaddress
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import segno

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O or U
CODE_LENGTH = 6
_LOOKALIKES = str.maketrans("OIL", "011")
_CODE = re.compile(f"[{ALPHABET}]{{{CODE_LENGTH}}}")
_PRIVATE = tuple(
    ipaddress.IPv4Network(each) for each in ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12")
)
# Virtual cards and tunnels, by which no phone reaches this machine.
_ELSEWHERE = re.compile(
    r"(docker|br-|veth|virbr|vbox|vmnet|vnic|utun|tun|tap|wg|tailscale|zt|lxc|podman|cni|bridge)"
)
_SYSTEM_CARDS = Path("/sys/class/net")  # on Linux: a folder for each network card
_UP = 1  # in a card's flags


@dataclass(frozen=True)
class Card:
    """An IPv4 address of this machine, and the system's name of the network card that has it."""

    name: str
    address: str


def new_code() -> str:
    """Return a random code to type: 30 bits, which only `rate_limit` protects from guessing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def new_link() -> str:
    """Return the random part of a join link: 128 bits, which need no rate limit."""
    return secrets.token_urlsafe(16)


def normal(typed: str) -> str:
    """Return a typed code in its one form: capitals, no spaces or hyphens, O as 0, I and L as 1.

    >>> normal("k7m-o1l")
    'K7M011'
    """
    return re.sub(r"[\s-]", "", typed[:40]).upper().translate(_LOOKALIKES)


def is_code(typed: object) -> bool:
    """Whether a value has the form of a code."""
    return isinstance(typed, str) and len(typed) <= 40 and bool(_CODE.fullmatch(normal(typed)))


def spaced(code: str) -> str:
    """Return a code as it is shown, in two halves.

    >>> spaced("K7M011")
    'K7M 011'
    """
    return f"{code[:3]} {code[3:]}"


def cards() -> list[Card]:
    """Return this machine's IPv4 addresses, loopback among them; [] where they can't be read.

    Only the system is asked: no name is looked up and no packet is sent. Cards that are switched
    off are left out on Linux, where their addresses would stay.
    """
    try:
        import ifaddr  # here, for on Linux it starts a program to find the C library: 60 ms

        adapters = list(ifaddr.get_adapters())
    except (OSError, ValueError, AttributeError, AssertionError):  # the last: no network mask
        return []
    return [
        Card(adapter.name, str(each.ip))
        for adapter in adapters
        if _is_up(adapter.name)
        for each in adapter.ips
        if each.is_IPv4
    ]


def _is_up(name: str) -> bool:
    """Whether a card is switched on; True where the system does not tell."""
    try:
        flags = (_SYSTEM_CARDS / name.split(":")[0] / "flags").read_text()  # eth0 of eth0:1
        return bool(int(flags, 16) & _UP)
    except (OSError, ValueError):
        return True


def candidates(found: Sequence[Card] | None = None) -> list[str]:
    """Return the addresses by which phones might reach this machine, the likeliest first.

    Physical cards come before virtual cards and tunnels, and in each group private addresses
    before public ones. Self-assigned (link-local) addresses come last. Loopback, multicast and
    unspecified addresses are left out, and each address is listed once.

    `found`: this machine's cards; None: ask the system.
    """
    ranked = []
    for place, card in enumerate(cards() if found is None else found):
        address = ipaddress.IPv4Address(card.address)
        if address.is_loopback or address.is_multicast or address.is_unspecified:
            continue
        near = next((i for i, net in enumerate(_PRIVATE) if address in net), len(_PRIVATE))
        elsewhere = bool(_ELSEWHERE.match(card.name.lower()))
        ranked.append((address.is_link_local, elsewhere, near, place, card.address))
    return list(dict.fromkeys(each[-1] for each in sorted(ranked)))


def join_url(address: str, port: int, link: str, page: str = "") -> str:
    """Return the URL that a phone opens.

    >>> join_url("192.168.1.20", 8501, "abc", "ballot")
    'http://192.168.1.20:8501/ballot?join=abc'
    """
    return f"http://{address}:{port}/{quote(page)}?join={quote(link, safe='')}"


def qr_png(url: str, scale: int = 12) -> bytes:
    """Return a URL as a QR code in PNG, black on white, `scale` pixels to a module."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="png", scale=scale, light="#ffffff")
    return out.getvalue()
