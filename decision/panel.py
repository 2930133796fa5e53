"""A panel's last round: how far people agree, where roles part, and what it turns on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from decision.case import Ballot
from decision.evaluation import Standing, stand
from decision.model import DecisionModel
from decision.numeric import TIE
from decision.phrases import lead, listed, named
from decision.rounding import fixed
from decision.verdict import Side, role_sides
from decision.weights import OTHER_ROLES, Shares, by_role, last_round, mean, mean_of_roles
from decision.weights import shares as shares_of

# How strong an agreement is called, by the nearest of the readings that Schmidt (1997) gives:
# 0.1 very weak, 0.3 weak, 0.5 moderate, 0.7 strong, 0.9 unusually strong.
# Managing Delphi surveys using nonparametric statistical techniques, Decision Sciences 28(3).
_STRENGTHS = ((0.2, "very weakly"), (0.4, "weakly"), (0.6, "moderately"), (0.8, "strongly"))
_TELLING, _IDLE = 0.1, 0.02  # parts of the spread: worth naming, and too little to discuss


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
        """Whether the mean of people and the mean of roles put different options ahead."""
        return self.people_mean.leader != self.role_mean.leader

    def to_dict(self) -> dict[str, Any]:
        """Give the `panel` of the document that `decision evaluate --json` prints."""
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
    """Give what the panel's last round says; None where the case has no ballots.

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
    """Give Kendall's W of people's weights, ranked within each person, ties at their mean rank.

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
    """Give each ballot a name of its own: its name, numbered where it is taken, or "person 1"."""
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
    """Give cov(share × difference, margin) / var(margin) across people, by criterion."""
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


def in_words(panel: Panel, model: DecisionModel) -> list[str]:
    """Say how far the panel agrees, where its people and roles part, and what that turns on."""
    said = [_who(panel), _agree(panel, len(model.criteria))]
    if panel.only is not None:
        return [*said, by_means(panel, model)]
    said += [_people(panel, model), *_roles(panel, model), by_means(panel, model)]
    return said + _turns_on(panel, model)


def _who(panel: Panel) -> str:
    who = "One person" if panel.people == 1 else f"{panel.people} people"
    return f"{who} weighed in round {panel.round}{', the last' if panel.round > 1 else ''}."


def _agree(panel: Panel, criteria: int) -> str:
    if panel.agreement is None:
        if panel.people == 1:
            return "One person alone shows no agreement and no dissent."
        if criteria == 1:
            return "With one criterion there is no order to agree on."
        return "Nobody weighs one criterion above another, so there is no order to agree on."
    how = next((word for most, word in _STRENGTHS if panel.agreement < most), "very strongly")
    return (
        f"They agree {how} on the order of the criteria: Kendall's W is "
        f"{fixed(panel.agreement, 2)}, where 0 is no agreement and 1 the same order from everyone."
    )


def _people(panel: Panel, model: DecisionModel) -> str:
    ahead = [option for name, option in panel.leaders.items() if name not in panel.level]
    first, second = sorted(model.pair, key=lambda option: -ahead.count(option))
    ours, theirs, level = named(model, first), named(model, second), len(panel.level)
    whose = "That person's" if panel.people == 1 else "Everyone's"
    if level == panel.people:
        return f"{whose} weights put {ours} and {theirs} level."
    if ahead.count(first) == panel.people:
        return f"{whose} weights put {ours} ahead of {theirs}."
    said = f"{ours} is ahead for {ahead.count(first)} of {panel.people} people"
    other = f" and {theirs} for {ahead.count(second)}" if second in ahead else ""
    rest = f"; the two are level for {level}" if level else ""
    return f"By their own weights, {said}{other}{rest}."


def _roles(panel: Panel, model: DecisionModel) -> list[str]:
    if len(panel.roles) < 2:
        merged = OTHER_ROLES in panel.roles and panel.people > 1 and panel.names_roles
        return ["Roles of fewer than four people are not shown apart."] if merged else []
    sides = [role.side for role in panel.roles.values()]
    each = [
        f"{_lead(role.side, model)} for "
        f"{'the other roles' if name == OTHER_ROLES else f'“{name}”'} ({role.people} people)"
        for name, role in panel.roles.items()
    ]
    said = [f"By the mean weights of each role, {listed(each)}."]
    if len({side.leader for side in sides if abs(side.margin) > TIE}) > 1:
        return ["The roles part.", *said]
    level = any(abs(side.margin) <= TIE for side in sides)
    return said if level else ["All roles put the same option ahead.", *said]


def by_means(panel: Panel, model: DecisionModel) -> str:
    """Say who leads by the mean of people, and by that of roles where there are several."""
    if panel.only is not None:
        return f"Only {named(model, panel.only)} of the two can be chosen, whatever the weights."
    people, roles = _lead(panel.people_mean, model), _lead(panel.role_mean, model)
    if len(panel.roles) < 2:
        return f"By the mean of all people, {people}."
    return (
        f"By the mean of people, {people}; by the mean of roles, in which headcount does not "
        f"count, {roles}.{' So headcount decides which leads.' if panel.parts else ''}"
    )


def _lead(side: Side, model: DecisionModel) -> str:
    return lead(model, side.leader, side.margin)


def _turns_on(panel: Panel, model: DecisionModel) -> list[str]:
    """Say which weights the spread of people's margins comes from, and which don't touch it."""
    if panel.people < 2:
        return []
    if not panel.matters:
        return ["Everyone's weights give the same margin, so no weight divides the panel."]
    names = {name: criterion.name for name, criterion in model.criteria.items()}
    parts = sorted(panel.matters.items(), key=lambda item: -item[1])
    most = [item for item in parts if item[1] >= _TELLING][:3] or parts[:1]
    idle = [name for name, part in parts if abs(part) < _IDLE]
    if all(-_IDLE < part <= 1 for _, part in parts):
        told = listed([f"{names[name]} ({fixed(part * 100, 0)})" for name, part in most])
        unit = ", in parts of 100 of how far the margins spread"
    else:  # parts that cancel sum to 1 as well, but are no parts of a whole
        told, unit = listed([names[name] for name, _ in most]), ""
    said = [f"What divides the panel most{unit}: {told}."]
    if idle:
        said.append(
            f"The weight of {listed([names[name] for name in idle])} hardly divides it: "
            f"agreeing on {'it' if len(idle) == 1 else 'them'} would settle little."
        )
    return said
