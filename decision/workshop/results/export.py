"""What leaves a workshop: ballots for a case, and everything as plain data.

Only rounds that were revealed leave. People are "person 1", "person 2" and so on, in an
order drawn by lot, the same in every round. Whatever is written out whole leaves out the
roles of fewer than four people, as the reveal does.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from decision.evaluation.weights import OTHER_ROLES, SMALLEST_GROUP
from decision.model.case import Ballot, Case
from decision.workshop.results.round_results import as_ballot, told_apart
from decision.workshop.store import agreements, audit_check, audit_log
from decision.workshop.store import rows as table_rows
from decision.workshop.store.rows import Cast


def panel(db: sqlite3.Connection, merge_roles: bool = False) -> tuple[Ballot, ...]:
    """Give the ballots of the rounds revealed, as a case's `panel` has them.

    Args:
        db: within a transaction.
        merge_roles: leave out the roles of fewer than four people, which would say who it was.
    """
    shown = [each.number for each in table_rows.session(db).rounds if each.state == "revealed"]
    casts = [cast for cast in table_rows.ballots(db) if cast.round in shown]
    names = _names(casts)
    found = []
    for number in shown:
        round_ = [cast for cast in casts if cast.round == number]
        kept = told_apart(round_) if merge_roles else {cast.role for cast in round_}
        found += [
            as_ballot(cast, names[cast.participant], cast.role if cast.role in kept else None)
            for cast in round_
        ]
    return tuple(found)


def to_case(db: sqlite3.Connection, case: Case) -> Case:
    """Put the ballots into a case, roles merged, and the weights that were agreed, if any were.

    Without an agreement the case keeps the weights that it has.
    """
    changed: dict[str, Any] = {"panel": panel(db, merge_roles=True)}
    agreed = agreements.in_force(db)
    if agreed is not None:
        changed |= {"weights": dict(agreed.weights), "weights_by": agreed.method}
    return case.model_copy(update=changed)


def export(db: sqlite3.Connection) -> dict[str, Any]:
    """Give the whole workshop as plain data that JSON can hold; no token, hash of one or code."""
    settings = table_rows.settings(db)
    broken = audit_check.verify(db)
    ballots = panel(db, merge_roles=True)
    rows = db.execute("SELECT number, state, opened, closed, revealed FROM rounds ORDER BY number")
    early, early_reason = db.execute("SELECT early, early_reason FROM workshop").fetchone()
    roles = Counter(row[0] or OTHER_ROLES for row in db.execute("SELECT role FROM participants"))
    return {
        "title": settings.title,
        "model": {"title": settings.model_title, "fingerprint": settings.fingerprint},
        "criteria": dict(settings.form.criteria),
        "options": dict(settings.form.options),
        "joined": sum(roles.values()),
        "roles": _merged(roles),
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
        "agreements": [
            {
                "round": each.round,
                "method": each.method,
                "weights": dict(each.weights),
                "reason": each.reason,
                "at": each.at,
            }
            for each in agreements.made(db)
        ],
        "record": audit_log.rows(db),
        "record_holds": broken is None,
        "record_broken": None if broken is None else {"row": broken.number, "why": broken.why},
    }


def _merged(roles: Mapping[str, int]) -> dict[str, int]:
    """Count the people of each role that is told apart; the rule is that of `by_role`."""
    others = roles.get(OTHER_ROLES, 0)
    kept = {}
    for role, count in sorted(roles.items(), key=lambda each: (each[1], each[0])):
        if role == OTHER_ROLES:
            continue
        if count < SMALLEST_GROUP or 0 < others < SMALLEST_GROUP:
            others += count
        else:
            kept[role] = count
    return dict(sorted(kept.items())) | ({OTHER_ROLES: others} if others else {})


def _names(casts: Sequence[Cast]) -> dict[int, str]:
    order = sorted({(cast.place, cast.participant) for cast in casts})
    return {who: f"person {number}" for number, (_, who) in enumerate(order, start=1)}
