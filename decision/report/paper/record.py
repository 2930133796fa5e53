"""The record: every score, reason, answer and source of a case, for whoever asks."""

from __future__ import annotations

from decision.engine import Evaluation
from decision.report.paper import (
    implications,
    money,
    record_conduct,
    record_decision,
    record_scores,
    risks,
)
from decision.report.paper.blocks import (
    Block,
    Bullets,
    Contents,
    Heading,
    Paper,
    Para,
    Sheet,
    Table,
)
from decision.report.paper.front import titles
from decision.report.paper.paper_data import PaperData, of_sheets
from decision.sentences.explanation import availability
from decision.sentences.what_would_change_it import never_best
from decision.wording.lists import listed
from decision.wording.text import cut_at_word

CHARTS = ("options", "reasons", "tornado", "slope", "acceptability")  # weights are in a table


def record(evaluation: Evaluation, private: bool = True) -> Paper:
    """Return the record of one evaluation: what stands behind the paper, in full.

    Args:
        evaluation: one case evaluated.
        private: marked as for a private session.
    """
    basis = PaperData(evaluation, "decision", private)
    interests, overrides = record_conduct.interests(basis), record_conduct.overrides(basis)
    panel, decided = record_conduct.panel(basis), record_decision.decision(basis)
    there = {
        "an interest": interests, "a score overruled": overrides, "a panel": panel,
        "a decision": decided,
    }  # fmt: skip
    first = [
        *titles(basis, "The record: every score, reason and source"),
        *_guide(basis, [what for what, blocks in there.items() if not blocks]),
        *_options(basis),
        *_costs_and_risks(basis),
    ]
    wide = [
        *record_scores.criteria(basis),
        *record_scores.sub_scores(basis),
        *record_scores.reasons(basis),
        *record_scores.answers(basis),
        *record_scores.evidence(basis),
        *record_conduct.duties(basis),
    ]
    last = [
        *interests,
        *overrides,
        *record_conduct.conduct(basis),
        *panel,
        *record_conduct.history(basis),
        *decided,
        *record_decision.method(basis),
        Heading("Charts of weights and sensitivity", numbered=True, new_page=True),
        *implications.figures(evaluation, *CHARTS),
    ]
    title = f"Record: {cut_at_word(evaluation.model.title, 200)}"
    running = f"Record · {cut_at_word(evaluation.model.title, 80)}"
    sheets = (Sheet(tuple(first)), Sheet(tuple(wide), True), Sheet(tuple(last)))
    return of_sheets(basis, sheets, title, "What stands behind the paper", running, basis.mark)


def _guide(basis: PaperData, lacking: list[str]) -> list[Block]:
    """Return how to read what follows, what the case does not have, and the contents."""
    entry = next(iter(basis.model.evidence), None)
    codes = (
        f" A short code, such as {entry}, is an entry of the evidence register." if entry else ""
    )
    said = "Figures come from the model and the answers of this site, and nothing is rounded twice."
    return [
        Para(f"{said}{codes} In Word, click in the contents and press F9 for page numbers."),
        *([Para(f"Not recorded in this case: {listed(lacking)}.")] if lacking else []),
        Heading("Contents", unlisted=True),
        Contents(),
    ]


def _options(basis: PaperData) -> list[Block]:
    """Return the question in full, and each option: what it is, its course, if it can be chosen."""
    model = basis.model
    rows = tuple(
        (
            basis.label(option),
            entry.summary or "not stated",
            cut_at_word(model.course_name(model.course_of[option]), 120),
            implications.place(basis, option),
        )
        for option, entry in model.options.items()
    )
    said = [*availability(basis.table), *never_best(basis.robustness)]
    return [
        Heading("The question, and the options", numbered=True),
        *([Para(model.question)] if model.question else []),
        Table(
            "The options",
            ("Option", "What it is", "Course", "Place"),
            rows,
            (0.25, 0.43, 0.17, 0.15),
            labels=True,
        ),
        *([Bullets(tuple(said))] if said else []),
    ]


def _costs_and_risks(basis: PaperData) -> list[Block]:
    costs = [money.table(basis, full=True)] if basis.case.costs else []
    shown = [*costs, *([found] if (found := risks.table(basis)) else [])]
    return [Heading("Costs and risks", numbered=True), *shown] if shown else []
