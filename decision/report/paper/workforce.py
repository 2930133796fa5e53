"""What a change would mean for staff, and the space in which each party answers."""

from __future__ import annotations

import re

from decision.report.paper.assurance import duties_on
from decision.report.paper.blocks import Block, Cell, Gap, Heading, Para, Table, one, sentence
from decision.report.paper.paper_data import PaperData as Basis
from decision.wording.lists import listed
from decision.wording.text import cut_at_word

# Effects on staff that a consultation asks about: a topic, the words by which this model's
# own questions and criteria speak of it, and what the author has to add.
_EFFECTS = (
    (
        "Line manager",
        r"management of the team|manager\b",
        "who manages each post, now and under each option",
    ),
    (
        "Pay band",
        r"\bband(s|ed|ing)?\b",
        "each post’s band now, and whether job evaluation would be run again",
    ),
    (
        "Base",
        r"\bbase\b|location|accommodation",
        "where each post works, now and under each option",
    ),
    (
        "On-call",
        r"on[- ]call|out[- ]of[- ]hours|three in the morning|\bnights?\b",
        "rotas and payments now, and what would change",
    ),
    (
        "Pay protection",
        r"pay protection|protected pay|bands? (are )?guarantee",
        "the trust’s policy, and for how long it protects pay",
    ),
)


def section(basis: Basis) -> list[Block]:
    """Give the effects on staff, consultation, and the space for replies."""
    rows: list[tuple[Cell, ...]] = [
        (topic, "\n".join(found) or "This case says nothing of it.", Gap(prompt))
        for topic, words, prompt in _EFFECTS
        for found in [_spoken_of(basis, words)]
    ]
    return [
        Heading("Workforce and consultation", numbered=True),
        Table(
            "Effects on staff",
            ("Topic", "What this case says", "To add"),
            tuple(rows),
            (0.15, 0.52, 0.33),
            labels=True,
        ),
        *duties_on(basis, r"consult", "how staff and their unions were told, and when"),
        Heading("Right of reply", level=2),
        Para(
            "Each party may answer this paper in its own words, unedited, before anything is "
            "decided."
        ),
        *(Gap(f"{party}: reply, role of the author and date") for party in parties(basis)),
    ]


def parties(basis: Basis) -> list[str]:
    """Give who has a right of reply: each side by its own name, then staff side."""
    model = basis.model
    asked = dict.fromkeys(cut_at_word(fact.who, 80) for fact in model.facts.values() if fact.who)
    sides = []
    for option in sorted(model.pair, key=lambda option: option == model.pair[0]):
        name = model.options[option].name.casefold()
        mine = [party for party in asked if party.casefold() in name]
        sides.append(mine[0] if mine else f"Those who favour {basis.name(option)}")
    return [*dict.fromkeys(sides), "Staff side"]


def _spoken_of(basis: Basis, words: str) -> list[str]:
    """Say what the answers, the criteria and the safeguards say of a topic.

    Safeguards are those of the preferred option, and left out while there is none.
    """
    spoken, model = re.compile(words, re.IGNORECASE), basis.model
    said = []
    for name, fact in model.facts.items():
        answer = basis.said(name)
        if answer is not None and spoken.search(fact.ask):
            role = basis.case.answered_by.get(name)
            by = f" ({cut_at_word(role, 60)})" if role else ""
            said.append(f"“{cut_at_word(fact.ask, 160)}” {sentence(cut_at_word(answer, 120) + by)}")
    for name, entry in model.criteria.items():
        if spoken.search(f"{entry.name} {entry.means or ''}"):
            row = basis.table.cells[name]
            each = listed([f"{basis.label(option)} {one(row[option].score)}" for option in row])
            said.append(f"{basis.criterion(name)}, scored: {each}.")
    preferred = basis.preferred
    if preferred is not None and basis.firm:
        said += [
            f"Safeguard of {basis.label(preferred)}: {sentence(cut_at_word(text, 200))}"
            for text in model.options[preferred].safeguards
            if spoken.search(text)
        ]
    return said[:3]
