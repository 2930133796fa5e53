"""The questions to ask before anything is decided: what is open, by who can answer it."""

from __future__ import annotations

from dataclasses import dataclass

from decision.evaluation.scores import ScoreTable, score_table
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.sentences.model_contents import reading_says

ANYONE = "Whoever knows"


@dataclass(frozen=True)
class Question:
    """One open question: what to ask, what counts as proof, and the answers it may have."""

    ask: str
    key: bool = False
    help: str | None = None
    choices: tuple[str, ...] = ()
    unit: str | None = None
    many: bool = False  # any number of the choices may be ticked


def ask(model: DecisionModel, case: Case) -> dict[str, list[Question]]:
    """Return the open questions by who can best answer them, key facts first.

    Facts without an answer, those with two, and checklists of which single items are open come
    under their own addressee; duties not known to be met under "Whoever knows".
    """
    sheet: dict[str, list[Question]] = {}
    table = score_table(model, case)
    still_open = sorted(table.open_facts, key=lambda name: not model.facts[name].key)
    for name in still_open:
        fact, reading = model.facts[name], table.readings[name]
        items = {one: fact.items[one] for one in reading.open_items} or fact.items
        choices = tuple(entry.says for entry in (items or fact.answers).values())
        sheet.setdefault(fact.who or ANYONE, []).append(
            Question(
                fact.ask,
                fact.key and not reading.answered,
                " ".join(text for text in (_disputed(table, name), fact.help) if text) or None,
                () if fact.unit else choices,
                fact.unit,
                bool(fact.items),
            )
        )
    for name, gate in model.gates.items():
        if any(case.gate(name, option) == "unknown" for option in gate.options or model.options):
            sheet.setdefault(ANYONE, []).append(
                Question(f"Is this in place? {gate.says}", choices=("Yes", "No"))
            )
    return sheet


def _disputed(table: ScoreTable, name: str) -> str:
    """Return the two answers that stand against each other; empty where there is one or none."""
    if name not in table.disputed:
        return ""
    fact, readings = table.model.facts[name], (table.readings[name], table.disputed[name])
    first, second = (reading_says(fact, reading) or "not known" for reading in readings)
    whose = table.case.answered_by.get(name)
    by = f" ({whose})" if whose else ""
    return (
        f"Two answers are given: “{first}”{by} and “{second}” ({table.case.disputed[name].by}). "
        f"What shows which is right?"
    )
