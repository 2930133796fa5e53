"""The questions to ask before anything is decided: what is open, by who can answer it."""

from __future__ import annotations

from dataclasses import dataclass

from decision.evaluation.scores import score_table
from decision.model.case import Case
from decision.model.decision_model import DecisionModel

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

    Facts without an answer come under their own addressee; duties not known to be met
    under "Whoever knows".
    """
    sheet: dict[str, list[Question]] = {}
    table = score_table(model, case)
    still_open = sorted(table.unanswered, key=lambda name: not model.facts[name].key)
    for name in still_open:
        fact = model.facts[name]
        choices = tuple(entry.says for entry in (fact.items or fact.answers).values())
        sheet.setdefault(fact.who or ANYONE, []).append(
            Question(
                fact.ask,
                fact.key,
                fact.help,
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
