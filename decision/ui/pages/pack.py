"""Board pack: the paper and what goes with it, each for somebody, made of the case as it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import cast

import streamlit as st

from decision.engine import Evaluation
from decision.errors import DecisionError
from decision.report import pack, pictures
from decision.report.excel import workbook
from decision.report.html import one_file
from decision.report.paper import Purpose
from decision.report.word import document, form, kinds
from decision.serving import hosted
from decision.ui.state import session
from decision.wording.text import plain

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PURPOSES = {"consultation": "For consultation", "decision": "For decision"}
Progress = Callable[[float], object]


@dataclass(frozen=True)
class _Choices:
    """What the Word documents are made with; `key` tells one set of choices from another."""

    purpose: Purpose
    private: bool
    template: bytes | None
    key: str


@dataclass(frozen=True)
class _Document:
    """One row of the page.

    Attributes:
        key: its name in keys.
        title: what it is called.
        says: whom it is for, and what they get, in a sentence.
        what: its name on its buttons.
        make: makes it, and tells how far it is.
        name, kind: of the file.
        choices: the key of the choices that it is made with; empty where it takes none.
    """

    key: str
    title: str
    says: str
    what: str
    make: Callable[[Progress], bytes]
    name: str
    kind: str = WORD
    choices: str = ""


def show_page() -> None:
    evaluation = session.evaluation()
    st.title("Board pack")
    st.markdown(
        f"Each file is made on {hosted.place()}, from the case as it stands now. You retype "
        "nothing. What only you can know is marked as a gap."
    )
    first = _first(evaluation)
    documents = _documents(evaluation, _choices())
    for document_ in sorted(documents, key=lambda one: one.key != first):
        with st.container(border=True):
            _row(document_, filled=document_.key == first)


def _first(evaluation: Evaluation) -> str:
    """Return the key of what to make first, and say why where key questions are open."""
    facts = evaluation.model.facts
    still_open = [name for name in evaluation.standing.table.unanswered if facts[name].key]
    if still_open:
        one = len(still_open) == 1
        st.warning(
            f"{len(still_open)} key question{'' if one else 's'} {'is' if one else 'are'} open, "
            f"so the paper says that it is too early. Send the question sheets first."
        )
    return "questions" if still_open else "all"


def _choices() -> _Choices:
    purpose = st.radio(
        "What is the paper for?",
        list(PURPOSES),
        format_func=PURPOSES.__getitem__,
        horizontal=True,
        key=session.seed("pack.purpose", "consultation"),
    )
    with st.expander("Private session, and your trust's template"):
        private = st.checkbox(
            "Mark the paper and the brief “private session”",
            key=session.seed("pack.private", True),
            help="In a small team people can be recognised by their band. Take this out only "
            "for a version in which nobody can.",
        )
        template = st.file_uploader(
            "Your trust's Word template, for every Word document",
            "docx",
            key="pack.template",
            help="Its styles, header and footer are used. A front sheet is filled in where it "
            "says {{paper}}, {{title}} or another name that the guide lists.",
        )
        if template:
            _template_notes(template.getvalue())
    return _Choices(
        cast(Purpose, purpose),
        private,
        template.getvalue() if template else None,
        f"{purpose}/{private}/{template.file_id if template else ''}",
    )


def _template_notes(template: bytes) -> None:
    """Show at once whether a template can be used, and what of it is left out."""
    try:
        notes = " ".join(form.template_notes(template))
    except DecisionError as error:
        st.error(plain(str(error)))
        return
    if notes:
        st.info(plain(notes))


def _documents(evaluation: Evaluation, choices: _Choices) -> tuple[_Document, ...]:
    """Return the documents in the order in which people need them."""

    def beside(kind: kinds.Kind, title: str, says: str, what: str) -> _Document:
        make = partial(_one_beside, evaluation, kind, choices)
        name = session.file_name(f"{kind}.docx")
        return _Document(kind, title, says, what, make, name, choices=choices.key)

    return (
        _Document(
            "all",
            "The whole pack",
            "For you: every document here in one file.",
            "whole pack",
            lambda progress: pack.as_zip(
                evaluation, choices.purpose, choices.private, choices.template, progress
            ),
            session.file_name("zip").replace(".zip", "-pack.zip"),
            "application/zip",
            choices.key,
        ),
        _Document(
            "paper",
            "Board paper",
            "For the board: what it is asked to decide, the answer, the risks and the sources.",
            "paper",
            lambda progress: document.as_docx(
                evaluation, choices.purpose, choices.private, choices.template, progress
            ),
            session.file_name("docx"),
            choices=choices.key,
        ),
        beside(
            "record",
            "Record",
            "For anyone who asks: every score, its reason and its source.",
            "record",
        ),
        beside(
            "questions",
            "Question sheets",
            "For each department that holds an open answer: its questions, and nothing about "
            "scores.",
            "question sheets",
        ),
        beside(
            "brief",
            "Brief",
            "For whoever presents: the answer and the five hardest questions, on one page.",
            "brief",
        ),
        beside(
            "agreement",
            "Agreement",
            "For the two directors to sign: who decides what, what is put in place by when, and "
            "what reverses it.",
            "agreement",
        ),
        _Document(
            "workbook",
            "Workbook",
            "For finance: an Excel file in which totals and ranks follow each change of a weight "
            "or an answer.",
            "workbook",
            lambda _: workbook.as_xlsx(evaluation),
            session.file_name("xlsx"),
            EXCEL,
        ),
        _Document(
            "page",
            "The tool in one file",
            "For someone who can't install anything: they open it by a double click, answer, save "
            "the case, and e-mail it back.",
            "one file",
            lambda _: one_file.as_html(evaluation),
            session.file_name("html"),
            "text/html",
        ),
        _Document(
            "pictures",
            "Pictures",
            "For your own slides: the charts as SVG and PNG, at print size.",
            "pictures",
            lambda _: pictures.as_zip(evaluation),
            session.file_name("zip"),
            "application/zip",
        ),
    )


def _one_beside(evaluation: Evaluation, kind: kinds.Kind, choices: _Choices, _: Progress) -> bytes:
    return kinds.kind_as_docx(evaluation, kind, choices.purpose, choices.private, choices.template)


def _row(one: _Document, filled: bool) -> None:
    """Make a file when asked to, then offer it; one made of an older case is not offered.

    Args:
        filled: whether it is the next step, to make it and then to take it.
    """
    now, held = f"{session.work().key}/{one.choices}", f"made.{one.key}"
    made_of, data = st.session_state.get(held, ("", None))
    says, does = st.columns([5, 3], vertical_alignment="center")
    says.markdown(f"**{one.title}.** {one.says}")
    with does:
        if data is not None and made_of == now:
            st.download_button(
                f"Download the {one.what}",
                data,
                one.name,
                one.kind,
                key=f"pack.save.{one.key}",
                type="primary" if filled else "secondary",
                width="stretch",
            )
            return
        if st.button(
            f"Make the {one.what}",
            key=f"pack.make.{one.key}",
            type="primary" if filled else "secondary",
            width="stretch",
        ):
            _make(one, held, now)
        if data is not None:
            st.caption("The case or a choice has changed since. Make it again.")


def _make(one: _Document, held: str, now: str) -> None:
    st.session_state.pop(held, None)
    bar = st.progress(0.0, f"Making the {one.what} …")
    try:
        data = one.make(lambda part: bar.progress(part, f"Making the {one.what} …"))
    except DecisionError as error:
        st.error(plain(str(error)))
        return
    finally:
        bar.empty()
    st.session_state[held] = (now, data)
    session.result_seen()
    st.rerun()  # so that what was the next step is not as loud as the one after it


show_page()
