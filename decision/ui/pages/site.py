"""Your site: what is known of it, who said so, and what to ask whom."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from decision.report.html.question_sheet import as_html
from decision.report.questions import ask
from decision.ui import assets
from decision.ui.site import amounts_and_duties, facts, two_cases
from decision.ui.state import opening, session
from decision.wording.text import plain


def page() -> None:
    work = session.work()
    st.title("Your site")
    st.markdown(plain(work.model.question or work.model.title))
    known, questions, side_by_side = st.tabs(
        ["What is known", "Questions to ask", "Two views compared"]
    )
    with known:
        _intro()
        _site()
        facts.section()
        amounts_and_duties.figures()
        amounts_and_duties.duties()
        st.page_link(assets.page("weights"), label="Next: what matters")
    with questions:
        _questions()
    with side_by_side:
        two_cases.section()


def _intro() -> None:
    model = session.work().model
    table = session.evaluation().standing.table
    keys = [name for name, fact in model.facts.items() if fact.key]
    still = [name for name in keys if name in table.unanswered]
    if not model.facts:
        st.info("This model asks for no facts. Go on to What matters.")
    elif session.work().is_empty:
        st.info(
            "Answer what you know and leave the rest: “Don't know” is always a fair answer, and "
            "the result says what it costs."
        )
        if session.work().model_data is None:
            _examples()
    elif still:
        st.caption(
            f"{len(keys) - len(still)} of {len(keys)} key facts answered. Until all are, the "
            f"result is not called clear."
        )


def _examples() -> None:
    """Offer a whole result at one click, to whoever is here for the first time."""
    whole = next(iter(opening.example_names()))
    asked = st.button(
        "First time here? See a whole result in an invented example", key="first-example"
    )
    if asked:  # in no callback, for only a page can lead to another
        opening.open_example(whole)
        st.switch_page(assets.page("result"))


def _site() -> None:
    site = session.work().case.site

    def changed() -> None:
        day = session.value_of("site.date")
        parts = {
            "name": session.typed("site.name"),
            "prepared_by": session.typed("site.by"),
            "date": day if isinstance(day, dt.date) else None,
        }
        session.change(site=site.model_copy(update=parts))

    # As it was when the case was opened: it must not fold between the name and the role.
    unnamed = st.session_state[session.seed("unnamed", site.name is None)]
    with st.expander("About this case", expanded=unnamed):
        st.text_input(
            "Name of the site",
            key=session.seed("site.name", site.name or ""),
            max_chars=120,
            on_change=changed,
        )
        st.text_input(
            "Prepared by (a role, not a name)",
            key=session.seed("site.by", site.prepared_by or ""),
            max_chars=120,
            on_change=changed,
        )
        st.date_input(
            "Date", key=session.seed("site.date", site.date), format="DD/MM/YYYY", on_change=changed
        )


def _questions() -> None:
    """Show each open question under whoever can best answer it, and the sheet to print."""
    work = session.work()
    sheet = ask(work.model, work.case)
    if not sheet:
        st.success("Every fact is answered, and every duty is known.")
        return
    st.markdown("What to ask before anything is decided, by who can best answer it.")
    st.download_button(
        "Save the sheet to print",
        as_html(work.model, work.case),
        session.file_name("html"),
        "text/html",
        key="sheet",
        on_click="ignore",
        help="Opens in any browser; print it from there.",
    )
    for who, questions in sheet.items():
        st.subheader(plain(who))
        for question in questions:
            mark = " **(key)**" if question.key else ""
            st.markdown(f"- {plain(question.ask)}{mark}")


page()
