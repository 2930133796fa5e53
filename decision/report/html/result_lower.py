"""The lower half of the one page: every score, fact, duty and piece of evidence."""

from __future__ import annotations

from collections.abc import Iterable

from decision.engine import Evaluation
from decision.evaluation.scores import Cell
from decision.model.case import Ticks
from decision.model.entries import Fact
from decision.model.evidence_uses import uses
from decision.model.readings import Reading
from decision.report.html.markup import folded, said, short, table
from decision.report.paper.paper_data import STATES, PaperData, number
from decision.sentences.model_contents import reading_says


def scores(evaluation: Evaluation) -> str:
    """Give every score of every option, and how each was made."""
    model, cells = evaluation.model, evaluation.standing.table.cells
    rows = [
        [
            short(model.criteria[name].name),
            *(f"{cell.score:.4g}{'*' if cell.override else ''}" for cell in row.values()),
        ]
        for name, row in cells.items()
    ]
    heads = ["Criterion", *(short(entry.name) for entry in model.options.values())]
    made = "".join(_made(evaluation, name) for name in model.criteria)
    stars = any(cell.override for row in cells.values() for cell in row.values())
    note = '<p class="quiet">* Overruled by hand; the reason stands below.</p>' if stars else ""
    note += _not_in_use(evaluation)
    return (
        f'<section id="scores"><h2>Every score</h2>{table(heads, rows, "Scores, 0 to 100")}{note}'
        f"<h3>How each score was made</h3>{made}"
        '<p class="live-only"><button type="button" id="unfold">Unfold every part of this page, '
        "to print it whole</button></p></section>"
    )


def _not_in_use(evaluation: Evaluation) -> str:
    """Name the scores that were overruled for an option that is scored as its fallback."""
    model, table_ = evaluation.model, evaluation.standing.table
    idle = [
        f"{short(model.options[item.option].name)} on {short(model.criteria[item.criterion].name)}"
        for item in evaluation.case.overrides
        if not table_.uses(item)
    ]
    if not idle:
        return ""
    return (
        '<p class="quiet">Overruled by hand, but not in use, as the option can’t be chosen: '
        f"{'; '.join(idle)}.</p>"
    )


def _made(evaluation: Evaluation, name: str) -> str:
    model, standing = evaluation.model, evaluation.standing
    entry = model.criteria[name]
    parts = [f"<p>{said(entry.means)}</p>"] if entry.means else []
    for option, cell in standing.table.cells[name].items():
        on = standing.table.stands_on[option]
        as_what = "" if on == option else f", scored as {short(model.options[on].name)}"
        parts.append(
            f"<h4>{short(model.options[option].name)}: {cell.score:.4g} points, range "
            f"{cell.low:.4g} to {cell.high:.4g}{as_what}</h4><ul>{_reasons(evaluation, cell)}</ul>"
        )
    return folded(short(entry.name), "".join(parts))


def _reasons(evaluation: Evaluation, cell: Cell) -> str:
    lines = []
    for place, reason in enumerate(cell.reasons):
        points = f"{reason.points:+.4g}" if place else f"{reason.points:.4g}"
        asked = ""
        if reason.fact:
            fact = evaluation.model.facts[reason.fact]
            item = f": {said(fact.items[reason.item].says)}" if reason.item else ""
            asked = f" (“{said(fact.ask)}”{item})"
        lines.append(f"<li>{points}: {said(reason.because)}{asked}{cited(reason.evidence)}</li>")
    return "".join(lines)


def cited(ids: Iterable[str]) -> str:
    """Give links to evidence on the same page."""
    links = ", ".join(f'<a href="#e-{said(name)}">{said(name)}</a>' for name in ids)
    return f" [{links}]" if links else ""


def facts(evaluation: Evaluation) -> str:
    """Give every fact with its answer, and who gave it; those still open first."""
    model, readings = evaluation.model, evaluation.standing.table.readings
    if not readings:
        return ""
    groups: dict[str, list[str]] = {}
    for name in sorted(readings, key=lambda name: readings[name].answered):
        still = not readings[name].answered
        group = "Not answered yet" if still else model.facts[name].group or "Answered"
        groups.setdefault(group, []).append(_fact(evaluation, name))
    body = "".join(
        f"<h3>{short(group)}</h3><dl>{''.join(rows)}</dl>" for group, rows in groups.items()
    )
    return f'<section id="facts"><h2>The facts, and what was answered</h2>{body}</section>'


def _fact(evaluation: Evaluation, name: str) -> str:
    case, fact = evaluation.case, evaluation.model.facts[name]
    reading = evaluation.standing.table.readings[name]
    key = ' <span class="badge">Key fact</span>' if fact.key else ""
    lines = [f"<dd>{_answer(fact, reading)}</dd>"]
    given = case.answers.get(name)
    if isinstance(given, Ticks):
        for word, these in (("In place", given.yes), ("Nobody could say", given.unknown)):
            if these:
                inside = "; ".join(said(fact.items[item].says) for item in these)
                lines.append(f'<dd class="quiet">{word}: {inside}</dd>')
    if by := case.answered_by.get(name):
        lines.append(f'<dd class="quiet">Answered by: {short(by)}</dd>')
    elif not reading.answered and fact.who:
        lines.append(f'<dd class="quiet">Best answered by: {short(fact.who)}</dd>')
    if by := case.confirmed_by.get(name):
        lines.append(f'<dd class="quiet">Confirmed by: {short(by)}</dd>')
    if second := PaperData(evaluation).disputed(name):
        lines.append(f"<dd>{said(second)}</dd>")
    if note := case.notes.get(name):
        lines.append(f'<dd class="quiet">Note: {said(note)}</dd>')
    return f"<div><dt>{said(fact.ask)}{key}</dt>{''.join(lines)}</div>"


def _answer(fact: Fact, reading: Reading) -> str:
    if not reading.answered:
        if len(reading.possible) < len(fact.answers):
            still = " or ".join(f"“{said(fact.answers[one].says)}”" for one in reading.possible)
            return f"<b>Not settled:</b> it can still come out as {still}"
        some = len(reading.open_items) < len(fact.items)
        return "<b>Answered in part</b>" if some else "<b>Not answered</b>"
    answer = said(reading_says(fact, reading) or "")
    if reading.count is None or reading.answer is None:
        return f"<b>{answer}</b>"
    if counted := number(fact, reading.count):
        return f"<b>{short(counted)}</b>, which counts as: {answer}"
    return f"<b>{reading.count:g} of {len(fact.items)} in place</b>, which counts as: {answer}"


def gates(evaluation: Evaluation) -> str:
    """Give every duty and where it stands for each option."""
    model, case = evaluation.model, evaluation.case
    if not model.gates:
        return ""
    rows = []
    for name, gate in model.gates.items():
        stands: dict[str, list[str]] = {}
        for option in gate.options or tuple(model.options):
            stands.setdefault(case.gate(name, option), []).append(short(model.options[option].name))
        alike = [len(names) for names in stands.values()] == [len(model.options)]
        lines = "".join(
            f"<dd><b>{STATES[word]}</b>"
            f"{' for every option' if alike else ': ' + '; '.join(stands[word])}</dd>"
            for word in STATES
            if word in stands
        )
        note = f'<dd class="quiet">{said(case.notes[name])}</dd>' if name in case.notes else ""
        rows.append(f"<div><dt>{said(gate.says)}{cited(gate.evidence)}</dt>{lines}{note}</div>")
    return (
        '<section id="gates"><h2>Duties</h2><p class="quiet">Owed whatever is decided. They are '
        f"never scored and never traded off.</p><dl>{''.join(rows)}</dl></section>"
    )


def evidence(evaluation: Evaluation) -> str:
    """Give every claim and source: its kind, what weakens it, how many numbers rest on it."""
    model = evaluation.model
    if not model.evidence:
        return ""
    rows = []
    for name, these in uses(model).items():
        entry = model.evidence[name]
        kind = entry.kind.capitalize()
        numbers = sum(use.points is not None for use in these)
        lines = [
            f'<p><b>{said(name)}</b> <span class="badge {entry.kind}">{kind}</span> '
            f'<span class="quiet">{said(entry.by)}</span></p><p>{said(entry.says)}</p>'
        ]
        if entry.caveat:
            lines.append(f"<p><b>But:</b> {said(entry.caveat)}</p>")
        if entry.source:
            lines.append(f'<p class="quiet">Source: {said(entry.source)}</p>')
        if numbers:
            rest = "1 number rests on it" if numbers == 1 else f"{numbers} numbers rest on it"
            lines.append(f'<p class="quiet">{rest}.</p>')
        elif entry.context:
            lines.append(f'<p class="quiet">No number rests on it: {said(entry.context)}</p>')
        rows.append(f'<li id="e-{said(name)}">{"".join(lines)}</li>')
    count = len(model.evidence)
    inside = (
        '<p class="quiet">An opinion is one person’s view, and an experience is one site’s. '
        "Neither is a survey, and nothing here is a vote.</p>"
        f'<ul class="plain">{"".join(rows)}</ul>'
    )
    summary = "The only piece of evidence" if count == 1 else f"All {count} pieces of evidence"
    return f'<section id="evidence"><h2>Evidence</h2>{folded(summary, inside)}</section>'
