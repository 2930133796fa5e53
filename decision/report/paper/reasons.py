"""Why one option is ahead of another on a criterion: the reason that parts them most."""

from __future__ import annotations

import re

from decision.evaluation.fact_effects import Reason
from decision.evaluation.scores import NO_REASON
from decision.report.paper.blocks import sentence
from decision.report.paper.paper_data import PaperData, joined
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


def because(basis: PaperData, reason: Reason) -> str:
    """Return a reason in a sentence or two; empty where none is written."""
    said = "" if reason.because == NO_REASON else sentence(shortened(reason.because, LONGEST))
    if reason.fact is None or reason.answer is None:
        return said
    if reason.item is not None:
        item = cut_at_word(basis.model.facts[reason.fact].items[reason.item].says, LONGEST)
        return joined([f"Here, “{item}”: {reason.answer}.", said])
    answer = basis.said(reason.fact) or basis.answer(reason.fact, None, reason.answer)
    ask = cut_at_word(basis.model.facts[reason.fact].ask, LONGEST)
    given = sentence(f"Here, “{cut_at_word(answer, LONGEST)}” to “{ask}”")
    return joined([given, "" if said == sentence(answer) else said])
