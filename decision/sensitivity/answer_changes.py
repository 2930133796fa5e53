"""A case under many other sets of answers at once, as arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from decision.evaluation.additive import Standing
from decision.evaluation.fact_effects import with_item
from decision.evaluation.score_draws import fallbacks_of, on_fallbacks
from decision.evaluation.scores import ScoreTable, start_of
from decision.model.entries import Fact, Shifts, by_cell
from decision.model.readings import Reading, read_fact
from decision.numeric import TIE, Floats

Flags = NDArray[np.bool_]
Places = NDArray[np.intp]
MOST = 2_000  # variants scored at a time: what they need stays in the processor's cache


@dataclass(frozen=True)
class Change:
    """A fact, or one item of a checklist, that gets another answer.

    `before` is None where it has none yet. Of an item, `before` and `after` are "yes" or "no".
    """

    fact: str
    before: str | None
    after: str
    item: str | None = None


@dataclass(frozen=True)
class Leads:
    """Who leads in each of some variants (V)."""

    # The place of the leader among the options, in file order; -1 where none can be chosen; of
    # those that tie, the first.
    leaders: Places
    courses: Places  # the place of its course among the model's courses; -1 where there is none
    # The stated course's best less the best of any other, in points; below 0 where another leads,
    # infinite where only one side can be chosen, NaN where neither can.
    margins: Floats
    over: Floats  # the leader's total less that of the stated leader, as scored there
    lost: Flags  # whether the stated leader can't be chosen there


@dataclass(frozen=True)
class Variants:
    """A case, and every single change to its answers, ready to be scored together.

    Shifts add until they are clipped, and so do the needs that answers refuse: what a
    change does to both is a difference, and changes to several facts at once are their sum.
    """

    # One for every other answer of every fact, in file order (C); of a checklist whose items have
    # effects, one for every other state of each item.
    changes: tuple[Change, ...]
    shares: Floats  # of the criteria that have any (n)
    raw: Floats  # start scores and shifts of the case, before the clip (k × n)
    moves: Floats  # what each change adds to `raw` (C × k × n)
    # How many needs bar each option in the case (k): those refused, and without a fallback those
    # not known to be met.
    barred: Places
    bars: Places  # what each change adds to `barred` (C × k)
    overruled: Floats  # finished scores that stand whatever is answered; NaN where none (k × n)
    fallbacks: tuple[int, ...]  # the place of the option that each falls back to; -1 for none (k)
    course: Places  # the place of each option's course (k)
    stated: int  # the place of the stated leader; -1 for none

    def single(self) -> Leads:
        """Return who leads with each change made alone (C)."""
        return self.leads(np.arange(len(self.changes)))

    def leads(self, *which: Places) -> Leads:
        """Return who leads where variant i makes the changes which[0][i], which[1][i] and so on.

        Changes of one variant must be to different facts.
        """
        parts = []
        for start in range(0, max(len(which[0]), 1), MOST):
            some = [places[start : start + MOST] for places in which]
            raw = sum((self.moves[places] for places in some), self.raw)
            parts.append(self.scored(raw, sum((self.bars[one] for one in some), self.barred)))
        names = [field.name for field in fields(Leads)]
        return Leads(*(np.concatenate([getattr(one, name) for one in parts]) for name in names))

    def unchanged(self) -> Leads:
        """Return who leads with nothing changed (1)."""
        return self.scored(self.raw[None], self.barred[None])

    def scored(self, raw: Floats, barred: Places) -> Leads:
        """Return who leads at scores before the clip (V × k × n) and with needs barring (V × k)."""
        finished = np.where(np.isnan(self.overruled), np.clip(raw, 0, 100), self.overruled)
        return self.weighed(np.minimum(finished @ self.shares, 100), barred > 0)

    def weighed(self, own: Floats, cannot: Flags) -> Leads:
        """Return who leads at totals of the options' own scores (V × k), and what can't be."""
        totals = on_fallbacks(own.T, ~cannot.T, self.fallbacks).T
        can = np.where(cannot, -np.inf, totals)
        most = can.max(axis=1)
        leaders = (can >= most[:, None] - TIE).argmax(axis=1)
        none = ~np.isfinite(most)
        courses = np.where(none, -1, self.course[leaders])
        stated = max(self.stated, 0)
        mine = self.course == self.course[stated]
        ours = can[:, mine].max(axis=1)
        theirs = can[:, ~mine].max(axis=1, initial=-np.inf)
        margins = np.full(len(can), np.nan)
        either = np.isfinite(ours) | np.isfinite(theirs)
        margins[either] = ours[either] - theirs[either]
        over = totals[np.arange(len(can)), leaders] - totals[:, stated]
        return Leads(np.where(none, -1, leaders), courses, margins, over, cannot[:, stated])


def variants(standing: Standing) -> Variants:
    """Gather every single change to the answers of a case.

    A fact without an answer takes each that is possible; one with an answer, every other.
    A dispute counts as answered by its first answer, and a change settles it.
    """
    table, model = standing.table, standing.table.model
    names = [name for name, share in standing.shares.items() if share > 0]
    options = list(model.options)
    raw = starts(table, options, names)
    ground = _Ground(table, options, names)
    barred = np.zeros(len(options), dtype=np.intp)
    changes: list[Change] = []
    moves: list[Floats] = []
    bars: list[Places] = []
    for fact, reading in table.readings.items():
        before, refused = ground.moves(fact, reading), ground.bars(fact, table.possible(fact))
        raw += before
        barred += refused
        for change, changed in other_readings(fact, model.facts[fact], reading):
            changes.append(change)
            moves.append(ground.moves(fact, changed) - before)
            bars.append(ground.bars(fact, changed.possible) - refused)
    for fact in {need.fact for entry in model.options.values() for need in entry.needs}:
        if fact not in table.readings:
            barred += ground.bars(fact, tuple(model.facts[fact].answers))  # it is left out
    heads = list(model.courses)
    leader = standing.leader
    return Variants(
        changes=tuple(changes),
        shares=np.array([standing.shares[name] for name in names]),
        raw=raw,
        moves=np.array(moves).reshape(-1, *raw.shape),
        barred=barred,
        bars=np.array(bars, dtype=np.intp).reshape(-1, len(options)),
        overruled=overruled(table, options, names),
        fallbacks=fallbacks_of(model),
        course=np.array([heads.index(model.course_of[option]) for option in options]),
        stated=-1 if leader is None else options.index(leader),
    )


def other_readings(name: str, fact: Fact, reading: Reading) -> Iterator[tuple[Change, Reading]]:
    """Yield each single change to how a fact stands, with how it then stands, in file order."""
    if fact.has_item_effects:
        for item, state in reading.items.items():
            for word, other in (("yes", True), ("no", False)):
                if other is state or (state is None and not _allowed(reading, other)):
                    continue
                before = None if state is None else "yes" if state else "no"
                changed = with_item(fact, reading, item, other)
                yield Change(name, before, word, item), changed
        if any(state is not None for state in reading.items.values()):
            return
    if fact.has_item_effects and reading.answer is None:
        return
    every = fact.answers if reading.answer else reading.possible
    for answer in every:
        if answer != reading.answer:
            yield Change(name, reading.answer, answer), read_fact(fact, answer)


def item_pairs(standing: Standing) -> tuple[tuple[tuple[Change, Change], ...], Floats, Places]:
    """Return every change of two items of one checklist whose items have effects.

    Two items can reach another answer together, so what they do is not the sum of what each
    does: the changes (P), what they add to scores before the clip (P × k × n), and to the needs
    that bar options (P × k).
    """
    table, options = standing.table, list(standing.table.model.options)
    names = [name for name, share in standing.shares.items() if share > 0]
    ground = _Ground(table, options, names)
    pairs: list[tuple[Change, Change]] = []
    moves: list[Floats] = []
    bars: list[Places] = []
    for name, reading in table.readings.items():
        fact = table.model.facts[name]
        if not fact.has_item_effects:
            continue
        order: dict[str | None, int] = {item: place for place, item in enumerate(fact.items)}
        before, refused = ground.moves(name, reading), ground.bars(name, table.possible(name))
        for first, changed in other_readings(name, fact, reading):
            for second, both in other_readings(name, fact, changed):
                places = [order.get(one.item, -1) for one in (first, second)]
                if not -1 < places[0] < places[1]:
                    continue
                pairs.append((first, second))
                moves.append(ground.moves(name, both) - before)
                bars.append(ground.bars(name, both.possible) - refused)
    shape = (len(pairs), len(options), len(names))
    return (
        tuple(pairs),
        np.array(moves).reshape(shape),
        np.array(bars, dtype=np.intp).reshape(shape[:2]),
    )


def _allowed(reading: Reading, state: bool) -> bool:
    """Return whether an item not known may be so, within the bounds of how many are ticked."""
    least, most = reading.ticks
    return most > 0 if state else least < len(reading.open_items)


class _Ground:
    """What how a fact stands does to the options' scores and needs, as arrays."""

    def __init__(self, table: ScoreTable, options: list[str], names: list[str]) -> None:
        self.table, self.model = table, table.model
        self.shape = (len(options), len(names))
        self.places = {
            (name, option): (row, column)
            for row, option in enumerate(options)
            for column, name in enumerate(names)
        }
        self.needs = [
            (row, need.fact, need.is_, self.model.options[option].falls_back_to is not None)
            for row, option in enumerate(options)
            for need in self.model.options[option].needs
        ]

    def moves(self, fact: str, reading: Reading) -> Floats:
        """Return the points that it adds to each score, k × n."""
        found = np.zeros(self.shape)
        entry = self.model.facts[fact]
        if reading.answer is not None:
            self._add(found, entry.answers[reading.answer].shifts)
        if not entry.has_item_effects:
            return found
        for name, state in reading.items.items():
            item = entry.items[name]
            if state is not None:
                self._add(found, item.shifts if state else item.if_not)
            elif reading.answer is not None:  # by an answer's id: the mean of both
                self._add(found, item.shifts, reading.chance)
                self._add(found, item.if_not, 1 - reading.chance)
        return found

    def _add(self, found: Floats, shifts: Shifts, part: float = 1.0) -> None:
        for cell, points in by_cell(shifts).items():
            if cell in self.places:
                found[self.places[cell]] += part * points

    def bars(self, fact: str, possible: tuple[str, ...]) -> Places:
        """Return how many needs of each option it bars (k)."""
        found = np.zeros(self.shape[0], dtype=np.intp)
        for row, needed, wanted, has_fallback in self.needs:
            if needed == fact:
                met = [answer in wanted for answer in possible]
                surely = bool(met) and all(met)
                found[row] += (bool(met) and not any(met)) if has_fallback else not surely
        return found


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
    rows = [[table.overruled.get((name, option), np.nan) for name in names] for option in options]
    return np.array(rows, dtype=float)
