"""The decision taken, compared with the option that scores highest."""

from __future__ import annotations

from decision.engine import Evaluation
from decision.evaluation.verdict import NEAR
from decision.history.wording import option
from decision.sentences.phrases import in_points


def against_advice(evaluation: Evaluation) -> str | None:
    """Return how the decision taken differs from the option that scores highest, in sentences.

    None where there is no decision, no option that can be chosen, or no difference; an
    option whose total is level with the highest doesn't differ.
    """
    taken, leader, standing = evaluation.case.decision, evaluation.leader, evaluation.standing
    if taken is None or leader is None:
        return None
    model, chosen = evaluation.model, option(evaluation.model, taken.option)
    if standing.table.available[taken.option] == "no":
        return f"As the facts stand, {chosen} can't be chosen."
    if standing.ranks[taken.option] == 1:
        return None
    over = standing.totals[leader] - standing.totals[taken.option]
    above = (
        f"less than {NEAR:.0f} points above it, which is too close to call"
        if over < NEAR
        else f"{in_points(over)} above it"
    )
    return (
        f"The decision is {chosen}. The figures put {option(model, leader)} first of all options, "
        f"{above}."
    )
