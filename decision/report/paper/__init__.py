"""The board paper as plain values: a front sheet, implications and a body; or a note."""

from __future__ import annotations

from decision.engine import Evaluation
from decision.report.paper import (
    changes,
    comparison,
    front,
    implications,
    money,
    options,
    risks,
    staff,
)
from decision.report.paper.blocks import Block, Paper
from decision.report.paper.note import note
from decision.report.paper.paper_data import PaperData, Purpose, one_sheet
from decision.wording.text import cut_at_word

__all__ = ["Purpose", "paper"]


def paper(evaluation: Evaluation, purpose: Purpose = "consultation", private: bool = True) -> Paper:
    """Return the paper of one evaluation; for consultation, a note while it is too early to say.

    For consultation the paper names a preferred option for consultation, and asks for nothing
    more. What the tool can't know is a `Gap`; no text is made up to fill one.

    Args:
        evaluation: one case evaluated.
        purpose: "consultation" or "decision"; for decision a paper is written however early.
        private: marked as for a private session.
    """
    basis = PaperData(evaluation, purpose, private)
    early = evaluation.finding.verdict.word == "unknown" and basis.consulting
    blocks = note(basis) if early else _paper(basis)
    kind = "Note to the Board" if early else f"For {purpose}"
    title = cut_at_word(evaluation.model.title, 200)
    running = f"{cut_at_word(title, 80)} · {kind}"
    return one_sheet(basis, blocks, title, kind, running, basis.mark)


def _paper(basis: PaperData) -> list[Block]:
    told = basis.told_as_disputed  # each section adds the answers that it gives
    return [
        *front.front_sheet(basis),
        *implications.section(basis),
        *options.why_now(basis, told),
        *options.considered(basis),
        *comparison.section(basis, told),
        *changes.section(basis),
        *money.section(basis),
        *staff.section(basis, told),
        *risks.section(basis),
    ]
