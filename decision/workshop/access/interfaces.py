"""The addresses of this machine's own network cards, asked of the system and of nobody else.

No name is looked up and no packet is sent: a look-up of the machine's own name may go to a
server, so it is not used.
"""

from __future__ import annotations

import ctypes
import ipaddress
import struct
import sys
from dataclasses import dataclass

_INET = 2  # the family of IPv4, on every platform


@dataclass(frozen=True)
class Card:
    """An IPv4 address of this machine and the name of the card that has it, if known."""

    name: str
    address: str


def cards() -> list[Card]:
    """Give the IPv4 addresses of this machine, its own loopback among them; [] where unknown."""
    try:
        return _windows() if sys.platform == "win32" else _posix()
    except (OSError, AttributeError, ValueError, struct.error):
        return []


class _Sockaddr(ctypes.Structure):
    # BSD and macOS begin with a length and a one-byte family; elsewhere the family has two bytes.
    _fields_ = [
        ("head", ctypes.c_ubyte * 2),
        ("port", ctypes.c_ubyte * 2),
        ("ip", ctypes.c_ubyte * 4),
    ]


class _Ifaddrs(ctypes.Structure):
    pass


_Ifaddrs._fields_ = [
    ("next", ctypes.POINTER(_Ifaddrs)),
    ("name", ctypes.c_char_p),
    ("flags", ctypes.c_uint),
    ("address", ctypes.POINTER(_Sockaddr)),
]
_UP = 1  # IFF_UP


def _posix() -> list[Card]:
    """Ask getifaddrs; only the first fields of what it gives are read."""
    library = ctypes.CDLL(None, use_errno=True)
    first = ctypes.POINTER(_Ifaddrs)()
    if library.getifaddrs(ctypes.byref(first)) != 0:
        return []
    try:
        found, each = [], first
        while each:
            entry = each.contents
            if entry.address and entry.flags & _UP:
                socket_address = entry.address.contents
                if _family(bytes(socket_address.head)) == _INET:
                    name = (entry.name or b"").decode("utf-8", "replace")
                    found.append(Card(name, _dotted(bytes(socket_address.ip))))
            each = entry.next
        return found
    finally:
        library.freeifaddrs(first)


def _family(head: bytes) -> int:
    if sys.platform == "darwin" or "bsd" in sys.platform:
        return head[1]
    return int.from_bytes(head, sys.byteorder)


def _windows() -> list[Card]:
    """Ask GetIpAddrTable, whose rows `read_table` knows."""
    library = ctypes.WinDLL("iphlpapi")  # type: ignore[attr-defined,unused-ignore]
    size = ctypes.c_ulong(0)
    library.GetIpAddrTable(None, ctypes.byref(size), 0)
    buffer = ctypes.create_string_buffer(size.value)
    if library.GetIpAddrTable(buffer, ctypes.byref(size), 0) != 0:
        return []
    return read_table(buffer.raw)


def read_table(table: bytes) -> list[Card]:
    """Read Windows' MIB_IPADDRTABLE: a count, then rows of 24 bytes that begin with an address."""
    (count,) = struct.unpack_from("<I", table)
    addresses = (_dotted(table[4 + 24 * row : 8 + 24 * row]) for row in range(count))
    return [Card("", address) for address in addresses if address != "0.0.0.0"]  # noqa: S104


def _dotted(packed: bytes) -> str:
    return str(ipaddress.IPv4Address(packed))
