"""What a phone shows beside the ballot: what was given, and the round once it is revealed."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Callable, Iterator

import streamlit as st

from decision.charts.own_ballot import own_chart
from decision.evaluation.weights import shares
from decision.serving import open_workshop
from decision.ui import assets
from decision.ui.ballot import form
from decision.ui.ballot.participant import Devices, Kept, Own, Unsent
from decision.ui.widgets import display
from decision.wording.numbers import fixed
from decision.wording.text import plain
from decision.workshop.errors import NotNowError
from decision.workshop.room import Room

STYLE = assets.style("phone")
UNSENT = Unsent()  # one for the server
DEVICES = Devices()


@contextlib.contextmanager
def screen(stage: str) -> Iterator[None]:
    """Show a screen, from its top where another stood before.

    Two places take turns: the old screen goes from one while the new one begins in the other.
    """
    before, turn = st.session_state.get("stage", (stage, 0))
    turned = stage != before
    turn = 1 - turn if turned else turn
    st.session_state["stage"] = (stage, turn)
    st.session_state["stage.turned"] = turned
    name = "stage"  # by which the style sheet knows what takes no tap when it has just come up
    places = (st.empty(), st.container(key=name)) if turn else (st.container(key=name), st.empty())
    with places[turn]:
        yield


def title(text: str) -> None:
    """Show the title of a screen, and the rest a moment later where the screen is new.

    A page that is short for a moment scrolls to its top; what matters is on it already.
    """
    st.title(text)
    if st.session_state.pop("stage.turned", False):
        time.sleep(form.BLINK)


def clock(at: dt.datetime) -> str:
    """Return a time as a clock on the wall of the room shows it."""
    return f"{at.astimezone():%H\\:%M}"


def device() -> str:
    """Return what tells this device from others: its address and its browser's name."""
    return f"{open_workshop.peer()} {st.context.headers.get('User-Agent') or ''}"


def whose(mine: Callable[[], None], join: Callable[[], None]) -> None:
    """Ask whose page this is, where it was first shown on another device; show no ballot.

    `mine` is called if it is this person's, `join` if they join as another.
    """
    title("Is this page yours?")
    st.markdown(
        "Somebody joined with this page's address on another phone or browser. If somebody sent "
        "you the address, join as yourself: their ballot is not yours."
    )
    st.button("Join as myself", key="whose.join", type="primary", width="stretch", on_click=join)
    st.button("It was me: go on", key="whose.mine", width="stretch", on_click=mine)


def given(room: Room, kept: Kept) -> None:
    """Show a person's own ballot, folded away."""
    with st.expander("What you gave"):
        form.given(room.settings.form, kept.given.weights)
        for name, text in kept.given.comments.items():
            st.caption(f"{plain(room.settings.form.criteria[name])}: {plain(text)}")


def taken_out(kept: Kept) -> None:
    """Show why the facilitator has taken a person's ballot out, in words that are no markup."""
    st.markdown(f"The facilitator's reason: {plain(kept.removed or '')}. Speak to them.")


def revealed(held: open_workshop.Held, found: Own, number: int, again: Callable[[], None]) -> None:
    """Show a round that has been revealed, with a person's own weights marked.

    `again` shows the button to look again: near the top, since the next page starts there.
    """
    title(f"Round {number}: how the room weighs")
    again()
    try:
        seen = held.room.reveal(number)
    except NotNowError as error:
        st.markdown(plain(str(error)))
        return
    kept = found.ballots.get(number)
    if kept is not None and kept.removed is not None:
        st.markdown("**Your ballot was taken out, and is not in what you see here.**")
        taken_out(kept)
    mine = shares(kept.given.weights) if kept is not None and kept.removed is None else None
    names = held.room.settings.form.criteria
    picture = own_chart(seen, names, mine, display.palette())
    st.markdown(f"**{plain(picture.title)}**")
    display.chart(picture, key=f"round.{number}", heading=False)
    if len(seen.roles) > 1:  # one line alone would be everybody again
        with st.expander("By role"):
            for role, group in seen.roles.items():
                most = sorted(names, key=lambda name: -group.mean[name])[:3]
                first = [
                    f"{plain(names[each])} {fixed(group.mean[each] * 100, 0)}%" for each in most
                ]
                st.markdown(f"**{plain(role)}** ({group.people} people): {', '.join(first)}")
            st.caption("The mean share of the weight. Roles of fewer than four people are merged.")
    if held.room.agreement() is not None:
        st.markdown("The room has agreed on its weights. They are on the screen.")
    if held.room.result_may_show() and (result := open_workshop.shown_result()):
        st.markdown(f"**The result:** {plain(result)}")
