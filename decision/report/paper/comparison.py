"""The comparison: the leader beside its rival, criterion by criterion, and what parts them."""

from __future__ import annotations

from decision.evaluation.additive import differences
from decision.evaluation.weights import percentages
from decision.report.paper.blocks import (
    Block,
    Bullets,
    Cell,
    Heading,
    Para,
    Table,
    one,
    signed,
    tenth,
)
from decision.report.paper.paper_data import PaperData, Told, counted, joined
from decision.report.paper.reasons import because, parting
from decision.sentences.explanation import TELLING, certainty, plain_pair
from decision.wording.lists import listed
from decision.wording.text import cut_at_word

MOST = 24  # criteria in the table; those that part the two least are left to the record
REASONS = 3  # on each side
SOURCES = 6


def section(basis: PaperData, told: Told) -> list[Block]:
    """Return the table by group of criteria, the reasons, and by role on whose word they rest.

    Args:
        basis: the case.
        told: questions whose answers stand elsewhere; those given here are added.
    """
    leader, rival = basis.standing.leader, basis.standing.rival
    if leader is None or rival is None:
        return []
    gaps = differences(basis.standing, leader, rival)
    said = [*plain_pair(basis.finding), *certainty(basis.finding)[1:], _duties(basis, rival)]
    return [
        Heading("The comparison", numbered=True),
        _table(basis, leader, rival, gaps),
        *_reasons(basis, leader, rival, gaps, told),
        *(Para(text) for text in said if text),
    ]


def _table(basis: PaperData, leader: str, rival: str, gaps: dict[str, float]) -> Table:
    parts, cells, totals = percentages(basis.standing.shares, 1), basis.table.cells, basis.standing
    shown = set(sorted(gaps, key=lambda name: -abs(gaps[name]))[:MOST])
    groups: dict[str, list[str]] = {}
    for name, entry in basis.model.criteria.items():
        groups.setdefault(cut_at_word(entry.group or "", 80), []).append(name)
    rows: list[tuple[Cell, ...]] = []
    subheads = []
    for group, names in groups.items():
        if group:
            subheads.append(len(rows))
            weight, gap = (sum(of[name] for name in names) for of in (totals.shares, gaps))
            rows.append((group, f"{tenth(100 * weight)}%", "", "", signed(gap)))
        rows += [
            (
                basis.criterion(name),
                f"{tenth(parts[name])}%",
                *(one(cells[name][option].score) for option in (leader, rival)),
                signed(gaps[name]),
            )
            for name in names
            if name in shown
        ]
    scores = (tenth(totals.totals[option]) for option in (leader, rival))
    rows.append(("Total", "100%", *scores, signed(sum(gaps.values()))))
    left = len(gaps) - len(shown)
    more = f" ({counted(left, 'criterion', 'criteria')} in the record)" if left else ""
    return Table(
        f"Scores of 0 to 100, and what each difference adds to the total{more}",
        ("Criterion", "Weight", basis.label(leader), basis.label(rival), "Points"),
        tuple(rows),
        (0.38, 0.12, 0.19, 0.19, 0.12),
        figures=(1, 2, 3, 4),
        strong=True,
        subheads=tuple(subheads),
    )


def _reasons(
    basis: PaperData, leader: str, rival: str, gaps: dict[str, float], told: Told
) -> list[Block]:
    """Return what counts most for each of the two, why, and by role who says so."""
    blocks: list[Block] = []
    before: set[str] = set()
    sources: dict[str, None] = {}
    for ahead, behind, sign in ((leader, rival, 1), (rival, leader, -1)):
        ordered = sorted(gaps, key=lambda name: -sign * round(gaps[name], 9))
        items = []
        for name in [name for name in ordered if sign * gaps[name] > TELLING][:REASONS]:
            reason = parting(basis, name, ahead, behind)
            said = because(basis, reason, told)
            items.append(joined([f"{basis.criterion(name)}.", "" if said in before else said]))
            before.add(said)
            sources |= dict.fromkeys(basis.model.evidence[name].by for name in reason.evidence)
        if items:
            lead = f"What counts most for {basis.name(ahead)}:"
            blocks += [Para(lead, with_next=True), Bullets(tuple(items))]
    if sources:
        by = [cut_at_word(source, 100) for source in sources][:SOURCES]
        if left := len(sources) - len(by):
            by.append(counted(left, "other"))
        blocks.append(Para(f"Sources of these reasons: {'; '.join(by)}.", tone="note"))
    return blocks


def _duties(basis: PaperData, rival: str) -> str:
    """Return how many duties the rival does not meet; the front sheet has the leader's."""
    counts = zip(basis.not_met(rival), ("not met", "not known to be met"), strict=True)
    open_ = [f"{len(gates)} {state}" for gates, state in counts if gates]
    every = counted(len(basis.gates_for(rival)), "duty binds", "duties bind")
    return f"{every} {basis.name(rival)}: {listed(open_)}." if open_ else ""
