"""The whole board pack in one file: paper, record, brief, questions, agreement and the rest."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from decision.engine import Evaluation
from decision.report import pictures
from decision.report.excel.workbook import as_xlsx
from decision.report.html.one_file import as_html
from decision.report.paper import Purpose
from decision.report.word.kinds import Kind, kind_as_docx

WORD: tuple[Kind, ...] = ("paper", "record", "brief", "questions", "agreement")


def as_zip(
    evaluation: Evaluation,
    purpose: Purpose = "consultation",
    private: bool = True,
    template: bytes | None = None,
    progress: Callable[[float], object] | None = None,
) -> bytes:
    """Return an archive of the documents, the workbook, the tool in one file and the pictures.

    The same input gives the same bytes. There is no agreement where no option can be chosen.

    Args:
        evaluation: one case evaluated.
        purpose: what the paper is for.
        private: whether the documents are marked as for a private session.
        template: a .docx or .dotx file, used for every Word document.
        progress: told the part that is done, 0 to 1, after each file.

    Raises:
        OutputError: the template can't be used; the message says why, and what to do.
    """
    kinds = [kind for kind in WORD if kind != "agreement" or _agreed(evaluation)]
    makers: dict[str, Callable[[], bytes]] = {
        f"{kind}.docx": partial(kind_as_docx, evaluation, kind, purpose, private, template)
        for kind in kinds
    }
    makers |= {
        "workbook.xlsx": partial(as_xlsx, evaluation),
        "open-this.html": partial(as_html, evaluation),
    }
    made: dict[str, bytes] = {}
    for done, (name, make) in enumerate(makers.items(), 1):
        made[name] = make()
        if progress:
            progress(done / (len(makers) + 1))
    drawn = pictures.files(evaluation)
    made |= {f"pictures/{name}": data for name, data in drawn.items()}
    if progress:
        progress(1.0)
    return pictures.packed(made)


def _agreed(evaluation: Evaluation) -> bool:
    """Return whether there is an option to agree on."""
    return evaluation.leader is not None or evaluation.case.decision is not None
