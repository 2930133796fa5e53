"""The weighted scores, how sure they are, and who does not agree."""

from __future__ import annotations

from decision.numeric import TIE
from decision.report.paper.blocks import Block, Bullets, Figure, Gap, Heading, Para, tenth
from decision.report.paper.paper_data import PaperData, counted
from decision.report.pictures import Picture
from decision.sentences.explanation import certainty, held_back, overruled, reasons, unknown
from decision.sentences.explanation import whose_weights as whose
from decision.sentences.panel import in_words
from decision.sentences.what_would_change_it import (
    answers,
    any_weights,
    ask_first,
    never_best,
    one_way,
    rests_on,
    weight_to_move,
    what_ifs,
)
from decision.wording.text import cut_at_word

MOST = 700  # letters of a sentence in the body


def scores(basis: PaperData, drawn: dict[str, Picture]) -> list[Block]:
    """Give the weighted scores: totals, the margin, and what makes it."""
    finding = basis.finding
    return [
        Heading("Weighted scores", numbered=True),
        Para(_from_to(basis), with_next=True),
        *figures(drawn, "options"),
        Para(cut_at_word(certainty(finding), MOST)),
        *figures(drawn, "margin"),
        Para(cut_at_word(reasons(basis.standing), MOST)),
        *figures(drawn, "reasons"),
        Para(
            "Every sub-score is in appendix B, and the reasons and the evidence behind each in "
            "appendix C."
        ),
    ]


def _from_to(basis: PaperData) -> str:
    """Say between what the totals lie."""
    totals = basis.standing.totals
    low, high = min(totals.values()), max(totals.values())
    if high - low <= TIE:
        return f"Every option has the same total, {tenth(high)} of 100."
    return f"Totals run from {tenth(low)} to {tenth(high)} of 100."


def figures(drawn: dict[str, Picture], *names: str) -> list[Block]:
    """Give those of some charts that there are."""
    return [
        Figure(one.title, one.alt, one.reading, one.chart)
        for name in names
        if (one := drawn.get(name)) is not None
    ]


def sensitivity(basis: PaperData, drawn: dict[str, Picture]) -> list[Block]:
    """Give what would change the answer: answers, weights, claims, and what is left out."""
    robust = basis.robustness
    blocks: list[Block] = [Heading("Sensitivity and dissent", numbered=True)]
    if held := held_back(basis.finding):
        blocks += [
            Para("What keeps the answer from being firmer:", with_next=True),
            Bullets(tuple(cut_at_word(text, MOST) for text in held)),
        ]
    blocks += [
        Heading("Answers and claims", level=2),
        Bullets(
            tuple(
                cut_at_word(text, MOST)
                for text in (
                    answers(robust),
                    rests_on(robust),
                    unknown(basis.table),
                    *([ask_first(robust)] if basis.table.unanswered else []),
                    *what_ifs(robust),
                )
            )
        ),
        Heading("Weights", level=2),
        Bullets(
            tuple(
                cut_at_word(text, MOST)
                for text in (
                    whose(basis.standing),
                    weight_to_move(robust),
                    one_way(robust),
                    any_weights(robust),
                    *never_best(robust),
                )
            )
        ),
        Heading("Dissent", level=2),
        *dissent(basis),
    ]
    return blocks


def charts(drawn: dict[str, Picture]) -> list[Block]:
    """Give the charts that the body has no room for."""
    shown = figures(drawn, "shares", "tornado", "switching", "slope", "acceptability")
    return [Heading("Appendix M: Charts of weights and sensitivity", new_page=True), *shown]


def dissent(basis: PaperData) -> list[Block]:
    """Give what is recorded of disagreement: the panel's, and scores overruled."""
    said = []
    if basis.panel is not None:
        said += in_words(basis.panel, basis.model)
    said += overruled(basis.table)
    blocks: list[Block] = []
    if said:
        blocks.append(Bullets(tuple(cut_at_word(text, MOST) for text in said)))
    if basis.panel is None:
        blocks.append(
            Para(
                "No panel’s weights are recorded, so this paper can’t show where roles part. "
                "One set of weights stands behind every figure."
            )
        )
        blocks.append(Gap("who disagrees with these scores or weights, by role, and why"))
    elif comments := sum(len(ballot.comments) for ballot in basis.case.panel):
        blocks.append(
            Para(
                f"The panel left {counted(comments, 'comment')}; those of its last round are in "
                f"appendix I."
            )
        )
    return blocks
