"""The ballot on paper, for a room without phones: the criteria once, and a slip for each round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from decision.charts.chart import LIGHT
from decision.model.decision_model import DecisionModel
from decision.model.entries import Criterion
from decision.report.html.templates import render
from decision.wording.numbers import numeral
from decision.wording.text import cut_at_word
from decision.workshop.rules.paper_slips import ASKED, numbered

MOST = 100  # sheets in one file
_TITLE, _NAME, _UNIT, _ROLE = 200, 80, 40, 40  # characters
_LONGEST = 130  # characters of one end of a scale; more would push the slips off the page
_ROLES = 12  # roles to tick; of more, the first
_CROWDED = 4600  # characters of criteria above which the type is smaller
_LINE = 40  # characters that a line of it takes at least, however short
_ORDINALS = ("first", "second", "third", "fourth", "fifth")


class _Line(TypedDict):
    """One criterion as the sheet lists it."""

    number: int
    name: str
    scale: str


def as_html(
    title: str,
    model: DecisionModel,
    roles: Sequence[str] = (),
    copies: int = 1,
    free_roles: bool = False,
) -> str:
    """Return the sheets as one HTML page with no outside reference, an A4 page a person.

    Each sheet has a number, which stands on both its slips, so that one person's two
    ballots are known to be one person's without a name.

    Args:
        title: what the workshop is called.
        model: whose criteria are numbered, in file order.
        roles: those to tick.
        copies: how many sheets, 1 to `MOST`.
        free_roles: whether a person may write another role.
    """
    criteria: list[_Line] = [
        {
            "number": number,
            "name": cut_at_word(model.criteria[name].name, _NAME),
            "scale": _scale(model.criteria[name]),
        }
        for number, name in numbered(list(model.criteria)).items()
    ]
    return render(
        "ballot_slips.html.j2",
        palette=LIGHT,
        title=cut_at_word(title, _TITLE),
        crowded=sum(_LINE + len(line["name"]) + len(line["scale"]) for line in criteria) > _CROWDED,
        numbers=range(1, max(1, min(copies, MOST)) + 1),
        criteria=criteria,
        places=_ORDINALS[: min(ASKED, len(criteria))],
        roles=[cut_at_word(role, _ROLE) for role in roles[:_ROLES]],
        another_role=free_roles or not roles,
    )


def _scale(entry: Criterion) -> str:
    """Return a criterion's worst and best, or what it means where it has no ends."""
    if entry.measure is not None:
        points = sorted(entry.measure.values.items(), key=lambda point: point[1])
        unit = cut_at_word(entry.measure.unit, _UNIT)
        return f"{numeral(points[0][0])} → {numeral(points[-1][0])} ({unit})"
    if entry.worst and entry.best:
        return f"{cut_at_word(entry.worst, _LONGEST)} → {cut_at_word(entry.best, _LONGEST)}"
    return cut_at_word(entry.means or "", 2 * _LONGEST)
