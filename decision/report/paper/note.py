"""The note that stands in for a paper while too little is known: two pages."""

from __future__ import annotations

from decision.numeric import TIE
from decision.report.paper.blocks import Block, Cell, Gap, Heading, Para, Table
from decision.report.paper.front import duties, form, meeting, titles, told
from decision.report.paper.implications import totals
from decision.report.paper.paper_data import PaperData, in_record, joined
from decision.report.paper.reasons import shortened
from decision.report.questions import ANYONE
from decision.sensitivity.information import Question
from decision.sentences.explanation import reasons, unknown, warnings
from decision.sentences.held_back import held_back
from decision.sentences.phrases import in_points, of_100, question_text
from decision.wording.lists import listed
from decision.wording.text import cut_at_word

MOST = 10  # questions in the table


def note(basis: PaperData) -> list[Block]:
    """Return why there is no paper yet, what is known, and which questions decide it."""
    asks = [one for one in basis.robustness.ask_next if one.worth > 0 or one.tells]
    who = dict.fromkeys(_who(basis, one) for one in asks[:MOST])
    known = [told(basis), *reasons(basis.standing), *warnings(basis.table)]
    why = [shortened(unknown(basis.table), 60), held_back(basis.finding)[0]]
    rows: list[tuple[Cell, ...]] = [
        ("So far", "\n".join(map(in_record, known))),
        ("Why there is no paper yet", joined(why)),
        (
            "The Board is asked to",
            "1. Note that it is too early to choose, and why.\n"
            f"2. Ask {listed([*who])} for answers to the questions overleaf by the day below.",
        ),
        ("Answers are due", Gap("the day, and who gathers them")),
        ("Duties to meet", duties(basis)),
        *meeting(basis, "note"),
    ]
    return [*titles(basis, "Note to the Board"), form(rows), *_deciding(basis, asks)]


def _deciding(basis: PaperData, asks: list[Question]) -> list[Block]:
    """Return the questions that decide it, those worth most first, and who can answer them."""
    rows = tuple(
        (question_text(basis.model, one.fact, one.item), _who(basis, one), _does(one))
        for one in asks[:MOST]
    )
    more = "The rest would tell less. " if len(asks) > len(rows) else ""
    return [
        Heading("Which questions decide it", new_page=True),
        Table(
            "The questions that tell most, the most useful first",
            ("Question", "Who can answer", "How far its answers move the result"),
            rows,
            (0.6, 0.15, 0.25),
        ),
        Para(
            f"{more}The question sheets ask each department for its own, with room to answer. "
            f"The paper follows once the answers are in."
        ),
        totals(basis),
    ]


def _does(one: Question) -> str:
    often = f"; in {of_100(one.changes)} cases it changes who leads" if one.changes > TIE else ""
    return f"{in_points(one.swing)}{often}"


def _who(basis: PaperData, one: Question) -> str:
    return cut_at_word(basis.model.facts[one.fact].who or ANYONE, 60)
