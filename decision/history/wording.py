"""The small words of a comparison: names, figures that tell two numbers apart, and reasons."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from decision.model.decision_model import DecisionModel
from decision.sentences.phrases import listed, named
from decision.wording.numbers import numeral

LONGEST = 300  # characters of an outside text that a sentence quotes
# First words that are surely no names, and so take a small letter inside a sentence.
_NO_NAME = re.compile(
    r"(an?|the|this|that|these|those|its?|s?he|they|their|we|our|you|your|one|two|three|four|five|"
    r"six|no|not|none|nobody|there|all|both|each|every|some|most|many|few|only|in|on|at|by|for|"
    r"from|with|without|after|before|since|when|while|as|if|to|what|who)\b",
    re.IGNORECASE,
)


def flat(text: str) -> str:
    """Give an outside text on one line, cut where it is long.

    >>> flat("two\\n lines")
    'two lines'
    """
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def quoted(text: str) -> str:
    """Give an outside text on one line, in quotes."""
    return f"“{flat(text)}”"


def end(text: str) -> str:
    """End a sentence, once."""
    return text if text.endswith((".", "!", ".”", "?”", "!”")) else f"{text}."


def option(model: DecisionModel, name: str) -> str:
    """Name an option; its id where the model doesn't have it, as in a case of another model."""
    return flat(named(model, name)) if name in model.options else quoted(name)


def criterion(model: DecisionModel, name: str) -> str:
    """Name a criterion; its id where the model doesn't have it."""
    return flat(model.criteria[name].name) if name in model.criteria else quoted(name)


def question(model: DecisionModel, name: str) -> str:
    """Name a fact or a gate by what it asks or says; its id where the model doesn't have it."""
    if name in model.facts:
        return quoted(model.facts[name].ask)
    return quoted(model.gates[name].says if name in model.gates else name)


def because(reason: str | None) -> str:
    """Give a reason as the end of a sentence; nothing where there is none.

    >>> because("The vacancy passed six months."), because("Digital patches it"), because(None)
    (', because the vacancy passed six months', ', because Digital patches it', '')
    """
    if not reason:
        return ""
    line = flat(reason)
    bare = (line[8:].lstrip() if line[:8].lower() == "because " else line).rstrip(".")
    if _NO_NAME.match(bare):  # a name, as of a department, keeps its capital
        bare = bare[:1].lower() + bare[1:]
    return f", because {bare}" if bare else ""


def figure(value: float, decimals: int = 1) -> str:
    """Give a number in plain decimals, with no more of them than it needs.

    >>> figure(90), figure(1234.56), figure(33.333, 2)
    ('90', '1,234.6', '33.33')
    """
    if abs(value) >= 1e15:
        return numeral(value)
    text = f"{value:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def figures(before: float, after: float) -> tuple[str, str]:
    """Give two numbers with as many decimals as it takes to tell them apart.

    >>> figures(60, 90), figures(33.31, 33.33)
    (('60', '90'), ('33.31', '33.33'))
    """
    for decimals in range(1, 13):
        pair = figure(before, decimals), figure(after, decimals)
        if pair[0] != pair[1] or before == after:
            return pair
    return repr(before), repr(after)


def moved(before: float, after: float, unit: str = "{}") -> str:
    """Say that a number rose or fell, from what to what.

    >>> moved(60, 90), moved(20000, 5000, "£{}")
    ('rose from 60 to 90', 'fell from £20,000 to £5,000')
    """
    first, second = (unit.format(text) for text in figures(before, after))
    return f"{'rose' if after > before else 'fell'} from {first} to {second}"


def day(when: dt.date | None) -> str:
    """Give a date in words.

    >>> day(dt.date(2026, 11, 4))
    '4 November 2026'
    """
    return f"{when.day} {when:%B %Y}" if when else "none"


def moment(when: dt.datetime) -> str:
    """Give a date and a time in words.

    >>> moment(dt.datetime(2026, 11, 4, 9, 5))
    '4 November 2026 at 09:05'
    """
    return f"{day(when)} at {when:%H:%M}"


def text_change(what: str, before: str | None, after: str | None) -> Iterable[str]:
    """Say that a text was added, taken out, or now reads otherwise."""
    if before == after:
        return
    if after is None:
        yield f"{what} was taken out."
    else:
        yield end(f"{what} {'now reads' if before else 'was added'}: {quoted(after)}")


def taken_out(what: str, before: str | None, after: str | None) -> Iterable[str]:
    """Say that a text was taken out; nothing where it still reads somehow."""
    return text_change(what, before, after) if after is None else ()


def list_change(
    added: str, dropped: str, before: Iterable[str], after: Iterable[str]
) -> Iterable[str]:
    """Say what joined a list, and what left it."""
    was, now = list(before), list(after)
    new, gone = [text for text in now if text not in was], [text for text in was if text not in now]
    if new:
        yield end(f"{added}: {listed([quoted(text) for text in new])}")
    if gone:
        yield end(f"{dropped}: {listed([quoted(text) for text in gone])}")
