"""Who is let in. Every function works within somebody's transaction."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import sqlite3
from dataclasses import dataclass

from decision.workshop.access.addresses import is_code, new_code, new_link, normal
from decision.workshop.errors import NotNowError, RefusedError
from decision.workshop.store import audit_log, rows

_TOKEN_LENGTH = 43  # 256 bits


@dataclass(frozen=True)
class Keys:
    """What lets a person in: a code to type and what the scanned link carries; None: nobody."""

    code: str | None
    link: str | None


def new_token() -> str:
    """Make what a person is known by: 256 bits."""
    return secrets.token_urlsafe(32)


def token_from(secret: str, name: str) -> str:
    """Make the token of somebody without a phone: the same for the same secret and name."""
    mac = hmac.digest(secret.encode(), name.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def keys(db: sqlite3.Connection) -> Keys:
    """Give what lets people in now."""
    return Keys(*db.execute("SELECT code, link FROM workshop").fetchone())


def renew(db: sqlite3.Connection) -> Keys:
    """Make a new code and a new link; the ones before open nothing any more."""
    made = Keys(new_code(), new_link())
    db.execute("UPDATE workshop SET code = ?, link = ?", (made.code, made.link))
    return made


def unlock(db: sqlite3.Connection) -> Keys:
    """Give what lets people in, made new where there is nothing yet."""
    found = keys(db)
    return found if found.code and found.link else renew(db)


def shut(db: sqlite3.Connection) -> None:
    """Let nobody else in."""
    db.execute("UPDATE workshop SET code = NULL, link = NULL")


def is_shut(db: sqlite3.Connection) -> bool:
    """Whether nothing lets anybody in now."""
    return keys(db) == Keys(None, None)


def opens(db: sqlite3.Connection, key: str) -> bool:
    """Whether a typed code or a scanned link opens the room."""
    found = keys(db)
    given, wanted = (normal(key), found.code) if is_code(key) else (key, found.link)
    return wanted is not None and hmac.compare_digest(rows.hashed(given), rows.hashed(wanted))


def admit(db: sqlite3.Connection, token: str, role: str | None, places: int, at: str) -> None:
    """Add a person, once.

    Raises:
        RefusedError: the token is none of ours.
        NotNowError: the room is full.
    """
    if not isinstance(token, str) or len(token) != _TOKEN_LENGTH:
        raise RefusedError("That is not a token of this tool; scan the code on the screen again.")
    if rows.participant(db, token):
        return
    last = rows.session(db).last
    # A slip without a number is a new person in each round, and the same one in the room.
    if rows.counts(db, last.number if last else 0)[0] >= places:
        raise NotNowError(f"The room is full: {places} people have joined.")
    db.execute(
        "INSERT INTO participants (token, role, place) VALUES (?, ?, ?)",
        (rows.hashed(token), role, secrets.token_bytes(8)),
    )
    audit_log.add(db, at, "joined", {})


def person(db: sqlite3.Connection, token: str) -> tuple[int, str | None]:
    """Give the number and the role of whoever has a token.

    Raises:
        RefusedError: nobody has it.
    """
    found = rows.participant(db, token) if isinstance(token, str) else None
    if found is None:
        raise RefusedError("This phone has not joined; scan the code on the screen again.")
    return found


def is_facilitator(db: sqlite3.Connection, secret: str) -> bool:
    """Whether a secret is the facilitator's."""
    kept = db.execute("SELECT facilitator FROM workshop").fetchone()[0]
    return hmac.compare_digest(kept, rows.hashed(secret))
