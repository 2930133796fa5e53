"""What would make another course lead: answers, pairs of answers, weights, claims, speakers."""

from __future__ import annotations

from dataclasses import dataclass

from decision.evaluation.verdict import role_leads
from decision.sensitivity import reversals
from decision.sensitivity.robustness import Robustness


@dataclass(frozen=True)
class Objection:
    """All that would make one course lead, which does not lead as the case stands."""

    course: str  # its head's id
    alone: tuple[reversals.FactFlip, ...]  # answers that do it alone, the largest margin first
    # Pairs that do it, likewise; looked for only where no answer does it alone.
    pairs: tuple[reversals.FactFlip, ...]
    # The least weight to move until it ties; None where no weights can.
    weight: reversals.CheapestCourseFlip | None
    roles: tuple[str, ...]  # the panel's roles under whose own weights it leads
    claims: tuple[
        reversals.Claim, ...
    ]  # those without which it leads, the most changed margin first
    speakers: tuple[reversals.Speaker, ...]  # likewise the people, of those with several claims


def objections(robustness: Robustness) -> tuple[Objection, ...]:
    """Return what would make each other course lead, the one nearest to it first.

    A course that can't be chosen is left out, but where an answer would make it lead.
    """
    standing = robustness.finding.standing
    if standing.course is None:
        return ()
    model, totals = standing.table.model, standing.totals
    flips = list(robustness.fact_flips)
    turned = {flip.course for flip in flips if len(flip.changes) == 1}
    others = [one for one in model.courses if one != standing.course]
    if any(one in turned for one in others) and not turned.issuperset(others):
        # Another course needs no pair, so nobody has looked for those of this one yet.
        flips += reversals.pair_flips(standing, robustness.variants)
    roles = role_leads(standing)
    found = []
    for course in others:
        mine = sorted(
            (flip for flip in flips if flip.course == course),
            key=lambda flip: -round(flip.margin, 9),
        )
        best = standing.best_of(course)
        if best is None and not mine:
            continue
        alone = tuple(flip for flip in mine if len(flip.changes) == 1)
        pairs = () if alone else tuple(flip for flip in mine if len(flip.changes) > 1)
        claims = tuple(one for one in robustness.claims if _leads(robustness, one, course))
        speakers = tuple(
            one
            for one in robustness.speakers
            if len(one.evidence) > 1 and _leads(robustness, one, course)
        )
        weight = None if best is None else reversals.cheapest_of_course(standing, course)
        roles_for = tuple(role for role, lead in roles.items() if lead.course == course)
        total = -1.0 if best is None else totals[best]
        found.append(
            (-round(total, 9), Objection(course, alone, pairs, weight, roles_for, claims, speakers))
        )
    return tuple(one for _, one in sorted(found, key=lambda each: each[0]))


def _leads(robustness: Robustness, one: reversals.Claim | reversals.Speaker, course: str) -> bool:
    """Return whether a course leads without some evidence."""
    course_of = robustness.finding.standing.table.model.course_of
    return one.flips and one.leader is not None and course_of[one.leader] == course
