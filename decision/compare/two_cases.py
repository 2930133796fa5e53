"""Two cases of one site: where their answers differ, and what each answer would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from decision.evaluation.additive import Lead, Standing, best, stand
from decision.evaluation.fact_effects import readings_of
from decision.evaluation.scores import score_table
from decision.evaluation.weights import Shares
from decision.model.case import Case, GivenAnswer, Ticks
from decision.model.decision_model import DecisionModel
from decision.model.entries import Fact
from decision.model.readings import Reading, read_fact
from decision.sentences import templates as texts
from decision.sentences.model_contents import reading_says
from decision.wording.numbers import numeral


@dataclass(frozen=True)
class Difference:
    """A fact, or an item of a checklist, that two cases answer differently."""

    fact: str  # its id
    item: str | None  # the item's id; None where the whole fact is told apart
    # Both answers in words; None where it is not answered.
    first: str | None
    second: str | None
    # Who leads with each answer, all else as in the case it is put in.
    with_first: Lead
    with_second: Lead
    # Points that the second answer, in place of the first, adds to what that case's leading course
    # is ahead of the best other; None where two can't be compared.
    moves: float | None

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return self.fact if self.item is None else f"{self.fact}.{self.item}"

    @property
    def conflicts(self) -> bool:
        """Return whether both answer it, each otherwise."""
        return self.first is not None and self.second is not None

    @property
    def changes_course(self) -> bool:
        """Return whether another course leads with one answer than with the other."""
        return self.with_first.course != self.with_second.course

    @property
    def changes_leader(self) -> bool:
        """Return whether another option leads: another course, or another form of it."""
        return self.with_first.leader != self.with_second.leader


def differences(
    model: DecisionModel, first: Case, second: Case, base: Case, shares: Shares
) -> tuple[Difference, ...]:
    """Return what two cases answer differently, what changes the answer first.

    Those that change the leading course come first, then those that change the leader, then
    the others; in each group the one that moves the margin most comes first. A checklist that
    both tell item by item has a row for each item on which they differ, where its items move
    scores by themselves or it has no `answers`; any other fact has one row.

    Args:
        first, second: the cases that are compared.
        base: the case that each answer is put in, one at a time.
        shares: the weights, by criterion id; they sum to 1.
    """
    now = stand(score_table(model, base), shares)
    ours, theirs = (readings_of(model, case) for case in (first, second))
    found = []
    for name, fact in model.facts.items():
        mine, other = ours[name], theirs[name]
        if _item_by_item(fact, mine, other):
            for item, state in mine.items.items():
                if state != other.items[item]:
                    ticked = ticks_in(read_fact(fact, base.answers.get(name)), mine, other)
                    pair = tuple(
                        answered(base, name, with_state(ticked, item, each))
                        for each in (state, other.items[item])
                    )
                    words = _yes(state), _yes(other.items[item])
                    found.append(_difference(now, name, item, words, pair))
        elif mine.answer != other.answer:
            words = reading_says(fact, mine), reading_says(fact, other)
            found.append(_of_fact(now, base, name, words, first, second))
    return _ordered(found)


def disputes(model: DecisionModel, case: Case, shares: Shares) -> tuple[Difference, ...]:
    """Return the disputed answers of one case, ordered as `differences` are."""
    now, other = stand(score_table(model, case), shares), second_view(case)
    found = []
    for name, fact in model.facts.items():
        if name in case.disputed:
            first, second = (read_fact(fact, each.answers[name]) for each in (case, other))
            words = said(fact, first), said(fact, second)
            found.append(_of_fact(now, case, name, words, case, other))
    return _ordered(found)


def second_view(case: Case) -> Case:
    """Return a case as those see it who give the second answers, with their roles and reasons."""
    disputed = case.disputed
    because = {name: one.because for name, one in disputed.items() if one.because}
    return case.model_copy(
        update={
            "answers": {**case.answers, **{name: one.says for name, one in disputed.items()}},
            "answered_by": {**case.answered_by, **{name: one.by for name, one in disputed.items()}},
            "notes": {name: text for name, text in case.notes.items() if name not in disputed}
            | because,
            "disputed": {},
        }
    )


def question(model: DecisionModel, difference: Difference) -> str:
    """Return in words what the two answer differently: the fact's question, or with the item."""
    fact = model.facts[difference.fact]
    item = difference.item
    return fact.ask if item is None else f"{fact.ask} {fact.items[item].says}"


def said(fact: Fact, reading: Reading) -> str:
    """Return an answer in words: of a checklist what is in place, of a number how many too."""
    known = [fact.items[item].says for item, state in reading.items.items() if state]
    if reading.items and not reading.open_items:
        return "; ".join(known) or texts.NONE_IN_PLACE  # an item may hold commas
    says = reading_says(fact, reading) or texts.NO_ANSWER
    if fact.unit and reading.count is not None:
        return texts.WITH_NUMBER.format(says=says, number=numeral(reading.count))
    return says


def answered(case: Case, fact: str, given: GivenAnswer | None) -> Case:
    """Return a case with another answer to one fact, and no second one beside it."""
    answers, disputed = with_item(case.answers, fact, given), with_item(case.disputed, fact, None)
    return case.model_copy(update={"answers": answers, "disputed": disputed})


def with_item(group: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """Return a copy of a group with one item set, or without it where the value is None."""
    kept = {key: one for key, one in group.items() if key != name}
    return kept if value is None else {**kept, name: value}


def with_state(items: Mapping[str, bool | None], item: str, state: bool | None) -> Ticks | None:
    """Return the ticks of a checklist with one item set; None where nothing of it is known."""
    states = {**items, item: state}
    unknown = tuple(name for name, one in states.items() if one is None)
    yes = tuple(name for name, one in states.items() if one)
    return None if len(unknown) == len(states) else Ticks(yes=yes, unknown=unknown)


def ticks_in(base: Reading, first: Reading, second: Reading) -> Mapping[str, bool | None]:
    """Return how a checklist stands in a case: as it is known there, else as two others agree."""
    if any(state is not None for state in base.items.values()):
        return base.items
    return {
        item: state if state is second.items[item] else None for item, state in first.items.items()
    }


def _of_fact(
    now: Standing,
    base: Case,
    fact: str,
    words: tuple[str | None, str | None],
    first: Case,
    second: Case,
) -> Difference:
    pair = tuple(answered(base, fact, case.answers.get(fact)) for case in (first, second))
    return _difference(now, fact, None, words, pair)


def _difference(
    now: Standing,
    fact: str,
    item: str | None,
    words: tuple[str | None, str | None],
    pair: tuple[Case, ...],
) -> Difference:
    """Return a difference, with each case of a pair stood in full."""
    model = now.table.model
    one, other = (stand(score_table(model, case), now.shares) for case in pair)
    before, after = (_ahead(each, now.course) for each in (one, other))
    moves = None if before is None or after is None else after - before
    return Difference(fact, item, *words, one.lead, other.lead, moves)


def _ahead(standing: Standing, course: str | None) -> float | None:
    """Return what the best of a course is ahead of the best other; None without two to compare."""
    model, able = standing.table.model, standing.table.choosable
    ours = best((one for one in able if model.course_of[one] == course), standing.totals)
    theirs = best((one for one in able if model.course_of[one] != course), standing.totals)
    if ours is None or theirs is None:
        return None
    return standing.totals[ours] - standing.totals[theirs]


def _ordered(found: Iterable[Difference]) -> tuple[Difference, ...]:
    # Rounded, so that the last bit of a float doesn't overrule the order of the file.
    def last(one: Difference) -> tuple[bool, bool, float]:
        return not one.changes_course, not one.changes_leader, -round(abs(one.moves or 0), 9)

    return tuple(sorted(found, key=last))


def _item_by_item(fact: Fact, *readings: Reading) -> bool:
    """Return whether a checklist's items count one by one, and neither reading is by an id."""
    counts = any(item.moves for item in fact.items.values()) or not fact.answers
    by_id = any(reading.answer is not None and reading.open_items for reading in readings)
    return bool(fact.items) and counts and not by_id


def _yes(state: bool | None) -> str | None:
    return None if state is None else ("Yes" if state else "No")
