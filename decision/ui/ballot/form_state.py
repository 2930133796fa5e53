"""A ballot while it is being entered: what the widgets of one session hold of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from decision.model.decision_model import DecisionModel
from decision.model.entries import Criterion
from decision.ui.ballot.entries import Answers, new_request
from decision.ui.state import session
from decision.workshop.errors import WorkshopError
from decision.workshop.rules.ballots import Form

Sender = Callable[[dict[str, Any], str], object]


def clear(key: str) -> None:
    """Forget what was entered under a key."""
    for each in list(st.session_state):
        if f"{each}.".startswith(f"{key}."):
            del st.session_state[each]


@dataclass(frozen=True)
class BallotForm:
    """The widget state of one ballot: the arguments of `form`, and what was entered."""

    names: Form
    key: str
    send: Sender
    model: DecisionModel | None
    changed: Callable[[Answers], None] | None

    @property
    def answers(self) -> Answers:
        """What has been entered so far."""
        found: Answers = st.session_state[self.key]
        return found

    @property
    def is_open(self) -> bool:
        """Whether the ballot is still being entered: a tap may come after it is in."""
        return self.key in st.session_state

    def set(self, **parts: Any) -> None:
        """Replace parts of the answers. Other content is another ballot, with another id."""
        if not set(parts) <= {"step", "settled"}:
            parts["request"] = new_request()
        # One write: a message that comes meanwhile ends a callback where it next reads the session.
        new = replace(self.answers, **parts)
        if self.changed is not None:
            self.changed(new)
        st.session_state[self.key] = new

    def change(self, parts: Callable[[Answers], dict[str, Any]]) -> None:
        """Replace the parts that a function makes of the answers, while the ballot is open."""
        if self.is_open:
            self.set(**parts(self.answers))

    def seed(self, name: str, value: Any) -> str:
        """Set the value of a widget before it is first shown; return its key."""
        return session.seed_key(f"{self.key}.{name}", value)

    def value(self, name: str) -> Any:
        """Return what a widget holds."""
        return st.session_state.get(f"{self.key}.{name}")

    def entry(self, name: str) -> Criterion | None:
        """Return what the model says of a criterion, where it is known."""
        return self.model.criteria.get(name) if self.model is not None else None

    def go(self, step: int, left: int) -> None:
        """Go to a step from the one that is left; again from there is the same tap again."""
        if not self.is_open or self.answers.step != left:
            return
        answers = self.answers
        parts: dict[str, Any] = {"step": step}
        if left == 1 and answers.top is not None:
            # What mattered most a moment ago still matters, unless somebody unticks it.
            before = {answers.settled} - {None, answers.top}
            parts |= {"matter": answers.matter | before, "settled": answers.top}
        self.set(**parts)

    def hand_in(self) -> None:
        """Send the ballot; what is wrong with it, if anything, is kept to be shown."""
        if not self.is_open:  # tapped twice: the first tap sent it
            return
        trouble = f"{self.key}.trouble"
        st.session_state.pop(trouble, None)
        answers = self.answers
        try:
            self.send(answers.sent(self.names), answers.request)
        except WorkshopError as error:
            st.session_state[trouble] = str(error)
        else:
            clear(self.key)
