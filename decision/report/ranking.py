"""What counts while an option can't be chosen: ranks, and scores overruled."""

from __future__ import annotations

from dataclasses import replace

from decision.case import Override
from decision.phrases import listed, named
from decision.robustness import Robustness
from decision.scoring import ScoreTable


def choosable(robustness: Robustness) -> Robustness:
    """Give the same for the options that can be chosen alone.

    An option that can't be chosen is scored as its fallback and so ties with it. Ranked
    beside it, it would take half of every rank of the option that it stands for.
    """
    standing = robustness.finding.standing
    barred = [name for name, free in standing.table.available.items() if free == "no"]
    if not any(standing.ranks[name] for name in barred):
        return robustness
    ranks = {name: None if name in barred else rank for name, rank in standing.ranks.items()}
    return Robustness(replace(robustness.finding, standing=replace(standing, ranks=ranks)))


def left_out(robustness: Robustness) -> str:
    """Say which options no rank is counted for; nothing where there is none."""
    table = robustness.finding.standing.table
    barred = [named(table.model, name) for name, free in table.available.items() if free == "no"]
    if not barred:
        return ""
    return f"Left out, as {'it' if len(barred) == 1 else 'they'} can’t be chosen: {listed(barred)}."


def in_use(table: ScoreTable, override: Override) -> bool:
    """Whether a score overruled is one that its option is scored on, and not its fallback."""
    return table.stands_on[override.option] == override.option


def nearest(robustness: Robustness) -> str:
    """Give the criterion whose weight, moved alone, changes the leader soonest.

    Where none does, the one with the largest share.
    """
    rows = robustness.switching
    turned = [row for row in rows if row.at is not None]
    if turned:
        return min(turned, key=lambda row: abs((row.at or 0.0) - row.share)).criterion
    return max(rows, key=lambda row: row.share).criterion
