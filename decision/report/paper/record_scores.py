"""The record's wide tables: criteria, every sub-score with its reasons, answers, evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision.evaluation.fact_effects import Reason
from decision.evaluation.weights import percentages
from decision.report.paper.blocks import (
    Block,
    Cell,
    Gap,
    Heading,
    Para,
    Table,
    one,
    side_by_side,
    tenth,
)
from decision.report.paper.paper_data import PaperData, counted, who
from decision.report.questions import ANYONE
from decision.wording.numbers import numeral

ONE_PAGE = 20  # rows of scores


def criteria(basis: PaperData) -> list[Block]:
    """Give each criterion: what is judged, what 0 and 100 mean, its weight and why."""
    parts = percentages(basis.standing.shares, 1)
    rows: list[tuple[Cell, ...]] = []
    for name, entry in basis.model.criteria.items():
        measure = entry.measure
        ends = measure.values if measure else {}
        unit = measure.unit if measure else ""
        at = {points: f"{numeral(amount)} ({unit})" for amount, points in ends.items()}
        note = basis.case.weight_notes.get(name)
        rows.append(
            (
                entry.name,
                entry.means or Gap("what is judged"),
                entry.worst or at.get(0) or Gap("what 0 looks like"),
                entry.best or at.get(100) or Gap("what 100 looks like"),
                f"{tenth(parts[name])}%",
                note or _no_reason(basis),
            )
        )
    return [
        Heading("Criteria, what 0 and 100 mean, and weights", numbered=True),
        Table(
            "Criteria and weights",
            (
                "Criterion",
                "What is judged",
                "0 means",
                "100 means",
                "Weight",
                "Reason for the weight",
            ),
            tuple(rows),
            (0.15, 0.22, 0.19, 0.19, 0.08, 0.17),
            figures=(4,),
            labels=True,
        ),
    ]


def _no_reason(basis: PaperData) -> Cell:
    if basis.standing.weights_from == "model":
        return "The model’s own; nobody has weighed it."
    return Gap("reason")


def sub_scores(basis: PaperData) -> list[Block]:
    """Give every sub-score with its range, the weights and the totals."""
    blocks: list[Block] = [
        Heading("Every sub-score", numbered=True, new_page=True),
        Para(
            "Each score with its range in brackets, where it has one. After the arrow is what it "
            "adds to the total: the weight times the score."
        ),
    ]
    parts = percentages(basis.standing.shares, 1)
    for options in side_by_side(tuple(basis.model.options)):
        rows: list[tuple[Cell, ...]] = []
        for name, row in basis.table.cells.items():
            added = basis.standing.contributions[name]
            cells = []
            for option in options:
                cell = row[option]
                span = f" ({one(cell.low)}–{one(cell.high)})" if cell.low < cell.high else ""
                mark = ", overruled" if cell.override else ""
                cells.append(f"{one(cell.score)}{span}{mark} → {tenth(added[option])}")
            rows.append((basis.criterion(name), f"{tenth(parts[name])}%", *cells))
        rows.append(
            ("Total", "100.0%", *(tenth(basis.standing.totals[option]) for option in options))
        )
        width = 0.66 / len(options)
        blocks.append(
            Table(
                _part("Every sub-score", options, basis),
                ("Criterion", "Weight", *(basis.label(option) for option in options)),
                tuple(rows),
                (0.25, 0.09, *(width for _ in options)),
                figures=tuple(range(1, 2 + len(options))),
                strong=True,
                labels=True,
                together=len(rows) <= ONE_PAGE,
            )
        )
    fallen = [
        f"{basis.name(option)} can’t be chosen and is scored as {basis.name(on)}."
        for option, on in basis.table.stands_on.items()
        if on != option
    ]
    if fallen:
        blocks.append(Para(" ".join(fallen), tone="note"))
    return blocks


def _part(caption: str, options: Sequence[str], basis: PaperData) -> str:
    """Give a caption that says which options a table holds, where one can't hold all."""
    every = list(basis.model.options)
    if len(options) == len(every):
        return caption
    first, last = every.index(options[0]) + 1, every.index(options[-1]) + 1
    which = f"option {first}" if first == last else f"options {first} to {last}"
    return f"{caption}: {which} of {len(every)}"


def reasons(basis: PaperData) -> list[Block]:
    """Return the reasons and the evidence of every sub-score, by criterion."""
    rows: list[tuple[Cell, ...]] = []
    subheads = []
    for name, row in basis.table.cells.items():
        subheads.append(len(rows))
        rows.append((basis.criterion(name), "", "", ""))
        for option, cell in row.items():
            said = (_reason(basis, reason, first) for first, reason in _firsts(cell.reasons))
            cited = dict.fromkeys(id_ for reason in cell.reasons for id_ in reason.evidence)
            rows.append(
                (
                    basis.label(option),
                    one(cell.score),
                    "\n".join(said),
                    ", ".join(cited) or "none cited",
                )
            )
    return [
        Heading("The reasons and evidence behind each sub-score", numbered=True, new_page=True),
        Para(
            "The first figure is the start score; each answer given here then adds or takes away "
            "points. The last column names entries of the evidence register."
        ),
        Table(
            "Reasons behind each sub-score",
            ("Criterion and option", "Score", "Reasons, in points", "Evidence"),
            tuple(rows),
            (0.18, 0.06, 0.62, 0.14),
            figures=(1,),
            labels=True,
            subheads=tuple(subheads),
        ),
    ]


def _firsts(reasons: Sequence[Reason]) -> Iterator[tuple[bool, Reason]]:
    for place, reason in enumerate(reasons):
        yield place == 0, reason


def _reason(basis: PaperData, reason: Reason, first: bool) -> str:
    sign = "" if first else "+" if reason.points >= 0 else "−"
    said = f"{sign}{one(abs(reason.points) if sign else reason.points)}: {reason.because}"
    if reason.fact and reason.item:
        says = basis.model.facts[reason.fact].items[reason.item].says
        said += f" [{says}: {reason.answer}]" if reason.answer and says not in said else ""
    elif reason.fact and reason.answer:
        says = basis.model.facts[reason.fact].answers[reason.answer].says
        said += f" [Answer: {says}]" if says != reason.because else ""
    return said


def answers(basis: PaperData) -> list[Block]:
    """Give every question, its answer, who gave it, and what was noted."""
    rows: list[tuple[Cell, ...]] = []
    for name, fact in basis.model.facts.items():
        key = " (key question)" if fact.key else ""
        rows.append(
            (
                f"{fact.ask}{key}",
                fact.who or ANYONE,
                _answered(basis, name),
                _answered_by(basis, name),
                "\n".join(
                    text
                    for text in (
                        basis.disputed(name),
                        basis.case.notes.get(name),
                        _warning(basis, name),
                    )
                    if text
                ),
            )
        )
    heading = Heading("Answers, and who gave them", numbered=True, new_page=bool(rows))
    if not rows:
        return [heading, Para("This model asks for no facts.")]
    return [
        heading,
        Table(
            "Answers",
            ("Question", "Who can best answer", "Answer", "Answered by", "Notes and warnings"),
            tuple(rows),
            (0.27, 0.11, 0.22, 0.15, 0.25),
        ),
    ]


def _answered_by(basis: PaperData, name: str) -> Cell:
    given, confirmed = basis.case.answered_by.get(name), basis.case.confirmed_by.get(name)
    if name not in basis.case.answers:
        return "–"
    if confirmed is None:
        return who(given, "who answered")
    return f"{given or 'not stated'}\nConfirmed by: {confirmed}"


def _answered(basis: PaperData, name: str) -> Cell:
    reading, fact = basis.table.readings[name], basis.model.facts[name]
    words = {True: "yes", False: "no", None: "not known"}
    items = [f"– {fact.items[item].says}: {words[state]}" for item, state in reading.items.items()]
    if all(state is None for state in reading.items.values()):
        items = []
    return "\n".join([basis.said(name) or _not_settled(basis, name), *items])


def _not_settled(basis: PaperData, name: str) -> str:
    fact, reading = basis.model.facts[name], basis.table.readings[name]
    if len(reading.possible) < len(fact.answers):
        left = " or ".join(fact.answers[answer].says for answer in reading.possible)
        return f"Not fully known. Still possible: {left}"
    some = len(reading.open_items) < len(reading.items)
    return "Answered in part" if some else "Not answered"


def _warning(basis: PaperData, name: str) -> str | None:
    answer = basis.table.readings[name].answer
    warns = basis.model.facts[name].answers[answer].warns if answer else None
    return f"Warning: {warns}" if warns else None


def evidence(basis: PaperData) -> list[Block]:
    """Return the evidence that this record cites: its kind, its source and what weakens it."""
    cells = (cell for row in basis.table.cells.values() for cell in row.values())
    cited = {name for cell in cells for reason in cell.reasons for name in reason.evidence}
    cited |= {name for gate in basis.model.gates.values() for name in gate.evidence}
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            entry.says,
            f"{entry.kind.capitalize()}\n{entry.by}",
            entry.source or "not stated",
            "\n".join(text for text in (entry.caveat, entry.context) if text) or "none recorded",
        )
        for name, entry in basis.model.evidence.items()
        if name in cited
    ]
    if not rows:
        return []
    return [
        Heading("Evidence register", numbered=True, new_page=True),
        Para(
            f"{counted(len(rows), 'entry is', 'entries are').capitalize()} cited here. Opinion, "
            f"experience, figures, regulation and guidance are kept apart; none of them is a vote."
        ),
        Table(
            "Evidence register",
            ("Entry", "What it says", "Kind, and by whom", "Source", "What weakens it"),
            tuple(rows),
            (0.10, 0.30, 0.20, 0.18, 0.22),
            labels=True,
        ),
    ]
