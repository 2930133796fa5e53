"""The model linter: what a model may say, and yet its author would want to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from decision.checks.double_counting import overlaps
from decision.errors import Found
from decision.evaluation.scores import score_table
from decision.model.decision_model import DecisionModel
from decision.model.evidence_uses import uses
from decision.numeric import Floats
from decision.sentences.phrases import in_points, named

START_MARGIN = 2.0  # points between the pair with nothing answered and equal weights
REACH_GAP = 5.0  # points between the two sides' best cases

Climbed = Callable[[Floats, Mapping[str, str]], float]


def lint(model: DecisionModel) -> Found:
    """Find what a model's author would want to know, as (path in the model, message)."""
    yield from _unused_evidence(model)
    yield from _idle_facts(model)
    yield from _idle_criteria(model)
    yield from overlaps(model)
    if model.facts:
        reach = _Reach(model)
        yield from _one_sided_options(model, reach)
        yield from _lopsided_pair(model, reach)


def _unused_evidence(model: DecisionModel) -> Found:
    used = uses(model)
    for name, entry in model.evidence.items():
        if not used[name] and entry.context is None:
            yield (
                ("evidence", name),
                f"`{name}` is not cited by anything; cite it, or write `context:` to say why "
                f"no number rests on it",
            )


def _idle_facts(model: DecisionModel) -> Found:
    needed = {need.fact for option in model.options.values() for need in option.needs}
    for name, fact in model.facts.items():
        answers = fact.answers.values()
        if name not in needed and not any(answer.shifts or answer.warns for answer in answers):
            yield (
                ("facts", name),
                f"`{name}` moves no score and warns of nothing; give an answer `shifts` or "
                f"`warns`, or remove the fact",
            )


def _idle_criteria(model: DecisionModel) -> Found:
    cells = score_table(model).cells
    moved: dict[str, set[tuple[tuple[str, float], ...]]] = {}
    for fact in model.facts.values():
        for answer in fact.answers.values():
            for criterion, moves in answer.shifts.items():
                moved.setdefault(criterion, set()).add(tuple(moves.items()))
    for name, row in cells.items():
        ranged = any(cell.low != cell.high for cell in row.values())
        alike = len({cell.score for cell in row.values()}) == 1
        if alike and not moved.get(name) and not ranged:
            yield (
                ("criteria", name),
                f"`{name}` scores the same for every option whatever is answered, so it can't "
                f"matter; remove it, or give it scores that differ",
            )


class _Reach:
    """How far answers can take the options, by hill climbing over one answer at a time.

    Shifts add, so without the clip at 0 and 100 each fact's best answer would stand on its
    own and one pass would be exact; a few passes allow for the clip.
    """

    def __init__(self, model: DecisionModel) -> None:
        self.model = model
        self.options = list(model.options)
        self.rows = {name: row for row, name in enumerate(model.criteria)}
        columns = {name: column for column, name in enumerate(self.options)}
        cells = score_table(model).cells
        self.start = np.array([[cell.score for cell in row.values()] for row in cells.values()])
        self.moves: dict[str, dict[str, Floats]] = {}
        for fact, entry in model.facts.items():
            for answer, given in entry.answers.items():
                move = np.zeros_like(self.start)
                for criterion, shifts in given.shifts.items():
                    for option, points in shifts.items():
                        move[self.rows[criterion], columns[option]] = points
                self.moves.setdefault(fact, {})[answer] = move
        weights = np.array([criterion.weight for criterion in model.criteria.values()])
        self.stated = weights / weights.sum()
        self.equal = np.full(len(weights), 1 / len(weights))

    def totals(self, raw: Floats, weights: Floats) -> Floats:
        """Weigh raw sums of points (criteria × options), clipped, into totals by option."""
        clipped: Floats = weights @ np.clip(raw, 0, 100)
        return clipped

    def best_margin(self, ahead: str, behind: str) -> float:
        """Return the largest margin of one option over another by answers, at equal weights."""
        up, down = self.options.index(ahead), self.options.index(behind)

        def margin(raw: Floats, _: Mapping[str, str]) -> float:
            totals = self.totals(raw, self.equal)
            return float(totals[up] - totals[down])

        return self._climb(margin, {})

    def can_lead(self, option: str) -> bool:
        """Return whether some answers make an option the best of those that can be chosen."""
        mine = self.options.index(option)

        def lead(raw: Floats, answers: Mapping[str, str]) -> float:
            totals = self.totals(raw, self.stated)
            rivals = [
                totals[column]
                for column, other in enumerate(self.options)
                if column != mine and not self._refused(other, answers)
            ]
            return float(totals[mine] - max(rivals, default=0.0))

        fixed: dict[str, tuple[str, ...]] = {}
        for need in self.model.options[option].needs:
            both = tuple(one for one in fixed.get(need.fact, need.is_) if one in need.is_)
            if not both:  # two needs of one fact that no answer meets
                return False
            fixed[need.fact] = both
        return self._climb(lead, fixed) > 0

    def _refused(self, option: str, answers: Mapping[str, str]) -> bool:
        return any(
            need.fact in answers and answers[need.fact] not in need.is_
            for need in self.model.options[option].needs
        )

    def _climb(self, score: Climbed, fixed: Mapping[str, tuple[str, ...]]) -> float:
        answers: dict[str, str] = {}
        raw = self.start.copy()
        best = score(raw, answers)
        for _ in range(4):
            before = best
            for fact, moves in self.moves.items():
                base = raw - moves[answers[fact]] if fact in answers else raw
                tried = {
                    answer: score(base + move, answers | {fact: answer})
                    for answer, move in moves.items()
                    if answer in fixed.get(fact, moves)
                }
                answer = max(tried, key=lambda name: tried[name])
                if tried[answer] > best:
                    best, raw = tried[answer], base + moves[answer]
                    answers[fact] = answer
            if best == before:
                break
        return best


def _one_sided_options(model: DecisionModel, reach: _Reach) -> Found:
    leaders = [option for option in model.options if reach.can_lead(option)]
    for option in model.options:
        name = named(model, option)
        if option not in leaders:
            yield (
                ("options", option),
                f"{name} leads under no answers that were found; is it needed?",
            )
        elif len(leaders) == 1:
            yield ("options", option), f"{name} leads whatever is answered; then nothing is decided"


def _lopsided_pair(model: DecisionModel, reach: _Reach) -> Found:
    first, second = model.pair
    up, down = reach.options.index(first), reach.options.index(second)
    totals = reach.totals(reach.start, reach.equal)
    start = float(totals[up] - totals[down])
    if abs(start) >= START_MARGIN:
        ahead = named(model, first if start > 0 else second)
        yield (
            ("compare",),
            f"with nothing answered and equal weights {ahead} starts {in_points(start)} ahead; "
            f"a reader may call that rigged (under {START_MARGIN:.0f} is level)",
        )
    best = reach.best_margin(first, second), reach.best_margin(second, first)
    if abs(best[0] - best[1]) > REACH_GAP:
        yield (
            ("compare",),
            f"answers can put {named(model, first)} ahead by {in_points(best[0])} at most, and "
            f"{named(model, second)} by {in_points(best[1])}; a reader may call that rigged",
        )
