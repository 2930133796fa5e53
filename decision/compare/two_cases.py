"""Two cases of one site, side by side where they differ."""

from __future__ import annotations

from dataclasses import dataclass

from decision.evaluation.additive import stand
from decision.evaluation.scores import score_table
from decision.evaluation.weights import Shares
from decision.model.case import Case
from decision.model.decision_model import DecisionModel


@dataclass(frozen=True)
class Difference:
    """A fact that two cases answer differently.

    `first` and `second` are answer ids, None where unanswered. `moves` is what taking the
    second's answer instead would add to the first case's margin between the headline pair,
    in points for the pair's first option.
    """

    fact: str
    first: str | None
    second: str | None
    moves: float


def differences(
    model: DecisionModel, first: Case, second: Case, shares: Shares
) -> tuple[Difference, ...]:
    """Return the facts that the two cases answer differently, the largest effect first."""
    ours, theirs = score_table(model, first).readings, score_table(model, second).readings
    start = _margin(model, first, shares)
    found = []
    for fact in model.facts:
        if ours[fact].answer == theirs[fact].answer:
            continue
        answers = {name: answer for name, answer in first.answers.items() if name != fact}
        if fact in second.answers:
            answers[fact] = second.answers[fact]
        changed = first.model_copy(update={"answers": answers})
        moves = _margin(model, changed, shares) - start
        found.append(Difference(fact, ours[fact].answer, theirs[fact].answer, moves))
    # Rounded, so that the last bit of a float doesn't overrule the order of the file.
    return tuple(sorted(found, key=lambda difference: -round(abs(difference.moves), 9)))


def _margin(model: DecisionModel, case: Case, shares: Shares) -> float:
    totals = stand(score_table(model, case), shares).totals
    first, second = model.pair
    return totals[first] - totals[second]
