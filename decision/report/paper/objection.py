"""The other side's case: what would make another course lead, for whoever objects to bring."""

from __future__ import annotations

from collections.abc import Sequence

from decision.engine import Evaluation
from decision.report.paper.blocks import Block, Bullets, Heading, Paper, Para
from decision.report.paper.front import titles
from decision.report.paper.paper_data import PaperData, one_sheet
from decision.sensitivity.objections import Objection, objections
from decision.sentences import objection as sentences
from decision.sentences.explanation import headline
from decision.sentences.phrases import course_named
from decision.wording.lists import listed
from decision.wording.text import cut_at_word

IN_FULL = 2  # courses; two pages hold no more
AT_ONCE = 6  # points of a list, where one course is told
POINT = 640  # letters


def objection(evaluation: Evaluation) -> Paper:
    """Return the page that whoever objects brings to the consultation.

    It is to fit on two pages, so each list is cut after its most telling points.

    Args:
        evaluation: one case evaluated.
    """
    basis = PaperData(evaluation)
    title = cut_at_word(evaluation.model.title, 80)
    found = objections(evaluation.robustness)
    blocks: list[Block] = [
        *titles(basis, "The other side’s case", 80),
        Para(cut_at_word(headline(basis.finding), 200), tone="lead"),
        Para(_opening(len(found))),
    ]
    for one in found[:IN_FULL]:
        blocks += _course(basis, one, AT_ONCE if len(found) == 1 else AT_ONCE // 2)
    if rest := [course_named(basis.model, one.course) for one in found[IN_FULL:]]:
        said = f"The app shows the same for {listed(rest[:5])}{' and others' if rest[5:] else ''}."
        blocks.append(Para(said, tone="note"))
    subject = "For whoever objects to bring to the consultation"
    return one_sheet(basis, blocks, f"The other side’s case: {title}", subject, title, "Objection")


def _opening(count: int) -> str:
    if not count:
        return "No other course can be chosen, and no answer would make one lead."
    return (
        "For whoever objects to bring to the consultation. Each point below, if proved, puts "
        "another course ahead. The most telling comes first."
    )


def _course(basis: PaperData, one: Objection, most: int) -> list[Block]:
    blocks: list[Block] = [Heading(sentences.heading(basis.robustness, one), level=2)]
    for each in sentences.lists(basis.robustness, one):
        if not each.points:
            blocks.append(Para(each.none, lead=f"{each.title}:"))
            continue
        shown = each.points[:most]
        said = f"the first {most} of {len(each.points)}." if each.points[most:] else ""
        blocks.append(Para(said, lead=f"{each.title}:", with_next=True))
        lines: list[str] = []
        for line, under in sentences.grouped(shown):
            if under:
                blocks += [Para(cut_at_word(line, POINT), with_next=True), _bullets(under)]
            else:
                lines.append(line)
        if lines:
            blocks.append(_bullets(lines))
        if proofs := sentences.proofs(basis.robustness, shown):
            blocks += [Para("", lead="What would prove these:", with_next=True), _bullets(proofs)]
    return blocks


def _bullets(lines: Sequence[str]) -> Bullets:
    return Bullets(tuple(cut_at_word(line, POINT) for line in lines))
