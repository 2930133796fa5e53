"""The app as a workshop opens it, alike each time: one round is open and eight have voted.

Only this machine reaches it. Whoever asks for it as `localhost` is taken for a phone, so that
no address of this machine is needed, and none comes into a picture.
"""

from __future__ import annotations

import datetime as dt
import sys
from unittest.mock import patch

import streamlit as st

from decision import load_model, shipped
from decision.model.decision_model import DecisionModel
from decision.serving import launch, open_workshop
from decision.workshop.access import admission
from decision.workshop.room import ROLES, Room
from decision.workshop.store.database import new_path

# An address kept for documents (RFC 5737), and what would be drawn anew each time.
ADDRESS, PORT = "192.0.2.20", 8501
CODE, LINK = "K7M3XQ", "picture-for-the-README"
PEOPLE = 8


def peer() -> str:
    """Stand in for the address that a session connects from."""
    host = st.context.headers.get("Host") or ""
    return "192.0.2.99" if host.startswith("localhost") else "127.0.0.1"


def votes(model: DecisionModel, person: int) -> dict[str, float]:
    """Give a ballot near the model's own weights, with one criterion put first."""
    names = list(model.criteria)
    points = {
        name: min(95.0, max(0.0, entry.weight + (7 * person + 11 * place) % 9 * 5 - 20))
        for place, (name, entry) in enumerate(model.criteria.items())
    }
    return points | {names[3 * person % len(names)]: 100.0}


def make() -> None:
    model = load_model(shipped("criteria.yaml"))
    path = new_path("A workshop", dt.date.today())
    room, secret = Room.create(path, model, title="PACS workshop")
    held = open_workshop.hold(room, secret)
    held.facilitator.open_round()
    for person in range(PEOPLE):
        token = held.facilitator.seat(ROLES[person % 2])
        room.submit(token, {"weights": votes(model, person)}, f"request-{person}", how="seat")


if __name__ == "__main__":
    with (
        patch.multiple(admission, new_code=lambda: CODE, new_link=lambda: LINK),
        patch.object(open_workshop, "peer", peer),
    ):
        make()
        open_workshop.open_doors(ADDRESS, PORT)
        sys.exit(launch.run(port=int(sys.argv[1]), browser=False))
