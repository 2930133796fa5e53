"""The upper half of the one page: the answer, the options, the weights and the reasons.

What the browser recomputes carries its figure at full precision in a `data-` attribute.
Words that it can't recompute stand in an element of the class `saved`.
"""

from __future__ import annotations

import math

from decision.charts.chart import Sides, colour_of, sides_of, text_colour_of
from decision.engine import Evaluation
from decision.evaluation.additive import Standing, differences
from decision.evaluation.scores import ScoreTable
from decision.evaluation.verdict import NEAR
from decision.evaluation.weights import shares as shares_of
from decision.model.case_checks import weights_of
from decision.model.decision_model import DecisionModel
from decision.model.entries import Criterion
from decision.report.html.markup import folded, items, said, short
from decision.report.paper.paper_data import without_people
from decision.sentences.explanation import (
    availability,
    certainty,
    courses_apart,
    duties,
    forms_apart,
    headline,
    overruled,
    plain_pair,
    reasons,
    unknown,
    warnings,
    whose_weights,
)
from decision.sentences.model_contents import safeguard_says
from decision.sentences.what_would_change_it import ask_first, doubts
from decision.wording.lists import listed
from decision.wording.numbers import fixed

MOST_PEOPLE = 2  # of those that the answer rests on, told one by one
STALE = "Out of date: these words hold for the weights as saved."
_STALE = f'<p class="stale" hidden>{STALE}</p>'


def saved(inside: str) -> str:
    """Wrap words that hold only for the weights as saved; the page marks them once one moves."""
    return f'<div class="saved">{_STALE}{inside}</div>'


def swing_points(standing: Standing) -> dict[str, float]:
    """Give the points, 0 to 100, at which the sliders stand at first.

    They are the points as they were written where those fill the scale, else the shares
    scaled so that the largest is 100. Either way `shares` of them gives the shares in force.
    """
    model, in_force = standing.table.model, standing.shares
    if standing.weights_from in ("case", "model"):
        written = {
            name: float(value) for name, value in weights_of(model, standing.table.case).items()
        }
        if 50 <= max(written.values()) <= 100 and shares_of(written) == in_force:
            return {name: written[name] for name in in_force}
    most = max(in_force.values())
    return {name: share / most * 100 for name, share in in_force.items()}


def reach_of(low: float, high: float, margin: float) -> float:
    """Return the points at either end of the margin's axis, in tens."""
    return 10.0 * max(1, math.ceil(max(abs(margin), abs(low), abs(high)) * 1.05 / 10))


def answer(evaluation: Evaluation) -> str:
    """Return the answer, its picture, how sure it is and what could make it wrong."""
    finding, robust = evaluation.finding, evaluation.robustness
    live = (
        '<p id="heard" class="hidden" role="status" aria-live="polite"></p>'
        '<div id="live" hidden><div><p id="said"></p><p id="also"></p>'
        '<p id="tried" class="quiet"></p></div>'
        '<button type="button" class="back">Back to the saved weights</button></div>'
    )
    wrong = doubts(robust)
    if finding.verdict.asking:  # what to ask next is said already
        wrong = [text for text in wrong if text != ask_first(robust)]
    wrong += without_people(robust, MOST_PEOPLE)
    paragraphs = (
        [*courses_apart(finding), *forms_apart(finding)],
        plain_pair(finding),
        certainty(finding),
    )
    words = "".join(f"<p>{said(' '.join(texts))}</p>" for texts in paragraphs if texts)
    why_ = "".join(f"<p>{said(text)}</p>" for text in reasons(evaluation.standing))
    return "".join(
        (
            f'<div class="saved first">{_STALE}<h1>{said(headline(finding))}</h1></div>',
            live,
            _margin(evaluation),
            saved(
                f"{words}{items(evaluation.because)}{why_}"
                + (f"<h2>What could make it wrong</h2>{items(wrong)}" if wrong else "")
            ),
        )
    )


def side_of(model: DecisionModel, option: str) -> str:
    """Return the class of an option's course: `one`, `two`, or `other` of those not compared."""
    return dict(zip(model.pair, ("one", "two"), strict=True)).get(model.course_of[option], "other")


def _ends_named(model: DecisionModel, sides: Sides) -> str:
    left, right = (
        (side_of(model, option), short(model.options[option].name))
        for option in (sides.left, sides.right)
    )
    return (
        f'<div class="sides"><span class="left {left[0]}">◄ {left[1]}</span>'
        f'<span class="right {right[0]}">{right[1]} ►</span></div>'
    )


def _margin(evaluation: Evaluation) -> str:
    standing, span = evaluation.standing, evaluation.finding.draws.margin
    model, sides = evaluation.model, sides_of(standing)
    if sides is None or span is None or standing.margin is None or standing.leader is None:
        return ""
    ends = sorted((sides.sign * span.low, sides.sign * span.high))
    reach = reach_of(span.low, span.high, standing.margin)

    def place(points: float) -> float:
        return 50 + 50 * points / reach

    left, right = place(ends[0]), place(ends[1])
    at = sides.sign * standing.margin
    colour = text_colour_of(model, standing.leader)
    return (
        f'<figure id="margin" data-margin="{standing.margin!r}" '
        f'data-leader="{said(standing.leader)}" data-rival="{said(standing.rival or "")}" '
        f'data-at="{at!r}">{_ends_named(model, sides)}'
        '<svg class="axis" aria-hidden="true" focusable="false">'
        f'<rect id="band" class="band" x="{place(-NEAR):.4f}%" y="0" '
        f'width="{100 * NEAR / reach:.4f}%" height="100%"/>'
        '<line class="zero" x1="50%" x2="50%" y1="24" y2="100%"/>'
        f'<rect class="spread" x="{left:.4f}%" y="38" width="{right - left:.4f}%" height="12" '
        f'rx="6" fill="{colour}"/>'
        f'<circle id="dot" cx="{place(at):.4f}%" cy="44" r="9" fill="{colour}"/>'
        f'<text id="lead" x="{min(92, max(8, place(at))):.4f}%" y="24" '
        f'fill="{colour}">{fixed(abs(at))}</text></svg>'
        f'<div class="ticks" aria-hidden="true"><span id="far-left">{reach:g} points</span>'
        f'<span>level</span><span id="far-right">{reach:g} points</span></div>'
        "<figcaption>Dot: the margin in points. Grey band: too close to call."
        '<span class="ranges"> Bar: 90 of 100 simulations of what is uncertain.</span>'
        "</figcaption></figure>"
    )


def options(evaluation: Evaluation) -> str:
    """Give every option's total, with its range and its rank, the highest first."""
    standing, model = evaluation.standing, evaluation.model
    order = sorted(model.options, key=lambda option: -standing.totals[option])
    rows = "".join(_option(evaluation, option) for option in order)
    return (
        f'<section id="options"><h2>All {len(model.options)} options</h2><ol>{rows}</ol>'
        '<p class="quiet">Total, from 0 (worst realistic) to 100 (best realistic). Only '
        'differences mean something.<span class="ranges"> Dark bar: 90 of 100 simulations of '
        f"what is uncertain.</span></p>{items(availability(standing.table))}</section>"
    )


def _option(evaluation: Evaluation, option: str) -> str:
    standing, model = evaluation.standing, evaluation.model
    total, rank = standing.totals[option], standing.ranks[option]
    span = evaluation.finding.draws.totals[option]
    colour = colour_of(model, option)
    word = "not ranked" if rank is None else f"rank {rank}"
    lead = ' data-leads="true"' if option == standing.leader else ""
    return (
        f'<li data-option="{said(option)}" data-total="{total!r}" '
        f'data-rank="{"" if rank is None else rank}"{lead}>'
        f'<span class="name">{short(model.options[option].name)}</span>'
        f'<span class="rank">{word}</span><span class="figure">{fixed(total)}</span>'
        '<svg class="bar" aria-hidden="true" focusable="false">'
        '<rect class="track" width="100%" y="5" height="6" rx="3"/>'
        f'<rect class="fill" width="{total:.4f}%" y="3" height="10" rx="2" fill="{colour}"/>'
        f'<rect class="spread" x="{span.low:.4f}%" y="3" width="{span.high - span.low:.4f}%" '
        f'height="10" fill="{colour}"/>'
        f'<circle cx="{total:.4f}%" cy="8" r="7" fill="{colour}"/></svg></li>'
    )


def weights(evaluation: Evaluation) -> str:
    """Give a slider for each criterion, with its share of the weight."""
    standing, model = evaluation.standing, evaluation.model
    points = swing_points(standing)
    rows = []
    for number, (name, entry) in enumerate(model.criteria.items()):
        share, swing = standing.shares[name], points[name]
        whole, part = fixed(swing, 0), fixed(share * 100)
        rows.append(
            f'<li data-criterion="{said(name)}" data-share="{share!r}" data-points="{swing!r}">'
            f'<label for="w{number}">{short(entry.name)}</label>'
            f'<span class="figure"><span class="quiet points">{whole} points ·</span> '
            f'<output for="w{number}">{part}%</output></span>'
            '<svg class="bar still" aria-hidden="true" focusable="false">'
            f'<rect class="share" width="{share * 100:.4f}%" y="5" height="6" rx="3"/></svg>'
            f'<input type="range" id="w{number}" min="0" max="100" step="1" '
            f'value="{whole}" autocomplete="off" '
            f'aria-valuetext="{whole} points, {part}% of the weight">'
            f"{_ends(entry)}</li>"
        )
    return (
        '<section id="weights"><h2>How much each criterion counts</h2>'
        f"{saved(f'<p>{said(whose_weights(standing))}</p>')}"
        '<p class="live-only">Move a slider to try other weights. 100 is for the swing from '
        "worst to best that matters most. Nothing you try here is saved.</p>"
        '<p class="live-only"><button type="button" class="back" disabled>'
        "Back to the saved weights</button></p>"
        '<p class="static-only quiet">Share of the whole weight; the shares sum to 100%.</p>'
        f'<p id="none" class="warn" role="alert" hidden>Every weight is 0, so nothing counts. '
        f"Give at least one criterion a weight above 0.</p><ol>{''.join(rows)}</ol></section>"
    )


def _ends(entry: Criterion) -> str:
    """Give what 0 and 100 look like, for whoever weighs the swing between them."""
    lines = [
        f"{word}: {said(text)}" for word, text in (("0", entry.worst), ("100", entry.best)) if text
    ]
    return (
        folded("What 0 and 100 look like", "".join(f"<p>{line}</p>" for line in lines))
        if lines
        else ""
    )


def why(evaluation: Evaluation) -> str:
    """Return what each criterion adds to the margin, towards the option it favours."""
    standing, model, sides = evaluation.standing, evaluation.model, sides_of(evaluation.standing)
    if sides is None:
        return ""
    gaps = differences(standing, sides.right, sides.left)
    reach = reasons_reach(gaps)
    cells = standing.table.cells
    rows = []
    for name, points in sorted(gaps.items(), key=lambda item: item[1]):
        marked = any(cells[name][one].override for one in (sides.left, sides.right))
        rows.append(_reason(model, sides, name, points, reach, " (overruled)" if marked else ""))
    return (
        '<section id="reasons"><h2>What each criterion adds</h2>'
        f"{_ends_named(model, sides)}<ol>{''.join(rows)}</ol>"
        '<p class="quiet">Points that each criterion adds to the lead: its share of the weight × '
        "the difference in score. Together they make the margin.</p></section>"
    )


def reasons_reach(gaps: dict[str, float]) -> float:
    """Give the points at either end of the reasons' bars; their figures need room beside them."""
    return max([abs(points) for points in gaps.values()] + [0.1]) * 1.3


def _reason(
    model: DecisionModel, sides: Sides, name: str, points: float, reach: float, note: str
) -> str:
    option = sides.left if points < 0 else sides.right
    favours = f"for {short(model.options[option].name)}" if abs(points) >= 0.05 else "for neither"
    width, size = 50 * abs(points) / reach, fixed(abs(points))
    start, end = (50 - width, 50 - width) if points < 0 else (50, 50 + width)
    anchor, shift = ("end", -6) if points < 0 else ("start", 6)
    colour, marked = text_colour_of(model, option), f'<span class="note">{note}</span>'
    return (
        f'<li data-criterion="{said(name)}" data-gap="{points!r}">'
        f'<span class="name">{short(model.criteria[name].name)}{marked}</span>'
        '<svg class="bar" aria-hidden="true" focusable="false">'
        f'<rect x="{start:.4f}%" width="{width:.4f}%" y="1" height="14" rx="2" '
        f'fill="{colour}"/><line class="zero" x1="50%" x2="50%" y1="0" y2="100%"/>'
        f'<text x="{end:.4f}%" dx="{shift}" y="13" text-anchor="{anchor}">{size}</text>'
        f'</svg><span class="hidden">{size} points {favours}</span></li>'
    )


def noticed(evaluation: Evaluation) -> str:
    """Return the answers disputed, the warnings, what was overruled and what is still unknown."""
    table = evaluation.standing.table
    found = [*disputed(table), *warnings(table), *overruled(table), unknown(table)]
    return f'<section id="noticed"><h2>To bear in mind</h2>{items(found)}</section>'


def disputed(table: ScoreTable) -> list[str]:
    """Return in words which answers are disputed."""
    asks = [f"“{table.model.facts[name].ask}”" for name in table.disputed]
    if not asks:
        return []
    answer, is_ = ("answer", "is") if len(asks) == 1 else ("answers", "are")
    return [f"{len(asks)} {answer} {is_} disputed: {listed(asks)}"]


def safeguards(evaluation: Evaluation) -> str:
    """Give what to put in place if the leader is chosen."""
    leader, standing = evaluation.leader, evaluation.standing
    if leader is None:
        return items(duties(standing))  # that no option can be chosen, at any weights
    entry = evaluation.model.options[leader]
    if not entry.safeguards:
        return ""
    title = f"<h2>If it is {short(entry.name)}: what to put in place</h2>"
    return f"<section>{saved(title + items(map(safeguard_says, entry.safeguards)))}</section>"
