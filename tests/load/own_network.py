"""A network of a test's own: a namespace in which every address of 10.99.0.0/16 is this machine's.

So each phone and each attacker has an address of its own, and nothing leaves the namespace.
"""

from __future__ import annotations

import functools
import os
import shutil
import socket
import struct
import subprocess
import sys
from pathlib import Path

SERVER = "10.99.0.1"
INSIDE = "TEST_NETWORK"  # set in the environment of whatever runs inside
_SET_FLAGS, _SET_ADDRESS, _SET_MASK, _UP = 0x8914, 0x8916, 0x891C, 1


def phone(number: int) -> str:
    """The address of a phone."""
    return f"10.99.1.{number + 1}"


def attacker(number: int = 0) -> str:
    """An address that an attack comes from."""
    return f"10.99.2.{number + 1}"


@functools.cache
def _unshare() -> list[str] | None:
    """The command that makes a namespace here; None: there is none, or it isn't allowed."""
    if sys.platform != "linux" or not shutil.which("unshare"):
        return None
    for flags in (["-n"], ["-r", "-n"]):
        command = ["unshare", *flags]
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    return None


def available() -> bool:
    """Whether a namespace can be made here."""
    return _unshare() is not None


def inside(module: str, *arguments: str, timeout: float) -> subprocess.CompletedProcess[str]:
    """Run a module in a network of its own; give what it printed and its exit code."""
    command = _unshare()
    assert command is not None
    return subprocess.run(
        [*command, sys.executable, "-m", module, *arguments],
        cwd=Path(__file__).parents[2],
        env=os.environ | {INSIDE: "yes"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=timeout,
        check=False,
    )


def is_inside() -> bool:
    """Whether this process is in a network of its own."""
    return INSIDE in os.environ


def set_up() -> None:
    """Give the namespace its addresses: loopback makes the whole of a network this machine's."""
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:

        def told(what: int, card: str, value: bytes) -> None:
            fcntl.ioctl(asked, what, struct.pack("16s24s", card.encode(), value))

        def place(address: str) -> bytes:
            return struct.pack("HH4s", socket.AF_INET, 0, socket.inet_aton(address))

        told(_SET_FLAGS, "lo", struct.pack("H", _UP))
        told(_SET_ADDRESS, "lo:1", place(SERVER))
        told(_SET_MASK, "lo:1", place("255.255.0.0"))
