"""Where a workshop is: one state of its rounds, its hour and its screen. No Streamlit here.

The facilitator's page, the run sheet and the room's screen all read this one state. It holds
nothing of any ballot: numbers of people at most, so that no screen can show a blind round.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from decision.workshop.room import Turnout
from decision.workshop.rules.session import MOST_ROUNDS, Session, result_may_show

if TYPE_CHECKING:
    from decision.ui.state.session import Work

Name = Literal[
    "shut", "welcome", "rules", "facts", "voting", "closed", "empty", "unready", "weights",
    "result", "dissent", "over",
]  # fmt: skip
Act = Literal[
    "start", "rules", "facts", "open", "close", "resume", "reveal", "show", "weights", "agree",
    "result", "dissent", "end",
]  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One step of the hour: its name, its minutes, and what the facilitator does in it."""

    name: str
    minutes: int
    does: str


STEPS = (
    Step("Rules and interests", 5, "Say how the hour runs. Let everyone declare an interest."),
    Step("The facts", 10, "Agree on the answers where two case files differ. No opinions yet."),
    Step("Weigh in silence", 10, "Nobody, you included, sees a ballot before the reveal."),
    Step("What divides the room", 15, "Ask for a reason from each end of the dots."),
    Step("Weigh again", 5, "In silence. Anyone may keep or change their weights."),
    Step("Result", 10, "Read who leads and what would reverse it. Then agree on the weights."),
    Step("Dissent and owners", 5, "Write down who disagrees and why, and who does what next."),
)
RULES, FACTS, FIRST, TALK, AGAIN, RESULT, DISSENT, OVER = range(len(STEPS) + 1)


@dataclass(frozen=True)
class Stage:
    """Where the rounds are. `agreed`: on weights. `can_join`: there is a code to join by."""

    session: Session
    turnout: Turnout
    agreed: bool
    can_join: bool

    @property
    def may_show(self) -> bool:
        """Whether the room may see who leads."""
        return result_may_show(self.session, self.agreed)


@dataclass(frozen=True)
class Desk:
    """What the windows of one workshop share.

    Attributes:
        work: the facilitator's case, which the results are worked out for; None until the
            facilitator's page is open with the model that is weighed.
        step: the step of the hour as the facilitator last set it; None before the hour.
        since: when the present step began, in seconds of `time.monotonic`; None: not known.
        seats: the tokens of people who took a turn at this laptop since the workshop was
            opened, in order.
        result: whether the facilitator has chosen to show who leads.
    """

    work: Work | None = None
    step: int | None = None
    since: float | None = None
    seats: tuple[str, ...] = ()
    result: bool = False


@dataclass(frozen=True)
class RoomState:
    """One state of a workshop.

    Attributes:
        name: of the state.
        headline: what is happening, for the whole room.
        now: what people do meanwhile.
        step: the step of the hour; None before it has begun, `OVER` after it.
        act: what the facilitator does next; None: nothing.
        also: what else the facilitator may do.
        scan: whether the screen shows the code to join by.
    """

    name: Name
    headline: str
    now: str
    step: int | None = None
    act: Act | None = None
    also: tuple[Act, ...] = ()
    scan: bool = False


SHUT = RoomState("shut", "No workshop is open.", "The facilitator opens it on the page Workshop.")
_WORDS: dict[Name, tuple[str, str]] = {
    "rules": (
        "First, declare any interest.",
        "Say what you could gain or lose. Then everyone weighs in private.",
    ),
    "facts": ("Settle the facts first.", "Agree on the answers. Keep opinions for the ballot."),
    "closed": ("Round {} is closed.", "The reveal is next. Think how to explain your top choice."),
    "empty": (
        "Round {} has no ballots left.",
        "All were taken out. The facilitator will say how we go on.",
    ),
    "unready": (
        "Round {} is revealed.",
        "The picture comes once the facilitator has the page Workshop open. Meanwhile, think how "
        "to explain your top choice.",
    ),
    "weights": ("Round {} is revealed.", "Is your dot at either end? Say why."),
    "result": ("The result of round {}.", "Talk about what would reverse it."),
    "dissent": (
        "Who disagrees, and why?",
        "Say it now, and it goes on the record. Then agree who does what next.",
    ),
    "over": ("The hour is over. Thank you.", "Ask the facilitator for a copy of the record."),
}
_NEXT: dict[Name, tuple[Act | None, tuple[Act, ...]]] = {
    "welcome": ("start", ("open",)),
    "rules": ("facts", ("open",)),
    "facts": ("open", ("rules",)),
    "voting": ("close", ()),
    "closed": ("reveal", ("resume",)),
    "empty": ("open", ()),
    "unready": (None, ("open",)),
    "dissent": ("end", ("result",)),
    "over": (None, ("dissent",)),
}


def room_state(stage: Stage, desk: Desk, phones: bool) -> RoomState:
    """Return the state of an open workshop; `phones`: whether phones reach this server."""
    name, step = _name(stage, desk), _step(stage, desk)
    number = stage.turnout.round
    if name in ("welcome", "voting"):
        headline, now = _joining(number, stage, phones)
    else:
        headline, now = (words.format(number) for words in _WORDS[name])
    if name == "closed" and not stage.turnout.voted:
        now = "No ballot is in. The facilitator opens it again."
    act, also = _next(name, stage)
    scan = phones and stage.can_join and name in ("welcome", "rules", "facts", "voting")
    return RoomState(name, headline, now, step, act, also, scan)


def left(step: int | None, since: float | None) -> str:
    """Return how much of a step is left; "" where it is not known, or there is none.

    `since` is when the step began, in seconds of `time.monotonic`.
    """
    if step is None or since is None or step >= OVER:
        return ""
    minutes = STEPS[step].minutes - (time.monotonic() - since) / 60
    if minutes <= -1:
        over = math.floor(-minutes)
        return f"{over} minute{'' if over == 1 else 's'} over"
    if minutes <= 0:
        return "time is up"
    return "less than a minute left" if minutes <= 1 else f"{math.ceil(minutes)} minutes left"


def _name(stage: Stage, desk: Desk) -> Name:
    last, step = stage.session.last, _step(stage, desk)
    if last is None:
        return "welcome" if step is None else "facts" if step == FACTS else "rules"
    if last.state != "revealed":
        return "voting" if last.state == "open" else "closed"
    if step in (DISSENT, OVER):
        return "dissent" if step == DISSENT else "over"
    if not stage.turnout.voted:
        return "empty"
    if desk.work is None:
        return "unready"
    return "result" if desk.result and stage.may_show else "weights"


def _step(stage: Stage, desk: Desk) -> int | None:
    """Return the step of the hour: the rounds decide it, and the facilitator between them."""
    last = stage.session.last
    if last is None:
        return None if desk.step is None else min(desk.step, FACTS)
    if last.state != "revealed":
        return FIRST if last.number == 1 else AGAIN
    if desk.step is not None and desk.step >= DISSENT:
        return desk.step
    return RESULT if last.number > 1 or (desk.result and stage.may_show) else TALK


def _next(name: Name, stage: Stage) -> tuple[Act | None, tuple[Act, ...]]:
    number = stage.turnout.round
    more: tuple[Act, ...] = ("open",) if number < MOST_ROUNDS else ()
    if name == "weights" and number == 1 and not stage.agreed:
        return "open", ("show",) if stage.may_show else ()
    if name == "weights":
        return "show", more
    if name == "result" and not stage.agreed:
        return ("open", ("weights",)) if number == 1 else ("agree", ("weights", "dissent"))
    if name == "result":
        return "dissent", ("weights",)
    if name == "closed" and not stage.turnout.voted:
        return "resume", ()
    act, also = _NEXT[name]
    if number == MOST_ROUNDS:  # no other round can be opened
        act, also = None if act == "open" else act, tuple(one for one in also if one != "open")
    return act, also


def _joining(number: int, stage: Stage, phones: bool) -> tuple[str, str]:
    """Return the words while people join, before the first round or in an open one."""
    scan = phones and stage.can_join
    if not number:
        where = "on your phone" if scan else "below"
        return (
            "Welcome. Scan and join." if scan else "Welcome.",
            f"We start soon. Read {where} what you will weigh in private.",
        )
    how = "Vote on your phone." if phones else "Fill in your paper ballot, or wait for your turn."
    again = "Keep your weights or change them." if number > 1 else "Nobody sees your ballot."
    return f"Round {number} is open.", f"{how} No talking, please. {again}"
