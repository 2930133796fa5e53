"""What a revealed round says, worked out once for each change of the workshop or the case."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from decision.engine import Evaluation, evaluate
from decision.evaluation.panel import Panel
from decision.model.case import Case
from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui.state.session import Work
from decision.ui.workshop import shared_state
from decision.ui.workshop.room_state import RoomState, Stage, room_state
from decision.workshop.errors import NotNowError
from decision.workshop.results.round_results import Reveal


@dataclass(frozen=True)
class Seen:
    """A revealed round: its weights, and what they come to in the facilitator's case."""

    key: str
    number: int
    reveal: Reveal
    evaluation: Evaluation
    panel: Panel
    comments: dict[str, list[str]]


def now(held: Held) -> RoomState:
    """Return the state that the facilitator's page, the run sheet and the screen show."""
    return room_state(stage(held), shared_state.desk(held), open_workshop.doors() is not None)


def stage(held: Held) -> Stage:
    """Return where the rounds are; read again only once something has changed."""
    return _stage(_key(held), held)


@st.cache_resource(show_spinner=False, max_entries=8)
def _stage(key: str, _held: Held) -> Stage:
    room, can_join = _held.room, _held.facilitator.keys().link is not None
    return Stage(room.session(), room.turnout(), room.agreement() is not None, can_join)


def seen(held: Held, work: Work, number: int) -> Seen | None:
    """Return a revealed round; None where no ballot of it counts any more.

    Raises:
        NotNowError: it has not been revealed.
    """
    key = f"{_key(held)}/{number}/{work.key}"
    return _seen(key, held, work, number)


@st.cache_resource(show_spinner=False, max_entries=8)
def _seen(key: str, _held: Held, _work: Work, number: int) -> Seen | None:
    comments = _held.facilitator.comments(number)
    try:
        reveal = _held.room.reveal(number)
    except NotNowError:
        return None
    whole = _held.facilitator.to_case(_work.case)
    evaluation = evaluate(_work.model, _until(whole, number))
    panel = evaluation.panel
    assert panel is not None  # a round that can be revealed has a ballot that counts
    return Seen(key, number, reveal, evaluation, panel, comments)


def _until(case: Case, number: int) -> Case:
    """Return a case as it was when a round was its last."""
    kept = tuple(ballot for ballot in case.panel if ballot.round <= number)
    return case.model_copy(update={"panel": kept})


def _key(held: Held) -> str:
    # The secret is new each time a workshop is opened, and so is the count of changes.
    return f"{held.secret}/{held.room.store.changes}"
