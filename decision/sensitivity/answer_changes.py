"""The headline pair under many other sets of answers at once, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from decision.evaluation.additive import Standing
from decision.evaluation.scores import ScoreTable, start_of
from decision.numeric import TIE, Floats

Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Change:
    """A fact that gets another answer; `before` is None where it has none yet."""

    fact: str
    before: str | None
    after: str


@dataclass(frozen=True)
class Sides:
    """How the pair stands, a number a variant.

    Attributes:
        margins: the stated leader's total less the other's, in points; may be negative.
        flips: whether the other strictly leads: it can be chosen, and the stated leader
            is behind by more than a tie or can't be chosen.
    """

    margins: Floats
    flips: Flags


@dataclass(frozen=True)
class Variants:
    """A case, and every single change to its answers, ready to be scored together.

    Shifts add until they are clipped, and so do the needs that answers refuse: what a
    change does to both is a difference, and several changes at once are their sum.

    Attributes:
        changes: one for every other answer of every fact, in file order (C).
        shares: of the criteria that have any (n).
        raw: start scores and shifts of the case, before the clip (m × n); a row an option
            that one of the pair is scored on, in some variant.
        moves: what each change adds to `raw` (C × m × n).
        refused: how many needs of each option the case refuses (m).
        refusals: what each change adds to `refused` (C × m).
        overruled: finished scores that stand whatever is answered; NaN where none (m × n).
        chains: for the stated leader and the other: the rows it may be scored on, itself
            first and then the options it falls back to.
    """

    changes: tuple[Change, ...]
    shares: Floats
    raw: Floats
    moves: Floats
    refused: Places
    refusals: Places
    overruled: Floats
    chains: tuple[tuple[int, ...], tuple[int, ...]]

    def sides(self, *which: Places) -> Sides:
        """Score variants: the i-th makes the changes which[0][i], which[1][i] and so on.

        Changes of one variant must be to different facts.
        """
        raw = sum((self.moves[places] for places in which), self.raw)
        finished = np.where(np.isnan(self.overruled), np.clip(raw, 0, 100), self.overruled)
        totals = np.minimum(finished @ self.shares, 100)
        refused = sum((self.refusals[places] for places in which), self.refused) > 0
        ahead, behind = (_standing_on(chain, totals, refused) for chain in self.chains)
        margins = ahead - behind
        lost, barred = (refused[..., chain[0]] for chain in self.chains)
        return Sides(margins, ~barred & (lost | (margins < -TIE)))


def _standing_on(chain: tuple[int, ...], totals: Floats, refused: Flags) -> Floats:
    """Return an option's total in each variant: its own, or that of what it falls back to."""
    *earlier, last = chain
    total = totals[..., last]
    for row in reversed(earlier):
        total = np.where(refused[..., row], total, totals[..., row])
    return total


def variants(standing: Standing) -> Variants:
    """Gather every single change to the answers of a case, for its headline pair.

    A fact without an answer takes each that is possible; one with an answer, every other.
    """
    table = standing.table
    names = [name for name, share in standing.shares.items() if share > 0]
    chains = [_chain(table, option) for option in (standing.ahead, standing.behind)]
    options = list(dict.fromkeys(chains[0] + chains[1]))
    changes = tuple(
        Change(fact, reading.answer, answer)
        for fact, reading in table.readings.items()
        for answer in (table.model.facts[fact].answers if reading.answer else reading.possible)
        if answer != reading.answer
    )
    given = [(fact, read.answer) for fact, read in table.readings.items() if read.answer]
    before = _Effects.of(table, options, names, given)
    after = _Effects.of(table, options, names, [(change.fact, change.after) for change in changes])
    # What an answer does is taken back when it changes.
    place = {fact: row for row, (fact, _) in enumerate(given)}
    taken = [row for row, change in enumerate(changes) if change.before]
    undone = [place[changes[row].fact] for row in taken]
    after.moves[taken] -= before.moves[undone]
    after.refusals[taken] -= before.refusals[undone]
    return Variants(
        changes=changes,
        shares=np.array([standing.shares[name] for name in names]),
        raw=starts(table, options, names) + before.moves.sum(axis=0),
        moves=after.moves,
        refused=before.refusals.sum(axis=0),
        refusals=after.refusals,
        overruled=overruled(table, options, names),
        chains=(
            tuple(map(options.index, chains[0])),
            tuple(map(options.index, chains[1])),
        ),
    )


def _chain(table: ScoreTable, option: str) -> list[str]:
    chain, after = [option], table.model.options[option].falls_back_to
    while after is not None:
        chain.append(after)
        after = table.model.options[after].falls_back_to
    return chain


@dataclass(frozen=True)
class _Effects:
    """What each of some answers does: shifts (A × m × n), and needs it refuses (A × m)."""

    moves: Floats
    refusals: Places

    @classmethod
    def of(
        cls,
        table: ScoreTable,
        options: list[str],
        names: list[str],
        answers: list[tuple[str, str]],
    ) -> _Effects:
        model = table.model
        rows = {option: row for row, option in enumerate(options)}
        columns = {name: column for column, name in enumerate(names)}
        moves = np.zeros((len(answers), len(options), len(names)))
        refusals = np.zeros((len(answers), len(options)), dtype=np.intp)
        needs = [
            (row, need.fact, need.is_)
            for option, row in rows.items()
            for need in model.options[option].needs
        ]
        for place, (fact, answer) in enumerate(answers):
            for name, shifts in model.facts[fact].answers[answer].shifts.items():
                if name in columns:
                    for option in rows.keys() & shifts.keys():
                        moves[place, rows[option], columns[name]] = shifts[option]
            for row, needed, wanted in needs:
                refusals[place, row] += fact == needed and answer not in wanted
        return cls(moves, refusals)


def starts(table: ScoreTable, options: list[str], names: list[str]) -> Floats:
    """Return start scores, options × criteria, 0 to 100, whether overruled or not."""
    model, case = table.model, table.case
    rows = [
        [start_of(model.criteria[name], case, name, option)[1] for name in names]
        for option in options
    ]
    return np.array(rows, dtype=float)


def overruled(table: ScoreTable, options: list[str], names: list[str]) -> Floats:
    """Return the scores that were overruled, options × criteria; NaN where none was."""
    # A cell has one override; of several, which only code can make, the first counts.
    scores = {(one.criterion, one.option): one.score for one in reversed(table.case.overrides)}
    rows = [[scores.get((name, option), np.nan) for name in names] for option in options]
    return np.array(rows, dtype=float)
