"""Paper slips: a person writes the numbers of the most important criteria, in order.

Each slip is typed in, as `3 7 1 12 4`, and becomes the weights of a ballot like any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from decision.evaluation.weights import rank_order_centroid
from decision.wording.suggestions import shown
from decision.workshop.errors import BallotError

ASKED = 5  # criteria that a slip asks for; all of them where a model has fewer
_LONGEST = 500  # characters of one slip
_BETWEEN = re.compile(r"[\s,;>]+")
_NUMBER = re.compile(r"0*([1-9][0-9]{0,3})[.)]?")


def numbered(criteria: Sequence[str]) -> dict[int, str]:
    """Return criterion ids by the number printed beside each: from 1, in file order.

    >>> numbered(["speed", "cost"])
    {1: 'speed', 2: 'cost'}
    """
    return dict(enumerate(criteria, start=1))


def read_slip(text: str, criteria: Sequence[str]) -> list[str]:
    """Return the criterion ids that a slip names, the most important first.

    `text`: numbers between spaces, commas, semicolons or >. `criteria`: every id, as printed.

    Raises BallotError: a number is unknown or comes twice, or there are too many or too few.

    >>> read_slip("2 > 1", ["speed", "cost"])
    ['cost', 'speed']
    """
    wanted = min(ASKED, len(criteria))
    if len(text) > _LONGEST:
        raise BallotError(f"That is too long for a slip; type {wanted} numbers.")
    words = [word for word in _BETWEEN.split(unicodedata.normalize("NFKC", text)) if word]
    names = numbered(criteria)
    order: list[str] = []
    for word in words:
        match = _NUMBER.fullmatch(word)
        number = int(match[1]) if match else 0
        if number not in names:
            raise BallotError(
                f"{shown(word)} is not the number of a criterion; they run from 1 to {len(names)}."
            )
        if names[number] in order:
            raise BallotError(f"{number} is there twice; each number counts once.")
        order.append(names[number])
    if len(order) != wanted:
        numbers = "1 number" if wanted == 1 else f"{wanted} numbers"
        are = "is 1" if len(order) == 1 else f"are {len(order) or 'none'}"
        then = "ask whose slip it is, or leave it out"
        raise BallotError(f"There should be {numbers}, and there {are}; {then}.")
    return order


def slip_weights(text: str, criteria: Sequence[str]) -> dict[str, float]:
    """Return a slip's weights: 100 for the first, less for each later, the rest tied for last.

    Rank-order centroid weights (see `decision.evaluation.weights.rank_order_centroid`), scaled
    so that the largest is 100. Raises BallotError: the slip can't be read.

    >>> slip_weights("2 1", ["speed", "cost"])
    {'speed': 33.33333333333333, 'cost': 100.0}
    """
    order = read_slip(text, criteria)
    rest = [name for name in criteria if name not in order]
    shares = rank_order_centroid([*([name] for name in order), *([rest] if rest else [])])
    largest = max(shares.values())
    return {name: shares[name] / largest * 100 for name in criteria}
