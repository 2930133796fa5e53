"""The board paper as plain values, in the order that a board's secretary expects."""

from __future__ import annotations

from decision.engine import Evaluation
from decision.model import DecisionModel
from decision.report.images import pictures
from decision.report.paper import (
    assurance,
    cases,
    challenges,
    closing,
    front,
    money,
    options,
    records,
    results,
    wide,
    workforce,
)
from decision.report.paper.basis import Basis, Purpose, on
from decision.report.paper.blocks import (
    Block,
    Contents,
    Gap,
    Heading,
    Paper,
    Para,
    Sheet,
    rewritten,
    short,
    shortener,
)

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
    basis = Basis(evaluation, purpose, private)
    drawn = {picture.name: picture for picture in pictures(evaluation)}
    body: list[Block] = [
        *front.front_sheet(basis),
        *front.summary(basis),
        *_guide(basis.model),
        *options.change(basis),
        *options.considered(basis),
        *options.criteria(basis),
        *cases.strongest(basis),
        *cases.swot(basis),
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
        *challenges.section(basis),
    ]
    appendices: list[Block] = [
        *wide.criteria(basis),
        *wide.sub_scores(basis),
        *wide.reasons(basis),
        *wide.answers(basis),
        *wide.evidence(basis),
        *records.duties(basis),
    ]
    last: list[Block] = [
        *records.overrides(basis),
        *records.conduct(basis),
        *records.panel(basis),
        *records.history(basis),
        *closing.decision(basis),
        *closing.method(basis),
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
    title = short(model.title, 200)
    return Paper(
        title=title,
        subject="For consultation" if basis.consulting else "For decision",
        author=short(case.site.prepared_by or "", 200),
        date=case.site.date,
        running=_running(basis),
        mark="Private session" if private else "Public session",
        sheets=tuple(
            Sheet(tuple(rewritten(block, said) for block in blocks), across)
            for blocks, across in sheets
        ),
    )


def _running(basis: Basis) -> str:
    kind = "For consultation" if basis.consulting else "For decision"
    parts = [short(basis.model.title, 80), kind, on(basis.date)]
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
