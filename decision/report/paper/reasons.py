"""Why one option is ahead of another on a criterion: the reason that parts them most."""

from __future__ import annotations

import re

from decision.evaluation.fact_effects import Reason
from decision.evaluation.scores import NO_REASON
from decision.report.paper.blocks import sentence
from decision.report.paper.paper_data import PaperData, Told, joined
from decision.wording.text import cut_at_word

LONGEST = 150  # letters of a reason, so that several fit on a page


def shortened(text: str, most: int) -> str:
    """Return the sentences of a text that fit in so many letters; at least a part of the first.

    >>> shortened("One is said. Two is said. Three is too long for this.", 30)
    'One is said. Two is said.'
    >>> shortened("One is far too long for this.", 15)
    'One is far too…'
    """
    text = cut_at_word(text, 4_000)
    kept = ""
    for part in re.split(r"(?<=[.?!”]) (?=[A-Z“])", text):
        if len(kept) + len(part) >= most:
            break
        kept = f"{kept} {part}".strip()
    return kept or cut_at_word(text, most)


def parting(basis: PaperData, name: str, ahead: str, behind: str) -> Reason:
    """Return what parts two options most on a criterion: their start scores, or an answer here."""
    cells = basis.table.cells[name]
    points: dict[tuple[str | None, str | None], float] = {}
    found: dict[tuple[str | None, str | None], Reason] = {}
    for option, sign in ((ahead, 1), (behind, -1)):
        for reason in cells[option].reasons:
            key = reason.fact, reason.item
            points[key] = points.get(key, 0.0) + sign * reason.points
            found.setdefault(key, reason)
    return found[max(points, key=lambda key: round(points[key], 9))]


def because(basis: PaperData, reason: Reason, told: Told | None = None) -> str:
    """Return a reason in a sentence or two; empty where none is written.

    Args:
        basis: the case.
        reason: a start score, or what an answer moved.
        told: questions whose answers stand elsewhere; this one is added.
    """
    said = "" if reason.because == NO_REASON else sentence(shortened(reason.because, LONGEST))
    if reason.fact is None or reason.answer is None:
        return said
    given = basis.given(reason.fact, reason.item, reason.answer)
    if given.endswith(f" {said}"):
        said = ""
    if told is not None:
        if (reason.fact, reason.item) in told:
            given = ""
        told.add((reason.fact, reason.item))
    return joined([given, said])
