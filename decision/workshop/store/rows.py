"""Reading and writing a workshop's tables. Every function runs in the caller's transaction."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import Literal

from decision.workshop.errors import BallotError
from decision.workshop.rules.ballots import MAX_ROLE, Form, Given, clean
from decision.workshop.rules.session import Round, Session
from decision.workshop.store import audit_check, audit_log
from decision.workshop.store.audit_log import Entry

How = Literal["phone", "paper", "seat", "file"]
FORGOTTEN = "(words deleted)"  # in place of a reason that was deleted


@dataclass(frozen=True)
class Settings:
    """What a workshop was set up with; it never changes."""

    title: str  # of the workshop
    model_title: str  # of its model
    fingerprint: str  # of its model
    form: Form  # the model's criteria and options
    roles: tuple[str, ...]  # those offered
    free_roles: bool  # whether a person may write another role
    places: int  # the most people that the room holds

    def role(self, given: str | None) -> str | None:
        """Return a role as clean text; None for none.

        Raises BallotError: it is not on the list and no other is allowed, or it is too long.
        """
        kept = clean(given, MAX_ROLE, "The role") if given is not None else ""
        if kept and not self.free_roles and kept not in self.roles:
            raise BallotError("That role is not on the list; choose one that is, or none.")
        return kept or None


@dataclass(frozen=True)
class Cast:
    """A ballot as stored."""

    id: int  # by which the facilitator names it
    participant: int  # the id of its person
    place: bytes  # random bytes, by which people are ordered
    role: str | None  # of its person; None: none was given
    round: int  # the number of its round
    given: Given  # its contents
    how: How  # how it came in
    removed: str | None  # the reason for which it doesn't count; None: it counts


def hashed(secret: str) -> bytes:
    """Return the SHA-256 of a token or a secret: all that is stored of it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def settings(db: sqlite3.Connection) -> Settings:
    """Return what the workshop was set up with."""
    title, of, fingerprint, criteria, options, roles, free, places = db.execute(
        "SELECT title, model_title, fingerprint, criteria, options, roles, free_roles, places "
        "FROM workshop"
    ).fetchone()
    form = Form(json.loads(criteria), json.loads(options))
    return Settings(title, of, fingerprint, form, tuple(json.loads(roles)), bool(free), places)


def begin(
    db: sqlite3.Connection, made: Settings, model_data: bytes | None, facilitator: bytes, at: str
) -> None:
    """Fill the tables of a new workshop; `facilitator` is the hash of the secret, `at` the time."""
    db.execute(
        "INSERT INTO workshop (one, title, model_title, fingerprint, model, criteria, options, "
        "roles, free_roles, early, places, facilitator) "
        "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)",
        (
            made.title,
            made.model_title,
            made.fingerprint,
            model_data,
            json.dumps(made.form.criteria),
            json.dumps(made.form.options),
            json.dumps(made.roles),
            made.free_roles,
            made.places,
            facilitator,
        ),
    )
    detail = {"model": made.fingerprint, "criteria": list(made.form.criteria)}
    audit_log.add(db, at, "created", detail)


def session(db: sqlite3.Connection) -> Session:
    """Return the session: the rounds so far and their states."""
    early = bool(db.execute("SELECT early FROM workshop").fetchone()[0])
    rows = db.execute("SELECT number, state FROM rounds ORDER BY number")
    return Session(tuple(Round(number, state) for number, state in rows), early)


def keep_session(db: sqlite3.Connection, after: Session, at: str) -> None:
    """Store a session; `at` is the time of each stage that is new."""
    db.execute("UPDATE workshop SET early = ?", (after.early,))
    for each in after.rounds:
        db.execute(
            "INSERT INTO rounds (number, state, opened) VALUES (?, 'open', ?) "
            "ON CONFLICT (number) DO NOTHING",
            (each.number, at),
        )
        if each.state != "open":
            db.execute(
                f"UPDATE rounds SET {each.state} = coalesce({each.state}, ?) WHERE number = ?",  # noqa: S608 a word of our own
                (at, each.number),
            )
        else:
            db.execute("UPDATE rounds SET closed = NULL WHERE number = ?", (each.number,))
        db.execute("UPDATE rounds SET state = ? WHERE number = ?", (each.state, each.number))


def participant(db: sqlite3.Connection, token: str) -> tuple[int, str | None] | None:
    """Return the id and the role of the person who has a token; None: nobody has it."""
    found: tuple[int, str | None] | None = db.execute(
        "SELECT id, role FROM participants WHERE token = ?", (hashed(token),)
    ).fetchone()
    return found


def free_places(db: sqlite3.Connection) -> int:
    """Delete whoever has given no ballot in any round; return how many they were."""
    return db.execute(
        "DELETE FROM participants WHERE id NOT IN (SELECT participant FROM ballots)"
    ).rowcount


def counts(db: sqlite3.Connection, number: int) -> tuple[int, int]:
    """Return how many people joined a round, and how many of its ballots count.

    Everybody with a ballot in the round has joined it, and everybody with a phone, who can
    still send one. A person of another round who has no phone is not counted: a slip or a turn
    of this round may be the same person's.
    """
    joined = db.execute(
        "SELECT count(*) FROM participants p WHERE "
        "EXISTS (SELECT 1 FROM ballots WHERE participant = p.id AND round = ?) "
        "OR p.token IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM ballots WHERE participant = p.id AND how <> 'phone')",
        (number,),
    ).fetchone()[0]
    voted = db.execute(
        "SELECT count(*) FROM ballots WHERE round = ? AND removed IS NULL", (number,)
    ).fetchone()[0]
    return joined, voted


def put_ballot(
    db: sqlite3.Connection, who: int, number: int, given: Given, how: How, at: str
) -> Entry:
    """Store a ballot in place of the person's earlier one of that round; return its log entry."""
    salt, words_salt = audit_log.new_salt(), audit_log.new_salt()
    role = db.execute("SELECT role FROM participants WHERE id = ?", (who,)).fetchone()[0]
    earlier = db.execute(
        "SELECT entry FROM ballots WHERE participant = ? AND round = ?", (who, number)
    ).fetchone()
    detail = {
        "round": number,
        "how": how,
        "replaces": earlier[0] if earlier else None,
        "numbers": audit_check.numbers_of(salt, given.weights, given.scores),
        "words": audit_check.words_of(words_salt, role, given.comments),
    }
    entry = audit_log.add(db, at, "ballot", detail)
    db.execute(
        "INSERT INTO ballots (participant, round, weights, scores, comments, salt, words_salt, "
        "entry, how) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (participant, round) DO UPDATE SET weights = excluded.weights, "
        "scores = excluded.scores, comments = excluded.comments, salt = excluded.salt, "
        "words_salt = excluded.words_salt, entry = excluded.entry, how = excluded.how",
        (
            who,
            number,
            json.dumps(given.weights),
            json.dumps(given.scores),
            json.dumps(given.comments),
            salt,
            words_salt,
            entry.number,
            how,
        ),
    )
    return entry


def ballots(
    db: sqlite3.Connection, number: int | None = None, who: int | None = None
) -> list[Cast]:
    """Return ballots by round, and within a round in a random order that never changes."""
    found = db.execute(
        "SELECT b.id, b.participant, p.place, p.role, b.round, b.weights, b.scores, b.comments, "
        "b.how, b.removed FROM ballots b JOIN participants p ON p.id = b.participant "
        "WHERE (?1 IS NULL OR b.round = ?1) AND (?2 IS NULL OR b.participant = ?2) "
        "ORDER BY b.round, p.place",
        (number, who),
    )
    return [
        Cast(one, whose, place, role, of, Given(*map(json.loads, given)), how, removed)
        for one, whose, place, role, of, *given, how, removed in found
    ]


def forgetting(db: sqlite3.Connection) -> bool:
    """Whether a deletion of what is personal was interrupted."""
    return bool(db.execute("SELECT forgetting FROM workshop").fetchone()[0])


def forgotten(db: sqlite3.Connection, number: int) -> bool:
    """Whether a ballot that counts in a round is of a person whose words were deleted."""
    return bool(
        db.execute(
            "SELECT EXISTS (SELECT 1 FROM ballots WHERE round = ? AND removed IS NULL "
            "AND words_salt IS NULL)",
            (number,),
        ).fetchone()[0]
    )


def forget(db: sqlite3.Connection) -> None:
    """Delete what is personal: comments, reasons, tokens, roles not on the list. Numbers stay."""
    listed = settings(db).roles
    for who, role in db.execute("SELECT id, role FROM participants").fetchall():
        kept = role if role in listed else None
        db.execute("UPDATE participants SET token = NULL, role = ? WHERE id = ?", (kept, who))
    db.execute("DELETE FROM requests")
    db.execute("UPDATE ballots SET comments = '{}', words_salt = NULL")
    db.execute("UPDATE ballots SET removed = ? WHERE removed IS NOT NULL", (FORGOTTEN,))
    db.execute("UPDATE agreements SET reason = ?, salt = NULL", (FORGOTTEN,))
    db.execute(
        "UPDATE workshop SET code = NULL, link = NULL, forgetting = 1, "
        "early_reason = CASE WHEN early_reason IS NULL THEN NULL ELSE ? END",
        (FORGOTTEN,),
    )
