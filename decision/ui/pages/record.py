"""Record: the decision taken, the versions of the case, and how the scoring was conducted."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from decision.history import AFTER_RESULT, against_advice
from decision.history.changed_record import WENT
from decision.history.wording import brief
from decision.model.case import Outcome, Taken
from decision.ui.board import conduct
from decision.ui.state import case_record, removals, session, undo
from decision.ui.state.case_record import typed_lines, typed_text
from decision.ui.widgets import display, links
from decision.wording.dates import moment
from decision.wording.text import plain

NONE = ""  # stands for no option; Streamlit would show a None as nothing chosen
NOW = -1  # stands for the case as it is, beside the places of earlier versions


def page() -> None:
    st.title("Record")
    decided, conducted = st.tabs(
        ["Decision and versions", "Conduct"],
        key=session.seed_key("tab.record", "Decision and versions"),
        on_change="rerun",
    )
    with decided:
        if decided.open:
            _decision()
            _outcome()
            st.header("Versions of this case")
            _late()
            _versions()
    with conducted:
        if conducted.open:
            conduct.section()
        else:
            conduct.sort_again()
    links.next_page("Make the board pack", "pack", "next")


def _decision() -> None:
    model, taken = session.work().model, session.work().case.decision
    st.header("The decision")
    st.selectbox(
        "Which option was decided on?",
        [NONE, *model.options],
        format_func=lambda name: model.options[name].name if name else "None yet",
        key=session.seed("decision.option", taken.option if taken else NONE),
        on_change=_decided,
    )
    if taken is not None:
        _about(taken)
    undo.offer("decision")


def _decided() -> None:
    option = session.value_of("decision.option")
    if option:
        case_record.decide(option)
    else:
        _clear()


def _clear() -> None:
    said = "The decision was cleared."
    removals.remove("decision", said, drop=("decision",), decision=None)


def _about(taken: Taken) -> None:
    against = against_advice(session.evaluation())
    if against is not None:
        session.result_seen()
        ask = "" if taken.because else " Say below why."
        st.warning(plain(against + ask))

    def changed() -> None:
        day, review = session.value_of("decision.date"), session.value_of("decision.review")
        case_record.change_decision(
            date=day if isinstance(day, dt.date) else None,
            review=review if isinstance(review, dt.date) else None,
            by=typed_text("decision.by"),
            because=typed_text("decision.because"),
            measures=typed_lines("decision.measures"),
            reverse_if=typed_lines("decision.reverse-if"),
        )

    dates = (("date", "Date of the decision", taken.date), ("review", "Review date", taken.review))
    for column, (name, label, day) in zip(st.columns(2), dates, strict=True):
        column.date_input(
            label,
            key=session.seed(f"decision.{name}", day),
            format="DD/MM/YYYY",
            on_change=changed,
        )
    st.text_input(
        "Decided by (a role or a committee, not a name)",
        key=session.seed("decision.by", taken.by or ""),
        max_chars=120,
        on_change=changed,
    )
    for name, label, value in (
        ("because", "Why" if against is None else "Why, against the figures", taken.because or ""),
        ("measures", "How success will be measured, one a line", "\n".join(taken.measures)),
        ("reverse-if", "What would reverse it, one a line", "\n".join(taken.reverse_if)),
    ):
        st.text_area(
            label,
            key=session.seed(f"decision.{name}", value),
            max_chars=case_record.LONGEST,
            on_change=changed,
        )
    st.button("Clear the decision", key="decision.clear", on_click=_clear)


def _outcome() -> None:
    """Take down what happened, once an arrangement and how it went are both given."""
    model, said = session.work().model, session.work().case.outcome
    with st.expander("What happened, once it is known", expanded=said is not None):
        st.selectbox(
            "What is in place now",
            [NONE, *model.options],
            format_func=lambda name: model.options[name].name if name else "Not known yet",
            key=session.seed("outcome.arrangement", said.arrangement if said else NONE),
            on_change=_happened,
        )
        st.selectbox(
            "How it went",
            [NONE, *WENT],
            format_func=lambda went: WENT[went].capitalize() if went else "Not known yet",
            key=session.seed("outcome.went", said.went if said else NONE),
            on_change=_happened,
        )
        st.date_input(
            "When this was looked at",
            key=session.seed("outcome.date", said.date if said else None),
            format="DD/MM/YYYY",
            on_change=_happened,
        )
        st.text_input(
            "Who says so (a role or a committee, not a name)",
            key=session.seed("outcome.by", (said.by or "") if said else ""),
            max_chars=120,
            on_change=_happened,
        )
        st.text_area(
            "What was measured, one a line",
            key=session.seed("outcome.measures", "\n".join(said.measures) if said else ""),
            max_chars=case_record.LONGEST,
            on_change=_happened,
        )
        st.caption(
            "This stands beside what the tool had said. It moves no score: nobody can see what the "
            "other course would have brought."
            if said is not None
            else "Kept once you choose what is in place and how it went."
        )
    undo.offer("outcome")


def _happened() -> None:
    arrangement, went = session.value_of("outcome.arrangement"), session.value_of("outcome.went")
    if not (arrangement and went):
        if session.work().case.outcome is not None:
            said = "What happened was cleared."
            removals.remove("outcome", said, drop=("outcome",), outcome=None)
        return
    day = session.value_of("outcome.date")
    session.change(
        outcome=Outcome(
            date=day if isinstance(day, dt.date) else None,
            arrangement=arrangement,
            went=went,
            measures=typed_lines("outcome.measures"),
            by=typed_text("outcome.by"),
        )
    )


def _late() -> None:
    """Say whether weights changed after the result was seen."""
    first, *rest = case_record.late().sentences
    st.markdown("\n".join([f"{plain(first)}\n", *(f"- {plain(one)}" for one in rest[:-1])]))
    st.caption(plain(rest[-1]))


def _keep() -> None:
    def keep() -> None:
        by, because = typed_text("keep.by"), typed_text("keep.because")
        st.session_state["keep.refused"] = not (by and because)
        if by and because:
            session.drop_inputs("keep", "compare")
            case_record.keep_version(by, because)

    with st.expander("Keep a version as the case stands now"):
        st.text_input("Your role, not your name", key=session.seed("keep.by", ""), max_chars=120)
        st.text_input(
            "Why? For example, before a meeting",
            key=session.seed("keep.because", ""),
            max_chars=case_record.LONGEST,
        )
        if st.session_state.pop("keep.refused", False):
            st.error("Write a role and a reason.")
        st.button("Keep this version", key="keep.do", on_click=keep)


def _versions() -> None:
    every = case_record.all_versions()
    if len(every) == 1:
        st.caption("No earlier version is kept yet.")
        _keep()
        return
    display.table(
        [
            {
                "As it stood": "As it stands now" if version.at is None else moment(version.at),
                "Kept by": brief(
                    version.by or ("The app" if version.because == AFTER_RESULT else "–")
                ),
                "Because": brief(version.because or "–")
                + ("" if version.case else " (only this note is left)"),
            }
            for version in reversed(every)
        ]
    )
    st.caption("Each is the case before the change that its reason names.")
    _keep()
    whole = [place for place, version in enumerate(every[:-1]) if version.case is not None]
    if whole:
        with display.drawer("What changed between two versions", "versions") as drawer:
            if drawer.open:
                _compare(whole)
        _again(whole)


def _compare(whole: list[int]) -> None:
    every = case_record.all_versions()

    def label(place: int) -> str:
        return every[place].label

    choices = [NOW, *reversed(whole)]
    before = st.selectbox(
        "From",
        choices,
        format_func=label,
        key=session.seed("compare.from", case_record.latest_other()),
    )
    after = st.selectbox("To", choices, format_func=label, key=session.seed("compare.to", NOW))
    if NOW in (before, after) and every[before].case != every[after].case:
        session.result_seen()  # it says what the changes did to who leads
    for sentence in case_record.compared(every[before], every[after]):
        st.markdown(f"- {plain(sentence)}")


def _again(whole: list[int]) -> None:
    every = case_record.all_versions()

    def again() -> None:
        by = typed_text("again.by")
        place = session.value_of("again")
        st.session_state["again.refused"] = case_record.open_again(every[place], by)

    with st.expander("Open an earlier version again"):
        st.markdown("The app first keeps the case as it stands now.")
        st.selectbox(
            "Version",
            list(reversed(whole)),
            format_func=lambda place: every[place].label,
            key=session.seed("again", case_record.latest_other()),
        )
        st.text_input("Your role, not your name", key=session.seed("again.by", ""), max_chars=120)
        if refused := st.session_state.pop("again.refused", None):
            st.error(refused)
        st.button("Open this version", key="again.do", on_click=again)


page()
