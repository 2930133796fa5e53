"""The printable sheet of questions to ask before anything is decided."""

from __future__ import annotations

from dataclasses import replace

from decision.charts.chart import LIGHT
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.report.html.templates import render
from decision.report.questions import ANYONE, Question, ask
from decision.wording.text import one_line


def as_html(model: DecisionModel, case: Case) -> str:
    """Return the sheet as one HTML page with no outside reference, laid out for printing.

    Each addressee starts a new page, with the open questions in the order of `ask`.
    """
    return render(
        "question_sheet.html.j2",
        palette=LIGHT,
        model=one_line(model.title),
        site=one_line(case.site.name or ""),
        sections=[
            (_addressee(who), [_plain(question) for question in questions])
            for who, questions in ask(model, case).items()
        ],
    )


def _addressee(who: str) -> str:
    # "Whoever knows" is written here, and starts no sentence.
    return who.lower() if who == ANYONE else one_line(who)


def _plain(question: Question) -> Question:
    """Return a question with each of its texts on one line."""
    return replace(
        question,
        ask=one_line(question.ask),
        help=one_line(question.help or ""),
        choices=tuple(one_line(choice) for choice in question.choices),
        unit=one_line(question.unit or ""),
    )
