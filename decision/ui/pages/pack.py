"""Board pack: the paper and what goes with it, the workbook, the page, the pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import cast

import streamlit as st

from decision.engine import Evaluation
from decision.errors import DecisionError
from decision.report import pictures
from decision.report.excel import workbook
from decision.report.html import result_page
from decision.report.paper import Purpose
from decision.report.word import document, kinds
from decision.ui.state import session
from decision.wording.text import plain

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PURPOSES = {"consultation": "For consultation", "decision": "For decision"}
Progress = Callable[[float], object]
Make = Callable[[Progress], bytes]


def show_page() -> None:
    evaluation = session.evaluation()
    st.title("Board pack")
    st.markdown(
        "Everything here is made from the case as it stands now, on this machine. Nothing needs "
        "retyping: every score, weight and source is in it, and what only you can know is marked "
        "as a gap."
    )
    still_open = [
        name for name in evaluation.standing.table.unanswered if evaluation.model.facts[name].key
    ]
    if still_open:
        st.warning(
            f"{len(still_open)} key {'fact is' if len(still_open) == 1 else 'facts are'} not "
            f"answered yet, so the paper says that not enough is known."
        )
    choices = _paper(evaluation)
    _beside_the_paper(evaluation, choices)
    _others(evaluation)


@dataclass(frozen=True)
class _Choices:
    """What the Word documents are made with; `key` tells one set of choices from another."""

    purpose: Purpose
    private: bool
    template: bytes | None
    key: str


def _paper(evaluation: Evaluation) -> _Choices:
    with st.container(border=True):
        st.subheader("Board paper, in Word")
        st.caption(
            "A front sheet, a summary of one page, then the detail in appendices, with every "
            "sub-score and its source."
        )
        purpose = st.radio(
            "What is it for?",
            list(PURPOSES),
            format_func=PURPOSES.__getitem__,
            horizontal=True,
            key=session.seed("pack.purpose", "consultation"),
        )
        private = st.checkbox(
            "Mark it “private session”",
            key=session.seed("pack.private", True),
            help="In a small team people can be recognised by their band. Take this out only "
            "for a version in which nobody can.",
        )
        template = st.file_uploader(
            "Your trust's Word template, if it has one",
            "docx",
            key="pack.template",
            help="Its styles, header and footer are used; its text is not.",
        )
        choices = _Choices(
            cast(Purpose, purpose),
            private,
            template.getvalue() if template else None,
            f"{purpose}/{private}/{template.file_id if template else ''}",
        )
        _offer(
            "paper",
            choices.key,
            "Word paper",
            lambda progress: document.as_docx(
                evaluation, choices.purpose, choices.private, choices.template, progress
            ),
            session.file_name("docx"),
            WORD,
        )
    return choices


BESIDE: tuple[tuple[kinds.Kind, str, str], ...] = (
    (
        "agreement",
        "Agreement, to sign",
        "For the directors who must keep to it: who decides what, what is put in place by when, "
        "and what reverses it.",
    ),
    (
        "brief",
        "Brief",
        "For whoever presents the paper: the answer and the five hardest questions, on one page.",
    ),
    (
        "questions",
        "Question sheets",
        "For each department that holds an open answer: its questions, with room to answer and "
        "nothing about scores.",
    ),
)


def _beside_the_paper(evaluation: Evaluation, choices: _Choices) -> None:
    with st.container(border=True):
        st.subheader("Beside the paper, in Word")
        st.caption("Each takes the template chosen above.")
        for kind, title, says in BESIDE:
            st.markdown(f"**{title}.** {says}")
            _offer(
                kind,
                choices.key,
                "question sheets" if kind == "questions" else kind,
                partial(_one_beside, evaluation, kind, choices),
                session.file_name(f"{kind}.docx"),
                WORD,
            )


def _one_beside(evaluation: Evaluation, kind: kinds.Kind, choices: _Choices, _: Progress) -> bytes:
    return kinds.kind_as_docx(evaluation, kind, choices.purpose, choices.private, choices.template)


def _others(evaluation: Evaluation) -> None:
    others: tuple[tuple[str, str, str, Make, str, str], ...] = (
        (
            "workbook",
            "Workbook, in Excel",
            "Change a weight or an answer in it, and totals, ranks and who leads follow. "
            "Coloured cells are yours to change.",
            lambda _: workbook.as_xlsx(evaluation),
            "xlsx",
            EXCEL,
        ),
        (
            "page",
            "One page that opens anywhere",
            "For people who can't install anything: a single file for any browser, with a slider "
            "for each weight. It needs no network.",
            lambda _: result_page.as_html(evaluation),
            "html",
            "text/html",
        ),
        (
            "pictures",
            "Pictures",
            "The result's charts as SVG and PNG, at print size, for your own slides and papers.",
            lambda _: pictures.as_zip(evaluation),
            "zip",
            "application/zip",
        ),
    )
    for key, title, says, make, ending, kind in others:
        with st.container(border=True):
            st.subheader(title)
            st.caption(says)
            _offer(key, "", key, make, session.file_name(ending), kind)


def _offer(key: str, chosen: str, what: str, make: Make, name: str, kind: str) -> None:
    """Make a file when asked to, then offer it; one made of an older case is not offered."""
    now = f"{session.work().key}/{chosen}"
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(f"Make the {what}", key=f"pack.make.{key}"):
            st.session_state.pop(f"made.{key}", None)
            bar = st.progress(0.0, f"Making the {what} …")
            try:
                data = make(lambda part: bar.progress(part, f"Making the {what} …"))
                st.session_state[f"made.{key}"] = (now, data)
                session.result_seen()
            except DecisionError as error:
                st.error(plain(str(error)))
            finally:
                bar.empty()
        made = st.session_state.get(f"made.{key}")
        if made is not None and made[0] == now:
            st.download_button(
                f"Download {name}", made[1], name, kind, key=f"pack.save.{key}", type="primary"
            )
            st.caption(f"{max(1, len(made[1]) // 1000):,} kB")
        elif made is not None:
            st.caption("The case or a choice has changed since: make it again.")


show_page()
