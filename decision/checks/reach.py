"""How far answers can take the options of a model: who can lead, and by how much at most."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from decision.checks.answer_ways import Ways
from decision.errors import Found
from decision.evaluation.scores import score_table
from decision.model.decision_model import DecisionModel
from decision.numeric import Floats
from decision.sentences.phrases import in_points, named

START_MARGIN = 2.0  # points between two courses with nothing answered and equal weights
REACH_GAP = 5.0  # points between the best cases of two courses
LEVEL = 1e-6  # points for each point of a rival
ROUNDS = 4  # of going through the facts; the second mostly finds nothing better

Flags = NDArray[np.bool_]
# What is climbed: totals of the options (V × k) and which can be chosen (V × k) → V figures.
Aim = Callable[[Floats, Flags], Floats]


class Reach:
    """How far answers can take the options, by hill climbing over one fact at a time.

    Shifts add, so without the clip at 0 and 100 each fact's best way would stand on its own
    and one round would be exact; a few rounds allow for the clip.
    """

    def __init__(self, model: DecisionModel, ways: Ways) -> None:
        self.model, self.ways = model, ways
        self.options = list(model.options)
        cells = score_table(model).cells
        self.start = np.array([[cell.score for cell in row.values()] for row in cells.values()])
        weights = np.array([criterion.weight for criterion in model.criteria.values()])
        self.stated = weights / weights.sum()
        self.equal = np.full(len(weights), 1 / len(weights))
        self._moves = {
            name: np.array([one.moves for one in all_]) for name, all_ in ways.of.items()
        }
        self._meets = {name: self._met(name) for name in ways.of}
        # While a fact is open, an option that needs it can be chosen only if it has a fallback.
        needed = {need.fact for option in model.options.values() for need in option.needs}
        every = model.options.values()
        free = {
            fact: [all(need.fact != fact for need in one.needs) for one in every] for fact in needed
        }
        self._open = {
            fact: np.array([one.falls_back_to is not None for one in every]) | np.array(is_free)
            for fact, is_free in free.items()
        }

    def best_margin(self, ahead: Sequence[str], behind: Sequence[str]) -> float:
        """Return the largest margin of a course's best form over another's, at equal weights.

        The forms of each come with the head first, which counts whether it can be chosen or
        not: the two heads are compared side by side as they are.
        """
        up, down = ([self.options.index(name) for name in forms] for forms in (ahead, behind))
        heads = [up[0], down[0]]

        def margin(totals: Floats, can: Flags) -> Floats:
            there = np.where(can, totals, -np.inf)
            there[:, heads] = totals[:, heads]
            gap: Floats = there[:, up].max(axis=1) - there[:, down].max(axis=1)
            return gap

        return self._climb(margin, self.equal, {})

    def can_lead(self, option: str) -> bool:
        """Return whether some answers make an option the best of those that can be chosen."""
        mine = self.options.index(option)

        def lead(totals: Floats, can: Flags) -> Floats:
            rivals = np.where(can, totals, 0.0)
            rivals[:, mine] = 0.0
            # Of ways that are level here, the one that leaves its rivals less is worth a step.
            worst = rivals.max(axis=1) + LEVEL * rivals.sum(axis=1)
            gap: Floats = np.where(can[:, mine], totals[:, mine], -np.inf) - worst
            return gap

        fixed: dict[str, tuple[str, ...]] = {}
        for need in self.model.options[option].needs:
            both = tuple(one for one in fixed.get(need.fact, need.is_) if one in need.is_)
            if not both:  # two needs of one fact that no answer meets
                return False
            fixed[need.fact] = both
        return self._climb(lead, self.stated, fixed, enough=0.0) > 0

    def _climb(
        self,
        aim: Aim,
        shares: Floats,
        fixed: Mapping[str, tuple[str, ...]],
        enough: float = math.inf,
    ) -> float:
        """Return the largest figure found, with the facts in `fixed` kept to some answers.

        The search ends early once a figure is over `enough`.
        """
        raw, meets = self.start.copy(), dict(self._open)
        chosen: dict[str, int] = {}
        allowed = {
            name: np.array([way.answer in answers for way in self.ways.of[name]])
            for name, answers in fixed.items()
        }
        for name, fits in allowed.items():
            place = chosen[name] = int(fits.argmax())
            raw = raw + self._moves[name][place]
            if name in meets:
                meets[name] = self._meets[name][place]
        best = float(aim(_totals(shares, raw[None]), self._can(meets)[None])[0])
        for _ in range(ROUNDS if best <= enough else 0):
            before = best
            for name, moves in self._moves.items():
                base = raw - moves[chosen[name]] if name in chosen else raw
                can = self._can({**meets, name: self._meets[name]})
                figures = aim(_totals(shares, base + moves), np.broadcast_to(can, self._size(name)))
                if name in allowed:
                    figures = np.where(allowed[name], figures, -np.inf)
                place = int(figures.argmax())
                if figures[place] > best:
                    best, raw = float(figures[place]), base + moves[place]
                    chosen[name] = place
                    if name in meets:
                        meets[name] = self._meets[name][place]
                if best > enough:
                    return best
            if best == before:
                break
        return best

    def _size(self, name: str) -> tuple[int, int]:
        return len(self.ways.of[name]), len(self.options)

    def _can(self, meets: Mapping[str, Flags]) -> Flags:
        """Return which options can be chosen (k, or V × k), every need of each being met."""
        found: Flags = np.ones(len(self.options), dtype=bool)
        for name in self._open:
            found = found & meets[name]
        return found

    def _met(self, name: str) -> Flags:
        """Return which options each way to answer a fact leaves to be chosen (V × k)."""
        found = np.ones(self._size(name), dtype=bool)
        for column, option in enumerate(self.model.options.values()):
            for need in option.needs:
                if need.fact == name:
                    found[:, column] &= [way.answer in need.is_ for way in self.ways.of[name]]
        return found


def _totals(shares: Floats, raw: Floats) -> Floats:
    """Return totals (V × k) of scores before the clip (V × criteria × k)."""
    found: Floats = np.tensordot(np.clip(raw, 0, 100), shares, axes=([1], [0]))
    return found


def one_sided_options(model: DecisionModel, reach: Reach) -> Found:
    """Find options that never lead, and one that always does."""
    leaders = [option for option in model.options if reach.can_lead(option)]
    for option in model.options:
        name = named(model, option)
        if option not in leaders:
            says = f"{name} leads under no answers that were found; is it needed?"
            yield ("options", option), says
        elif len(leaders) == 1:
            yield ("options", option), f"{name} leads whatever is answered, so no answer matters"


def lopsided_courses(model: DecisionModel, reach: Reach) -> Found:
    """Find a start that is not level and best cases that differ: of the pair, of their courses."""
    first, second = model.pair
    found = _lopsided(model, reach, (first,), (second,))
    forms = _head_first(model, first), _head_first(model, second)
    if not found and (len(forms[0]) > 1 or len(forms[1]) > 1):
        found = _lopsided(model, reach, *forms)
    for message in found:
        yield ("compare",), message


def _head_first(model: DecisionModel, head: str) -> tuple[str, ...]:
    return head, *(form for form in model.courses[head] if form != head)


def _lopsided(
    model: DecisionModel, reach: Reach, left: tuple[str, ...], right: tuple[str, ...]
) -> list[str]:
    totals = reach.equal @ np.clip(reach.start, 0, 100)
    tops = [max(totals[reach.options.index(one)] for one in forms) for forms in (left, right)]
    start = float(tops[0] - tops[1])
    names = [
        named(model, forms[0]) if len(forms) == 1 else f"the best form of {named(model, forms[0])}"
        for forms in (left, right)
    ]
    found = []
    if abs(start) >= START_MARGIN:
        found.append(
            f"with nothing answered and equal weights {names[0] if start > 0 else names[1]} starts "
            f"{in_points(start)} ahead; a reader may call that rigged (under {START_MARGIN:.0f} is "
            f"level)"
        )
    best = reach.best_margin(left, right), reach.best_margin(right, left)
    if abs(best[0] - best[1]) > REACH_GAP:
        found.append(
            f"answers can put {names[0]} ahead by {in_points(best[0])} at most, and {names[1]} "
            f"by {in_points(best[1])}; a reader may call that rigged"
        )
    return found
