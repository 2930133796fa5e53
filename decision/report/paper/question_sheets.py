"""The open questions as sheets to send out: one for each department that holds an answer."""

from __future__ import annotations

from collections.abc import Mapping

from decision.engine import Evaluation
from decision.model.entries import Fact
from decision.report.paper.blocks import Block, Gap, Heading, Paper, Para, Table, sentence
from decision.report.paper.paper_data import PaperData, answer_in_words, one_sheet
from decision.report.questions import ANYONE
from decision.wording.lists import listed
from decision.wording.text import cut_at_word

YES_NO = "☐ Yes   ☐ No"
SIGNED = Table(
    "Who answered", ("", ""), (("Name and role:", "Date:"),), (0.74, 0.26), bare=True, together=True
)
LONGEST = 240  # letters of a question, an item or a duty
HELP = 600  # letters of what counts as proof


def question_sheets(evaluation: Evaluation) -> Paper:
    """Return the questions that are open, a page for each who holds an answer.

    The most worthwhile question comes first. No score is shown, nor who leads: whoever answers
    should not see what an answer would do.
    """
    basis = PaperData(evaluation)
    sheets = [_sheet(basis, who, facts) for who, facts in _by_who(basis).items()]
    if duties := _duties(basis):
        sheets.append(duties)
    if not sheets:
        sheets = [
            [
                *_head(basis, "Questions"),
                Para("No question is open: each has one answer, and no duty is unconfirmed."),
            ]
        ]
    blocks = [
        block
        for place, sheet in enumerate(sheets)
        for block in (_on_new_page(sheet) if place else sheet)
    ]
    title = f"Open questions: {cut_at_word(evaluation.model.title, 160)}"
    running = cut_at_word(title, 80)
    return one_sheet(basis, blocks, title, "Questions to answer", running, "Questions")


def _on_new_page(sheet: list[Block]) -> list[Block]:
    first, *rest = sheet
    assert isinstance(first, Heading)  # every sheet begins with its own
    return [Heading(first.text, first.level, new_page=True), *rest]


def _by_who(basis: PaperData) -> dict[str, list[str]]:
    """Return the open facts by who can best answer them, the most worthwhile first."""
    order = _order(basis)
    facts = sorted(basis.table.open_facts, key=lambda name: order.get((name, None), len(order)))
    found: dict[str, list[str]] = {}
    for name in facts:
        found.setdefault(basis.model.facts[name].who or ANYONE, []).append(name)
    return found


def _order(basis: PaperData) -> Mapping[tuple[str, str | None], int]:
    """Return the place of each question among all, by what it is worth to ask it.

    A fact asked item by item stands where its best item does.
    """
    places: dict[tuple[str, str | None], int] = {}
    for place, one in enumerate(basis.robustness.ask_next):
        places[one.fact, one.item] = place
        places.setdefault((one.fact, None), place)
    return places


def _head(basis: PaperData, title: str) -> list[Block]:
    site = basis.case.site.name
    about = (basis.model.title, site and cut_at_word(site, 120))
    return [
        Heading(title),
        Para(" · ".join(cut_at_word(part, 200) for part in about if part), tone="subtitle"),
    ]


def _sheet(basis: PaperData, who: str, facts: list[str]) -> list[Block]:
    back = basis.case.site.prepared_by
    to = ANYONE.lower() if who == ANYONE else cut_at_word(who, 120)
    blocks: list[Block] = [
        *_head(basis, f"Questions for {to}"),
        Para(
            "Answer for today, not for what is planned. Leave a question open where you don’t "
            "know, and say who would."
        ),
        Para(f"Back to: {cut_at_word(back, 120)}.") if back else Gap("to whom, and by when"),
    ]
    for number, name in enumerate(facts, 1):
        blocks += _question(basis, number, name)
    return [*blocks, Para("Whoever answered:", with_next=True), SIGNED]


def _question(basis: PaperData, number: int, name: str) -> list[Block]:
    """Return one question: what is asked, what counts as proof, and room for the answer."""
    fact = basis.model.facts[name]
    blocks: list[Block] = [Heading(f"{number}. {cut_at_word(fact.ask, LONGEST)}", level=2)]
    if fact.help:
        blocks.append(
            Para(cut_at_word(fact.help, HELP), lead="What counts as proof:", with_next=True)
        )
    if name in basis.table.disputed:
        blocks.append(Para(_disputed(basis, name), lead="Disputed:", with_next=True))
    rows = (*_room(basis, name, fact), ("What shows it, and where it is kept:", ""), ("", ""))
    caption = f"Answer to question {number}"
    blocks.append(Table(caption, ("", ""), rows, (0.74, 0.26), bare=True, together=True))
    return blocks


def _room(basis: PaperData, name: str, fact: Fact) -> list[tuple[str, str]]:
    """Return the rows to answer in: each item with yes and no, each answer to tick, or a number."""
    if fact.items:
        reading, order = basis.table.readings[name], _order(basis)
        asked = [
            item for item in fact.items if item in reading.open_items or not reading.open_items
        ]
        asked.sort(key=lambda item: order.get((name, item), len(order)))
        return [(sentence(cut_at_word(fact.items[item].says, LONGEST)), YES_NO) for item in asked]
    if fact.unit:
        return [(f"How many, in {cut_at_word(fact.unit, 60)}?", "")]
    return [(cut_at_word(answer.says, LONGEST), "☐") for answer in fact.answers.values()]


def _disputed(basis: PaperData, name: str) -> str:
    """Say both answers, each with who gives it."""
    fact, case = basis.model.facts[name], basis.case
    first, second = (
        answer_in_words(fact, reading) or "not known"
        for reading in (basis.table.readings[name], basis.table.disputed[name])
    )
    by, dispute = case.answered_by.get(name), case.disputed[name]
    first_by = f" ({cut_at_word(by, 80)})" if by else ""
    because = f" {sentence(cut_at_word(dispute.because, 200))}" if dispute.because else ""
    return (
        f"Two answers are given, “{cut_at_word(first, 160)}”{first_by} and "
        f"“{cut_at_word(second, 160)}” ({cut_at_word(dispute.by, 80)}).{because} "
        f"Say which is right, and what shows it."
    )


def _duties(basis: PaperData) -> list[Block]:
    """Return a sheet of the duties not known to be met, with the options they are open for."""
    rows = []
    for name, gate in basis.model.gates.items():
        binds = gate.options or tuple(basis.model.options)
        bound = [option for option in binds if option in basis.compared]
        still = [option for option in bound if basis.case.gate(name, option) == "unknown"]
        if still:
            each = len(still) == len(bound)
            where = "" if each else f" (Open for {listed([basis.label(one) for one in still])}.)"
            rows.append((f"{sentence(cut_at_word(gate.says, LONGEST))}{where}", YES_NO))
    if not rows:
        return []
    return [
        *_head(basis, "Duties to confirm"),
        Para(
            "These are required whatever is chosen, and are never scored. Say which are met, and "
            "what shows it."
        ),
        Table("Duties", ("Duty", "Is it met?"), tuple(rows), (0.74, 0.26)),
        SIGNED,
    ]
