"""What would put the other option of the headline pair ahead: weights, answers, claims."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from decision.evaluation.additive import Standing
from decision.numeric import TIE, Floats
from decision.sensitivity.answer_changes import (
    Change,
    Places,
    Variants,
    overruled,
    starts,
    variants,
)
from decision.sensitivity.weight_changes import cheapest_flip, switching_points


@dataclass(frozen=True)
class Switching:
    """Where a criterion's share, the others in proportion, changes the pair's leader.

    Attributes:
        criterion: its id.
        share: as stated, 0 to 1.
        at: the share nearest to it at which the leader changes; None where it never does.
        leader: who leads beyond it.
    """

    criterion: str
    share: float
    at: float | None
    leader: str | None


@dataclass(frozen=True)
class CheapestFlip:
    """The least weight to move until the other option, `to`, catches up.

    Any more puts it ahead. `moved` is a part of all weight, 0 to 1; `sources` are criteria,
    all but the last of which give all they have.
    """

    to: str
    moved: float
    sources: tuple[str, ...]
    into: str


@dataclass(frozen=True)
class FactFlip:
    """Answers that put the other option ahead, everything else as it stands.

    `margin`: its total less the stated leader's; not above 0 where it leads only because
    the stated leader can't be chosen.
    """

    changes: tuple[Change, ...]
    leader: str
    margin: float


@dataclass(frozen=True)
class Claim:
    """What the margin would be without one piece of evidence.

    `margin_without` is the stated leader's, and negative where it would be behind.
    """

    evidence: str
    margin_without: float
    flips: bool


@dataclass(frozen=True)
class Question:
    """What answering one more fact may do.

    `flips`: the part of its possible answers that put the other option ahead. `swing`: the
    largest margin they give less the smallest, in points.
    """

    fact: str
    flips: float
    swing: float

    @property
    def tells(self) -> bool:
        """Return whether an answer could change the leader, or at least the margin."""
        return self.flips > 0 or self.swing > TIE


def _can_flip(standing: Standing) -> bool:
    """Return whether weights can change the pair's leader: not where only one can be chosen."""
    available = standing.table.available
    return (available[standing.ahead] == "no") == (available[standing.behind] == "no")


def _weighed_pair(standing: Standing) -> tuple[Floats, Floats]:
    """Return the scores of the pair, the leader first (2 × n), and the shares (n)."""
    table = standing.table
    cells = table.cells.values()
    pair = [[row[option].score for row in cells] for option in (standing.ahead, standing.behind)]
    shares = [standing.shares[name] for name in table.model.criteria]
    return np.array(pair), np.array(shares)


def pair_switching(standing: Standing) -> tuple[Switching, ...]:
    """Return, for every criterion, the share at which the pair changes leader."""
    names = tuple(standing.table.model.criteria)
    if not _can_flip(standing):
        return tuple(Switching(name, standing.shares[name], None, None) for name in names)
    rows = []
    for name, points in zip(names, switching_points(*_weighed_pair(standing)), strict=True):
        # Two lines cross once at most; so beyond it the other leads.
        at = points[0].share if points else None
        leader = standing.behind if points else None
        rows.append(Switching(name, standing.shares[name], at, leader))
    return tuple(rows)


def pair_cheapest_flip(standing: Standing) -> CheapestFlip | None:
    """Return the least weight to move until the other option catches up; None where none can.

    Weights that make the two tie and that no more weight can tip are no flip.
    """
    names = tuple(standing.table.model.criteria)
    pair, shares = _weighed_pair(standing)
    differences = pair[0] - pair[1]
    flip = cheapest_flip(differences, shares)
    if flip is None or differences[flip.into] >= -TIE or not _can_flip(standing):
        return None
    sources = tuple(names[source] for source in flip.sources)
    return CheapestFlip(standing.behind, flip.moved, sources, names[flip.into])


def fact_flips(standing: Standing, given: Variants | None = None) -> tuple[FactFlip, ...]:
    """Return the single answers that put the other option ahead, in file order.

    Where no single one does: the pairs of answers that do.

    Args:
        standing: the case as it stands.
        given: its variants, where they have been gathered already.
    """
    given = variants(standing) if given is None else given
    count = len(given.changes)
    facts = [change.fact for change in given.changes]
    which: tuple[Places, ...] = (np.arange(count),)
    sides = given.sides(*which)
    if count and not sides.flips.any():
        order = {fact: place for place, fact in enumerate(dict.fromkeys(facts))}
        ids = np.array([order[fact] for fact in facts])
        which = np.nonzero(ids[:, None] < ids)
        sides = given.sides(*which)
    return tuple(
        FactFlip(
            tuple(given.changes[places[row]] for places in which),
            standing.behind,
            -float(sides.margins[row]),
        )
        for row in np.flatnonzero(sides.flips)
    )


def ask_next(standing: Standing, given: Variants | None = None) -> tuple[Question, ...]:
    """Return the facts without an answer, the one most likely to change the leader first.

    Args:
        standing: the case as it stands.
        given: its variants, where they have been gathered already.
    """
    given = variants(standing) if given is None else given
    sides = given.sides(np.arange(len(given.changes)))
    found = []
    for fact in standing.table.unanswered:
        mine = [row for row, change in enumerate(given.changes) if change.fact == fact]
        margins = sides.margins[mine]
        flips = float(sides.flips[mine].mean())
        found.append(Question(fact, flips, float(np.ptp(margins))))
    # Rounded, so that the last bit of a float doesn't overrule the order of the file.
    return tuple(sorted(found, key=lambda one: (-one.flips, -round(one.swing, 9))))


def claims(standing: Standing) -> tuple[Claim, ...]:
    """Return the claims behind the pair's numbers, the one that changes the margin most first.

    Without a claim every shift that cites it is 0, and where either option's start on a
    criterion cites it both starts become their mean. A number counts where its criterion has
    a share and it was not overruled.
    """
    table = standing.table
    names = [name for name, share in standing.shares.items() if share > 0]
    pair = (standing.ahead, standing.behind)
    # What an option can't be chosen for is refused: it is scored on its fallback's cells.
    on = [table.stands_on[option] for option in pair]
    start, fixed = starts(table, on, names), overruled(table, on, names)
    levelled = start.mean(axis=0) - start
    raw = start.copy()
    moves: dict[str, Floats] = {}
    level: dict[str, set[int]] = {}
    for column, name in enumerate(names):
        for row, option in enumerate(pair):
            for reason in table.cells[name][option].reasons:
                if reason.answer is not None:
                    raw[row, column] += reason.points
                for evidence in dict.fromkeys(reason.evidence):
                    move = moves.setdefault(evidence, np.zeros_like(start))
                    if reason.answer is not None:
                        move[row, column] -= reason.points
                    else:
                        level.setdefault(evidence, set()).add(column)
    for evidence, columns in level.items():
        moves[evidence][:, list(columns)] += levelled[:, list(columns)]
    cited = [name for name in table.model.evidence if name in moves]
    changed = raw + np.array([moves[name] for name in cited]).reshape(-1, *raw.shape)
    finished = np.where(np.isnan(fixed), np.clip(changed, 0, 100), fixed)
    totals = np.minimum(finished @ [standing.shares[name] for name in names], 100)
    can_lead = table.available[standing.behind] != "no"
    found = [
        Claim(name, float(ahead - behind), bool(can_lead and ahead - behind < -TIE))
        for name, (ahead, behind) in zip(cited, totals, strict=True)
    ]
    return tuple(
        sorted(found, key=lambda claim: -round(abs(claim.margin_without - standing.margin), 9))
    )
