"""A small model, a clock that stands still until it is told, and a room with both."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from decision.model.decision_model import DecisionModel
from decision.ui.ballot.participant import Kept, own
from decision.workshop.facilitator import Facilitator
from decision.workshop.room import Room

CRITERIA = ("speed", "voice", "cost", "cover", "change", "safety")
OPTIONS = ("stay", "move")
MODEL = DecisionModel.model_validate(
    {
        "title": "A small model",
        "options": {name: {"name": name.title()} for name in OPTIONS},
        "criteria": {
            name: {
                "name": name.title(),
                "weight": 50,
                "scores": {"stay": 40 + place, "move": 50 - place},
            }
            for place, name in enumerate(CRITERIA)
        },
    }
)
ROLES = ("Radiologist", "Digital", "HR")


@dataclass
class Clock:
    """Time as a test wants it."""

    seconds: float = 0.0
    start: dt.datetime = field(
        default_factory=lambda: dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)
    )

    def now(self) -> dt.datetime:
        return self.start + dt.timedelta(seconds=self.seconds)

    def ticks(self) -> float:
        return self.seconds


def weights(*points: float) -> dict[str, float]:
    """Points for the criteria in order; 10 for those left out."""
    given = [*points, *[10.0] * len(CRITERIA)][: len(CRITERIA)]
    return dict(zip(CRITERIA, given, strict=True))


def ballot(*points: float, **more: Any) -> dict[str, Any]:
    return {"weights": weights(*points), **more}


def ballot_of(room: Room, token: str) -> Kept | None:
    """A person's own ballot in the last round."""
    found = own(room, token)
    last = found.session.last
    return found.ballots.get(last.number) if last else None


def role_of(room: Room, token: str) -> str | None:
    return own(room, token).role


def make(path: Path, **more: Any) -> tuple[Room, Facilitator]:
    room, secret = Room.create(path, MODEL, **{"roles": ROLES, **more})
    return room, Facilitator(room, secret)
