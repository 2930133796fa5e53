"""Phrases of a comparison: names, rising and falling numbers, reasons, and changed texts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from decision.model.decision_model import DecisionModel
from decision.sentences.phrases import named
from decision.wording.lists import listed
from decision.wording.numbers import figures
from decision.wording.text import one_line, sentence

LONGEST = 300  # characters of an outside text that a sentence quotes
# First words that are surely no names, and so take a small letter inside a sentence.
_NO_NAME = re.compile(
    r"(an?|the|this|that|these|those|its?|s?he|they|their|we|our|you|your|one|two|three|four|five|"
    r"six|no|not|none|nobody|there|all|both|each|every|some|most|many|few|only|in|on|at|by|for|"
    r"from|with|without|after|before|since|when|while|as|if|to|what|who)\b",
    re.IGNORECASE,
)


def brief(text: str) -> str:
    """Return an outside text on one line, cut where it is long."""
    return one_line(text, LONGEST)


def quoted(text: str) -> str:
    """Return an outside text on one line, in quotes."""
    return f"“{brief(text)}”"


def option(model: DecisionModel, name: str) -> str:
    """Return an option's name; its id where the model lacks it, as in a case of another model."""
    return brief(named(model, name)) if name in model.options else quoted(name)


def criterion(model: DecisionModel, name: str) -> str:
    """Return a criterion's name; its id where the model lacks it."""
    return brief(model.criteria[name].name) if name in model.criteria else quoted(name)


def question(model: DecisionModel, name: str) -> str:
    """Return a fact's question or a duty's text, in quotes; the id where the model lacks it."""
    if name in model.facts:
        return quoted(model.facts[name].ask)
    return quoted(model.gates[name].says if name in model.gates else name)


def because(reason: str | None) -> str:
    """Return a reason as the end of a sentence; nothing where there is none.

    >>> because("The vacancy passed six months."), because("Digital patches it"), because(None)
    (', because the vacancy passed six months', ', because Digital patches it', '')
    """
    if not reason:
        return ""
    line = brief(reason)
    bare = (line[8:].lstrip() if line[:8].lower() == "because " else line).rstrip(".")
    if _NO_NAME.match(bare):  # a name, as of a department, keeps its capital
        bare = bare[:1].lower() + bare[1:]
    return f", because {bare}" if bare else ""


def moved(before: float, after: float, unit: str = "{}") -> str:
    """Return that a number rose or fell, from what to what.

    >>> moved(60, 90), moved(20000, 5000, "£{}")
    ('rose from 60 to 90', 'fell from £20,000 to £5,000')
    """
    first, second = (unit.format(text) for text in figures(before, after))
    return f"{'rose' if after > before else 'fell'} from {first} to {second}"


def text_change(what: str, before: str | None, after: str | None) -> Iterable[str]:
    """Return a sentence on a text that was added, taken out, or now reads otherwise."""
    if before == after:
        return
    if after is None:
        yield f"{what} was taken out."
    else:
        yield sentence(f"{what} {'now reads' if before else 'was added'}: {quoted(after)}")


def with_reason(
    change: str, what: str, before: str | None, after: str | None, kept: str = ""
) -> Iterable[str]:
    """Return a change with its new reason; of no change ("") what became of the reason alone."""
    if not change:
        yield from text_change(what, before, after)
        return
    yield sentence(f"{change}{because(after) if after != before else ''}{kept}")
    if after is None:
        yield from text_change(what, before, after)


def list_change(
    added: str, dropped: str, before: Iterable[str], after: Iterable[str]
) -> Iterable[str]:
    """Return a sentence on what joined a list, and one on what left it."""
    was, now = list(before), list(after)
    new, gone = [text for text in now if text not in was], [text for text in was if text not in now]
    if new:
        yield sentence(f"{added}: {listed([quoted(text) for text in new])}")
    if gone:
        yield sentence(f"{dropped}: {listed([quoted(text) for text in gone])}")
