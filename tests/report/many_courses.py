"""A model of many courses with every option's rights and commitments, and how documents read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from decision import Case, DecisionModel, evaluate
from decision.engine import Evaluation
from decision.report.paper.blocks import Block, Bullets, Gap, Heading, Para, Table

COURSES = tuple(f"home-{number}" for number in range(1, 9))
MATTERS = ("work", "change", "budget", "posts", "risk", "contract", "hours")


def _right(place: int, matter: int) -> dict[str, Any]:
    return {
        "decides": f"Department {place}" if matter % 2 else f"Director of department {place}",
        "asked": ["Finance", f"Board of department {place}"],
        "told": ["The users"],
    }


SOURCE: dict[str, Any] = {
    "title": "Which department should have the team?",
    "options": {
        home: {
            "name": f"Department number {place} with an agreement",
            "summary": f"The team sits in department {place}.",
            "safeguards": [
                {
                    "says": f"Commitment {number} is put in writing and is read out each month",
                    "owner": f"Director of department {place}",
                    "measure": f"Record {number} of the month",
                    "due": "three months after the decision",
                }
                for number in range(1, 6)
            ],
        }
        for place, home in enumerate(COURSES, 1)
    },
    "criteria": {
        name: {
            "name": name.capitalize(),
            "weight": weight,
            "scores": {
                home: {
                    "score": 40 + 4 * ((place * factor) % 9),
                    "low": 30,
                    "high": 90,
                    "because": f"Department {place} has been seen to do this {name} work.",
                }
                for place, home in enumerate(COURSES)
            },
        }
        for name, weight, factor in (
            ("speed", 100, 1),
            ("skill", 80, 2),
            ("cover", 60, 5),
            ("growth", 40, 7),
        )
    },
    "facts": {
        f"shown-{place}": {
            "ask": f"Has department {place} shown that it can do this",
            "who": f"Department {place}",
            "help": "A document counts and an intention does not.",
            "key": place < 3,
            "answers": {
                "no": {"says": "No", "shifts": {"speed": {home: -60}}},
                "yes": {"says": "Yes", "shifts": {"speed": {home: 45}}},
            },
        }
        for place, home in enumerate(COURSES, 1)
    },
    "gates": {
        f"duty-{number}": {"says": f"Duty number {number} has been looked at and is recorded"}
        for number in range(1, 7)
    },
    "rights": {
        matter: {"says": f"What is to be settled about {matter}"}
        | {home: _right(place, number) for place, home in enumerate(COURSES, 1)}
        for number, matter in enumerate(MATTERS)
    },
}
MODEL = DecisionModel.model_validate(SOURCE)


def evaluated(**case: Any) -> Evaluation:
    """Evaluate the model of many courses, with no more answered than a test says."""
    return evaluate(MODEL, Case.model_validate(case))


def texts(blocks: Sequence[Block]) -> Iterator[str]:
    """Every text of some blocks, one by one."""
    for block in blocks:
        match block:
            case Heading(text=text) | Gap(text=text):
                yield text
            case Para(text=text, lead=lead):
                yield from filter(None, (lead, text))
            case Bullets(items=items):
                yield from items
            case Table(caption=caption, head=head, rows=rows):
                yield from filter(None, (caption, *head))
                for row in rows:
                    for cell in row:
                        yield cell.text if isinstance(cell, Gap) else cell


def twice(blocks: Sequence[Block]) -> list[str]:
    """The sentences, of five words or more, that stand in more than one place."""
    said = [
        one
        for text in texts(blocks)
        for one in re.split(r"(?<=[.?!]) +", text)
        if len(one.split()) >= 5 and re.search(r"[.?!]”?$", one)
    ]
    return [one for one in said if said.count(one) > 1]


def table(blocks: Sequence[Block], first: str) -> Table:
    """The table whose first column is headed so."""
    (found,) = [one for one in blocks if isinstance(one, Table) and one.head[0] == first]
    return found
