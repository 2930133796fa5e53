"""One HTML file that opens anywhere, by a double click, with nothing else to fetch.

It reads whole without a script. With one, each criterion has a slider, and totals, ranks,
leader and margin follow it by the engine's own rules; see `result_page.js`.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from decision.charts.chart import text_colour_of
from decision.engine import Evaluation
from decision.evaluation.verdict import NEAR
from decision.numeric import TIE
from decision.report.html import result_lower, result_upper
from decision.report.html.markup import said, short
from decision.report.paper.paper_data import on
from decision.sentences.phrases import course_named, named
from decision.wording.text import one_line

HERE = Path(__file__).parent


def as_html(evaluation: Evaluation) -> bytes:
    """Give the case as one HTML file in UTF-8, without a reference to anything outside it."""
    style, script = _kept("result_page.css"), _kept("result_page.js")
    title = short(evaluation.model.title)
    site = evaluation.case.site.name
    return "\n".join(
        (
            '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{short(site) + ' – ' if site else ''}{title}</title>",
            f"<style>{style}</style></head><body>",
            *_body(evaluation),
            f'<script type="application/json" id="data">{as_json(evaluation)}</script>',
            f"<script>{script}</script></body></html>",
        )
    ).encode()


def _body(evaluation: Evaluation) -> tuple[str, ...]:
    result, record = result_upper, result_lower
    return (
        f"<header>{_front(evaluation)}</header><main>",
        result.answer(evaluation),
        f'<div class="pair"><div>{result.options(evaluation)}{result.noticed(evaluation)}</div>',
        f"{result.why(evaluation)}</div>",
        result.weights(evaluation),
        result.safeguards(evaluation),
        record.gates(evaluation),
        record.facts(evaluation),
        record.scores(evaluation),
        record.evidence(evaluation),
        f"</main><footer>{_foot(evaluation)}</footer>",
    )


def _front(evaluation: Evaluation) -> str:
    model, site = evaluation.model, evaluation.case.site
    parts = [short(model.title)]
    if site.name:
        parts.append(f"<b>{short(site.name)}</b>")
    if site.prepared_by:
        parts.append(f"prepared by: {short(site.prepared_by)}")
    if date := on(site.date):
        parts.append(date)
    return f"<p>{' · '.join(parts)}</p>"


def _foot(evaluation: Evaluation) -> str:
    question = evaluation.model.question
    return (
        (f"<p>{said(question)}</p>" if question else "")
        + "<p>Total = the sum, over the criteria, of share of the weight × score. This supports a "
        "decision and never makes one. It stands beside a costed appraisal, and does not replace "
        "it.</p><p>This file holds everything it shows, and asks nothing of any network. Model: "
        f'<span class="code">{evaluation.model.fingerprint[:16]}</span></p>'
    )


@cache
def _kept(name: str) -> str:
    return (HERE / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Allow this file's own style and script, by hash, and nothing else."""
    return (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def as_json(evaluation: Evaluation) -> str:
    """Give what the script computes with, at full precision, harmless within HTML."""
    written = json.dumps(_data(evaluation), allow_nan=False, separators=(",", ":"))
    # All that could end a script block early; beyond ASCII, `dumps` has escaped everything.
    for character in "<>&":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written


def _data(evaluation: Evaluation) -> dict[str, Any]:
    model, standing = evaluation.model, evaluation.standing
    table, options, courses = standing.table, list(model.options), list(model.courses)
    points = result_upper.swing_points(standing)
    return {
        "options": [
            {
                "id": option,
                "name": one_line(named(model, option), 160),
                "plain": one_line(model.options[option].name, 160),
                "colour": text_colour_of(model, option),
                "side": result_upper.side_of(model, option),
                "course": courses.index(model.course_of[option]),
                "choosable": table.can_choose(option),
                "ranked": standing.ranks[option] is not None,
                "total": standing.totals[option],
            }
            for option in options
        ],
        "courses": [one_line(course_named(model, course), 160) for course in courses],
        "pair": [options.index(option) for option in model.pair],
        "criteria": [
            {
                "id": name,
                "points": points[name],
                "share": standing.shares[name],
                "scores": [table.cells[name][option].score for option in options],
                "overruled": [table.cells[name][option].override is not None for option in options],
            }
            for name in model.criteria
        ],
        "near": NEAR,
        "tie": TIE,
    }
