"""Two case files of one site, say Radiology's and Digital's, side by side where they differ."""

from __future__ import annotations

import streamlit as st

from decision.compare.two_cases import differences
from decision.engine import evaluate
from decision.errors import DocumentError
from decision.files.documents import parse_case
from decision.model.case import Case
from decision.sentences.explanation import headline
from decision.ui.state import session
from decision.ui.widgets import display
from decision.wording.numbers import fixed
from decision.wording.text import plain


def section() -> None:
    """Take two files, or one and the open case, and show where they part."""
    st.markdown(
        "Two people, or two departments, can each fill in a case for the same site. Where they "
        "differ is what to settle first."
    )
    left, right = st.columns(2)
    with left:
        first = _file("first", "The first case file, say Radiology's")
    with right:
        second = _file("second", "The second case file, say Digital's")
    if not session.work().is_empty:
        use = "Use the open case as the missing one"
        if (first is None) != (second is None) and st.checkbox(use, key="two.open"):
            first, second = first or session.work().case, second or session.work().case
            session.result_seen()
    if first is None or second is None:
        st.caption("Both files are needed. Save each from the sidebar of its own case.")
        return
    _compare(first, second)


def _file(name: str, label: str) -> Case | None:
    file = st.file_uploader(label, key=f"two.{name}")
    if file is None:
        return None
    try:
        opened = parse_case(file.getvalue(), file.name, session.work().model)
    except DocumentError as error:
        display.faults(error.faults)
        return None
    display.faults(opened.warnings)
    return opened.value


def _compare(first: Case, second: Case) -> None:
    model = session.work().model
    evaluations = [evaluate(model, case) for case in (first, second)]
    names = [
        _name(case, fallback)
        for case, fallback in ((first, "The first file"), (second, "The second file"))
    ]
    if names[0] == names[1]:
        names = [f"{names[0]} (first)", f"{names[1]} (second)"]
    for name, evaluated in zip(names, evaluations, strict=True):
        st.markdown(f"**{plain(name)}**: {plain(headline(evaluated.finding))}")
    shares = evaluations[0].standing.shares
    found = differences(model, first, second, shares)
    if not found:
        st.success("The two cases give the same answer to every fact.")
        return
    moving = [difference for difference in found if abs(difference.moves) > 0.05]
    every = len(model.facts)
    sentence = f"They differ on {len(found)} of {every} fact{'' if every == 1 else 's'}."
    if moving:
        most = model.facts[moving[0].fact].ask
        sentence += f" The one that moves the margin most: “{most}”"
    st.markdown(f"#### {plain(sentence)}")
    side = [model.options[option].name for option in model.pair]
    rows = []
    for difference in found:
        fact = model.facts[difference.fact]
        said = [
            "Not answered" if answer is None else fact.answers[answer].says
            for answer in (difference.first, difference.second)
        ]
        moves = difference.moves
        towards = side[0] if moves > 0 else side[1]
        rows.append(
            {
                "Fact": fact.ask,
                names[0]: said[0],
                names[1]: said[1],
                "Moves the margin": "not at all"
                if abs(moves) < 0.05
                else f"{fixed(abs(moves))} points towards {towards}",
            }
        )
    display.table(rows)
    st.caption(
        "How far the second answer, in place of the first, moves the margin of the first file: one "
        "answer at a time, under the first file's weights."
    )


def _name(case: Case, fallback: str) -> str:
    return case.site.prepared_by or case.site.name or fallback
