"""Several sites: case files side by side, a row each, and where they part."""

from __future__ import annotations

import streamlit as st

from decision.charts import sites_chart
from decision.charts.sites import letter
from decision.compare.sites import as_csv, outcome_note, site_row
from decision.engine import Evaluation, evaluate
from decision.errors import DocumentError
from decision.files.documents import parse_case
from decision.ui.state import session
from decision.ui.widgets import display
from decision.wording.text import plain


def section() -> None:
    """Take case files of several sites, and show them side by side."""
    st.markdown(
        "Open the case files of several sites, or of one site at several times, to see them side "
        "by side. The case you are working on stays as it is."
    )
    files = st.file_uploader(
        "Case files, all for the model that is open", accept_multiple_files=True, key="sites"
    )
    found = _evaluated([(file.name, file.getvalue()) for file in files or []])
    with_open = not session.work().is_empty and st.checkbox(
        "The case that is open, too", value=True, key="sites.open"
    )
    if with_open:
        found = {_unique("The open case", found): session.evaluation()} | found
    if len(found) < 2:
        st.info("Two cases or more are needed. Save each from the sidebar of its own case.")
        return
    if with_open:
        session.result_seen()
    _rows(found)
    standings = {name: evaluation.standing for name, evaluation in found.items()}
    display.chart(sites_chart(standings, display.palette()), key="sites-chart")


def _evaluated(files: list[tuple[str, bytes]]) -> dict[str, Evaluation]:
    model = session.work().model
    found: dict[str, Evaluation] = {}
    for name, data in files:
        try:
            opened = parse_case(data, name, model)
        except DocumentError as error:
            display.faults(error.faults)
            continue
        display.faults(opened.warnings)
        case = opened.value
        found[_unique(case.site.name or name, found)] = evaluate(model, case)
    return found


def _unique(name: str, taken: dict[str, Evaluation]) -> str:
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def _rows(found: dict[str, Evaluation]) -> None:
    rows = [site_row(evaluation, name) for name, evaluation in found.items()]
    display.table(
        [
            {
                "Site": f"{letter(place)}: {name}",
                "Answer": " ".join(filter(None, (f"{_sentence(row.lead)}.", row.plain))),
                "How sure": _sentence(row.how_sure) or "–",
                "Ask next": row.ask_next or "–",
            }
            for place, (name, row) in enumerate(zip(found, rows, strict=True))
        ]
    )
    for name, row in zip(found, rows, strict=True):
        if row.happened:
            st.markdown(f"- {plain(f'{name}: {row.happened}.')}")
    for line in outcome_note(rows):
        st.caption(plain(line))
    st.download_button(
        "Save the rows as CSV",
        as_csv(rows).encode("utf-8-sig"),
        "sites.csv",
        "text/csv",
        key="sites.csv",
        on_click="ignore",
    )


def _sentence(text: str) -> str:
    """Return a clause with a capital."""
    return f"{text[:1].upper()}{text[1:]}"
