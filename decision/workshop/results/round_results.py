"""The aggregates of a revealed round: shares by criterion, never a single ballot.

Values are sorted within each criterion, so that no person's can be followed from one criterion
to the next, and roles of fewer than four people are merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from decision.errors import WeightsError
from decision.evaluation.weights import SMALLEST_GROUP, Shares, by_role, mean, mean_of_roles, shares
from decision.model.case import Ballot
from decision.workshop.errors import NotNowError
from decision.workshop.store.rows import Cast

PANEL_METHODS = ("panel-mean", "panel-role-mean", "panel-median")


@dataclass(frozen=True)
class Group:
    """The weights of several people, as shares from 0 to 1 by criterion id."""

    people: int  # how many
    mean: Shares  # sums to 1
    median: Shares  # need not sum to 1
    values: dict[str, tuple[float, ...]]  # every person's share of each criterion, ascending


@dataclass(frozen=True)
class Reveal:
    """The aggregates of a round: of everybody, and by role.

    `roles` is grouped by `decision.evaluation.weights.by_role`, which merges roles of fewer than
    four people; it is empty where fewer than four ballots count.
    """

    round: int
    everyone: Group
    roles: dict[str, Group]


def as_ballot(cast: Cast, name: str, role: str | None) -> Ballot:
    """Return a ballot in the form of a case's panel; a role of None is left out."""
    written = {
        "name": name,
        "round": cast.round,
        "weights": dict(cast.given.weights),
        "scores": {key: dict(row) for key, row in cast.given.scores.items()},
        "comments": dict(cast.given.comments),
    }
    if role is not None:
        written["role"] = role
    if cast.removed is not None:
        written["removed"] = cast.removed
    return Ballot.model_validate(written)


def counted(casts: Sequence[Cast]) -> list[Ballot]:
    """Return the ballots that count, in the form of a case's panel, all with one name."""
    return [as_ballot(cast, "-", cast.role) for cast in casts if cast.removed is None]


def reveal(number: int, casts: Sequence[Cast], criteria: Sequence[str]) -> Reveal:
    """Return the aggregates of a round. Raises NotNowError: no ballot counts."""
    kept = counted(casts)
    if not kept:
        raise NotNowError(f"Nobody's ballot counts in round {number}.")
    groups = by_role(kept) if len(kept) >= SMALLEST_GROUP else {}
    return Reveal(
        number,
        _group([shares(ballot.weights) for ballot in kept], criteria),
        {role: _group(many, criteria) for role, many in sorted(groups.items())},
    )


def panel_weights(method: str, casts: Sequence[Cast], criteria: Sequence[str]) -> Shares:
    """Return the panel's weights from the ballots that count: points that sum to 100.

    Raises NotNowError: no ballot counts, or every criterion's median is 0.
    """
    kept = counted(casts)
    if not kept:
        raise NotNowError("Nobody's ballot counts in the last round, so there is nothing to agree.")
    if method == "panel-role-mean":
        found = mean_of_roles(by_role(kept))
    else:
        everyone = _group([shares(ballot.weights) for ballot in kept], criteria)
        found = everyone.mean if method == "panel-mean" else everyone.median
    try:
        return {name: share * 100 for name, share in shares(found).items()}
    except WeightsError:
        raise NotNowError(
            "The median of every criterion is 0, so it says nothing; take the mean."
        ) from None


def _group(many: Sequence[Shares], criteria: Sequence[str]) -> Group:
    averages = mean(many)
    return Group(
        people=len(many),
        mean={name: averages[name] for name in criteria},
        median={name: median(each[name] for each in many) for name in criteria},
        values={name: tuple(sorted(each[name] for each in many)) for name in criteria},
    )
