"""A small model, a settable clock, a room with both, and helpers that several tests use."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from decision.model.decision_model import DecisionModel
from decision.ui.ballot.participant import Kept, own
from decision.workshop.errors import DamagedError, RefusedError
from decision.workshop.facilitator import Facilitator
from decision.workshop.room import Room
from decision.workshop.rules.ballots import form_of
from decision.workshop.store import audit_log
from decision.workshop.store.rows import Settings

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
SETTINGS = Settings("A title", MODEL.title, MODEL.fingerprint, form_of(MODEL), ROLES, False, 5)
AT = "2026-11-24T10:00:00Z"
ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="uses limits and users of POSIX")


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


def kept_of(room: Room, token: str) -> Kept | None:
    """The same, and None where the person is not in the file at all: for what counts losses."""
    with suppress(RefusedError):
        return ballot_of(room, token)
    return None


def role_of(room: Room, token: str) -> str | None:
    return own(room, token).role


def make(path: Path, **more: Any) -> tuple[Room, Facilitator]:
    room, secret = Room.create(path, MODEL, **{"roles": ROLES, **more})
    return room, Facilitator(room, secret)


def voted(room: Room, facilitator: Facilitator, people: int = 4) -> list[str]:
    link = facilitator.open_round().link or ""
    tokens = [room.join(link, "HR") for _ in range(people)]
    for place, token in enumerate(tokens):
        room.submit(token, ballot(10 + place), f"request-{place}")
    return tokens


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def touched(path: Path, *statements: str) -> audit_log.Broken | None:
    """Change a file behind the tool's back; give what its own check then says."""
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()
    with pytest.raises(DamagedError):
        Room.open(path)
    room = Room.open(path, anyway=True)
    try:
        return room.store.verify()
    finally:
        room.close()


PEOPLE = ["Radiologist"] * 5 + ["Digital"] * 4 + ["HR"]


def whole_round(
    room: Room, facilitator: Facilitator, number: int, tokens: list[str] | None = None
) -> list[str]:
    """A whole round with ten people, up to its reveal."""
    link = facilitator.open_round().link or ""
    tokens = tokens or [room.join(link, role) for role in PEOPLE]
    for place, token in enumerate(tokens):
        sent = ballot(10 * place, 50, 100 - 10 * place, comments={"cost": f"note {place}"})
        room.submit(token, sent, f"request-{number}-{place}")
    facilitator.close_round()
    facilitator.reveal()
    return tokens
