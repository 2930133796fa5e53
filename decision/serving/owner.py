"""The key of whoever started the app: what is kept on this machine is shown to them alone.

Another person on the same machine reaches the app too, by loopback. The launcher opens the
browser at an address that carries the key, and the browser keeps it as a cookie. Whoever can't
show it works on cases of their own, and is offered nothing of anybody else's.
"""

from __future__ import annotations

import contextlib
import functools
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import platformdirs

KEY = "key"  # in the address that the launcher opens
COOKIE = "decision-key"
KEPT = 400 * 24 * 3600  # seconds: as long as browsers keep a cookie
_FORM = re.compile(r"[A-Za-z0-9_-]{22,64}")
# What whoever passes a connection on may add; a browser adds none of them.
FORWARDED = (
    "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
    "X-Forwarded-Port", "X-Forwarded-Server", "X-Real-IP", "X-Original-Host", "X-Client-IP",
    "True-Client-IP", "CF-Connecting-IP",
)  # fmt: skip


def key() -> str:
    """Return the key: the one in the user's own data folder, made on first use."""
    return _key(Path(platformdirs.user_data_dir("pacs-placement", appauthor=False)) / "key")


@functools.cache
def _key(path: Path) -> str:
    new = secrets.token_urlsafe(16)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
                file.write(new)
    with contextlib.suppress(OSError):
        kept = path.read_text("ascii", "replace").strip()
        if _FORM.fullmatch(kept):
            return kept
    return new  # for as long as this server runs, since none can be kept


def is_key(shown: str | None) -> bool:
    """Return whether what is shown is the key; compared in constant time."""
    return bool(shown) and hmac.compare_digest(
        str(shown).encode("utf-8", "replace"), key().encode()
    )


def is_forwarded(headers: Mapping[str, str]) -> bool:
    """Return whether a request was passed on, or asked for by a page that another server sent."""
    origin = headers.get("Origin")
    if origin is not None and origin.partition("//")[2] != headers.get("Host"):
        return True
    return any(headers.get(name) is not None for name in FORWARDED)


def taken_from(query: str) -> str | None:
    """Return a query without the key that it shows; None where it doesn't show it."""
    parts = parse_qsl(query, keep_blank_values=True)
    if not any(name == KEY and is_key(value) for name, value in parts):
        return None
    return urlencode([(name, value) for name, value in parts if name != KEY])


def cookie() -> str:
    """Return the header by which a browser keeps the key for this machine's own pages."""
    return f"{COOKIE}={key()}; Path=/; Max-Age={KEPT}; HttpOnly; SameSite=Strict"


@functools.cache
def tell(address: str) -> None:
    """Print, once, the address at which earlier cases are offered: nobody else sees a terminal."""
    print(f"  Your earlier cases are offered at {address}/?{KEY}={key()}", flush=True)
