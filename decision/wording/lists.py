"""Lists as prose has them."""

from __future__ import annotations

from collections.abc import Sequence


def listed(parts: Sequence[str]) -> str:
    """Return parts joined as prose does.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def first_three(parts: Sequence[str]) -> str:
    """Return parts joined as prose does, the first three where there are more.

    >>> first_three(["a", "b", "c"]), first_three(["a", "b", "c", "d", "e"])
    ('a, b and c', 'a, b, c and 2 more')
    """
    return listed(parts if len(parts) <= 3 else [*parts[:3], f"{len(parts) - 3} more"])


def lowered(text: str) -> str:
    """Return a sentence as it stands inside another: no full stop, a small first letter.

    A first word with capitals further in is a name, and stays.

    >>> lowered("An owner is named."), lowered("HR confirms it")
    ('an owner is named', 'HR confirms it')
    """
    first = text.split(" ", 1)[0]
    text = text.rstrip(".")
    return text if first[1:] != first[1:].lower() else text[:1].lower() + text[1:]
