"""What somebody has entered in a ballot so far, sent or not. Nothing here draws."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from decision.workshop.rules.ballots import Form, Given

MOST = 100  # points of the improvement that matters most
START = 50  # ... of another, until it is moved
STEP = 5


def new_request() -> str:
    """Make the name of a ballot that may be sent."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True)
class Answers:
    """What somebody has entered so far, sent or not.

    Attributes:
        step: 1 to 3, the step on screen.
        top: the criterion whose improvement matters most.
        settled: the one that mattered most when the first step was left.
        matter: the others that matter at all.
        points: 0 to 100 by criterion id, for those moved; the rest stand at `START`.
        by: how far one step moves a slider; a browser shows what lies between two steps as one.
        scores: 0 to 100 by criterion id and option id, if wanted.
        comments: by criterion id, if wanted.
        request: names this ballot when it is sent, so that sending twice is sending once.
    """

    step: int = 1
    top: str | None = None
    settled: str | None = None
    matter: frozenset[str] = frozenset()
    points: Mapping[str, int] = field(default_factory=dict)
    by: int = STEP
    scores: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    request: str = field(default_factory=new_request)

    def others(self, names: Form) -> list[str]:
        """Return the others that matter, in the model's order."""
        return [each for each in names.criteria if each in self.matter and each != self.top]

    def sent(self, names: Form) -> dict[str, Any]:
        """Return the ballot as `Room.submit` takes it: every criterion has a weight."""
        weights: dict[str, float] = dict.fromkeys(names.criteria, 0)
        for name in self.others(names):
            weights[name] = self.points.get(name, START)
        if self.top is not None:
            weights[self.top] = MOST
        return {
            "weights": weights,
            "scores": {name: dict(row) for name, row in self.scores.items() if row},
            "comments": {name: text for name, text in self.comments.items() if text.strip()},
        }


def answers_of(given: Given) -> Answers:
    """Return the answers that make a ballot, to start from; points come to 100 for the top one."""
    largest = max(given.weights.values(), default=0)
    if not largest > 0:
        return Answers()
    top = next(name for name, points in given.weights.items() if points == largest)
    points = {
        name: round(MOST * (value / largest))
        for name, value in given.weights.items()
        if name != top and value > 0
    }
    return Answers(
        step=3,
        top=top,
        settled=top,
        matter=frozenset(points),
        points=points,
        by=1 if any(value % STEP for value in points.values()) else STEP,
        scores=given.scores,
        comments=given.comments,
    )
