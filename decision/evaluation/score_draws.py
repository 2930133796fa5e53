"""Draws of what is uncertain: start scores, open facts, availability, the sizes of shifts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from decision.evaluation.fact_effects import Place
from decision.evaluation.scores import ScoreTable, start_of
from decision.model.cells import Amount
from decision.model.decision_model import DecisionModel
from decision.model.entries import Fact, by_cell
from decision.model.readings import Reading
from decision.numeric import DRAWS, Floats

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Effects:
    """What a fact can do to each cell that it touches, ready to be looked up."""

    # By cell, the points of each answer in file order, and 0 for no answer (A + 1).
    answers: Mapping[Place, Floats]
    # By cell, the items that move it, with the points of a yes and of a no.
    items: Mapping[Place, tuple[tuple[str, float, float], ...]]

    @classmethod
    def of(cls, fact: Fact) -> Effects:
        """Return the effects of a fact's answers and items."""
        answers: dict[Place, Floats] = {}
        for place, answer in enumerate(fact.answers.values()):
            for cell, points in by_cell(answer.shifts).items():
                answers.setdefault(cell, np.zeros(len(fact.answers) + 1))[place] = points
        items: dict[Place, tuple[tuple[str, float, float], ...]] = {}
        for name, item in fact.items.items():
            yes, no = by_cell(item.shifts), by_cell(item.if_not)
            for cell in dict.fromkeys((*yes, *no)):
                moved = (name, yes.get(cell, 0.0), no.get(cell, 0.0))
                items[cell] = (*items.get(cell, ()), moved)
        return cls(answers, items)

    @property
    def cells(self) -> tuple[Place, ...]:
        """The cells that the fact touches."""
        return tuple(dict.fromkeys((*self.answers, *self.items)))


@dataclass(frozen=True)
class State:
    """A fact known to the last item, in every draw alike or draw by draw."""

    fact: Fact  # which
    effects: Effects  # what it can do
    answer: int | NDArray[np.intp]  # the place of its answer in file order; -1 for none
    items: Mapping[str, bool | Flags] = field(default_factory=dict)  # whether each item is in place

    def points(self, cell: Place) -> Floats | float:
        """Return what it adds to a cell: a number, or one a draw (N)."""
        found: Floats | float = 0.0
        if cell in self.effects.answers:
            table = self.effects.answers[cell]
            fixed = isinstance(self.answer, int)
            found = float(table[self.answer]) if fixed else np.take(table, self.answer)
        for item, yes, no in self.effects.items.get(cell, ()):
            state = self.items[item]
            found = found + (
                (yes if state else no)
                if isinstance(state, bool)
                else np.take(np.array((no, yes)), state.view(np.int8))
            )
        return found

    def meets(self, wanted: tuple[str, ...]) -> bool | Flags:
        """Return whether its answer is one of some, once or draw by draw (N)."""
        fits = np.array([name in wanted for name in self.fact.answers] + [False])
        return bool(fits[self.answer]) if isinstance(self.answer, int) else fits[self.answer]


@dataclass(frozen=True)
class Disputed:
    """A fact with two answers, one or the other in each draw."""

    first: State
    second: State
    is_second: Flags

    def points(self, cell: Place) -> Floats | float:
        """Return what it adds to a cell in each draw (N)."""
        return np.where(self.is_second, self.second.points(cell), self.first.points(cell))

    def meets(self, wanted: tuple[str, ...]) -> bool | Flags:
        """Return whether its answer is one of some, draw by draw (N)."""
        return np.where(self.is_second, self.second.meets(wanted), self.first.meets(wanted))


class Drawing:
    """Draws of one case; each part of it is drawn on first use.

    A start score is triangular on (low, score, high), an amount likewise in its unit and then
    valued. An open choice or number draws one of its answers, equally likely, for all cells
    together; each unknown item of a checklist is yes or no, equally likely, and the count
    follows; one answered by an answer's id keeps within the counts that reach it; a dispute
    draws one of its two answers, whole. All shifts of one fact are multiplied by one factor,
    triangular on (1 − s, 1, 1 + s) for the model's `shift-spread` s. Then each cell is clipped.

    Every cell, fact and item has a random stream of its own, seeded from its ids. So the order
    of a file changes nothing, adding an option leaves the others' draws as they were, and two
    cases are compared under the same luck; the same seed gives the same draws, to the bit.
    """

    def __init__(self, table: ScoreTable, size: int, seed: int) -> None:
        self.table, self.size, self.seed = table, size, seed
        self._effects: dict[str, Effects] = {}
        self._coins: dict[tuple[str, ...], Flags] = {}

    def effects(self, name: str) -> Effects:
        """Return what a fact can do to each cell."""
        if name not in self._effects:
            self._effects[name] = Effects.of(self.table.model.facts[name])
        return self._effects[name]

    @cached_property
    def states(self) -> Mapping[str, State | Disputed]:
        """How each fact is drawn, by id."""
        return {name: self._state(name) for name in self.table.readings}

    @cached_property
    def touching(self) -> Mapping[Place, tuple[str, ...]]:
        """The facts that can move each cell, by cell."""
        found: dict[Place, tuple[str, ...]] = {}
        for name in self.table.readings:
            for cell in self.effects(name).cells:
                found[cell] = (*found.get(cell, ()), name)
        return found

    @cached_property
    def factors(self) -> Mapping[str, Floats]:
        """What the sizes of each fact's shifts are multiplied by (N); empty without a spread."""
        spread = self.table.model.shift_spread
        if not spread:
            return {}
        return {
            name: self._ranged(("spread", name), 1 - spread, 1, 1 + spread)
            for name in self.table.readings
            if self.effects(name).cells
        }

    def scaled(self, name: str, points: Floats | float) -> Floats | float:
        """Return points of a fact's shifts by the sizes drawn."""
        factor = self.factors.get(name)
        return points if factor is None else points * factor

    @cached_property
    def can(self) -> Flags:
        """Whether each option can be chosen in each draw (k × N).

        One without a fallback can be chosen only where its needs are known to be met; then
        it can be in all of them.
        """
        model = self.table.model
        found = np.ones((len(model.options), self.size), dtype=bool)
        for row, (option, entry) in enumerate(model.options.items()):
            if not self.table.can_choose(option):
                found[row] = False
                continue
            for need in entry.needs:
                if need.fact in self.states:
                    found[row] &= self.states[need.fact].meets(need.is_)
        return found

    def raw(self, name: str, option: str) -> Floats:
        """Return an option's own scores on a criterion in each draw, before the clip (N)."""
        cell = self._start(name, option)
        for fact in self.touching.get((name, option), ()):
            cell = cell + self.scaled(fact, self.states[fact].points((name, option)))
        return cell

    def own(self, name: str, option: str) -> Floats | float:
        """Return an option's own finished scores on a criterion (N), or the one overruled."""
        overruled = self.table.overruled.get((name, option))
        return np.clip(self.raw(name, option), 0, 100) if overruled is None else overruled

    def totals(self, weights: ArrayLike) -> Floats:
        """Return each option's total in each draw (k × N), 0 to 100.

        An option that can't be chosen in a draw for what it needs stands on its fallback.

        Args:
            weights: shares that sum to 1: n, or one row a draw (N × n).
        """
        return self._totals(weights, self.own)

    def told_totals(self, weights: ArrayLike) -> Floats:
        """Return each option's total as stated, told the answers of each draw (k × N).

        Start scores and sizes as written; only the answers vary from draw to draw.
        """
        return self._totals(weights, self._told)

    def _totals(self, weights: ArrayLike, own: Callable[[str, str], Floats | float]) -> Floats:
        """Weigh the options' own scores, and stand what can't be chosen on its fallback."""
        table, shares = self.table, np.asarray(weights, dtype=float)
        summed = np.zeros((len(table.model.options), self.size))
        for row, option in enumerate(table.model.options):
            if table.stands_on[option] != option:
                continue
            for column, name in enumerate(table.model.criteria):
                share = shares[..., column]
                if share.any():
                    summed[row] += share * own(name, option)
        # The last bit of a sum can pass 100.
        np.minimum(summed, 100, out=summed)
        return on_fallbacks(summed, self.can, fallbacks_of(table.model))

    def _told(self, name: str, option: str) -> Floats | float:
        cell = (name, option)
        if cell in self.table.overruled:
            return self.table.overruled[cell]
        criterion = self.table.model.criteria[name]
        found: Floats | float = start_of(criterion, self.table.case, name, option)[1]
        for fact in self.touching.get(cell, ()):
            found = found + self.states[fact].points(cell)
        return np.clip(found, 0, 100)

    def _start(self, name: str, option: str) -> Floats:
        criterion = self.table.model.criteria[name]
        cell, ids = criterion.cells[option], ("cell", name, option)
        if isinstance(cell, Amount):
            assert criterion.measure is not None  # a criterion with amounts has one
            amount = self.table.case.amounts.get(name, {}).get(option, cell)
            amounts = self._ranged(ids, amount.low, amount.amount, amount.high)
            points = sorted(criterion.measure.values.items())
            return np.interp(amounts, [at for at, _ in points], [worth for _, worth in points])
        return self._ranged(ids, cell.low, cell.score, cell.high)

    def _state(self, name: str) -> State | Disputed:
        first = self.state_of(name, self.table.readings[name])
        if name not in self.table.disputed:
            return first
        second = self.state_of(name, self.table.disputed[name])
        return Disputed(first, second, self._coin("dispute", name))

    def state_of(self, name: str, reading: Reading) -> State:
        """Return a fact that stands so, with what isn't known of it drawn."""
        fact, effects = self.table.model.facts[name], self.effects(name)
        places = {answer: place for place, answer in enumerate(fact.answers)}
        if not reading.items:
            if reading.answer is not None:
                return State(fact, effects, places[reading.answer])
            drawn = self._stream("fact", name).integers(len(reading.possible), size=self.size)
            every = np.array([places[answer] for answer in reading.possible])
            return State(fact, effects, every[drawn])
        items = self._items(name, reading)
        if reading.answer is not None or not fact.answers:
            answer = -1 if reading.answer is None else places[reading.answer]
            return State(fact, effects, answer, items)
        counted = np.zeros(self.size, dtype=np.intp)
        for state in items.values():
            counted += state
        picked = [fact.pick(count) for count in range(len(fact.items) + 1)]
        by_count = np.array([-1 if one is None else places[one] for one in picked])
        return State(fact, effects, by_count[counted], items)

    def _items(self, name: str, reading: Reading) -> dict[str, bool | Flags]:
        """Return each item's state: known, or drawn so that every completion is as likely."""
        found: dict[str, bool | Flags] = {
            item: state for item, state in reading.items.items() if state is not None
        }
        unknown = reading.open_items
        if reading.ticks == (0, len(unknown)):
            for item in unknown:
                found[item] = self._coin("item", name, item)
        elif unknown:
            # First how many, by the number of completions; then which, by a random order.
            chances = reading.chances()
            ends = np.cumsum(list(chances.values()))[:-1]
            many = np.array(list(chances))[
                np.searchsorted(ends, self._stream("fact", name).random(self.size), side="right")
            ]
            keys = np.array([self._stream("item", name, one).random(self.size) for one in unknown])
            order = keys.argsort(axis=0).argsort(axis=0)
            found |= {item: order[row] < many for row, item in enumerate(unknown)}
        return {item: found[item] for item in reading.items}

    def _coin(self, *ids: str) -> Flags:
        """Return yes or no for each draw, equally likely (N)."""
        if ids not in self._coins:
            self._coins[ids] = self._stream(*ids).random(self.size) < 0.5
        return self._coins[ids]

    def _ranged(
        self, ids: tuple[str, ...], low: float | None, mode: float, high: float | None
    ) -> Floats:
        """Return draws from the triangular distribution (N); a point where it has no range."""
        if low is None or high is None or low == high:
            return np.full(self.size, float(mode))
        draw = _kept if self.size <= DRAWS else _triangular
        return draw(self.seed, ids, low, mode, high, self.size)

    def _stream(self, *ids: str) -> np.random.Generator:
        return _stream(self.seed, *ids)


def fallbacks_of(model: DecisionModel) -> tuple[int, ...]:
    """Return the place of the option that each falls back to; -1 for none (k)."""
    places = {option: place for place, option in enumerate(model.options)}
    return tuple(places.get(entry.falls_back_to or "", -1) for entry in model.options.values())


def on_fallbacks(own: Floats, can: Flags, fallbacks: tuple[int, ...]) -> Floats:
    """Return totals where what can't be chosen stands on its fallback (k × N).

    Args:
        own: each option's total on its own scores (k × N); left as it is.
        can: whether each option can be chosen (k × N).
        fallbacks: the place of what each falls back to; -1 for none (k).
    """
    finished: dict[int, Floats] = {}

    def of(row: int) -> Floats:
        if row not in finished:
            fallback, mine = fallbacks[row], own[row]
            if fallback >= 0 and not can[row].all():
                mine = np.where(can[row], mine, of(fallback))
            finished[row] = mine
        return finished[row]

    return np.array([of(row) for row in range(len(own))])


def _stream(seed: int, *ids: str) -> np.random.Generator:
    digest = hashlib.sha256("/".join((str(seed), *ids)).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


def _triangular(
    seed: int, ids: tuple[str, ...], low: float, mode: float, high: float, size: int
) -> Floats:
    """Draw from the triangular distribution by its inverse; what is returned is never changed.

    One sum serves both sides of the mode: below it the second root stands still, above it
    the first does. Working in parts of the width, no square can overflow.
    """
    width = float(high - low)
    turn = (mode - low) / width
    uniform = _stream(seed, *ids).random(size)
    rising = np.minimum(uniform, turn)
    rising *= turn
    falling = np.minimum(1 - uniform, 1 - turn)
    falling *= 1 - turn
    drawn = np.sqrt(rising, out=rising)
    drawn -= np.sqrt(falling, out=falling)
    drawn *= width
    drawn += low + (high - mode)
    drawn.setflags(write=False)
    return drawn


# One answer changes few cells of a case, and all others are drawn as before: half of the time of
# an evaluation. 160 kB each; what is drawn more often than an evaluation draws is not kept.
_kept = lru_cache(maxsize=256)(_triangular)
