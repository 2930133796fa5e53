"""Two case files of one site, say Radiology's and Digital's, side by side where they differ."""

from __future__ import annotations

import streamlit as st

from decision.compare.two_cases import answers, differences, question
from decision.engine import evaluate
from decision.errors import DocumentError
from decision.evaluation.additive import Standing
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
        st.success("The two cases give the same answer to every question.")
        return
    moving = [one for one in found if one.moves is not None and abs(one.moves) >= 0.05]
    count = "1 answer" if len(found) == 1 else f"{len(found)} answers"
    sentence = f"They differ on {count}."
    if moving:
        sentence += f" The one that moves the margin most: “{question(model, moving[0])}”"
    st.markdown(f"#### {plain(sentence)}")
    standing = evaluations[0].standing
    rows = []
    for difference in found:
        first_said, second_said = answers(model, difference)
        rows.append(
            {
                "Question": question(model, difference),
                names[0]: first_said,
                names[1]: second_said,
                "Moves the margin": _moves(standing, difference.moves),
            }
        )
    display.table(rows)
    st.caption(
        "How far the second answer, in place of the first, moves the margin of the first file's "
        "leader over its rival: one answer at a time, under the first file's weights."
    )


def _moves(standing: Standing, moves: float | None) -> str:
    """Return how far an answer moves the first file's margin, and towards which option."""
    leader, rival = standing.leader, standing.rival
    if moves is None or leader is None or rival is None:
        return "–"
    if abs(moves) < 0.05:
        return "not at all"
    towards = standing.table.model.options[leader if moves > 0 else rival].name
    return f"{fixed(abs(moves))} points towards {towards}"


def _name(case: Case, fallback: str) -> str:
    return case.site.prepared_by or case.site.name or fallback
