"""The decision taken, compared with the option that leads: its course, then its form."""

from __future__ import annotations

from decision.engine import Evaluation
from decision.evaluation.verdict import NEAR
from decision.history.wording import brief, option
from decision.sentences.phrases import course_named, in_points


def against_advice(evaluation: Evaluation) -> str | None:
    """Return how the decision taken differs from the option that leads, in sentences.

    None where there is no decision, no option that can be chosen, or no difference; an
    option whose total is level with the leader's doesn't differ.
    """
    taken, leader, standing = evaluation.case.decision, evaluation.leader, evaluation.standing
    if taken is None or leader is None:
        return None
    model, chosen = evaluation.model, option(evaluation.model, taken.option)
    if not standing.table.can_choose(taken.option):
        if standing.table.available[taken.option] == "no":
            return f"As the facts stand, {chosen} can't be chosen."
        return f"What {chosen} needs is not settled, so it can't be chosen yet."
    if standing.ranks[taken.option] == 1:
        return None
    over = standing.totals[leader] - standing.totals[taken.option]
    above = f"{in_points(over)} above it"
    if over < NEAR:
        above = f"less than {NEAR:.0f} points above it, which is too close to call"
    course = model.course_of[leader]
    named = brief(course_named(model, course))
    first = f"another course first, {named}, as"
    if model.course_of[taken.option] == course:
        first = f"the same course first, {named}, but another form of it:"
    elif len(model.courses[course]) == 1:
        first = "another course first:"
    best = option(model, leader)
    return f"The decision is {chosen}. The figures put {first} {best}, {above}."
