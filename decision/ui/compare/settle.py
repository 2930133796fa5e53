"""Settling where two views differ, one answer at a time, in the open case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from decision.compare.settling import (
    OfFact,
    Sides,
    View,
    both,
    of_fact,
    parts_of,
    state_of,
    taken,
    with_fact,
)
from decision.compare.two_cases import Difference, question
from decision.evaluation.additive import Lead
from decision.model.case import Case
from decision.numeric import TIE
from decision.sentences.phrases import in_points, lead
from decision.ui.state import session, undo
from decision.ui.widgets import display, links
from decision.wording.text import cut_at_word, plain, sentence

PLACE = "settle."  # in the undo stack, before what tells a difference from the others
SIDES = ("first", "second")
NAME = 60  # letters of a role
NOT_ANSWERED = "Not answered"
INPUTS = ("answers", "by", "confirmed", "notes", "whole")  # of a fact, elsewhere in the app


@dataclass(frozen=True)
class Settled:
    """A difference that was settled: what the open case held of its fact, and what it holds."""

    one: Difference
    says: str
    before: OfFact
    after: OfFact


def settle(sides: Sides, found: Sequence[Difference], more: bool = False) -> bool:
    """Show the differences one at a time, those that change the answer first.

    Args:
        found: where they differ, in the order in which to settle it.
        more: whether the page has more to take after them, before the result is of use.

    Returns:
        Whether none is left.
    """
    left = [one for one in found if one.conflicts and not _is_settled(one)]
    st.markdown(f"#### {_count(left, bool(_settled()))}")
    if left:
        _one(sides, left[0])
    elif (
        _settled() and not more and st.button("See the result", key="settle.result", type="primary")
    ):
        links.go("result")
    _undo()
    if others := left[1:]:
        with display.drawer(f"The other {len(others)}", "settle.others") as drawer:
            if drawer.open:
                table(sides, others)
    return not left


def forget() -> None:
    """Forget what was settled between two views, since others are compared."""
    for entry in undo.entries():
        if entry.place.startswith(PLACE):
            undo.drop(entry.place)


def facts() -> set[str]:
    """Return the facts that were settled so far."""
    return {entry.what.one.fact for entry in _settled()}


def _count(left: Sequence[Difference], any_settled: bool) -> str:
    """Return in words how many answers are left, and how many of them change who leads."""
    if not left:
        return "All are settled." if any_settled else "No answer is in dispute."
    count = "1 answer is" if len(left) == 1 else f"{len(left)} answers are"
    changing = sum(one.changes_course for one in left)
    if not changing:
        return f"{count} left to settle. None alone changes which course leads."
    which = "It" if len(left) == 1 else "Each" if changing == len(left) else str(changing)
    verb = "changes" if changing == 1 or which == "Each" else "change"
    return f"{count} left to settle. {which} {verb} which course leads."


def _one(sides: Sides, one: Difference) -> None:
    """Ask which of two answers stands."""
    work = session.work()
    st.markdown(f"**{plain(question(work.model, one))}**")
    st.caption(plain(_does(one)))
    columns = st.columns(2)
    for side, column in enumerate(columns):
        with column, st.container(border=True):
            _side(sides[side], one, side)
            st.button(
                f"Take the {SIDES[side]} answer",
                key=f"settle.{SIDES[side]}.{one.key}",
                on_click=_take,
                args=(sides, one, side),
            )
    possible = both(work.model, work.case, sides, one) is not None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Keep both, as disputed",
            key=f"settle.both.{one.key}",
            on_click=_keep_both,
            args=(sides, one),
            disabled=not possible,
        )
        st.checkbox(
            "Both agree now: note that the other confirms it",
            key=session.seed_key("settle.agreed", False),
        )
    if not possible:
        st.caption("A list can be disputed where both answer every item of it.")


def _side(view: View, one: Difference, side: int) -> None:
    """Show one answer, who gives it, why, and who would lead with it."""
    said, then = ((one.first, one.with_first), (one.second, one.with_second))[side]
    st.markdown(f"{plain(cut_at_word(view.who(one.fact), NAME))}: **“{plain(said or '')}”**")
    if note := view.case.notes.get(one.fact):
        st.caption(plain(cut_at_word(note, 300)))
    st.markdown(f"Then {plain(_leads(then))}.")


def _leads(then: Lead) -> str:
    return lead(session.work().model, then)


def _does(one: Difference) -> str:
    """Return in words what the second answer does in place of the first."""
    if one.changes_course:
        return "This answer changes which course leads."
    if one.changes_leader:
        return "This answer changes only the form of the course that leads."
    if one.moves is None or abs(one.moves) <= TIE:
        return "This answer moves nothing."
    return f"This answer moves the margin by {in_points(one.moves)}."


def table(sides: Sides, found: Sequence[Difference]) -> None:
    """Show what both say, a row a difference."""
    names = [cut_at_word(view.name, NAME) for view in sides]
    display.table(
        [
            {
                "Question": question(session.work().model, one),
                names[0]: one.first or NOT_ANSWERED,
                names[1]: one.second or NOT_ANSWERED,
                "What it does": _does(one).removeprefix("This answer ").capitalize(),
            }
            for one in found
        ]
    )


# What the buttons do


def _take(sides: Sides, one: Difference, side: int) -> None:
    work, view = session.work(), sides[side]
    new = taken(work.model, work.case, sides, one, side)
    if st.session_state.get("settle.agreed"):
        new = replace(new, confirmed_by=sides[1 - side].who(one.fact))
    said = (one.first, one.second)[side]
    _put(one, new, f"Taken: “{said}” ({cut_at_word(view.who(one.fact), NAME)})")


def _keep_both(sides: Sides, one: Difference) -> None:
    work = session.work()
    if (new := both(work.model, work.case, sides, one)) is not None:
        _put(one, new, "Both answers are kept, as disputed")


def _put(one: Difference, new: OfFact, says: str) -> None:
    """Put what settles a difference into the open case, and offer to undo it."""
    before = of_fact(session.work().case, one.fact)
    _hold(one.fact, new)
    about = cut_at_word(question(session.work().model, one), 120)
    what = Settled(one, sentence(f"{says}, to “{about}”"), before, new)
    undo.push(undo.Entry(f"{PLACE}{one.key}", what, _label, _restore, _is_unchanged, of_case=True))


def _hold(fact: str, held: OfFact) -> None:
    session.drop_inputs(*(f"{name}.{fact}" for name in INPUTS))
    case = with_fact(session.work().case, fact, held)
    session.change(**parts_of(case))


def _label(what: Settled) -> str:
    return plain(what.says)


def _restore(what: Settled) -> None:
    _hold(what.one.fact, what.before)


def _is_unchanged(what: Settled) -> bool:
    return of_fact(session.work().case, what.one.fact) == what.after


def _settled() -> list[undo.Entry]:
    """Return what was settled and still stands so in the open case, the latest last."""
    return [
        entry
        for entry in undo.entries()
        if entry.place.startswith(PLACE) and _stands(entry.what, session.work().case)
    ]


def _stands(what: Settled, case: Case) -> bool:
    fact, item = what.one.fact, what.one.item
    return state_of(of_fact(case, fact), item) == state_of(what.after, item)


def _is_settled(one: Difference) -> bool:
    return any(entry.place == f"{PLACE}{one.key}" for entry in _settled())


def _undo() -> None:
    """Offer to undo what was settled last; what was settled before it, folded."""
    standing = [entry for entry in _settled() if entry.stands(entry.what)]
    if not standing:
        return
    *earlier, last = standing
    undo.offer(last.place, "Undo")
    if earlier:
        with display.drawer(f"Settled before that ({len(earlier)})", "settle.earlier") as drawer:
            if drawer.open:
                for entry in reversed(earlier):
                    undo.offer(entry.place, "Undo")
