"""Swing points → shares; rank order → shares; a panel → shares, by person and by role."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from decision.errors import WeightsError
from decision.model.case import Ballot, Case
from decision.model.case_checks import weights_of
from decision.model.decision_model import DecisionModel
from decision.wording.numbers import fixed
from decision.wording.suggestions import nearest

OTHER_ROLES = "other roles"
SMALLEST_GROUP = 4  # fewer people than this could be told apart by subtraction

Shares = dict[str, float]
T = TypeVar("T")


def shares(points: Mapping[str, float]) -> Shares:
    """Turn swing points into shares that sum to 1.

    `points`: 0 or more, by criterion id; only their proportions matter.

    Raises WeightsError: a weight is negative or not finite, or all are 0.
    """
    for name, value in points.items():
        try:
            usable = math.isfinite(value) and value >= 0
        except OverflowError:  # a whole number too large for a float
            usable = False
        if not usable:
            raise WeightsError(f"the weight of `{name}` is {value}; write a number, 0 or more")
    largest = max(points.values(), default=0.0)
    if largest == 0:
        raise WeightsError("every weight is 0; give at least one criterion a weight above 0")
    # Huge weights would overflow their sum and tiny ones vanish in it, so the largest is
    # brought near 1; by a power of two, which loses no digit.
    _, power = math.frexp(largest)
    scaled = {name: math.ldexp(value, -power) for name, value in points.items()}
    total = math.fsum(scaled.values())
    return {name: value / total for name, value in scaled.items()}


def rank_order_centroid(groups: Sequence[Iterable[str]]) -> Shares:
    """Turn an order of importance into shares: the centre of all weights that keep the order.

    Args:
        groups: criterion ids, most important first; those in one group tie, and share
            equally what their places would have had.

    The i-th of n gets (1/n) Σ 1/k for k from i to n. Source: Barron and Barrett (1996),
    Decision quality using ranked attribute weights, Management Science 42(11).

    >>> [round(share, 4) for share in rank_order_centroid([["a"], ["b"], ["c"]]).values()]
    [0.6111, 0.2778, 0.1111]
    """
    names = [list(group) for group in groups]
    count = sum(len(group) for group in names)
    places = [
        math.fsum(1 / later for later in range(place, count + 1)) / count
        for place in range(1, count + 1)
    ]
    given: Shares = {}
    for group in names:
        mine = places[len(given) : len(given) + len(group)]
        for name in group:
            given[name] = math.fsum(mine) / len(mine)
    return given


def percentages(parts: Mapping[str, float], decimals: int = 0) -> dict[str, float]:
    """Round each share to a percentage, so that equal shares print alike.

    >>> percentages({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3})
    {'a': 33.0, 'b': 33.0, 'c': 33.0}
    """
    return {name: float(fixed(100 * part, decimals)) for name, part in parts.items()}


def last_round(case: Case) -> tuple[Ballot, ...]:
    """Return the ballots of the panel's last round, without those that were removed."""
    kept = [ballot for ballot in case.panel if ballot.removed is None]
    last = max((ballot.round for ballot in kept), default=0)
    return tuple(ballot for ballot in kept if ballot.round == last)


def mean(many: Sequence[Mapping[str, float]]) -> Shares:
    """Average shares, criterion by criterion."""
    return {
        name: math.fsum(each[name] for each in many) / len(many)
        for name in (many[0] if many else ())
    }


def by_role(ballots: Iterable[Ballot]) -> dict[str, list[Shares]]:
    """Group the shares of ballots by role; roles of fewer than four people are merged.

    Where what is merged would itself be fewer than four people, the smallest role that
    is left joins it, so that nobody is found by subtraction.
    """
    roles: dict[str, list[Shares]] = {}
    for ballot in ballots:
        roles.setdefault(ballot.role or OTHER_ROLES, []).append(shares(ballot.weights))
    return merged(roles)


def merged(roles: Mapping[str, list[T]]) -> dict[str, list[T]]:
    """Return what each role has, with the small roles merged by the rule of `by_role`."""
    kept = dict(roles)
    others = kept.pop(OTHER_ROLES, [])
    for role in sorted(kept, key=lambda role: (len(kept[role]), role)):
        if len(kept[role]) < SMALLEST_GROUP or 0 < len(others) < SMALLEST_GROUP:
            others = [*others, *kept.pop(role)]
    return kept | ({OTHER_ROLES: others} if others else {})


def mean_of_roles(groups: Mapping[str, Sequence[Shares]]) -> Shares:
    """Average the roles' own averages, so that headcount does not decide."""
    return mean([mean(group) for group in groups.values()])


def in_force(
    model: DecisionModel, case: Case, given: Mapping[str, float] | None = None
) -> tuple[Shares, str]:
    """Return the shares that count, and whose they are.

    Those given, else the case's, else the mean of the panel's last round, else the
    model's; the second value is "given", "case", "panel" or "model".

    Raises WeightsError: the weights given can't be used.
    """
    if given is not None:
        for name in given:
            if name not in model.criteria:
                known = nearest(name, model.criteria)
                raise WeightsError(f"`{name}` is not a criterion of this model; {known}")
        points = {name: given.get(name, entry.weight) for name, entry in model.criteria.items()}
        return shares(points), "given"
    if case.weights:
        return shares(weights_of(model, case)), "case"
    if ballots := last_round(case):
        panel = mean([shares(ballot.weights) for ballot in ballots])
        return {name: panel[name] for name in model.criteria}, "panel"
    return shares(weights_of(model, case)), "model"
