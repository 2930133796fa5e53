"""The board paper as plain values, in the order that a board's secretary expects."""

from __future__ import annotations

from decision.engine import Evaluation
from decision.model.decision_model import DecisionModel
from decision.report.paper import (
    appendix_method,
    appendix_records,
    appendix_scores,
    assurance,
    front,
    hostile_questions,
    money,
    options,
    results,
    strongest_cases,
    workforce,
)
from decision.report.paper.blocks import (
    Block,
    Contents,
    Gap,
    Heading,
    Paper,
    Para,
    Sheet,
    rewritten,
    shortener,
)
from decision.report.paper.paper_data import PaperData, Purpose, on
from decision.report.pictures import pictures
from decision.wording.text import cut_at_word

__all__ = ["Purpose", "paper"]


def paper(evaluation: Evaluation, purpose: Purpose = "consultation", private: bool = True) -> Paper:
    """Write the paper of one evaluation.

    For consultation it names a preferred option for consultation, and asks for nothing more.
    What the tool can't know is a `Gap`; no text is made up to fill one.

    Args:
        evaluation: one case evaluated.
        purpose: "consultation" or "decision".
        private: marked as for a private session.
    """
    basis = PaperData(evaluation, purpose, private)
    drawn = {picture.name: picture for picture in pictures(evaluation)}
    body: list[Block] = [
        *front.front_sheet(basis),
        *front.summary(basis),
        *_guide(basis.model),
        *options.change(basis),
        *options.considered(basis),
        *options.criteria(basis),
        *strongest_cases.strongest(basis),
        *strongest_cases.swot(basis),
        *results.scores(basis, drawn),
        *results.sensitivity(basis, drawn),
        *money.section(basis),
        *workforce.section(basis),
        *assurance.quality(basis),
        *assurance.safety(basis),
        *assurance.information(basis),
        *assurance.risks(basis),
        *assurance.interests(basis),
        *assurance.responsible(basis),
        *assurance.success(basis),
        *hostile_questions.section(basis),
    ]
    appendices: list[Block] = [
        *appendix_scores.criteria(basis),
        *appendix_scores.sub_scores(basis),
        *appendix_scores.reasons(basis),
        *appendix_scores.answers(basis),
        *appendix_scores.evidence(basis),
        *appendix_records.duties(basis),
    ]
    last: list[Block] = [
        *appendix_records.overrides(basis),
        *appendix_records.conduct(basis),
        *appendix_records.panel(basis),
        *appendix_records.history(basis),
        *appendix_method.decision(basis),
        *appendix_method.method(basis),
        *results.charts(drawn),
    ]
    model, case = evaluation.model, evaluation.case
    said = shortener(
        [
            *(entry.name for entry in model.options.values()),
            *(entry.name for entry in model.criteria.values()),
        ]
    )
    sheets = ((body, False), (appendices, True), (last, False))
    title = cut_at_word(model.title, 200)
    return Paper(
        title=title,
        subject="For consultation" if basis.consulting else "For decision",
        author=cut_at_word(case.site.prepared_by or "", 200),
        date=case.site.date,
        running=_running(basis),
        mark="Private session" if private else "Public session",
        sheets=tuple(
            Sheet(tuple(rewritten(block, said) for block in blocks), across)
            for blocks, across in sheets
        ),
    )


def _running(basis: PaperData) -> str:
    kind = "For consultation" if basis.consulting else "For decision"
    parts = [cut_at_word(basis.model.title, 80), kind, on(basis.date)]
    return " · ".join(part for part in parts if part)


def _guide(model: DecisionModel) -> list[Block]:
    """Give the contents, and how to read what follows."""
    entry = next(iter(model.evidence), None)
    register = (
        f"A short code in brackets, such as {entry}, is an entry of the evidence register. "
        if entry
        else ""
    )
    return [
        Heading("Contents", new_page=True, unlisted=True),
        Contents(),
        Gap("when the gaps are filled, click in the list above and press F9 for page numbers"),
        Heading("How to read this paper", level=2),
        Para(
            f"Figures come from the model and the answers of this site, and every one can be "
            f"traced in the appendices. {register}What no scoring can know is marked “[To be "
            f"completed: …]”, in a style of its own, for the author."
        ),
    ]
