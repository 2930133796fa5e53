"""A workshop held open for a page's test, with ballots of people in four roles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from decision.model.decision_model import DecisionModel
from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.workshop.room import Room
from decision.workshop.store import database

ROLES = ("Radiographer",) * 5 + ("PACS team",) * 4 + ("Digital or IT",) * 4 + ("HR",)
FAVOURED = {  # what each role gives most, so that roles part and leaders differ
    "Radiographer": ("imaging-voice", "hcpc-cpd", "clinical-responsiveness"),
    "PACS team": ("staffing-gaps", "banding-career", "change-capacity"),
    "Digital or IT": ("cyber-resilience", "infrastructure-access", "multi-ology-scope"),
    "HR": ("transition", "banding-career", "clear-accountability"),
}
WROTE = "Two people carry the whole rota"
HOSTILE = "![x](http://e.example/a.png) <b>b</b> $x$ =cmd|x"


def held_open(model: DecisionModel, **more: Any) -> Held:
    """Make a workshop in the test's own folder, and hold it open."""
    settings = {"title": "Northmoor", **more}
    room, secret = Room.create(
        database.folder() / "2026-11-24-northmoor-0a1b2c.db", model, **settings
    )
    return open_workshop.hold(room, secret)


def vote(held: Held, people: int = len(ROLES), tokens: list[str] | None = None) -> list[str]:
    """Send a ballot for each person; give their tokens, to vote again."""
    tokens = [] if tokens is None else tokens
    number = held.room.turnout().round
    for place, role in enumerate(ROLES[:people]):
        if place == len(tokens):
            tokens.append(held.facilitator.seat(role))
        points = dict.fromkeys(held.room.settings.form.criteria, 13.0 + place)
        points |= dict(zip(FAVOURED[role], (100.0, 87.0, 61.0 + place), strict=True))
        comments = {"staffing-gaps": WROTE} if place == 5 else {}
        sent = {"weights": points, "comments": comments}
        held.room.submit(tokens[place], sent, f"request-{number}-{place:03d}")
    return tokens


def advance(held: Held, rounds: int) -> list[str]:
    """Play some rounds until each is revealed."""
    tokens: list[str] = []
    for _ in range(rounds):
        held.facilitator.open_round()
        vote(held, tokens=tokens)
        held.facilitator.close_round()
        held.facilitator.reveal()
    return tokens


def everything(app: AppTest) -> str:
    """What a page says in words, labels, choices, pictures and charts, the sidebar left out."""
    return "\n".join(_said(app.main)).replace("\\", "")


def _said(block: Any) -> list[str]:
    found = []
    for child in getattr(block, "children", {}).values():
        proto = getattr(child, "proto", None)
        for name in (
            "body",
            "label",
            "help",
            "placeholder",
            "options",
            "captions",
            "spec",
            "value",
        ):
            found.append(str(getattr(proto, name, "")))
        found += [image.alt for image in getattr(proto, "imgs", ())]
        found += _said(child)
    return found


def files() -> list[Path]:
    return sorted(database.folder().glob("*"))


def charts(app: AppTest) -> int:
    return len(app.get("vega_lite_chart"))


def errors(app: AppTest) -> list[str]:
    return [str(part.value).replace("\\", "") for part in app.error]


def key_in(app: AppTest, numbers: str, role: str = "", slip: str = "") -> AppTest:
    app.text_input("paper.numbers").set_value(numbers)
    app.selectbox("paper.role").set_value(role)
    app.text_input("paper.slip").set_value(slip)
    return app.button("paper.do").click().run()


def take_a_turn(app: AppTest) -> None:
    app.button("seat.start").click().run()
    app.radio("hot.top").set_value("hcpc-cpd").run()
    app.button("hot.next.1").click().run()
    app.button("hot.next.2").click().run()
    app.button("hot.send").click().run()
    app.button("seat.done").click().run()
