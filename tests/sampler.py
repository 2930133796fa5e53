"""A slow, separate simulation of a case, written from the description of the file formats.

It shares no code with the engine's draws: every world that a fact may be in is listed with its
chance, and a draw picks one. What the engine states is held against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from decision.model.case import Case, Ticks
from decision.model.decision_model import DecisionModel
from decision.model.entries import Fact

TIE = 1e-9


@dataclass(frozen=True)
class World:
    """One way that a fact may be: its answer's id or None, and the items in place."""

    answer: str | None
    items: frozenset[str]
    second: bool = False


def worlds(fact: Fact, given: Any) -> list[World]:
    """Every way a fact may be with what was given, all equally likely."""
    if not fact.items:
        if given is None:
            return [World(name, frozenset()) for name in fact.answers]
        if isinstance(given, str) or (not fact.unit and str(given) in fact.answers):
            return [World(str(given), frozenset())]
        return [World(_by_count(fact, given), frozenset())]
    if isinstance(given, Ticks):
        known = {item: item in given.yes for item in fact.items if item not in given.unknown}
    else:
        known = {}
    found = []
    for states in product((True, False), repeat=len(fact.items)):
        placed = dict(zip(fact.items, states, strict=True))
        if any(placed[item] is not state for item, state in known.items()):
            continue
        ticked = frozenset(item for item, state in placed.items() if state)
        answer = _by_count(fact, len(ticked)) if fact.answers else None
        if given is not None and not isinstance(given, Ticks) and answer != str(given):
            continue
        found.append(World(answer, ticked))
    return found


def _by_count(fact: Fact, count: float) -> str | None:
    starts = [(name, entry.from_) for name, entry in fact.answers.items()]
    reached = [name for name, start in starts if start is not None and start <= count]
    return reached[-1] if reached else None


def shifts(fact: Fact, world: World) -> dict[tuple[str, str], float]:
    """The points that a world adds to each cell."""
    found: dict[tuple[str, str], float] = {}
    parts = [fact.answers[world.answer].shifts] if world.answer is not None else []
    for name, item in fact.items.items():
        parts.append(item.shifts if name in world.items else item.if_not)
    for part in parts:
        for criterion, moves in part.items():
            for option, points in moves.items():
                found[criterion, option] = found.get((criterion, option), 0.0) + points
    return found


class Sampler:
    """Draws of one case at some shares, with what the contract makes of them."""

    def __init__(
        self, model: DecisionModel, case: Case, shares: dict[str, float], size: int, seed: int
    ) -> None:
        self.model, self.case, self.size = model, case, size
        self.pick = np.random.default_rng(seed)
        self.options, self.criteria = list(model.options), list(model.criteria)
        self.shares = np.array([shares[name] for name in self.criteria])
        self.worlds: dict[str, list[World]] = {}
        self.chances: dict[str, NDArray[Any]] = {}
        for name, fact in model.facts.items():
            first = worlds(fact, case.answers.get(name))
            chances = np.full(len(first), 1 / len(first))
            if name in case.disputed:
                other = [
                    World(one.answer, one.items, second=True)
                    for one in worlds(fact, case.disputed[name].says)
                ]
                chances = np.concatenate([chances / 2, np.full(len(other), 0.5 / len(other))])
                first = first + other
            self.worlds[name], self.chances[name] = first, chances
        self.which = {
            name: self.pick.choice(len(some), size=size, p=self.chances[name])
            for name, some in self.worlds.items()
        }
        self.stated_start = np.array(
            [[self._start(c, o)[1] for c in self.criteria] for o in self.options]
        )
        moved = np.zeros((size, len(self.options), len(self.criteria)))
        sized = np.zeros_like(moved)
        for name, fact in model.facts.items():
            effects = np.zeros((len(self.worlds[name]), len(self.options), len(self.criteria)))
            for place, world in enumerate(self.worlds[name]):
                for (criterion, option), points in shifts(fact, world).items():
                    effects[place, self.options.index(option), self.criteria.index(criterion)] = (
                        points
                    )
            spread = model.shift_spread
            factor = (
                self.pick.triangular(1 - spread, 1, 1 + spread, size) if spread else np.ones(size)
            )
            moved += effects[self.which[name]]
            sized += effects[self.which[name]] * factor[:, None, None]
        drawn = np.stack(
            [np.stack([self._drawn(c, o) for c in self.criteria], 1) for o in self.options], 1
        )
        self.totals = self._totals(drawn + sized)
        self.told = self._totals(self.stated_start + moved)

    def _start(self, criterion: str, option: str) -> tuple[float, float, float]:
        entry = self.model.criteria[criterion]
        if entry.scores is not None:
            cell = entry.scores[option]
            low = cell.score if cell.low is None else cell.low
            high = cell.score if cell.high is None else cell.high
            return low, cell.score, high
        assert entry.measure is not None
        amount = self._amount(criterion, option)
        return amount[0], self._worth(criterion, amount[1]), amount[2]

    def _amount(self, criterion: str, option: str) -> tuple[float, float, float]:
        entry = self.model.criteria[criterion]
        assert entry.amounts is not None
        given = self.case.amounts.get(criterion, {}).get(option, entry.amounts[option])
        low = given.amount if given.low is None else given.low
        high = given.amount if given.high is None else given.high
        return low, given.amount, high

    def _worth(self, criterion: str, amount: Any) -> Any:
        measure = self.model.criteria[criterion].measure
        assert measure is not None
        points = sorted(measure.values.items())
        return np.interp(amount, [x for x, _ in points], [y for _, y in points])

    def _drawn(self, criterion: str, option: str) -> NDArray[Any]:
        measured = self.model.criteria[criterion].scores is None
        low, mode, high = (self._amount if measured else self._start)(criterion, option)
        flat = np.full(self.size, float(mode))
        drawn = flat if low == high else self.pick.triangular(low, mode, high, self.size)
        return self._worth(criterion, drawn) if measured else drawn

    def _totals(self, raw: NDArray[Any]) -> NDArray[Any]:
        """Totals of the options' own cells, size × k."""
        cells = np.clip(raw, 0, 100)
        for one in self.case.overrides:
            cells[:, self.options.index(one.option), self.criteria.index(one.criterion)] = one.score
        return np.minimum(cells @ self.shares, 100)

    def finished(
        self, own: NDArray[Any], told: str | None = None
    ) -> tuple[NDArray[Any], NDArray[Any]]:
        """Totals with fallbacks, and which options can be chosen (both size × k).

        `told`: a fact whose answer is known, which an option without a fallback may need.
        """
        can = np.ones(own.shape, dtype=bool)
        for row, entry in enumerate(self.model.options.values()):
            for need in entry.needs:
                meets = np.array([world.answer in need.is_ for world in self.worlds[need.fact]])
                if entry.falls_back_to is None and not meets.all() and need.fact != told:
                    can[:, row] = False
                can[:, row] &= meets[self.which[need.fact]]
        totals = own.copy()
        for row, option in enumerate(self.options):
            chain, place = option, row
            value = own[:, row].copy()
            barred = ~can[:, row]
            while (chain := self.model.options[chain].falls_back_to) is not None:
                place = self.options.index(chain)
                value = np.where(barred, own[:, place], value)
                barred = barred & ~can[:, place]
            totals[:, row] = value
        return totals, can

    def courses(self, own: NDArray[Any], told: str | None = None) -> NDArray[Any]:
        """The best total of each course in each draw, -inf where nothing of it can be chosen."""
        totals, can = self.finished(own, told)
        totals = np.where(can, totals, -np.inf)
        return np.stack(
            [
                totals[:, [self.options.index(form) for form in forms]].max(axis=1)
                for forms in self.model.courses.values()
            ],
            axis=1,
        )

    def parts(self) -> NDArray[Any]:
        """Each course's part in being ahead, draw by draw; ties share (size × courses)."""
        return shared(self.courses(self.totals))

    def best(self) -> NDArray[Any]:
        """Each option's part in being best of all, draw by draw (size × k)."""
        totals, can = self.finished(self.totals)
        return shared(np.where(can, totals, -np.inf))

    def if_all_known(self) -> NDArray[Any]:
        """Whether the course that leads as stated, told a draw's answers, is ahead there."""
        totals, can = self.finished(self.told)
        totals = np.where(can, totals, -np.inf)
        first = (totals >= totals.max(axis=1, keepdims=True) - TIE).argmax(axis=1)
        heads = list(self.model.courses)
        course = np.array([heads.index(self.model.course_of[option]) for option in self.options])
        return self.parts()[np.arange(self.size), course[first]]

    def questions(self) -> Iterator[tuple[str, str | None, float, float]]:
        """Each question with a fact open in draws: fact, item, what it is worth, its error."""
        for name, fact in self.model.facts.items():
            some, chances = self.worlds[name], self.chances[name]
            if name in self.case.disputed:
                yield (name, None, *self._worth_of(name, [one.second for one in some]))
            elif any(item.shifts or item.if_not for item in fact.items.values()):
                for item in fact.items:
                    states = [item in one.items for one in some]
                    if 0 < sum(chances[states]) < 1:
                        yield (name, item, *self._worth_of(name, states))
            elif _is_open(self.case.answers.get(name)):
                yield (name, None, *self._worth_of(name, [one.answer for one in some]))

    def _worth_of(self, name: str, labels: list[Any]) -> tuple[float, float]:
        known = np.nan_to_num(self.courses(self.totals, name), neginf=0.0)
        unknown = np.nan_to_num(self.courses(self.totals), neginf=0.0)
        drawn = self.which[name]
        with_it, without, error = 0.0, np.zeros(known.shape[1]), 0.0
        for label in dict.fromkeys(labels):
            these = np.array([one == label for one in labels])
            chance, mine = self.chances[name][these].sum(), these[drawn]
            with_it += chance * known[mine].mean(axis=0).max()
            without += chance * unknown[mine].mean(axis=0)
            spread = (known[mine] - known[mine][:, :1]).std(axis=0).max()
            error += chance * spread / np.sqrt(max(1, mine.sum()))
        return float(with_it - without.max()), float(error)


def _is_open(given: Any) -> bool:
    return given is None or (isinstance(given, Ticks) and bool(given.unknown))


def shared(totals: NDArray[Any]) -> NDArray[Any]:
    """Each column's part in being the largest of its row."""
    most = totals.max(axis=1, keepdims=True)
    top = (totals >= most - TIE) & np.isfinite(most)
    parts = top / np.maximum(top.sum(axis=1, keepdims=True), 1)
    some = np.isfinite(most).mean()
    return parts / some if 0 < some < 1 else parts
