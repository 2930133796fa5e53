"""Statistics of a panel's last round: agreement, leaders by person and by role, what matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from decision.evaluation.additive import Standing, stand
from decision.evaluation.verdict import Side, role_sides
from decision.evaluation.weights import Shares, by_role, last_round, mean, mean_of_roles
from decision.evaluation.weights import shares as shares_of
from decision.model.case import Ballot
from decision.numeric import TIE


@dataclass(frozen=True)
class Role:
    """One role: how many people, who leads the pair by their mean weights, and those weights."""

    people: int
    side: Side
    shares: Shares


@dataclass(frozen=True)
class Panel:
    """What the ballots of a panel's last round say together.

    Attributes:
        round: which round it was; `people`: how many ballots count in it.
        agreement: Kendall's W, 0 to 1; None where it isn't defined.
        leaders: which of the headline pair each person's weights put ahead, by ballot name;
            the first in file order for those in `level`, for whom the two tie.
        only: the one of the pair that can be chosen, where the other can't be.
        firsts: for how many people each option is the best of all that can be chosen.
        shares: the mean of people's shares; `people_mean`: who leads the pair by them.
        roles: by role, fewer than four people merged; `names_roles`: whether any ballot has one.
        role_shares: the mean of the roles' means; `role_mean`: who leads the pair by them.
        matters: the part of the spread of people's margins that each criterion brings;
            sums to 1 and may be negative; empty where all margins are alike.
    """

    round: int
    people: int
    agreement: float | None
    leaders: Mapping[str, str]
    level: tuple[str, ...]
    only: str | None
    firsts: Mapping[str, int]
    shares: Shares
    people_mean: Side
    roles: Mapping[str, Role]
    names_roles: bool
    role_shares: Shares
    role_mean: Side
    matters: Mapping[str, float]

    @property
    def parts(self) -> bool:
        """Return whether the mean of people and the mean of roles put different options ahead."""
        return self.people_mean.leader != self.role_mean.leader

    def to_dict(self) -> dict[str, Any]:
        """Return the `panel` of the document that `decision evaluate --json` prints."""
        return {
            "agreement": self.agreement,
            "leaders": dict(self.leaders),
            "roles": {
                name: {
                    "people": role.people,
                    "leader": role.side.leader,
                    "margin": role.side.margin,
                }
                for name, role in self.roles.items()
            },
            "role_mean": {"leader": self.role_mean.leader, "margin": self.role_mean.margin},
            "matters": dict(self.matters),
        }


def panel_of(standing: Standing) -> Panel | None:
    """Return what the panel's last round says; None where the case has no ballots.

    Everything is about the headline pair, as the verdict is, and so are the leaders of
    people: two people who like different options of the same side don't part on the
    question asked. Which option of all is best for how many is `firsts`.
    """
    ballots = last_round(standing.table.case)
    if not ballots:
        return None
    criteria = tuple(standing.table.model.criteria)
    each = [shares_of(ballot.weights) for ballot in ballots]
    own = [stand(standing.table, shares) for shares in each]
    groups, sides = by_role(ballots), role_sides(standing)
    people, by_roles, names = mean(each), mean_of_roles(groups), _names(ballots)
    able = [
        option for option in standing.table.model.pair if standing.table.available[option] != "no"
    ]
    return Panel(
        round=int(ballots[0].round),
        people=len(ballots),
        agreement=agreement([[ballot.weights[name] for name in criteria] for ballot in ballots]),
        leaders=dict(zip(names, (one.ahead for one in own), strict=True)),
        level=tuple(name for name, one in zip(names, own, strict=True) if abs(one.margin) <= TIE),
        only=able[0] if len(able) == 1 else None,
        firsts={option: sum(one.leader == option for one in own) for option in standing.totals},
        shares={name: people[name] for name in criteria},
        people_mean=_side(stand(standing.table, people)),
        roles={
            role: Role(len(group), sides[role], {name: mean(group)[name] for name in criteria})
            for role, group in groups.items()
        },
        names_roles=any(ballot.role for ballot in ballots),
        role_shares={name: by_roles[name] for name in criteria},
        role_mean=_side(stand(standing.table, by_roles)),
        matters=_matters(standing, own),
    )


def agreement(weights: ArrayLike) -> float | None:
    """Return Kendall's W of people's weights, ranked within each person, ties at their mean rank.

    W = 12 Σ (Rᵢ − R̄)² / (m² (n³ − n) − m Σ (t³ − t)), Rᵢ the sum of the ranks of
    criterion i and t the size of each tied group of a person. 0 is no agreement, 1 the
    same order from everyone.

    Args:
        weights: people × criteria (m × n); only each row's order counts.

    Returns:
        W, 0 to 1; None for one person, for one criterion, or where nobody tells any two
        criteria apart.

    Source: Kendall and Babington Smith (1939), The problem of m rankings, Annals of
    Mathematical Statistics 10(3); ties as in Siegel (1956), Nonparametric statistics, ch. 9.

    >>> agreement([[3, 2, 1], [30, 20, 10]]), agreement([[3, 2, 1], [1, 2, 3]])
    (1.0, 0.0)
    """
    matrix = np.asarray(weights, dtype=float)
    people, criteria = matrix.shape
    if people < 2 or criteria < 2:
        return None
    summed, tied = np.zeros(criteria, dtype=int), 0
    for row in matrix:
        _, place, size = np.unique(row, return_inverse=True, return_counts=True)
        # Twice each rank is a whole number, so that sums and ties are exact.
        summed += (2 * size.cumsum() - size + 1)[place]
        tied += int((size**3 - size).sum())
    most = people**2 * (criteria**3 - criteria) - people * tied
    if most == 0:
        return None
    off = criteria * summed - summed.sum()  # 2n (Rᵢ − R̄)
    return float(3 * (off.astype(float) ** 2).sum() / criteria**2 / most)


def _side(standing: Standing) -> Side:
    return Side(standing.ahead, standing.margin)


def _names(ballots: Sequence[Ballot]) -> list[str]:
    """Return each ballot a name of its own: its name, numbered where it is taken, or "person 1"."""
    taken = {ballot.name for ballot in ballots if ballot.name}
    given: list[str] = []
    for place, ballot in enumerate(ballots, start=1):
        name = ballot.name or f"person {place}"
        number, free = 1, name
        while free in given or (free in taken and free != ballot.name):
            number += 1
            free = f"{name} ({number})"
        given.append(free)
    return given


def _matters(standing: Standing, own: Sequence[Standing]) -> dict[str, float]:
    """Return cov(share × difference, margin) / var(margin) across people, by criterion."""
    first, second = standing.table.model.pair
    parts = np.array(
        [[row[first] - row[second] for row in one.contributions.values()] for one in own]
    )
    margins = parts.sum(axis=1)
    off = margins - margins.mean()
    if np.ptp(margins) <= TIE:
        return {}
    moved = off @ (parts - parts.mean(axis=0)) / (off @ off)
    return dict(zip(standing.table.cells, moved.tolist(), strict=True))
