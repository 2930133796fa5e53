"""The agreement, the brief and the question sheets as Word documents, made as the paper is."""

from __future__ import annotations

from typing import Literal, get_args

from decision.engine import Evaluation
from decision.report.paper import Purpose
from decision.report.paper.agreement import agreement
from decision.report.paper.blocks import Paper
from decision.report.paper.brief import brief
from decision.report.paper.question_sheets import question_sheets
from decision.report.word.document import written_as_docx

Kind = Literal["agreement", "brief", "questions"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_CATEGORIES = {"agreement": "Agreement", "brief": "Brief", "questions": "Questions"}


def kind_as_docx(
    evaluation: Evaluation,
    kind: Kind,
    purpose: Purpose = "consultation",
    private: bool = True,
    template: bytes | None = None,
) -> bytes:
    """Return one of the documents beside the paper as a .docx file; same input, same bytes.

    Args:
        evaluation: one case evaluated.
        kind: which of them.
        purpose: what the paper is for; what a brief says is asked depends on it.
        private: whether a brief is marked as for a private session.
        template: a .docx or .dotx file, used as for the paper.

    Raises:
        OutputError: the template can't be used, or there is no option to agree on.
    """
    paper = _written(evaluation, kind, purpose, private)
    return written_as_docx(paper, _CATEGORIES[kind], template)


def _written(evaluation: Evaluation, kind: Kind, purpose: Purpose, private: bool) -> Paper:
    match kind:
        case "agreement":
            return agreement(evaluation)
        case "brief":
            return brief(evaluation, purpose, private)
        case "questions":
            return question_sheets(evaluation)
