"""The documents of the board pack, in Word, all made in one way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from decision.engine import Evaluation
from decision.report.paper import Purpose, paper
from decision.report.paper.agreement import agreement
from decision.report.paper.blocks import Paper
from decision.report.paper.brief import brief
from decision.report.paper.objection import objection
from decision.report.paper.question_sheets import question_sheets
from decision.report.paper.record import record
from decision.report.word.document import written_as_docx

Kind = Literal["paper", "record", "agreement", "brief", "questions", "objection"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_CATEGORIES: dict[Kind, str] = {
    "paper": "Board paper",
    "record": "Record",
    "agreement": "Agreement",
    "brief": "Brief",
    "questions": "Questions",
    "objection": "Objection",
}


def kind_as_docx(
    evaluation: Evaluation,
    kind: Kind,
    purpose: Purpose = "consultation",
    private: bool = True,
    template: bytes | None = None,
    progress: Callable[[float], object] | None = None,
) -> bytes:
    """Return one of the documents as a .docx file. The same input gives the same bytes.

    Args:
        evaluation: one case evaluated.
        kind: which of them.
        purpose: what the paper is for; what it and the brief say is asked depends on it.
        private: whether paper, brief and record are marked as for a private session.
        template: a .docx or .dotx file, used as `written_as_docx` says.
        progress: told the part that is done, 0 to 1, after each picture, which is what takes
            the time.

    Raises:
        OutputError: the template can't be used, or there is no option to agree on.
    """
    written = _written(evaluation, kind, purpose, private)
    return written_as_docx(written, _CATEGORIES[kind], template, progress)


def _written(evaluation: Evaluation, kind: Kind, purpose: Purpose, private: bool) -> Paper:
    match kind:
        case "paper":
            return paper(evaluation, purpose, private)
        case "record":
            return record(evaluation, private)
        case "agreement":
            return agreement(evaluation)
        case "brief":
            return brief(evaluation, purpose, private)
        case "questions":
            return question_sheets(evaluation)
        case "objection":
            return objection(evaluation)
