"""A value as a message names it, and the known word that somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import islice

from decision.wording.text import UNSEEN


def shown(value: object) -> str:
    """Return a value as a message names it: short, and in backquotes where it is text.

    >>> shown("thirty"), shown([1]), shown(None)
    ('`thirty`', 'a list', 'nothing')
    """
    if isinstance(value, str):
        text = UNSEEN.sub("\N{REPLACEMENT CHARACTER}", " ".join(value.split()))
        if not text:
            return "nothing"
        return f"`{text[:40]}…`" if len(text) > 41 else f"`{text}`"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "`key: value` lines"
    if isinstance(value, list | tuple):
        return "a list"
    return f"`{value}`"


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like a word; None where none is much like it."""
    # Only so far: a hostile file can hold thousands of words that are nothing like each other.
    some = list(islice(known, 300))
    return next(iter(get_close_matches(word[:60], some, n=1, cutoff=0.6)), None)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return "did you mean `x`?" for the known word closest to `word`, else what is known.

    >>> nearest("wieght", ["weight", "name"])
    'did you mean `weight`?'
    """
    options = list(known)
    if close := closest(word, options):
        return f"did you mean `{close}`?"
    listed = ", ".join(f"`{option}`" for option in options[:12])
    return f"write one of {listed}{' …' if len(options) > 12 else ''}" if options else "remove it"
