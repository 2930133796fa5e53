"""Two views of one site, say Radiology's and Digital's: where they differ, settled one by one."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from decision.compare.other_differences import Other, other_differences
from decision.compare.settling import (
    Sides,
    View,
    in_common,
    of_fact,
    of_one_alone,
    parts_of,
    with_fact,
)
from decision.compare.two_cases import Difference, differences, disputes, second_view
from decision.engine import evaluate
from decision.errors import DocumentError, Fault
from decision.files.documents import parse_case
from decision.model.case import Case
from decision.sentences.explanation import headline
from decision.ui.compare import settle
from decision.ui.state import removals, session, undo
from decision.ui.widgets import display, links
from decision.wording.text import cut_at_word, plain

SLOTS = {"first": "The first case file", "second": "The second case file"}
OPEN = "The open case"
# What elsewhere in the app shows weights, duties, figures and scores.
INPUTS = (
    "points",
    "weights",
    "weights-by",
    "weights-direct",
    "why",
    "gates",
    "amounts",
    "override",
)


@dataclass(frozen=True)
class _File:
    """A case file as it was given: the case, or what is wrong with it, by one model."""

    name: str
    case: Case | None
    faults: tuple[Fault, ...]
    fingerprint: str


def section() -> None:
    """Take two files, or one beside the open case, and settle where they differ."""
    work = session.work()
    st.markdown(
        "Two departments, such as Radiology and Digital, each answer for the same site. Settle "
        "here where they differ. What you settle goes into the open case."
    )
    files = {}
    for column, (name, label) in zip(st.columns(2), SLOTS.items(), strict=True):
        with column:
            files[name] = _file(name, label)
    given = {name: file for name, file in files.items() if file is not None}
    if not given or (len(given) == 1 and work.is_empty):
        if work.case.disputed or settle.facts():
            session.result_seen()
            _disputed()
            return
        if given:
            st.caption("Give the other file too, or open a case to compare this one with.")
        links.next_page("See the result", "result", "two.next")
        return
    if len(given) == 1:
        st.caption("The open case is the other view. Give a second file to compare that instead.")
    session.result_seen()
    _compare(given)


def _file(slot: str, label: str) -> _File | None:
    """Ask for a case file; return it once there is a sound one.

    What was read is kept: Streamlit forgets an uploaded file once its field is out of sight.
    """
    key, kept = f"two.{slot}", f"two.kept.{slot}"

    def changed() -> None:
        st.session_state.pop(kept, None)
        settle.forget()
        if (file := st.session_state[key]) is not None:
            st.session_state[kept] = _read(file.name, file.getvalue())

    shown = st.file_uploader(label, key=key, on_change=changed)
    file: _File | None = st.session_state.get(kept)
    if file is None or file.fingerprint != session.work().model.fingerprint:
        return None
    display.faults(file.faults)
    if shown is None and file.case is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{plain(file.name)} is still compared.", width="content")
            st.button("Leave it out", key=f"two.out.{slot}", type="tertiary", on_click=changed)
    return None if file.case is None else file


def _read(name: str, data: bytes) -> _File:
    model = session.work().model
    try:
        opened = parse_case(data, name, model)
    except DocumentError as error:
        return _File(name, None, error.faults, model.fingerprint)
    return _File(name, opened.value, opened.warnings, model.fingerprint)


def _disputed() -> None:
    """Settle the disputed answers of the open case, where no file is given."""
    work = session.work()
    case, name = work.case, work.case.site.prepared_by or OPEN
    found = disputes(work.model, case, session.evaluation().standing.shares)
    settle.settle((View(name, case), View("The second answer", second_view(case))), found)


def _compare(given: dict[str, _File]) -> None:
    work = session.work()
    sides = _sides(given)
    cases = sides[0].case, sides[1].case
    evaluations = [evaluate(work.model, case) for case in cases]
    for view, evaluated in zip(sides, evaluations, strict=True):
        st.markdown(f"**{plain(view.name)}**: {plain(headline(evaluated.finding))}")
    # The answers are tried in the open case where it is one of the two: what is settled is there.
    base = work.case if work.case in cases else _so_far(sides)
    shares = evaluate(work.model, base).standing.shares
    found = differences(work.model, *cases, base, shares)
    together = _Together(sides, found)
    settled = True
    if not found:
        st.success("Both give the same answer to every question.")
    else:
        settled = settle.settle(sides, found, more=together.more)
    together.show(settled)
    _others(sides)


def _sides(given: dict[str, _File]) -> Sides:
    """Return both views, each with a name that tells it from the other."""
    work, views = session.work(), []
    for slot in SLOTS:
        case = given[slot].case if slot in given else work.case
        assert case is not None  # a file with faults is not among those given
        fallback = f"The {slot} file" if slot in given else OPEN
        views.append((case.site.prepared_by or case.site.name or fallback, case))
    names = [cut_at_word(name, settle.NAME) for name, _ in views]
    if names[0] == names[1]:
        names = [f"{name} ({slot})" for name, slot in zip(names, SLOTS, strict=True)]
    return View(names[0], views[0][1]), View(names[1], views[1][1])


def _so_far(sides: Sides) -> Case:
    """Return the first view with what the open case has of the answers settled already."""
    case, opened = sides[0].case, session.work().case
    for fact in settle.facts():
        case = with_fact(case, fact, of_fact(opened, fact))
    return case


class _Together:
    """What can be taken at once: what both answer alike, and what only one of them answers."""

    def __init__(self, sides: Sides, found: tuple[Difference, ...]) -> None:
        self.sides, self.found = sides, found
        work = session.work()
        _, self.alike, self.replaced = in_common(work.model, work.case, sides)
        _, self.single = of_one_alone(work.model, work.case, sides, found)

    @property
    def more(self) -> bool:
        """Return whether there is anything to take."""
        return bool(self.alike or self.single)

    def show(self, next_step: bool) -> None:
        """Offer both; `next_step`: whether nothing comes before them."""
        if count := self.alike:
            noun = _answers(count)
            says = f"Both give the same {noun} to {count} question{'' if count == 1 else 's'}."
            if self.replaced:
                says += f" The open case answers {self.replaced} of them otherwise."
            self._offer("alike", says, f"Take the {noun}, as confirmed by both", next_step)
        undo.offer("two.alike", "Undo")
        if count := self.single:
            noun = _answers(count)
            says = f"Only one of them gives {count} {noun}."
            self._offer("single", says, f"Take the {noun}", next_step and not self.alike)
            with display.drawer("Who gives which", "two.single") as drawer:
                if drawer.open:
                    settle.table(self.sides, [one for one in self.found if not one.conflicts])
        undo.offer("two.single", "Undo")

    def _offer(self, key: str, says: str, label: str, next_step: bool) -> None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(says, width="content")
            st.button(
                label,
                key=f"two.{key}",
                type="primary" if next_step else "secondary",
                on_click=_take_all,
                args=(key, self.sides, self.found),
            )


def _answers(count: int) -> str:
    return "answer" if count == 1 else "answers"


def _take_all(key: str, sides: Sides, found: tuple[Difference, ...]) -> None:
    work = session.work()
    if key == "alike":
        case, *_ = in_common(work.model, work.case, sides)
    else:
        case, _ = of_one_alone(work.model, work.case, sides, found)
    said = "The answers are in the open case now."
    removals.remove(f"two.{key}", said, settle.INPUTS, **parts_of(case))


def _others(sides: Sides) -> None:
    """List what else they say differently, each to be taken from either side."""
    found = other_differences(session.work().model, *(view.case for view in sides))
    if not found:
        return
    things = "1 more thing" if len(found) == 1 else f"{len(found)} more things"
    with display.drawer(f"{things} they say differently: weights, scores, duties", "two") as drawer:
        if drawer.open:
            for one in found:
                with st.container(border=True):
                    _other(sides, one)


def _other(sides: Sides, one: Other) -> None:
    case = session.work().case
    st.markdown(f"**{plain(one.what)}**")
    for side, (view, says) in enumerate(zip(sides, one.says, strict=True)):
        parts = one.taken(case, side)
        held = all(getattr(case, part) == value for part, value in parts.items())
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{plain(view.name)}: {plain(says)}", width="content")
            if held:
                st.caption("In the open case", width="content")
            else:
                slot = settle.SIDES[side]
                st.button(
                    f"Take the {slot}",
                    key=f"two.{slot}.{one.key}",
                    on_click=_take_other,
                    args=(one, side),
                )
    undo.offer(f"two.{one.key}", "Undo")


def _take_other(one: Other, side: int) -> None:
    parts = one.taken(session.work().case, side)
    removals.remove(
        f"two.{one.key}",
        f"Taken: {plain(one.says[side])}.",
        INPUTS,
        **parts,
    )
