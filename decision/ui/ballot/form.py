"""The ballot: swing weights in three short steps, the same on a phone and at the laptop."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from decision.model.decision_model import DecisionModel
from decision.model.entries import Criterion
from decision.ui import assets
from decision.ui.ballot import comments_and_scores
from decision.ui.ballot.entries import MOST, START, Answers, answers_of
from decision.ui.ballot.form_state import BallotForm, Sender, clear
from decision.wording.numbers import fixed, numeral
from decision.wording.text import plain
from decision.workshop.rules.ballots import Form

__all__ = ["Answers", "answers_of", "clear", "ends", "form", "given", "place"]

BLINK = 0.15  # seconds between two steps


def form(
    names: Form,
    key: str,
    send: Sender,
    *,
    model: DecisionModel | None = None,
    start: Answers | None = None,
    changed: Callable[[Answers], None] | None = None,
    label: str = "Send my ballot",
    more: Callable[[], None] | None = None,
) -> None:
    """Show the ballot at the step that it is at.

    What is entered is kept in this session under `key`; a key of its own for each person and
    round keeps them apart. Once a ballot is sent, or after `clear`, the key starts afresh.

    Args:
        names: what must be filled in, as from `room.settings.form`.
        key: what the widgets are called.
        send: called with a ballot and its request id, as for `Room.submit`; it raises a
            WorkshopError where the ballot is not in, which is shown.
        model: where the worst and the best of each criterion stand; left out, none is shown.
        start: what to start from, as from `answers_of`; afresh where it is left out.
        changed: called with the answers after each change, to keep them elsewhere too.
        label: what the last button says.
        more: shows what else may be said in the last step; comments and scores where left out.
    """
    st.html(assets.style("ballot"))
    st.session_state.setdefault(key, start or Answers())
    ballot = BallotForm(names, key, send, model, changed)
    with place(key, ballot.answers.step):
        third = partial(_third, label=label, more=more or partial(comments_and_scores.more, ballot))
        {1: _first, 2: _second}.get(ballot.answers.step, third)(ballot)


def place(key: str, stage: object) -> DeltaGenerator:
    """Return the place of a screen, after a moment with nothing where another stood before.

    A page that is short for a moment scrolls to its top. Two places take turns: one that was
    emptied and filled in the same run would at times reach the browser in two parts, and every
    slider would be made anew under somebody's finger.

    Args:
        key: what is kept under; the place takes no second tap of two quick ones.
        stage: what is on the screen; another value is another screen.
    """
    before, turn = st.session_state.get(f"{key}.place", (stage, 0))
    turn = (turn + (stage != before)) % 2
    st.session_state[f"{key}.place"] = (stage, turn)
    name = f"{key}.ballot"
    places = (st.empty(), st.container(key=name)) if turn else (st.container(key=name), st.empty())
    if stage != before:
        time.sleep(BLINK)
    return places[turn]


def given(names: Form, weights: Mapping[str, float]) -> None:
    """Show what a ballot says, the largest first; 0 to 100 by criterion id."""
    some = sorted((each for each in names.criteria if weights[each] > 0), key=lambda n: -weights[n])
    rows = [f"| {plain(names.criteria[name])} | {fixed(weights[name], 0)} |" for name in some]
    st.markdown("\n".join(["| What matters | Points |", "| :-- | --: |", *rows]))
    _nothing(names, some)


def _nothing(names: Form, some: Collection[str]) -> None:
    """Name the criteria that are not among those that count."""
    if none := [title for each, title in names.criteria.items() if each not in some]:
        st.caption("Counts as nothing: " + plain(", ".join(none)) + ".")


def ends(entry: Criterion | None) -> str:
    """Return what a criterion's worst and best are, in Markdown; "" where it isn't known."""
    if entry is None:
        return ""
    if entry.measure is not None:
        points = sorted(entry.measure.values.items(), key=lambda point: point[1])
        least, most = numeral(points[0][0]), numeral(points[-1][0])
        return plain(f"From {least} to {most} ({entry.measure.unit})")
    if entry.worst and entry.best:
        return f"*Worst:* {plain(entry.worst)}  \n*Best:* {plain(entry.best)}"
    return plain(entry.means or "")


def _head(number: int, title: str, says: str) -> None:
    st.caption(f"Step {number} of 3")
    st.subheader(title)
    st.markdown(says)


def _first(ballot: BallotForm) -> None:
    _head(
        1,
        "Which improvement matters most?",
        "Imagine everything at its worst. You may improve **one** thing, from its worst to its "
        "best. Which one?",
    )
    names = list(ballot.names.criteria)
    st.radio(
        "The improvement that matters most",
        names,
        index=None,
        format_func=lambda name: plain(ballot.names.criteria[name]),
        captions=[ends(ballot.entry(name)) for name in names],
        key=ballot.seed("top", ballot.answers.top),
        on_change=lambda: ballot.change(lambda _: {"top": ballot.value("top")}),
        label_visibility="collapsed",
    )
    chosen = ballot.answers.top is not None
    _bar(ballot, back=None, on=2, label="Next" if chosen else "Choose one", off=not chosen)


def _second(ballot: BallotForm) -> None:
    answers = ballot.answers
    _head(
        2,
        "What else matters?",
        f"You chose **{plain(ballot.names.criteria[str(answers.top)])}**. Tick every other one "
        f"that matters at all. What you leave unticked counts as nothing.",
    )
    show = st.toggle("Show the worst and the best of each", key=ballot.seed("ends", False))
    for name in ballot.names.criteria:
        if name == answers.top:
            continue

        def ticked(name: str = name) -> None:
            only = {name} if ballot.value(f"tick.{name}") else set()
            ballot.change(lambda answers: {"matter": (answers.matter - {name}) | only})

        st.checkbox(
            plain(ballot.names.criteria[name]),
            key=ballot.seed(f"tick.{name}", name in answers.matter),
            on_change=ticked,
        )
        if show and (said := ends(ballot.entry(name))):
            st.caption(said)
    count = len(answers.others(ballot.names))
    _bar(ballot, back=1, on=3, label=f"Next ({count} ticked)" if count else "Next: none ticked")


def _third(ballot: BallotForm, label: str, more: Callable[[], None]) -> None:
    answers = ballot.answers
    others = answers.others(ballot.names)
    top = plain(ballot.names.criteria[str(answers.top)])
    _head(
        3,
        "How much does each matter?",
        f"**{top}** is set to 100. Move each slider to say how much that improvement matters "
        f"beside it: 50 is half as much, 0 is nothing."
        if others
        else f"Only **{top}** counts. Go back to tick more.",
    )
    for name in others:

        def moved(name: str = name) -> None:
            value = ballot.value(f"points.{name}")
            ballot.change(lambda answers: {"points": {**answers.points, name: value}})

        st.slider(
            plain(ballot.names.criteria[name]),
            0,
            MOST,
            step=answers.by,
            key=ballot.seed(f"points.{name}", answers.points.get(name, START)),
            on_change=moved,
        )
        if said := ends(ballot.entry(name)):
            st.caption(said)
    _nothing(ballot.names, [str(answers.top), *others])
    more()
    if trouble := st.session_state.get(f"{ballot.key}.trouble"):
        st.error(f"Your ballot was not sent. {plain(trouble)}")
    _bar(ballot, back=2, on=None, label=label)


def _bar(
    ballot: BallotForm, back: int | None, on: int | None, label: str, off: bool = False
) -> None:
    """Show the buttons, which stay at the foot of the screen.

    Each has a key of its step: a second tap is then never taken for one on the next step's.
    """
    step = ballot.answers.step
    with st.container(key=f"{ballot.key}.bar.{step}", horizontal=True):
        if back is not None:
            st.button(
                "Back", key=f"{ballot.key}.back.{step}", on_click=ballot.go, args=(back, step)
            )
        st.button(
            label,
            key=f"{ballot.key}.send" if on is None else f"{ballot.key}.next.{step}",
            type="primary",
            width="stretch",
            disabled=off,
            on_click=ballot.hand_in if on is None else ballot.go,
            args=() if on is None else (on, step),
        )
