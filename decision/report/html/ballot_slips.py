"""The ballot on paper, for a room without phones: the criteria once, and a slip for each round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from decision.model.decision_model import DecisionModel
from decision.model.entries import Criterion
from decision.wording.numbers import numeral
from decision.wording.text import UNSEEN
from decision.workshop.rules.paper_slips import ASKED, numbered

MOST = 100  # sheets in one file
_LONGEST = 130  # characters of one end of a scale; more would push the slips off the page
_ROLES = 12  # roles to tick; of more, the first
_CROWDED = 4600  # characters of criteria above which the type is smaller


def as_html(
    title: str,
    model: DecisionModel,
    roles: Sequence[str] = (),
    copies: int = 1,
    free_roles: bool = False,
) -> str:
    """Give the sheets as one HTML page with no outside reference, an A4 page a person.

    Each sheet has a number, which stands on both its slips, so that one person's two
    ballots are known to be one person's without a name.

    Args:
        title: what the workshop is called.
        model: whose criteria are numbered, in file order.
        roles: those to tick.
        copies: how many sheets, 1 to `MOST`.
        free_roles: whether a person may write another role.
    """
    criteria = _criteria(model)
    size = " class='crowded'" if len(criteria) > _CROWDED else ""
    parts = [
        "<!doctype html><html lang='en-GB'><head><meta charset='utf-8'>",
        "<meta http-equiv='Content-Security-Policy' "
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>Ballots: {_said(title)}</title><style>{_STYLE}</style></head><body{size}>",
    ]
    wanted = min(ASKED, len(model.criteria))
    ticks = _ticks(roles, free_roles)
    for number in range(1, max(1, min(copies, MOST)) + 1):
        parts.append(f"<section><h1>{_said(title)}</h1>{_how(wanted)}{criteria}")
        parts += [_slip(when, number, wanted, ticks) for when in ("First ballot", "Second ballot")]
        parts.append("</section>")
    parts.append("</body></html>")
    return "\n".join(parts)


def _how(wanted: int) -> str:
    if wanted == 1:
        return "<p>There is one criterion, so there is nothing to put in order.</p>"
    return (
        f"<p>Imagine every line below at its worst. Which one would you lift to its best "
        f"<b>first</b>, if you could lift only one? Write its number in the first box of the "
        f"slip, then the next most important, down to the {_ORDINALS[wanted]}. Judge the lift "
        f"described, not how important the subject sounds.</p>"
    )


def _criteria(model: DecisionModel) -> str:
    rows = [
        f"<tr><th>{number}</th><td><b>{_said(model.criteria[name].name, 80)}</b>: "
        f"{_ends(model.criteria[name])}</td></tr>"
        for number, name in numbered(list(model.criteria)).items()
    ]
    return f"<table>{''.join(rows)}</table>"


def _ends(entry: Criterion) -> str:
    if entry.measure is not None:
        points = sorted(entry.measure.values.items(), key=lambda point: point[1])
        return (
            f"{numeral(points[0][0])} → {numeral(points[-1][0])} ({_said(entry.measure.unit, 40)})"
        )
    if entry.worst and entry.best:
        return f"{_said(entry.worst, _LONGEST)} → {_said(entry.best, _LONGEST)}"
    return _said(entry.means or "", 2 * _LONGEST)


def _ticks(roles: Sequence[str], free_roles: bool) -> str:
    ticks = [f"<span>☐ {_said(role, 40)}</span>" for role in roles[:_ROLES]]
    if free_roles or not ticks:
        ticks.append("<span>☐ another: <i></i></span>")
    return "".join(ticks)


def _slip(when: str, number: int, wanted: int, ticks: str) -> str:
    boxes = "".join(f"<td><small>{_ORDINALS[place]}</small></td>" for place in range(1, wanted + 1))
    return (
        f"<div class='slip'><p><b>{when}</b> · slip {number} · the number keeps your two ballots "
        f"together; write no name</p><table class='boxes'><tr>{boxes}</tr></table>"
        f"<p class='roles'>Your role: {ticks}</p></div>"
    )


def _said(text: str, limit: int = 200) -> str:
    """Give outside text as harmless HTML, on one line and cut at a word."""
    flat = re.sub(r"\s+", " ", UNSEEN.sub("", text[: 4 * limit])).strip()
    if len(flat) > limit:
        flat = flat[:limit].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
    return escape(flat)


_ORDINALS = ("", "first", "second", "third", "fourth", "fifth")

_STYLE = """
@page { size: A4; margin: 11mm 13mm }
body { font: 9.7pt/1.28 sans-serif; color: #1f2933; max-width: 184mm; margin: 0 auto }
.crowded { font-size: 8.5pt }
section { break-after: page } section:last-child { break-after: auto }
h1 { font-size: 14pt; margin: 0 0 .3em } p { margin: .3em 0 }
table { border-collapse: collapse; width: 100% }
th { text-align: right; vertical-align: top; padding: .18em .7em 0 0 }
td { vertical-align: top; padding: .18em 0; border-bottom: 1px solid #e4e8eb }
tr { break-inside: avoid }
.slip { border-top: 1.5px dashed #5b6770; margin-top: 4mm; padding-top: 2mm; break-inside: avoid }
.boxes { width: auto } .boxes td { border: 1.2px solid #1f2933; width: 26mm; height: 11mm;
  padding: .5mm 1mm } .boxes small { color: #5b6770 }
.roles span { margin-right: 1.1em; white-space: nowrap }
.roles i { display: inline-block; border-bottom: 1px solid #5b6770; width: 30mm }
"""
