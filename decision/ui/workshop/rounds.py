"""The rounds: who has voted while one is blind, closing, revealing, and ballots taken out."""

from __future__ import annotations

import streamlit as st

from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui.state import session
from decision.ui.workshop import collecting, reveal, round_cache, shared_state
from decision.ui.workshop.round_cache import Stage
from decision.ui.workshop.shared_state import act, ballots, people
from decision.wording.text import plain
from decision.workshop.errors import BallotError, WorkshopError
from decision.workshop.facilitator import Sealed
from decision.workshop.room import Turnout
from decision.workshop.rules.ballots import MAX_REASON
from decision.workshop.rules.session import MOST_ROUNDS

TICK = 2  # seconds between looks at who has voted
HOWS = {"phone": "by phone", "paper": "on paper", "seat": "at this laptop"}


def section(held: Held) -> None:
    """Show what the stage of the workshop asks for."""
    stage = round_cache.stage(held)
    last = stage.session.last
    if last is None:
        _before(held)
    elif last.state == "open":
        _open(held, stage)
    elif last.state == "closed":
        _closed(held, stage)
    else:
        _revealed(held, stage)
    if last is not None:
        _ballots(held, last.number)


def _before(held: Held) -> None:
    st.header("Before the first round")
    st.markdown(
        "Opening the round lets people in and lets them send a ballot. Nobody, you included, "
        "sees what a ballot says before the reveal."
    )
    st.button(
        "Open the first round", key="round.open", type="primary", on_click=act,
        args=(_open_round, held),
    )  # fmt: skip
    collecting.before(held)


def _open(held: Held, stage: Stage) -> None:
    number = stage.turnout.round
    st.header(f"Round {number} is open")
    _turnout(number)
    st.button(
        f"Close round {number}", key="round.close", type="primary", on_click=act,
        args=(held.facilitator.close_round,),
    )  # fmt: skip
    collecting.section(held)
    _earlier(held, stage, number - 1)


@st.fragment(run_every=TICK)
def _turnout(number: int) -> None:
    """Look again every few seconds; the file is read only once something has changed."""
    held = open_workshop.held()
    if held is None:
        return
    try:
        now = round_cache.stage(held).turnout
    except WorkshopError:  # closed in another window a moment ago; the page says so
        st.rerun()
    if (now.round, now.state) != (number, "open"):
        st.rerun()
    st.markdown(f"#### {counted(now)}")
    waiting = now.joined - now.voted
    st.caption(
        "What they say stays unseen until the reveal."
        if waiting <= 0
        else f"{people(waiting)} who joined {'has' if waiting == 1 else 'have'} not voted in this "
        f"round. What ballots say stays unseen until the reveal."
    )
    if now.before:
        st.caption(f"Round {number - 1} had {ballots(now.before)}.")


def counted(turnout: Turnout) -> str:
    """Return how many ballots are in, of how many people.

    >>> counted(Turnout(1, "open", 18, 11)), counted(Turnout(1, "open", 0, 0))
    ('11 ballots in, 18 people joined', 'No ballot in yet')
    """
    if not turnout.joined:
        return "No ballot in yet"
    return f"{ballots(turnout.voted)} in, {people(turnout.joined)} joined"


def _closed(held: Held, stage: Stage) -> None:
    now = stage.turnout
    st.header(f"Round {now.round} is closed")
    waiting = max(0, now.joined - now.voted)
    rest = "" if not waiting else f" {people(waiting)} of those who joined did not vote in it."
    st.markdown(f"{ballots(now.voted)} in it.{rest} Nobody has seen what they say.")
    with st.container(horizontal=True):
        st.button(
            "Reveal",
            key="round.reveal",
            type="primary",
            on_click=act,
            args=(held.facilitator.reveal,),
        )
        st.button(
            f"Open round {now.round} again", key="round.resume", on_click=act,
            args=(held.facilitator.resume_round,),
        )  # fmt: skip
    _earlier(held, stage, now.round - 1)


def _revealed(held: Held, stage: Stage) -> None:
    number = stage.turnout.round
    st.header(f"Round {number}")
    _whose_answers(held)
    if stage.may_show and held.weighs(session.work().model):
        _on_the_screen(held, number)
    _round(held, stage, number)
    if number < MOST_ROUNDS:
        st.divider()
        nth = "second" if number == 1 else "next"
        st.markdown(
            "Once the room has talked, everyone weighs again; what round "
            f"{number} showed stays as it was."
        )
        st.button(
            f"Open the {nth} round", key="round.open",
            type="primary" if number == 1 else "secondary", on_click=act,
            args=(_open_round, held),
        )  # fmt: skip
    _earlier(held, stage, number - 1)


def _whose_answers(held: Held) -> None:
    """Show which case the weights are applied to: after a restart it may not be the room's."""
    work = session.work()
    if not held.weighs(work.model) or not work.model.facts:
        return
    table = session.evaluation().standing.table
    if len(table.unanswered) == len(table.readings):
        st.warning(
            "The case that is open here answers no fact, so what the weights come to rests on the "
            "model's start scores alone. Open the case that the room is about."
        )
        return
    name = plain(work.case.site.name or "without a name")
    known = len(table.readings) - len(table.unanswered)
    st.caption(
        f"What the weights come to is worked out from the open case: {name}, with {known} of "
        f"{len(table.readings)} facts answered."
    )


def _on_the_screen(held: Held, number: int) -> None:
    """Let the facilitator choose what the room sees: the weights, or who leads."""

    def chosen() -> None:
        result = bool(st.session_state["screen.shows"])
        found = round_cache.seen(held, session.work(), number) if result else None
        shared_state.lay_out(held, result=result)
        open_workshop.show_result(None if found is None else reveal.result_in_words(found))

    st.session_state["screen.shows"] = shared_state.desk(held).result
    st.radio(
        "On the room's screen",
        [False, True],
        format_func=lambda result: "Who leads, on phones too" if result else "Everyone's weights",
        key="screen.shows",
        horizontal=True,
        on_change=act,
        args=(chosen,),
    )


def _open_round(held: Held) -> None:
    """Open the first or the next round; the room's screen is no longer about who leads."""
    held.facilitator.open_round()
    shared_state.lay_out(held, result=False)
    open_workshop.show_result(None)


def _earlier(held: Held, stage: Stage, number: int) -> None:
    for each in range(number, 0, -1):
        with st.expander(f"What round {each} showed"):
            _round(held, stage, each)


def _round(held: Held, stage: Stage, number: int) -> None:
    work = session.work()
    if not held.weighs(work.model):
        st.info("Open the workshop's own model to see what the ballots come to.")
        return
    found = round_cache.seen(held, work, number)
    if found is None:
        st.info("No ballot of this round counts any more.")
        return
    reveal.section(held, found, stage.may_show)


# Ballots


def _ballots(held: Held, number: int) -> None:
    found = held.facilitator.ballots(number)
    if not found:
        return
    kept = {each.id: each for each in found if each.removed is None}
    gone = [each for each in found if each.removed is not None]
    title = f"Ballots of round {number}: {len(kept)} counted"
    with st.expander(f"{title}, {len(gone)} taken out" if gone else title):
        st.caption("Each by its number, its role and how it came in. What it says is not shown.")
        if kept:
            st.selectbox(
                "A ballot to take out of the count",
                sorted(kept),
                format_func=lambda each: _called(kept[each]),
                index=None,
                placeholder="Choose one",
                key="remove.which",
            )
            st.text_input(
                "The reason, which stays in the record", key="remove.why", max_chars=MAX_REASON
            )
            st.button("Take it out", key="remove.do", on_click=act, args=(_remove, held))
        for each in gone:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(plain(f"{_called(each)}: taken out, {each.removed}"))
                st.button(
                    "Put it back", key=f"back.{each.id}", on_click=act,
                    args=(held.facilitator.put_back, each.id),
                )  # fmt: skip


def _remove(held: Held) -> None:
    which = st.session_state.get("remove.which")
    if which is None:
        raise BallotError("Choose a ballot first.")
    held.facilitator.remove(which, str(st.session_state["remove.why"]))
    st.session_state["remove.which"], st.session_state["remove.why"] = None, ""


def _called(sealed: Sealed) -> str:
    return f"Ballot {sealed.id}, {sealed.role or 'no role said'}, {HOWS[sealed.how]}"
