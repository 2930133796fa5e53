"""The second page: what the answer means for each committee, totals beside costs, one picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from decision.engine import Evaluation
from decision.evaluation.additive import differences
from decision.evaluation.verdict import Span
from decision.model.entries import Topic
from decision.numeric import TIE
from decision.report.paper import money
from decision.report.paper.blocks import Block, Cell, Figure, Gap, Heading, Table, tenth
from decision.report.paper.front import form
from decision.report.paper.paper_data import PaperData, counted, joined
from decision.report.pictures import pictures
from decision.sentences.phrases import in_points
from decision.wording.lists import listed
from decision.wording.text import cut_at_word

MOST_OPTIONS = 6
LONGEST = 60  # letters of a name in the picture
# What a board asks of every paper: the row, the topics that tell of it, and what to write.
_AREAS: tuple[tuple[str, tuple[Topic, ...], str], ...] = (
    ("Assurance framework", (), "the entry that this bears on"),
    ("Quality and equality", (), "both impact assessments, and who signed"),
    ("Finance", (), "where the money comes from, each year"),
    ("Workforce", ("workforce", "on-call", "consultation"), "posts, pay, on-call and consultation"),
    ("Legal and information governance", ("information",), "the data protection impact assessment"),
    ("Clinical safety", ("safety",), "the hazard log, and the clinical safety officer’s view"),
)


def section(basis: PaperData) -> list[Block]:
    """Return the grid of implications, the totals beside the costs, and the answer as a picture."""
    rows: list[tuple[Cell, ...]] = [
        (area, joined([_points(basis, topics), _duties(basis, topics)]) or Gap(prompt))
        for area, topics, prompt in _AREAS
    ]
    rows.append(("Who has seen it", Gap("each committee, the day, and what it said")))
    # A picture of more options than these, or of longer names, has no room beside the rest.
    names = [entry.name for entry in basis.model.options.values()]
    small = len(names) <= MOST_OPTIONS and max(map(len, names)) <= LONGEST
    shown = ("options",) if small else ()
    return [
        Heading("Implications", new_page=True),
        form(rows, 0.3),
        totals(basis),
        *(replace(one, reading="") for one in figures(basis.evaluation, *shown)),
    ]


def _points(basis: PaperData, topics: Sequence[Topic]) -> str:
    """Return how the leader stands beside its rival on the criteria of some topics."""
    standing, criteria = basis.standing, basis.model.criteria
    if standing.leader is None or standing.rival is None:
        return ""
    gaps = differences(standing, standing.leader, standing.rival)
    mine = {name: gap for name, gap in gaps.items() if criteria[name].topic in topics}
    if not mine:
        return ""
    gap, on = sum(mine.values()), listed([basis.criterion(name) for name in mine])
    rival = basis.name(standing.rival)
    if abs(gap) <= TIE:
        return f"Level with {rival} on {on}."
    points = in_points(gap)
    where = "ahead of" if gap > 0 else "behind"
    return f"{points[0].upper()}{points[1:]} {where} {rival} on {on}."


def _duties(basis: PaperData, topics: Sequence[Topic]) -> str:
    """Return how many duties of some topics the leader meets; the front sheet has their names."""
    if basis.preferred is None:
        return ""
    unmet, unknown = basis.not_met(basis.preferred)
    every = [g for g in basis.gates_for(basis.preferred) if basis.model.gates[g].topic in topics]
    counts = [len([gate for gate in every if gate in these]) for these in (unmet, unknown)]
    met = len(every) - sum(counts)
    states = zip((met, *counts), ("met", "not met", "not known"), strict=True)
    parts = [f"{count} {state}" for count, state in states if count]
    return f"Duties: {listed(parts)}." if every else ""


def figures(evaluation: Evaluation, *names: str) -> list[Figure]:
    """Return those of some charts that there are; none else is made."""
    drawn = pictures(evaluation, names).values()
    return [Figure(one.title, one.alt, one.reading, one) for one in drawn]


def totals(basis: PaperData) -> Table:
    """Return the options that are compared, highest first: total, range and cost."""
    standing, draws = basis.standing, basis.finding.draws
    rows = [
        (
            cut_at_word(basis.label(option), 70) + _condition(basis, option),
            tenth(standing.totals[option]),
            _range(draws.totals[option]),
            money.five_year_cell(basis, option),
        )
        for option in basis.in_order[:MOST_OPTIONS]
    ]
    left = len(basis.model.options) - len(rows)
    more = f" ({counted(left, 'more option')} in the record)" if left else ""
    return Table(
        f"The options, highest first{more}",
        ("Option", "Total", "In 90 of 100 simulations", "Cost over five years"),
        tuple(rows),
        (0.44, 0.1, 0.25, 0.21),
        figures=(1, 2, 3),
        together=True,
    )


def _range(span: Span) -> str:
    if span.high - span.low <= TIE:
        return "none"
    return f"{tenth(span.low)} to {tenth(span.high)}"


def _condition(basis: PaperData, option: str) -> str:
    if not basis.can_lead(option):
        return " (can’t be chosen)"
    return " (if agreed)" if basis.table.available[option] == "unknown" else ""


def place(basis: PaperData, option: str) -> str:
    """Return where an option stands among those that are ranked."""
    ranks = basis.standing.ranks
    if not basis.can_lead(option):
        unknown = basis.table.available[option] == "unknown"
        return f"can’t be chosen{' yet' if unknown else ''}"
    rank = ranks[option]
    assert rank is not None  # what can be chosen has one
    level = sum(ranks[other] == rank for other in ranks if basis.can_lead(other)) > 1
    conditional = " if available" if basis.table.available[option] == "unknown" else ""
    return f"{'joint ' if level else ''}{_ordinal(rank)}{conditional}"


def _ordinal(number: int) -> str:
    last = (
        "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{last}"
