"""Admission of people and of the facilitator. Those with `db` run in the caller's transaction."""

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
    """The code to type and the random part of the join link; None where nobody may join."""

    code: str | None
    link: str | None


def new_token() -> str:
    """Return a random token, by which a person is known: 256 bits."""
    return secrets.token_urlsafe(32)


def token_from(secret: str, name: str) -> str:
    """Return the token of a person without a phone, derived from the secret and a name."""
    mac = hmac.digest(secret.encode(), name.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def keys(db: sqlite3.Connection) -> Keys:
    """Return the code and the link in force."""
    return Keys(*db.execute("SELECT code, link FROM workshop").fetchone())


def renew(db: sqlite3.Connection) -> Keys:
    """Replace the code and the link, and return the new ones."""
    made = Keys(new_code(), new_link())
    db.execute("UPDATE workshop SET code = ?, link = ?", (made.code, made.link))
    return made


def unlock(db: sqlite3.Connection) -> Keys:
    """Return the code and the link in force; make both where either is missing."""
    found = keys(db)
    return found if found.code and found.link else renew(db)


def shut(db: sqlite3.Connection) -> None:
    """Withdraw the code and the link: nobody else can join."""
    db.execute("UPDATE workshop SET code = NULL, link = NULL")


def is_shut(db: sqlite3.Connection) -> bool:
    """Whether there is neither a code nor a link."""
    return keys(db) == Keys(None, None)


def opens(db: sqlite3.Connection, key: str) -> bool:
    """Whether a typed code or a scanned link is the one in force; compared in constant time."""
    found = keys(db)
    given, wanted = (normal(key), found.code) if is_code(key) else (key, found.link)
    return wanted is not None and hmac.compare_digest(rows.hashed(given), rows.hashed(wanted))


def admit(db: sqlite3.Connection, token: str, role: str | None, places: int, at: str) -> None:
    """Add a person. Idempotent: a token that was added before changes nothing.

    Raises:
        RefusedError: the token has the wrong form.
        NotNowError: the room is full.
    """
    if not isinstance(token, str) or len(token) != _TOKEN_LENGTH:
        raise RefusedError("That is not a token of this tool; scan the code on the screen again.")
    if rows.participant(db, token):
        return
    last = rows.session(db).last
    # Counted for this round alone: a slip without a number is a new person in every round.
    if rows.counts(db, last.number if last else 0)[0] >= places:
        raise NotNowError(f"The room is full: {places} people have joined.")
    db.execute(
        "INSERT INTO participants (token, role, place) VALUES (?, ?, ?)",
        (rows.hashed(token), role, secrets.token_bytes(8)),
    )
    audit_log.add(db, at, "joined", {})


def free_places(db: sqlite3.Connection, at: str) -> int:
    """Remove whoever has given no ballot, and log how many they were; return it."""
    people = rows.free_places(db)
    audit_log.add(db, at, "places freed", {"people": people})
    return people


def person(db: sqlite3.Connection, token: str) -> tuple[int, str | None]:
    """Return the id and the role of the person who has a token.

    Raises RefusedError: nobody has it.
    """
    found = rows.participant(db, token) if isinstance(token, str) else None
    if found is None:
        raise RefusedError("This phone has not joined; scan the code on the screen again.")
    return found


def is_facilitator(db: sqlite3.Connection, secret: str) -> bool:
    """Whether a secret is the facilitator's; compared in constant time."""
    kept = db.execute("SELECT facilitator FROM workshop").fetchone()[0]
    return hmac.compare_digest(kept, rows.hashed(secret))
