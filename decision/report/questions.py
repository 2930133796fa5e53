"""The sheet "Questions to ask before anything is decided": what is open, by who can answer it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from decision.evaluation.scores import score_table
from decision.model.case import Case
from decision.model.decision_model import DecisionModel

ANYONE = "Whoever knows"
_KEY = (
    "Questions marked (key) come first: while any of them is open, the result is “not enough known "
    "yet”."
)


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
    """Give the open questions by who can best answer them, key facts first.

    Facts without an answer come under their own addressee; duties not known to be met
    under "Whoever knows".
    """
    sheet: dict[str, list[Question]] = {}
    table = score_table(model, case)
    still_open = sorted(table.unanswered, key=lambda name: not model.facts[name].key)
    for name in still_open:
        fact = model.facts[name]
        choices = tuple(fact.items.values()) or tuple(
            answer.says for answer in fact.answers.values()
        )
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


def as_html(model: DecisionModel, case: Case) -> str:
    """Give the sheet as one HTML page with no outside reference, laid out for printing."""
    site = f" — {case.site.name}" if case.site.name else ""
    parts = [
        "<!doctype html><html lang='en-GB'><head><meta charset='utf-8'>",
        "<meta http-equiv='Content-Security-Policy' "
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>Questions to ask{escape(site)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>Questions to ask before anything is decided</h1><p>{escape(model.title + site)}</p>",
    ]
    for who, questions in ask(model, case).items():
        # "Whoever knows" is written here, and starts no sentence.
        name = who.lower() if who == ANYONE else who
        parts.append(f"<section><h2>For {escape(name)}</h2>")
        if any(question.key for question in questions):
            parts.append(f"<p class='help'>{_KEY}</p>")
        parts.append("<p class='line'>Answered by (role) <span></span> Date <span></span></p><ol>")
        for question in questions:
            key = " <b>(key)</b>" if question.key else ""
            parts.append(f"<li><p>{escape(question.ask)}{key}</p>")
            if question.unit:
                parts.append(f"<p class='line'>Number <span></span> {escape(question.unit)}</p>")
            if question.many:
                parts.append(
                    "<p class='help'>Tick what is in place; write ? beside what nobody can say.</p>"
                )
            parts += [f"<p class='tick'>☐ {escape(choice)}</p>" for choice in question.choices]
            if question.help:
                parts.append(f"<p class='help'>{escape(question.help)}</p>")
            parts.append("<p class='line'>Seen where <span class='wide'></span></p></li>")
        parts.append("</ol></section>")
    parts.append("</body></html>")
    return "\n".join(parts)


_STYLE = """
body { font: 11pt/1.4 sans-serif; color: #1f2933; max-width: 42em; margin: 2em auto;
  padding: 0 1em }
h1 { font-size: 17pt } h2 { font-size: 13pt; border-bottom: 1px solid #5b6770; break-after: avoid }
section + section { break-before: page }
li { margin: 0 0 1.1em; break-inside: avoid } li p { margin: .2em 0 }
.help { color: #5b6770; font-size: 9.5pt }
.line span { display: inline-block; border-bottom: 1px solid #5b6770; min-width: 9em; height: 1em }
.line .wide { min-width: 24em; max-width: 100% }
"""
