"""The whole tool in one HTML file: the question, the engine in JavaScript, and the saved result.

It opens by a double click and asks nothing of any network. Without a script it reads as the saved
result; with one, every answer and weight can be changed, and the case saved, opened and printed.
"""

from __future__ import annotations

import base64
import hashlib
import math
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal

from decision.charts.chart import LIGHT, colour_of, text_colour_of
from decision.charts.result import by_course, options_chart
from decision.engine import Evaluation
from decision.evaluation.verdict import NEAR
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.model.entries import Evidence
from decision.report.html import script
from decision.report.html.compiled import as_json, compiled
from decision.report.html.proof import proof_cases
from decision.report.html.templates import render
from decision.report.paper.paper_data import STATES, on
from decision.sentences.explanation import (
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
from decision.sentences.model_contents import reading_says, safeguard_says
from decision.sentences.what_would_change_it import (
    any_weights,
    doubts,
    never_best,
)
from decision.wording.numbers import fixed
from decision.wording.text import one_line

Mode = Literal["case", "ballot"]
LONGEST = 12_000  # characters of one text; the file format allows fewer
NAME = 160  # ... of a name, which more of would fill a screen
Rows = list[tuple[str, ...]]


def as_html(evaluation: Evaluation, mode: Mode = "case", roles: Sequence[str] = ()) -> bytes:
    """Return the file, in UTF-8: the case to go on with, or a ballot to fill in.

    A ballot's file holds nothing of the case and shows no result, so that whoever weighs is blind
    to it. `roles` are those to choose from; without any, people write their own.
    """
    model, case = evaluation.model, evaluation.case if mode == "case" else Case()
    style, code = _style(), script.page()
    written = case.model_dump(mode="json", by_alias=True, exclude_defaults=True, warnings=False)
    return render(
        "one_file.html.j2",
        policy=_policy(style, code),
        style=style,
        script=code,
        model=model,
        data=as_json(compiled(model)),
        given=as_json({"mode": mode, "case": written, "roles": list(roles)}),
        proof=as_json(proof_cases(model)),
        site=case.site,
        date=on(case.site.date),
        line=partial(one_line, most=LONGEST),
        title=partial(one_line, most=NAME),
        # Where nothing is answered, what could be read would be taken for a result.
        saved=None if case == Case() and (model.facts or mode == "ballot") else _saved(evaluation),
    ).encode()


def _saved(evaluation: Evaluation) -> dict[str, Any]:
    """Return what the file says without a script, in the order in which it says it."""
    finding, standing, robust = evaluation.finding, evaluation.standing, evaluation.robustness
    model, table, leader = evaluation.model, standing.table, standing.leader
    entry = None if leader is None else model.options[leader]
    apart = ([*courses_apart(finding), *forms_apart(finding)], plain_pair(finding))
    firmer = {"unknown": "Why it is too early", "close": "Why it is too close to call"}.get(
        finding.verdict.word, "What would make it firmer"
    )
    safe = [] if entry is None else [safeguard_says(one) for one in entry.safeguards]
    return {
        "headline": headline(finding),
        "says": [
            " ".join(some) for some in (*apart, certainty(finding), reasons(standing)) if some
        ],
        "lists": [
            (title, texts)
            for title, texts in (
                (firmer, list(evaluation.because)),
                ("What could make it wrong", doubts(robust)),
                ("To bear in mind", [*warnings(table), *overruled(table), unknown(table)]),
                ("Duties", duties(standing)),
                (f"What to put in place for {entry.name if entry else ''}", safe),
            )
            if texts
        ],
        "chart": _chart(evaluation),
        "tables": _tables(evaluation),
        "evidence": _evidence(model),
        # What no browser works out: which weights of all would change it.
        "as_saved": [any_weights(robust), *never_best(robust)],
    }


def _chart(evaluation: Evaluation) -> dict[str, Any]:
    """Return each option's total and range, by course; places are per cent of the axis."""
    model, standing, draws = evaluation.model, evaluation.standing, evaluation.finding.draws
    spans = draws.totals
    best = standing.totals[standing.leader or max(standing.totals, key=standing.totals.__getitem__)]
    ends = [end for span in spans.values() for end in (span.low, span.high)] + [best - NEAR]
    spare = max((max(ends) - min(ends)) * 0.13, 1.0)
    low, high = math.floor(min(ends) - spare), math.ceil(max(ends) + spare)

    def across(points: float) -> float:
        return round(100 * (points - low) / (high - low), 4)

    return {
        "band": (across(best - NEAR), across(best)),
        "rows": [
            {
                "name": model.options[option].name,
                "leads": option == standing.leader,
                "total": fixed(standing.totals[option]),
                "ends": (fixed(spans[option].low), fixed(spans[option].high)),
                "places": [
                    across(one)
                    for one in (spans[option].low, standing.totals[option], spans[option].high)
                ],
                "colours": (side_class(model, option, True), side_class(model, option)),
            }
            for forms in by_course(standing).values()
            for option in forms
        ],
    }


def side_class(model: DecisionModel, option: str, strong: bool = False) -> str:
    """Return the style sheet's class for an option's colour; `strong` is for what bears text."""
    colour = (text_colour_of if strong else colour_of)(model, option, LIGHT)
    course = dict(zip(model.pair, ("first", "second"), strict=True)).get(model.course_of[option])
    if course is None:
        return "others"
    return course if colour == text_colour_of(model, option, LIGHT) else f"{course}-form"


def _tables(evaluation: Evaluation) -> list[tuple[str, tuple[str, ...], Rows]]:
    """Return every table of the saved result: its caption, its heads and its rows."""
    model, case, standing = evaluation.model, evaluation.case, evaluation.standing
    options = options_chart(evaluation.finding).table
    made = [("All options", tuple(options[0]), [tuple(row.values()) for row in options])]
    cells = standing.table.cells.items()
    scores = [
        (
            model.criteria[name].name,
            f"{fixed(100 * standing.shares[name])}%",
            *(f"{cell.score:.4g}{'*' if cell.override else ''}" for cell in row.values()),
        )
        for name, row in cells
    ]
    heads = ("Criterion", "Share of the weight", *(entry.name for entry in model.options.values()))
    caption = f"{whose_weights(standing)} Scores run from 0 to 100. * overruled by hand"
    made.append((caption, heads, scores))
    if case.answers:
        made.insert(0, ("Answers", ("Question", "Answer", "Answered by"), _answers(evaluation)))
    if any(name in case.gates for name in model.gates):
        made.append(("Duties", ("Duty", "Stands"), _duties(evaluation)))
    return made


def _duties(evaluation: Evaluation) -> Rows:
    """Return how each duty stands: in a word, or option by option where they differ."""
    model, case = evaluation.model, evaluation.case
    rows: Rows = []
    for name, gate in model.gates.items():
        options = gate.options or tuple(model.options)
        words = {option: STATES[case.gate(name, option)] for option in options}
        each = "; ".join(f"{model.options[one].name}: {word}" for one, word in words.items())
        rows.append((gate.says, each if len(set(words.values())) > 1 else words[options[0]]))
    return rows


def _evidence(model: DecisionModel) -> list[tuple[str, list[Evidence]]]:
    """Return the entries of each person or source together: of what kind, by whom, from where."""
    groups: dict[str, list[Evidence]] = {}
    for entry in model.evidence.values():
        who = " · ".join(filter(None, (entry.kind.capitalize(), entry.by, entry.source)))
        groups.setdefault(who, []).append(entry)
    return list(groups.items())


def _answers(evaluation: Evaluation) -> Rows:
    case, facts = evaluation.case, evaluation.model.facts
    rows: Rows = []
    for name, reading in evaluation.standing.table.readings.items():
        known = len(facts[name].items) - len(reading.open_items)
        answer = reading_says(facts[name], reading)
        answer = answer or ("Answered in part" if facts[name].items and known else "Not answered")
        disputed = " (disputed)" if name in case.disputed else ""
        rows.append((facts[name].ask, answer + disputed, case.answered_by.get(name, "–")))
    return rows


@cache
def _style() -> str:
    text = (Path(__file__).parent / "page.css").read_text("utf-8")
    return "\n".join(line.strip() for line in text.split("\n"))


def _policy(style: str, code: str) -> str:
    """Return a policy that allows this file's own style and script, by hash, and nothing else."""
    return (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src '{_hash(style)}'; script-src '{_hash(code)}'"
    )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
