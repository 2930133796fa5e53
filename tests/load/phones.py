"""People with phones: they join, weigh, move sliders every few seconds, send, and change it."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from websockets.exceptions import WebSocketException

from decision import load_model, shipped
from decision.wording.text import plain
from decision.workshop.access.addresses import candidates
from decision.workshop.errors import RefusedError
from decision.workshop.room import ROLES, Room
from decision.workshop.rules.ballots import form_of
from decision.workshop.store.rows import hashed
from tests.load.client import Run, Session
from tests.workshop.data import kept_of, role_of

IN = "Your ballot is in"
MOST = 45  # ballots of one phone in a round; the workshop takes 50
SENDS = 1 / 6  # of what is done at the last step
GONE = (OSError, WebSocketException)

CRITERIA = {
    name: plain(title)
    for name, title in form_of(load_model(shipped("criteria.yaml"))).criteria.items()
}
TITLES = {title: name for name, title in CRITERIA.items()}


def address() -> str:
    """The address of this machine by which phones reach it.

    Raises:
        SystemExit: there is none, with what to do.
    """
    found = candidates()
    if not found:
        raise SystemExit("No phone could reach this machine: connect it to a network first.")
    return found[0]


@dataclass
class Phone:
    """A person with a phone.

    Attributes:
        tab: what they look at.
        draw: chance, of their own.
        role: theirs.
        confirmed: the ballots that they were told are in, in order.
        tried: one that was sent, and they were not told; None: there is none.
        unsure: how many such there have been.
        redrawn: moves of a slider after which the ballot was emptied and drawn anew.
        sends: from each click on "Send" until it was told.
        moves: from each move of a slider until the page was drawn.
        faults: what went wrong.
    """

    tab: Session
    draw: random.Random
    role: str
    confirmed: list[dict[str, float]] = field(default_factory=list)
    tried: dict[str, float] | None = None
    unsure: int = 0
    redrawn: int = 0
    sends: list[Run] = field(default_factory=list)
    moves: list[Run] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    top: str = ""

    @property
    def token(self) -> str:
        """What the workshop knows them by."""
        return self.tab.parameter("me")

    async def join(self) -> None:
        """Scan the code, say the role, join."""
        await self.tab.open()
        await self.tab.look(lambda: bool(self.tab.keys("role")))
        self.tab.enter("role", plain(self.role))
        await self.tab.click("enter", lambda: self.is_in)

    async def get_ready(self) -> None:
        """Join, and go to the ballot's last step."""
        await self.join()
        while not self.tab.keys("round.1.send"):
            await self.act()

    @property
    def is_in(self) -> bool:
        """Whether the page knows them."""
        return self.tab.shows(f"You are in as {plain(self.role)}")

    async def act(self) -> None:
        """Do the next thing, by what is on the page."""
        tab = self.tab
        if tab.keys("change"):
            await tab.click("change", lambda: bool(tab.keys("keep")))
        elif top := tab.keys("round.1.top"):
            self.top = self.draw.choice(list(CRITERIA))
            await tab.change(top[0], CRITERIA[self.top])
            await tab.click("round.1.next.1", lambda: bool(tab.keys("round.1.tick.")))
        elif ticks := tab.keys("round.1.tick."):
            for key in self.draw.sample(ticks, 4):
                await tab.change(key, True)
            await tab.click("round.1.next.2", lambda: bool(tab.keys("round.1.send")))
        elif tab.keys("round.1.send"):
            sliders = tab.keys("round.1.points.")
            # Each differs from the last, so that it can be told which of them is in the file.
            same = self.entered() in self.confirmed[-1:]
            enough = same or len(self.confirmed) >= MOST
            if sliders and (enough or self.draw.random() > SENDS):
                key, points = self.draw.choice(sliders), float(self.draw.randrange(5, 101, 5))
                before = tab.redrawn
                self.moves.append(await tab.change(key, points))
                self.redrawn += tab.redrawn > before
            else:
                await self.send()
        else:
            self.faults.append(f"nothing to do on {tab.texts}")
        self.faults += tab.errors

    async def send(self) -> None:
        """Send what is on the page."""
        tab = self.tab
        self.tried = self.entered()
        self.sends.append(await tab.click("round.1.send", lambda: tab.title == IN))
        self.confirmed.append(self.tried)
        self.tried = None

    def entered(self) -> dict[str, float]:
        """The ballot on the page, as its sliders stand."""
        found = dict.fromkeys(CRITERIA, 0.0)
        for key in self.tab.keys("round.1.points."):
            found[key.removeprefix("round.1.points.")] = self.tab.number(key)
        bold = next(each for each in self.tab.texts if each.endswith("0 is nothing."))
        found[TITLES[bold.split("**")[1]]] = 100.0
        return found

    def seen(self) -> dict[str, float]:
        """The ballot that the page says is in."""
        found = dict.fromkeys(CRITERIA, 0.0)
        table = next(each for each in self.tab.texts if each.startswith("| What matters"))
        for row in table.splitlines()[2:]:
            title, points = row.strip("| ").rsplit(" | ", 1)
            found[TITLES[title]] = float(points)
        return found

    async def find_again(self, reload: bool) -> None:
        """Come back once the server is there again, and check what is shown.

        Args:
            reload: load the page anew; otherwise the tab connects again, as it does by itself,
                and sends all that stands on it.
        """
        await self.tab.close()
        tab = self.tab = self.tab.reloaded() if reload else self.tab
        for _ in range(600):
            with suppress(*GONE):
                await tab.open()
                break
            await asyncio.sleep(0.05)
        await tab.look()
        self.faults += tab.errors
        if not self.is_in:
            self.faults.append(f"not known again: {tab.texts}")
            return
        if tab.title == IN:
            seen = self.seen()
            if self.tried is not None and seen == self.tried:
                self.confirmed.append(seen)
            elif not self.confirmed or seen != self.confirmed[-1]:
                self.faults.append("shows another ballot than the last confirmed one")
            else:
                self.unsure += self.tried is not None
        else:
            self.unsure += self.tried is not None
            if self.confirmed:
                self.faults.append(f"a confirmed ballot is not shown: {tab.texts}")
        self.tried = None


def phones(
    host: str, port: int, link: str, count: int, seed: int = 1, sources: Sequence[str] = ("",)
) -> list[Phone]:
    """People who have not joined yet, at so many addresses."""
    return [
        Phone(
            Session(host, port, "join", f"join={link}", sources[number % len(sources)]),
            random.Random(f"{seed} {number}"),
            ROLES[number % len(ROLES)],
        )
        for number in range(count)
    ]


async def each(work: Callable[[Phone], object], people: list[Phone]) -> None:
    """Have all do something at once."""
    await asyncio.gather(*(work(phone) for phone in people))  # type: ignore[call-overload]


def lost(path: Path, people: list[Phone]) -> list[str]:
    """What a workshop's file, now closed, lacks or has too often; [] where nothing."""
    found = []
    room = Room.open(path)  # holds that the file and its record are whole
    try:
        if broken := room.store.verify():
            found.append(f"the record is broken: {broken}")
        for phone in people:
            mine = kept_of(room, phone.token)
            last = phone.confirmed[-1] if phone.confirmed else None
            kept = dict(mine.given.weights) if mine is not None else None
            if kept != last and (kept is None or kept != phone.tried):
                found.append("the last confirmed ballot is not the one in the file")
            with suppress(RefusedError):  # who is not in the file at all is counted below
                if role_of(room, phone.token) != phone.role:
                    found.append("a role has changed")
    finally:
        room.close()
    with closing(sqlite3.connect(path)) as db:
        sent = dict(
            db.execute(
                "SELECT p.token, count(*) FROM requests r JOIN participants p "
                "ON p.id = r.participant GROUP BY p.token"
            ).fetchall()
        )
        for phone in people:
            told = len(phone.confirmed)
            kept_times = sent.get(hashed(phone.token), 0)
            if not told <= kept_times <= told + phone.unsure + (phone.tried is not None):
                found.append(f"{kept_times} ballots in the file of {told} confirmed")
        recorded = db.execute("SELECT count(*) FROM audit WHERE what = 'ballot'").fetchone()[0]
        if recorded != sum(sent.values()):
            found.append(f"{recorded} ballots in the record of {sum(sent.values())}")
        counted = db.execute("SELECT count(*) FROM ballots").fetchone()[0]
        if counted != len(sent):
            found.append(f"{counted} ballots counted of {len(sent)} people")
        joined = db.execute("SELECT count(*) FROM participants").fetchone()[0]
        if joined != len(people):
            found.append(f"{joined} people in the file of {len(people)}")
    return found
