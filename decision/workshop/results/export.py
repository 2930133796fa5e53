"""The export of a workshop: its ballots in a case, and the whole of it as plain data.

Ballots are exported from revealed rounds only. People are named "person 1", "person 2" and so
on, in a random order that is the same in every round. Both exports leave out the roles of fewer
than four people, as a reveal does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from decision.evaluation.weights import OTHER_ROLES, by_role, merged
from decision.model.case import Ballot, Case
from decision.workshop.results.round_results import as_ballot, counted
from decision.workshop.store import agreements, audit_check, audit_log
from decision.workshop.store import rows as table_rows
from decision.workshop.store.rows import Cast


def panel(db: sqlite3.Connection) -> tuple[Ballot, ...]:
    """Return the ballots of the revealed rounds, as a case's `panel`; small roles are left out."""
    shown = [each.number for each in table_rows.session(db).rounds if each.state == "revealed"]
    casts = [cast for cast in table_rows.ballots(db) if cast.round in shown]
    names = _names(casts)
    found = []
    for number in shown:
        round_ = [cast for cast in casts if cast.round == number]
        kept = by_role(counted(round_))
        found += [
            as_ballot(cast, names[cast.participant], cast.role if cast.role in kept else None)
            for cast in round_
        ]
    return tuple(found)


def to_case(db: sqlite3.Connection, case: Case) -> Case:
    """Return a copy of a case with the ballots, roles merged, and the agreed weights.

    Without an agreement in force the case keeps its own weights.
    """
    changed: dict[str, Any] = {"panel": panel(db)}
    agreed = agreements.in_force(db)
    if agreed is not None:
        changed |= {"weights": dict(agreed.weights), "weights_by": agreed.method}
    return case.model_copy(update=changed)


def export(db: sqlite3.Connection) -> dict[str, Any]:
    """Return the whole workshop as data that JSON can hold, without tokens, hashes or codes."""
    settings = table_rows.settings(db)
    broken = audit_check.verify(db)
    ballots = panel(db)
    rows = db.execute("SELECT number, state, opened, closed, revealed FROM rounds ORDER BY number")
    early, early_reason = db.execute("SELECT early, early_reason FROM workshop").fetchone()
    roles: dict[str, list[int]] = {}
    for who, role in db.execute("SELECT id, role FROM participants ORDER BY role, id"):
        roles.setdefault(role or OTHER_ROLES, []).append(who)
    return {
        "title": settings.title,
        "model": {"title": settings.model_title, "fingerprint": settings.fingerprint},
        "criteria": dict(settings.form.criteria),
        "options": dict(settings.form.options),
        "joined": sum(map(len, roles.values())),
        "roles": {role: len(who) for role, who in merged(roles).items()},
        "result_early": {"shown": bool(early), "reason": early_reason},
        "rounds": [
            {
                "round": number,
                "state": state,
                "opened": opened,
                "closed": closed,
                "revealed": revealed,
                "voted": table_rows.counts(db, number)[1],
                "ballots": [
                    each.model_dump(mode="json", by_alias=True, exclude_none=True)
                    for each in ballots
                    if each.round == number
                ],
            }
            for number, state, opened, closed, revealed in rows
        ],
        "agreements": [asdict(each) for each in agreements.made(db)],
        "record": audit_log.rows(db),
        "record_holds": broken is None,
        "record_broken": None if broken is None else {"row": broken.number, "why": broken.why},
    }


def _names(casts: Sequence[Cast]) -> dict[int, str]:
    order = sorted({(cast.place, cast.participant) for cast in casts})
    return {who: f"person {number}" for number, (_, who) in enumerate(order, start=1)}
