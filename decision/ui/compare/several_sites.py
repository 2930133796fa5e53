"""Several sites: case files side by side, a row each, and where they part."""

from __future__ import annotations

import streamlit as st

from decision.charts import sites_chart
from decision.charts.sites import letter
from decision.compare.sites import as_csv, outcome_note, site_row
from decision.engine import Evaluation, evaluate
from decision.errors import DocumentError
from decision.evaluation.additive import Standing
from decision.files.documents import parse_case
from decision.sentences.explanation import headline
from decision.sentences.phrases import of_100
from decision.ui.state import session
from decision.ui.widgets import display, links
from decision.wording.numbers import fixed
from decision.wording.text import plain


def section() -> None:
    """Take case files of several sites, and show them side by side."""
    st.markdown(
        "See several sites side by side, or one site at several times. Your own case stays as "
        "it is."
    )
    files = st.file_uploader(
        "Case files, all for this model", accept_multiple_files=True, key="sites"
    )
    found = _evaluated([(file.name, file.getvalue()) for file in files or []])
    with_open = not session.work().is_empty and st.checkbox(
        "With the open case", value=True, key="sites.open"
    )
    if with_open:
        found = {_unique("The open case", found): session.evaluation()} | found
    if len(found) < 2:
        st.info("Give two case files or more. The sidebar saves a case as a file.")
    else:
        if with_open:
            session.result_seen()
        _rows(found)
        standings = {name: evaluation.standing for name, evaluation in found.items()}
        display.chart(sites_chart(standings, display.palette()), key="sites-chart")
    links.next_page("See the result", "result", "sites.next")


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
                "Answer": headline(evaluation.finding),
                "Ahead by": _ahead(evaluation.standing),
                "In simulations": _often(evaluation),
            }
            for place, (name, evaluation) in enumerate(found.items())
        ]
    )
    for name, row in zip(found, rows, strict=True):
        if row.happened:
            st.markdown(f"- {plain(f'{name}: {row.happened}.')}")
    for line in outcome_note(rows):
        st.caption(plain(line))
    st.download_button(
        "Save as CSV, with what to ask next",
        as_csv(rows).encode("utf-8-sig"),
        "sites.csv",
        "text/csv",
        key="sites.csv",
        on_click="ignore",
    )


def _ahead(standing: Standing) -> str:
    """Return how far the best is ahead of any other course."""
    if standing.margin is None:
        return "–"
    return "level" if standing.level else f"{fixed(standing.margin)} points"


def _often(evaluation: Evaluation) -> str:
    """Return in how many simulations its course leads."""
    probability = evaluation.finding.draws.probability
    if probability is None or evaluation.standing.rival is None:
        return "–"
    return f"leads in {of_100(probability)}"
