"""Why now, and the options: what speaks for each, and why all but one were set aside."""

from __future__ import annotations

import re

from decision.evaluation.additive import differences
from decision.numeric import TIE
from decision.report.paper.blocks import Block, Bullets, Gap, Heading, Para, Table, signed, tenth
from decision.report.paper.paper_data import PaperData, Told, counted, in_record, joined
from decision.sensitivity.answer_effects import points_of_answers
from decision.sentences.explanation import TELLING, availability, forms_apart
from decision.sentences.phrases import in_points
from decision.wording.text import cut_at_word

NAMED = 3  # answers against the present arrangement
TOLD = 2  # criteria for and against an option
MOST = 8  # options in the table
# Said by the table itself: an option that can’t be chosen.
_AS_WHAT = re.compile(r" It is (left out of the ranking|scored as .+, and never leads)\.$")


def why_now(basis: PaperData, told: Told) -> list[Block]:
    """Return what is asked, and the answers that tell against how things stand now.

    Args:
        basis: the case.
        told: questions whose answers stand elsewhere; those given here are added.
    """
    blocks: list[Block] = [Heading("Why now", numbered=True, new_page=True)]
    if basis.model.question:
        blocks.append(Para(in_record(basis.model.question)))
    base = basis.baseline
    if base is None:
        how = f"Nothing here says how well the present arrangement does: {basis.why_no_baseline}."
        blocks.append(Para(how))
    else:
        total = tenth(basis.standing.totals[base])
        blocks.append(Para(f"Business as usual is {basis.name(base)}. It scores {total} of 100."))
        if items := _against(basis, base, told):
            lead = "Answers that tell against it most, in points of its total:"
            blocks += [Para(lead, with_next=True), Bullets(tuple(items))]
    gap = "the problem, with dates and service figures, and what happens if nothing is decided"
    return [*blocks, Gap(gap)]


def _against(basis: PaperData, option: str, told: Told) -> list[str]:
    """Return the answers that lowered an option's total, the largest first."""
    if basis.table.stands_on[option] != option:
        return []
    items = []
    moved = points_of_answers(basis.standing, option)
    for (fact, item, answer), points in sorted(moved.items(), key=lambda one: one[1])[:NAMED]:
        if points < -TELLING and (fact, item) not in told:
            told.add((fact, item))
            items.append(f"{basis.given(fact, item, answer)} ({signed(points)})")
    return items


def considered(basis: PaperData) -> list[Block]:
    """Return every option: what speaks for it and against it, and why it was set aside."""
    options = basis.in_order
    rows = [
        (
            basis.label(option),
            _what(basis, option),
            _telling(basis, option, 1) or "–",
            _telling(basis, option, -1) or "–",
            _place(basis, option),
        )
        for option in options[:MOST]
    ]
    left = len(options) - len(rows)
    more = f" ({counted(left, 'more option')} in the record)" if left else ""
    other = f"{basis.name(basis.preferred)}; that one beside its rival" if basis.preferred else ""
    blocks: list[Block] = [
        Heading("The options, and why others were set aside", numbered=True),
        Table(
            f"Each option beside {other}{more}" if other else f"The options{more}",
            ("Option", "What it is", "Most for it, in points", "Most against it", "How it stands"),
            tuple(rows),
            (0.2, 0.26, 0.21, 0.2, 0.13),
            labels=True,
            together=True,
        ),
    ]
    barred = (_AS_WHAT.sub("", text) for text in availability(basis.table))
    said = [*forms_apart(basis.finding), *barred]
    return [*blocks, *([Bullets(tuple(map(in_record, said[:MOST])))] if said else [])]


def _what(basis: PaperData, option: str) -> str:
    summary = cut_at_word(basis.model.options[option].summary or "", 200)
    usual = "Business as usual." if option == basis.baseline else ""
    return joined([usual, summary]) or "not stated"


def _telling(basis: PaperData, option: str, sign: int) -> str:
    """Return the criteria that count most for an option, or against it, beside the leader."""
    leader, rival = basis.standing.leader, basis.standing.rival
    other = rival if option == leader else leader
    if other is None or option not in basis.compared:
        return ""
    gaps = differences(basis.standing, option, other)
    ordered = sorted(gaps.items(), key=lambda item: -sign * round(item[1], 9))[:TOLD]
    told = [(name, gap) for name, gap in ordered if sign * gap > TELLING]
    return "\n".join(f"{basis.criterion(name)} {signed(gap)}" for name, gap in told)


def _place(basis: PaperData, option: str) -> str:
    """Return why an option is preferred, or set aside."""
    if not basis.can_lead(option):
        return f"Can’t be chosen{' yet' if basis.table.available[option] == 'unknown' else ''}"
    if option == basis.preferred:
        if not basis.firm:
            return "Ahead"
        return "Preferred" if basis.consulting else "Best"
    over = basis.standing.totals[basis.preferred or option] - basis.standing.totals[option]
    return "Level" if over <= TIE else f"{in_points(over)[0].upper()}{in_points(over)[1:]} behind"
