"""The rounds: who has voted while one is blind, what it showed, and ballots taken out."""

from __future__ import annotations

import streamlit as st

from decision.serving import open_workshop
from decision.serving.open_workshop import Held
from decision.ui.state import session
from decision.ui.workshop import arrivals, collecting, reveal, round_cache
from decision.ui.workshop.room_state import RoomState, Stage
from decision.ui.workshop.shared_state import act, ballots, people, turnout
from decision.wording.text import plain
from decision.workshop.errors import BallotError, WorkshopError
from decision.workshop.facilitator import Sealed
from decision.workshop.rules.ballots import MAX_REASON

TICK = 2  # seconds between looks at who has voted
HOWS = {"phone": "by phone", "paper": "on paper", "seat": "at this laptop", "file": "by e-mail"}


def section(held: Held, now: RoomState) -> None:
    """Show what the state of the workshop asks for, the next act left out."""
    stage = round_cache.stage(held)
    number = stage.turnout.round
    if now.name in ("welcome", "rules", "facts"):
        _whose_answers(held)  # while there is time to open another
        arrivals.section()
        collecting.before(held)
        return
    if now.name == "voting":
        _turnout(number)
        arrivals.section()
        collecting.section(held)
    elif now.name == "closed":
        _closed(stage)
    else:
        st.header(f"Round {number}")
        _whose_answers(held)
        _round(held, stage, number)
        if now.act == "open":
            st.caption("Once the room has talked, everyone weighs again. This round stays as is.")
    for each in range(number - 1, 0, -1):
        with st.expander(f"What round {each} showed"):
            _round(held, stage, each)
    _ballots(held, number)


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
    st.header(turnout(now.voted, now.joined), anchor=False)
    waiting = now.joined - now.voted
    have = "has" if waiting == 1 else "have"
    said = [f"{people(waiting)} who joined {have} not voted yet."] if waiting > 0 else []
    said += [f"Round {number - 1} had {ballots(now.before)}."] if now.before else []
    if said:
        st.caption(" ".join(said))


def _closed(stage: Stage) -> None:
    now = stage.turnout
    waiting = now.joined - now.voted
    rest = "" if waiting <= 0 else f" {people(waiting)} who joined did not vote."
    unseen = " Nobody has seen what they say." if now.voted else ""
    st.markdown(f"{ballots(now.voted)} in.{rest}{unseen}")


def _whose_answers(held: Held) -> None:
    """Show which case the weights are applied to: after a restart it may not be the room's."""
    work = session.work()
    if not held.weighs(work.model) or not work.model.facts:
        return
    table = session.evaluation().standing.table
    if len(table.unanswered) == len(table.readings):
        st.warning(
            "The open case has no answers yet, so who leads rests on the model's start scores "
            "alone. Open the case that the room is about."
        )
        return
    name = plain(work.case.site.name or "without a name")
    known = len(table.readings) - len(table.unanswered)
    st.caption(
        f"Who leads is worked out from the open case: {name}, with {known} of "
        f"{len(table.readings)} questions answered."
    )


def _round(held: Held, stage: Stage, number: int) -> None:
    work = session.work()
    if not held.weighs(work.model):
        st.info("Open the workshop's own model to see this round.")
        return
    found = round_cache.seen(held, work, number)
    if found is None:
        st.info("All ballots of this round were taken out.")
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
        st.caption("You can take a ballot out of the count. What it says is never shown.")
        if kept:
            st.selectbox(
                "The ballot to take out",
                sorted(kept),
                format_func=lambda each: _called(kept[each]),
                index=None,
                placeholder="Choose one",
                key="remove.which",
            )
            st.text_input("The reason (kept on the record)", key="remove.why", max_chars=MAX_REASON)
            st.button(
                "Take it out of the count", key="remove.do", on_click=act, args=(_remove, held)
            )
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
    return f"Ballot {sealed.id}, {sealed.role or 'no role given'}, {HOWS[sealed.how]}"
