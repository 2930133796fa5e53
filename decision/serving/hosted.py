"""One installation for many people: what `decision serve` was started with, and who is asking.

Everything is somebody's. The trust's sign-on tells who is asking: its proxy by a header, or its
OpenID provider by what it signed. `hosted_guard` reads that on every request, and notes it in a
header of ours; whatever is kept for a person lies in a folder of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import streamlit as st

from decision.errors import DecisionError

if TYPE_CHECKING:
    from decision.serving.sign_in import SignIn

PERSON = "X-Signed-In"  # the header in which the guard notes who is asking
LONGEST = 200  # characters of an identity
ROOM = "/room/"  # where phones join; all else asks who is there


@dataclass(frozen=True)
class Person:
    """Somebody who has signed in: `key` names what is theirs, `name` is how others name them."""

    key: str
    name: str

    @property
    def header(self) -> str:
        """What the guard notes."""
        return f"{self.key} {quote(self.name, safe='')}"


@dataclass(frozen=True)
class Hosting:
    """What the server was started with.

    Attributes:
        name: the host name that browsers ask for.
        behind: the addresses of the trust's proxies; nobody else is heard.
        header: in which the proxy says who is asking; None where `sign_in` says it.
        data: the folder in which all is kept.
    """

    name: str
    behind: frozenset[str]
    header: str | None
    sign_in: SignIn | None
    data: Path

    def __post_init__(self) -> None:
        if bool(self.header) == bool(self.sign_in):
            raise DecisionError(
                "decision serve needs to know who is asking: name the header that your proxy sets "
                "with --identity, or an OpenID Connect provider with --sign-in. Give one of them."
            )


_hosting: Hosting | None = None
_keys: dict[str, set[str]] = {}  # of everybody who has asked for something, by name


def begin(hosting: Hosting | None) -> None:
    """Set what the server was started with. Only the launcher does."""
    global _hosting
    _hosting = hosting


def hosting() -> Hosting | None:
    """Return what the server was started with; None where it is one person's own."""
    return _hosting


def person_of(identity: str, name: str | None = None) -> Person | None:
    """Return the person of an identity; None where it is none: empty, too long, not printable."""
    shown = (identity if name is None else name).strip()
    if not identity.strip() or not shown.isprintable() or not identity.isprintable():
        return None
    if not shown or max(len(identity), len(shown)) > LONGEST:
        return None
    whole = identity.strip().casefold() if name is None else identity
    return Person(hashlib.sha256(whole.encode()).hexdigest()[:32], shown.casefold())


def read(header: str | None) -> Person | None:
    """Return the person that the guard has noted; None: nobody has signed in."""
    key, _, name = (header or "").partition(" ")
    return Person(key, unquote(name)) if name else None


def person() -> Person | None:
    """Return who has signed in to this session; None: nobody, or the server is one person's."""
    return None if _hosting is None else read(st.context.headers.get(PERSON))


def note(asks: Person) -> None:
    """Note that somebody has asked for something."""
    _keys.setdefault(asks.name, set()).add(asks.key)


def keys_of(name: str) -> set[str]:
    """Return the keys of whoever goes by a name and has asked for something."""
    return _keys.get(name, set())


def key() -> str:
    """Return the key of who has signed in to this session.

    Raises:
        LookupError: nobody has, so nothing is theirs.
    """
    if (found := person()) is None:
        raise LookupError("nobody has signed in")
    return found.key


def signs_in() -> bool:
    """Return whether people sign in here, and so sign out here too."""
    return _hosting is not None and _hosting.sign_in is not None


def place() -> str:
    """Return where what is entered is kept, in words."""
    return "this machine" if _hosting is None else "your trust's server"


def room_address() -> str | None:
    """Return the address at which phones join; None where it is this machine's own."""
    if _hosting is None:
        return None
    return (_hosting.sign_in.origin if _hosting.sign_in else f"https://{_hosting.name}") + ROOM


def folder(of: str) -> Path:
    """Return the folder of all that is one person's, by their key."""
    assert _hosting is not None
    return _hosting.data / "people" / of


def everybody() -> Iterator[str]:
    """Yield the key of everybody for whom something is kept."""
    if _hosting is not None and (people := _hosting.data / "people").is_dir():
        yield from (each.name for each in people.iterdir() if each.is_dir())


def is_known(address: str) -> bool:
    """Return whether an address is a proxy's that this server stands behind."""
    return _hosting is not None and address in _hosting.behind
