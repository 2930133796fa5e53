"""What asking one more question is worth: the expected value of partial perfect information."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from decision.evaluation.additive import Standing
from decision.evaluation.fact_effects import Place, with_item
from decision.evaluation.score_draws import Disputed, Drawing, Flags, State
from decision.model.readings import Reading
from decision.numeric import SEED, TIE, Floats
from decision.sensitivity.answer_changes import Variants, variants

ASKED = 5_000  # draws that each answer is put into
WORTHLESS = 0.005  # points; less than this is within what the draws leave


@dataclass(frozen=True)
class Question:
    """What answering one open fact, or one item of a checklist, may bring."""

    fact: str  # its id
    item: str | None  # the item's id, where one item is asked; None where the whole fact is
    worth: float  # points that knowing the answer is expected to add to the course then chosen
    # How likely its answer is to change the leading course, the other open facts shifting nothing.
    changes: float
    swing: float  # the largest margin that its answers give less the smallest, in points

    @property
    def tells(self) -> bool:
        """Return whether an answer could change the course, or at least the margin."""
        return self.worth > 0 or self.changes > 0 or self.swing > TIE


@dataclass(frozen=True)
class _Possible:
    """One answer to a question: how likely, and how the fact then stands and is drawn."""

    word: str
    chance: float
    reading: Reading
    state: State | Disputed


def ask_next(standing: Standing, given: Variants | None = None) -> tuple[Question, ...]:
    """Return what to ask, the most worthwhile first: by worth, swing and file order.

    A question for each open fact; for a checklist whose items have effects, one for each item
    not known instead; for a dispute, which of the two answers holds.

    Σₐ p(a) · max over courses of E[its best form | a] − max over courses of E[its best form]:
    each answer is put in turn into the same 5,000 draws, redoing only the cells it touches,
    and its chance is exact. What is expected without asking is the mean of the same draws, so
    no worth is below 0; one below 0.005 counts as 0. `given`: the case's variants, where they
    have been gathered already.

    Source: Felli and Hazen (1998), Medical Decision Making 18(1); Strong, Oakley and Brennan
    (2014), Medical Decision Making 34(3).
    """
    table = standing.table
    if not table.open_facts:
        return ()
    given = variants(standing) if given is None else given
    drawing = Drawing(table, ASKED, SEED)
    asking = _Asking(standing, drawing, given)
    found = [
        asking.question(name, item, possible)
        for name in table.open_facts
        for item, possible in _questions(drawing, name)
    ]
    # Rounded, so that the last bit of a float doesn't overrule the order of the file.
    return tuple(sorted(found, key=lambda one: (-round(one.worth, 9), -round(one.swing, 9))))


def _questions(drawing: Drawing, name: str) -> Iterator[tuple[str | None, list[_Possible]]]:
    """Yield each question about an open fact: the item asked, if one is, and its answers."""
    table = drawing.table
    fact, reading = table.model.facts[name], table.readings[name]
    drawn = drawing.states[name]
    if isinstance(drawn, Disputed):
        second = table.disputed[name]
        first = _Possible("first", 0.5, reading, drawn.first)
        yield None, [first, _Possible("second", 0.5, second, drawn.second)]
    elif fact.has_item_effects:
        for item in reading.open_items:
            chance = reading.chance
            answers = []
            for word, state, part in (("yes", True, chance), ("no", False, 1 - chance)):
                if part > 0:
                    told = with_item(fact, reading, item, state)
                    answers.append(_Possible(word, part, told, drawing.state_of(name, told)))
            yield item, answers
    else:
        chances = dict.fromkeys(reading.possible, 1 / max(1, len(reading.possible)))
        if reading.items:
            chances = dict.fromkeys(reading.possible, 0.0)
            for more, part in reading.chances().items():
                picked = fact.pick((reading.count or 0) + more)
                if picked is not None:
                    chances[picked] += part
        answers = []
        for answer, part in chances.items():
            known = State(fact, drawing.effects(name), list(fact.answers).index(answer), {})
            answers.append(_Possible(answer, part, Reading(answer, (answer,)), known))
        yield None, answers


class _Asking:
    """The draws that every answer is put into, and who leads as stated with each."""

    def __init__(self, standing: Standing, drawing: Drawing, given: Variants) -> None:
        self.standing, self.drawing, self.given = standing, drawing, given
        table, model = standing.table, standing.table.model
        self.options, self.heads = list(model.options), list(model.courses)
        self.shares = standing.shares
        self.stated = given.single()
        self.home = -1 if standing.course is None else self.heads.index(standing.course)
        self.can_now = np.array([table.can_choose(option) for option in self.options])
        # Each option's own scores in each draw: before the clip, and after it by its share.
        self.raw: dict[Place, Floats] = {}
        self.drawn: dict[tuple[str, Place], Floats | float] = {}  # what each fact adds as drawn
        self.weighed: dict[Place, Floats] = {}
        self.own = np.zeros((len(self.options), drawing.size))
        for row, option in enumerate(self.options):
            if table.stands_on[option] != option:
                continue
            for name, share in standing.shares.items():
                cell = (name, option)
                if not share:
                    continue
                if cell in table.overruled:
                    self.own[row] += share * table.overruled[cell]
                    continue
                self.raw[cell] = drawing.raw(*cell)
                self.weighed[cell] = share * np.clip(self.raw[cell], 0, 100)
                self.own[row] += self.weighed[cell]
        self.forms = [
            [self.options.index(form) for form in forms] for forms in model.courses.values()
        ]
        every = range(len(self.heads))
        self.unasked = np.array([self._mean_best(self.own, drawing.can, one) for one in every])

    def question(self, name: str, item: str | None, possible: list[_Possible]) -> Question:
        """Return what one question is worth, and what its answers do as stated."""
        if not possible:  # a checklist that moves nothing and picks no answer
            return Question(name, item, 0.0, 0.0, 0.0)
        drawn = self.drawing.states[name]
        needed = any(
            need.fact == name
            for entry in self.standing.table.model.options.values()
            for need in entry.needs
        )
        expected = np.zeros((len(possible), len(self.heads)))
        unasked = np.zeros_like(expected)
        for row, one in enumerate(possible):
            own = self._with(name, drawn, one.state)
            if not needed:  # then only the courses that it moves change
                expected[row] = self.unasked
                for course in self._moved_by(name):
                    expected[row, course] = self._mean_best(own, self.drawing.can, course)
                unasked[row] = expected[row]
                continue
            can, sure = self._can(name, one)
            for course in range(len(self.heads)):
                expected[row, course] = self._mean_best(own, can & sure[:, None], course)
                now = can & (sure & self.can_now)[:, None]
                unasked[row, course] = self._mean_best(own, now, course)
        chances = np.array([one.chance for one in possible])
        worth = float(chances @ expected.max(axis=1) - (chances @ unasked).max())
        changes, margins = 0.0, []
        for one in possible:
            margin, course = self._stated_with(name, item, one)
            changes += one.chance * (course != self.home)
            if np.isfinite(margin):
                margins.append(margin)
        swing = max(margins, default=0.0) - min(margins, default=0.0)
        return Question(name, item, worth if worth >= WORTHLESS else 0.0, float(changes), swing)

    def _with(self, name: str, drawn: State | Disputed, told: State | Disputed) -> Floats:
        """Return own totals (k × N) with a fact's answer put in, redoing the cells it touches."""
        own = self.own.copy()
        for cell in self.drawing.effects(name).cells:
            if cell not in self.raw:  # it has no share, or was overruled, or is not scored on
                continue
            if (name, cell) not in self.drawn:
                self.drawn[name, cell] = drawn.points(cell)
            change = told.points(cell) - self.drawn[name, cell]
            moved = self.raw[cell] + self.drawing.scaled(name, change)
            share, row = self.shares[cell[0]], self.options.index(cell[1])
            own[row] += share * np.clip(moved, 0, 100) - self.weighed[cell]
        return own

    def _can(self, name: str, one: _Possible) -> tuple[Flags, np.ndarray]:
        """Return what can be chosen in each draw given an answer (k × N), and by whom at all (k).

        An option without a fallback needs its needs known to be met: by this answer too.
        """
        table = self.standing.table
        can = np.ones((len(self.options), self.drawing.size), dtype=bool)
        sure = np.ones(len(self.options), dtype=bool)
        for row, entry in enumerate(table.model.options.values()):
            for need in entry.needs:
                if need.fact not in table.readings:  # it is left out, so any answer is possible
                    every = table.model.facts[need.fact].answers
                    sure[row] &= entry.falls_back_to is not None or {*every} <= {*need.is_}
                    continue
                told = need.fact == name
                state = one.state if told else self.drawing.states[need.fact]
                can[row] &= state.meets(need.is_)
                possible = {*(one.reading.possible if told else table.possible(need.fact))}
                known = possible <= {*need.is_}
                refused = not possible & {*need.is_}
                sure[row] &= not refused if entry.falls_back_to is not None else known
        return can, sure

    def _moved_by(self, name: str) -> set[int]:
        """Return the places of the courses that a fact moves."""
        moved = {option for _, option in self.drawing.effects(name).cells}
        course_of = self.standing.table.model.course_of
        return {self.heads.index(course_of[option]) for option in moved}

    def _mean_best(self, own: Floats, can: Flags, course: int) -> float:
        """Return the mean total of a course's best form that can be chosen; 0 in draws with none.

        What can't be chosen in a draw stands on its fallback there, which is a form as well.
        """
        best = np.full(self.drawing.size, -np.inf)
        for row in self.forms[course]:
            mine = own[row] if can[row].all() else np.where(can[row], own[row], -np.inf)
            np.maximum(best, mine, out=best)
        there = np.isfinite(best)
        return float(best.mean() if there.all() else best[there].sum() / len(best))

    def _stated_with(self, name: str, item: str | None, one: _Possible) -> tuple[float, int]:
        """Return the margin and the leading course, as stated, with one answer given."""
        if name in self.standing.table.disputed:
            return self._disputed_with(name, one)
        for place, change in enumerate(self.given.changes):
            if (change.fact, change.item, change.after) == (name, item, one.word):
                return float(self.stated.margins[place]), int(self.stated.courses[place])
        margin = self.standing.margin
        return (np.inf if margin is None else margin), self.home

    def _disputed_with(self, name: str, one: _Possible) -> tuple[float, int]:
        table = self.standing.table
        readings = {**table.readings, name: one.reading}
        disputed = {key: value for key, value in table.disputed.items() if key != name}
        settled = replace(table, readings=readings, disputed=disputed)
        again = variants(replace(self.standing, table=settled)).unchanged()
        return float(again.margins[0]), int(again.courses[0])
