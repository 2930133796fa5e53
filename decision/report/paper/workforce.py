"""What a change would mean for staff, and the space in which each party answers."""

from __future__ import annotations

from decision.model.entries import Topic
from decision.report.paper.assurance import duties_on
from decision.report.paper.blocks import Block, Cell, Gap, Heading, Para, Table, one, sentence
from decision.report.paper.paper_data import PaperData
from decision.sentences.phrases import course_named
from decision.wording.lists import listed
from decision.wording.text import cut_at_word

# Effects on staff that a consultation asks about: the row, its topic, what the author has to add.
_EFFECTS: tuple[tuple[str, Topic, str], ...] = (
    (
        "Posts and pay",
        "workforce",
        "who manages each post, now and under each option; each post’s band now, and whether job "
        "evaluation would be run again; where each post works, now and under each option; the "
        "trust’s policy on pay protection, and for how long it protects pay",
    ),
    ("On-call", "on-call", "rotas and payments now, and what would change"),
)
MOST_LINES = 6  # in one row


def section(basis: PaperData) -> list[Block]:
    """Return the effects on staff, consultation, and the space for replies."""
    rows: list[tuple[Cell, ...]] = [
        (row, "\n".join(_known_of(basis, topic)) or "This case says nothing of it.", Gap(prompt))
        for row, topic, prompt in _EFFECTS
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
        *duties_on(basis, "consultation", "how staff and their unions were told, and when"),
        Heading("Right of reply", level=2),
        Para(
            "Each party may answer this paper in its own words, unedited, before anything is "
            "decided."
        ),
        *(Gap(f"{party}: reply, role of the author and date") for party in parties(basis)),
    ]


def parties(basis: PaperData) -> list[str]:
    """Return who has a right of reply: each compared course by its name, then staff side."""
    model = basis.model
    asked = dict.fromkeys(cut_at_word(fact.who, 80) for fact in model.facts.values() if fact.who)
    sides = []
    for course in sorted(model.pair, key=lambda course: course == model.pair[0]):
        name = model.course_name(course).casefold()
        mine = [party for party in asked if party.casefold() in name]
        sides.append(mine[0] if mine else f"Those who favour {course_named(model, course)}")
    return [*dict.fromkeys(sides), "Staff side"]


def _known_of(basis: PaperData, topic: Topic) -> list[str]:
    """Return the answers to a topic's facts and the scores on its criteria, a line each."""
    lines = []
    for name, fact in basis.model.facts.items():
        answer = basis.said(name)
        if answer is not None and fact.topic == topic:
            role = basis.case.answered_by.get(name)
            by = f" ({cut_at_word(role, 60)})" if role else ""
            text = sentence(cut_at_word(answer, 120) + by)
            lines.append(f"“{cut_at_word(fact.ask, 160)}” {text}")
    for name, entry in basis.model.criteria.items():
        if entry.topic == topic:
            row = basis.table.cells[name]
            each = listed(
                [f"{basis.label(option)} {one(row[option].score)}" for option in basis.compared]
            )
            lines.append(f"{basis.criterion(name)}, scored: {each}.")
    return lines[:MOST_LINES]
