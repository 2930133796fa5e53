"""The margin as a small SVG of numbers alone, made by hand so that no page waits for altair."""

from __future__ import annotations

import base64

from decision.charts.chart import LIGHT, PALE, Palette, sides_of, text_colour_of
from decision.evaluation.verdict import NEAR, Finding

WIDE, HIGH = 200, 28  # units, and pixels where the page doesn't say otherwise
REACHES = (10, 20, 40, 100)  # points at each end: in steps, so that few answers change them
INSET = 8  # units kept free at each end, for half a dot
MIDDLE = HIGH / 2


def margin_svg(finding: Finding, palette: Palette = LIGHT) -> str:
    """Return the leader's margin over its rival: zero in the middle, one range, one dot.

    The left course is left of zero; the band is too close to call. Without a rival the axis is
    empty. It holds no text, from a file or otherwise, and no reader is told of it: words must
    stand beside it.
    """
    standing, span = finding.standing, finding.draws.margin
    sides = sides_of(standing)
    if sides is None or standing.margin is None or span is None:
        return _svg(_axis(REACHES[0], palette))
    at, *ends = (sides.sign * points for points in (standing.margin, span.low, span.high))
    farthest = max(map(abs, (at, *ends)))
    reach = next((step for step in REACHES if farthest <= step), REACHES[-1])
    colour = palette.ink
    if not standing.level:
        ahead = sides.left if at < 0 else sides.right
        colour = text_colour_of(standing.table.model, ahead, palette)
    low, high, dot = (_across(points, reach) for points in (*sorted(ends), at))
    return _svg(
        _axis(reach, palette)
        + f'<rect x="{low:.1f}" y="{MIDDLE - 5:g}" width="{max(high - low, 1):.1f}" height="10" '
        f'rx="5" fill="{colour}" fill-opacity="{PALE}" stroke="{colour}"/>'
        f'<circle cx="{dot:.1f}" cy="{MIDDLE:g}" r="6" fill="{colour}" '
        f'stroke="{palette.ground}" stroke-width="1.5"/>'
    )


def margin_image(finding: Finding, palette: Palette = LIGHT) -> str:
    """Return `margin_svg` as an HTML image for `st.html`, which drops an SVG written into it."""
    drawn = base64.b64encode(margin_svg(finding, palette).encode()).decode()
    source = f"data:image/svg+xml;base64,{drawn}"
    return f'<img alt="" aria-hidden="true" width="{WIDE}" height="{HIGH}" src="{source}">'


def _across(points: float, reach: float) -> float:
    """Return where points lie, in units from the left; beyond the reach, at the end."""
    part = max(-1.0, min(1.0, points / reach))
    return WIDE / 2 + part * (WIDE / 2 - INSET)


def _axis(reach: float, palette: Palette) -> str:
    """Return the empty axis: a hairline, the too-close band with its edges, and zero."""
    start, near, far, end = (_across(points, reach) for points in (-reach, -NEAR, NEAR, reach))
    edges = "".join(
        f'<path d="M{place:.1f} 1V{HIGH - 1}" stroke="{palette.quiet}" stroke-dasharray="2 3"/>'
        for place in (near, far)
    )
    return (
        f'<rect x="{near:.1f}" y="1" width="{far - near:.1f}" height="{HIGH - 2}" '
        f'fill="{palette.band}"/>'
        f'<path d="M{start:.1f} {MIDDLE:g}H{end:.1f}" stroke="{palette.quiet}" '
        f'stroke-opacity="0.5"/>{edges}'
        f'<path d="M{WIDE / 2:g} 1V{HIGH - 1}" stroke="{palette.ink}" stroke-width="1.5"/>'
    )


def _svg(drawn: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" '
        f'height="{HIGH}" fill="none" aria-hidden="true" focusable="false">{drawn}</svg>'
    )
