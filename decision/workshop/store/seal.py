"""A seal on the tables: the hash of what the audit log does not cover, renewed by each transaction.

The log covers ballots and agreements. Title, roles, codes, tokens, rounds and requests stand
beside it: a bit that is flipped in one of them would change a meaning in silence.
"""

from __future__ import annotations

import hashlib
import sqlite3

# Every column that the log does not cover, but the seal.
_SEALED = (
    "SELECT one, title, model_title, fingerprint, model, criteria, options, roles, free_roles, "
    "early, early_reason, places, facilitator, code, link, head, forgetting FROM workshop",
    "SELECT id, token, role, place FROM participants ORDER BY id",
    "SELECT number, state, opened, closed, revealed FROM rounds ORDER BY number",
    "SELECT id, participant, round, removed, entry FROM ballots ORDER BY id",
    "SELECT id, round, reason, at, entry FROM agreements ORDER BY id",
    "SELECT group_concat(hex(name) || participant || '.' || round || '.' || hex(content) || entry) "
    "FROM (SELECT * FROM requests ORDER BY name)",
)


def renew(db: sqlite3.Connection) -> None:
    """Seal the tables as they stand, in the caller's transaction."""
    db.execute("UPDATE workshop SET seal = ?", (_hash(db),))


def holds(db: sqlite3.Connection) -> bool:
    """Whether the tables are as they were sealed."""
    return bool(db.execute("SELECT seal FROM workshop").fetchone()[0] == _hash(db))


def _hash(db: sqlite3.Connection) -> bytes:
    found = hashlib.sha256()
    for query in _SEALED:
        for row in db.execute(query):
            found.update(repr(row).encode("utf-8", "surrogatepass"))
    return found.digest()
