"""Statistics of a panel's last round: agreement, leaders by person and by role, what matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from decision.evaluation.additive import Lead, Standing, stand
from decision.evaluation.verdict import role_leads
from decision.evaluation.weights import Shares, by_role, last_round, mean, mean_of_roles
from decision.evaluation.weights import shares as shares_of
from decision.model.case import Ballot
from decision.numeric import TIE


@dataclass(frozen=True)
class Role:
    """One role: how many people, who leads by their mean weights, and those weights."""

    people: int
    lead: Lead
    shares: Shares


@dataclass(frozen=True)
class Panel:
    """What the ballots of a panel's last round say together."""

    round: int  # which round it was
    people: int  # how many ballots count in it
    agreement: float | None  # Kendall's W, 0 to 1; None where it isn't defined
    # Who leads by each person's weights, by ballot name; where courses tie the margin is 0 and the
    # first in file order leads.
    leads: Mapping[str, Lead]
    only: str | None  # the one course that can be chosen, where no other can be
    shares: Shares  # the mean of people's shares
    people_mean: Lead  # who leads by them
    roles: Mapping[str, Role]  # by role, fewer than four people merged
    names_roles: bool  # whether any ballot has one
    role_mean: Lead  # who leads by the mean of the roles' means
    # The part of the spread of people's margins that each criterion brings; sums to 1 and may be
    # negative; empty where all margins are alike.
    matters: Mapping[str, float]

    @property
    def parts(self) -> bool:
        """Return whether the mean of people and the mean of roles put different courses ahead."""
        return self.people_mean.course != self.role_mean.course

    def to_dict(self) -> dict[str, Any]:
        """Return the `panel` of the document that `decision evaluate --json` prints."""
        return {
            "agreement": self.agreement,
            "leaders": {name: lead.leader for name, lead in self.leads.items()},
            "roles": {
                name: {"people": role.people, **asdict(role.lead)}
                for name, role in self.roles.items()
            },
            "role_mean": asdict(self.role_mean),
            "matters": dict(self.matters),
        }


def panel_of(standing: Standing) -> Panel | None:
    """Return what the panel's last round says; None where the case has no ballots."""
    ballots = last_round(standing.table.case)
    if not ballots:
        return None
    criteria = tuple(standing.table.model.criteria)
    each = [shares_of(ballot.weights) for ballot in ballots]
    own = [stand(standing.table, shares) for shares in each]
    groups, leads = by_role(ballots), role_leads(standing)
    people = mean(each)
    return Panel(
        round=int(ballots[0].round),
        people=len(ballots),
        agreement=agreement([[ballot.weights[name] for name in criteria] for ballot in ballots]),
        leads=dict(zip(_names(ballots), (one.lead for one in own), strict=True)),
        only=standing.course if standing.rival is None else None,
        shares={name: people[name] for name in criteria},
        people_mean=stand(standing.table, people).lead,
        roles={
            role: Role(len(group), leads[role], {name: mean(group)[name] for name in criteria})
            for role, group in groups.items()
        },
        names_roles=any(ballot.role for ballot in ballots),
        role_mean=stand(standing.table, mean_of_roles(groups)).lead,
        matters=_matters(standing, own),
    )


def agreement(weights: ArrayLike) -> float | None:
    """Return Kendall's W of people's weights, ranked within each person, ties at their mean rank.

    W = 12 Σ (Rᵢ − R̄)² / (m² (n³ − n) − m Σ (t³ − t)), Rᵢ the sum of the ranks of
    criterion i and t the size of each tied group of a person. 0 is no agreement, 1 the
    same order from everyone.

    `weights`: people × criteria (m × n); only each row's order counts.

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
    """Return cov(share × difference, margin) / var(margin) across people, by criterion.

    The difference is the leader's score less the rival's, at the weights in force.
    """
    first, second = standing.leader, standing.rival
    if first is None or second is None:
        return {}
    parts = np.array(
        [[row[first] - row[second] for row in one.contributions.values()] for one in own]
    )
    margins = parts.sum(axis=1)
    off = margins - margins.mean()
    if np.ptp(margins) <= TIE:
        return {}
    moved = off @ (parts - parts.mean(axis=0)) / (off @ off)
    return dict(zip(standing.table.cells, moved.tolist(), strict=True))
