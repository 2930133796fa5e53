"""What would put another option, or another course, ahead: weights, answers, claims, speakers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from decision.evaluation.additive import Standing
from decision.evaluation.fact_effects import Reason
from decision.evaluation.scores import start_of
from decision.numeric import TIE, Floats
from decision.sensitivity.answer_changes import (
    Change,
    Leads,
    Places,
    Variants,
    item_pairs,
    starts,
    variants,
)
from decision.sensitivity.weight_changes import cheapest_course_flip, cheapest_flip, leader_segments


@dataclass(frozen=True)
class Switching:
    """Where a criterion's share, the others in proportion, changes who leads."""

    criterion: str  # its id
    share: float  # as stated, 0 to 1
    # The share nearest to it at which the leader changes; None where it never does.
    at: float | None
    leader: str | None  # who leads beyond it
    # The share nearest to it at which the leading course changes; None likewise.
    course_at: float | None


@dataclass(frozen=True)
class CheapestFlip:
    """The least weight to move until another option, `to`, catches up with the leader.

    Any more puts it ahead. `moved` is a part of all weight, 0 to 1; `sources` are criteria,
    all but the last of which give all they have.
    """

    to: str
    moved: float
    sources: tuple[str, ...]
    into: str


@dataclass(frozen=True)
class CheapestCourseFlip:
    """The least weight to move until an option of another course, `to`, ties with the leader's.

    `moved` is a part of all weight, 0 to 1; `taken` and `given` are what leaves and what
    reaches each criterion, by id: one way to move so little.
    """

    to: str
    moved: float
    taken: Mapping[str, float]
    given: Mapping[str, float]


@dataclass(frozen=True)
class FactFlip:
    """Answers that put another option ahead, everything else as it stands.

    `leader` and `course` then lead; `margin`: the new leader's total less the old one's, as
    scored then; not above 0 where it leads only because the old one can't be chosen, which
    `lost` says, or as the first of a tie.
    """

    changes: tuple[Change, ...]
    leader: str
    course: str
    margin: float
    lost: bool


@dataclass(frozen=True)
class Without:
    """How the courses stand without some evidence."""

    evidence: tuple[str, ...]  # what is left out, by id
    # The stated leader's course less the best of any other, in points; negative where it would be
    # behind; None where only one course can be chosen.
    margin: float | None
    leader: str | None  # who leads then
    flips: bool  # whether another course leads


@dataclass(frozen=True)
class Claim(Without):
    """How the courses stand without one piece of evidence."""


@dataclass(frozen=True)
class Speaker(Without):
    """How the courses stand without all that one person says."""

    speaker: str = ""


def switching(standing: Standing) -> tuple[Switching, ...]:
    """Return, for every criterion, the nearest shares at which leader and course change."""
    table, model = standing.table, standing.table.model
    names, options = tuple(model.criteria), table.choosable
    if standing.leader is None:
        return tuple(Switching(one, standing.shares[one], None, None, None) for one in names)
    scores, shares = table.values(options), standing.weights
    heads = [list(model.courses).index(model.course_of[option]) for option in options]
    stated = options.index(standing.leader)
    rows = []
    for name, share, segments in zip(
        names, shares.tolist(), leader_segments(scores, shares), strict=True
    ):
        if segments and share == 0 and segments[0][1] != stated:
            segments = [(0.0, stated), *segments]  # they tie at no weight, and any weight tips it
        at, leader = _nearest(share, segments, list(range(len(options))), stated)
        course_at, _ = _nearest(share, segments, heads, stated)
        beyond = None if leader is None else options[leader]
        rows.append(Switching(name, share, at, beyond, course_at))
    return tuple(rows)


def _nearest(
    share: float, segments: list[tuple[float, int]], kind: list[int], stated: int
) -> tuple[float | None, int | None]:
    """Return the share nearest to the stated one where the leader's kind changes, and to whom.

    `segments`: where each leader begins to lead, ascending from 0, and which it is; `kind`: what
    each option counts as, itself or its course; `stated`: who leads as stated.
    """
    found: list[tuple[float, float, int]] = []
    for (_, before), (start, after) in pairwise(segments):
        if kind[before] != kind[after]:
            # Where they tie as stated, either side is beyond: the other one's.
            up = kind[after] != kind[stated] if abs(start - share) <= TIE else start > share
            found.append((abs(start - share), start, after if up else before))
    if not found:
        return None, None
    _, at, leader = min(found)
    return at, leader


def cheapest(standing: Standing) -> CheapestFlip | None:
    """Return the least weight to move until some option catches up; None where none can.

    Weights that make two tie and that no more weight can tip are no flip.
    """
    table, leader = standing.table, standing.leader
    names, rivals = tuple(table.model.criteria), [one for one in table.choosable if one != leader]
    if leader is None:
        return None
    best: CheapestFlip | None = None
    for rival, gaps in zip(rivals, table.values([leader]) - table.values(rivals), strict=True):
        flip = cheapest_flip(gaps, standing.weights)
        if flip is None or gaps[flip.into] >= -TIE:
            continue
        if best is None or flip.moved < best.moved - TIE:
            sources = tuple(names[source] for source in flip.sources)
            best = CheapestFlip(rival, flip.moved, sources, names[flip.into])
    return best


def cheapest_of_course(standing: Standing, to: str | None = None) -> CheapestCourseFlip | None:
    """Return the least weight to move until another course, or `to`, ties; None where none does."""
    table, model = standing.table, standing.table.model
    mine = [one for one in table.choosable if model.course_of[one] == standing.course]
    wanted = {to} if to else {*model.courses} - {standing.course}
    others = [one for one in table.choosable if model.course_of[one] in wanted]
    if not mine or not others:
        return None
    flip = cheapest_course_flip(table.values(mine), table.values(others), standing.weights)
    if flip is None:
        return None
    taken, given = (_moved(model.criteria, parts) for parts in (flip.taken, flip.given))
    return CheapestCourseFlip(others[flip.rival], flip.moved, taken, given)


def _moved(names: Iterable[str], parts: Floats) -> dict[str, float]:
    return {name: part for name, part in zip(names, parts.tolist(), strict=True) if part > TIE}


def fact_flips(standing: Standing, given: Variants | None = None) -> tuple[FactFlip, ...]:
    """Return the single answers that change the leader, in file order.

    Where no single one changes the course, the pairs of answers that do follow. `given`: the
    case's variants, where they have been gathered already.
    """
    if standing.leader is None or standing.course is None:
        return ()
    given = variants(standing) if given is None else given
    home = list(standing.table.model.courses).index(standing.course)
    alone = given.single()
    turned = np.flatnonzero((alone.leaders >= 0) & (alone.leaders != given.stated))
    found = _flips(standing, [(change,) for change in given.changes], alone, turned)
    if not (alone.courses[turned] != home).any():
        found += pair_flips(standing, given)
    return tuple(found)


def pair_flips(standing: Standing, given: Variants) -> list[FactFlip]:
    """Return the pairs of answers that change the course; some course must lead as it stands."""
    home = list(standing.table.model.courses).index(standing.course or "")
    facts = [change.fact for change in given.changes]
    order = {fact: place for place, fact in enumerate(dict.fromkeys(facts))}
    ids = np.array([order[fact] for fact in facts], dtype=np.intp)
    which = np.nonzero(ids[:, None] < ids)
    both = given.leads(*which)
    turned = np.flatnonzero((both.leaders >= 0) & (both.courses != home))
    pairs = [(given.changes[one], given.changes[other]) for one, other in zip(*which, strict=True)]
    found = _flips(standing, pairs, both, turned)
    inside, moves, bars = item_pairs(standing)
    if inside:
        both = given.scored(given.raw + moves, given.barred + bars)
        turned = np.flatnonzero((both.leaders >= 0) & (both.courses != home))
        found += _flips(standing, inside, both, turned)
    return found


def _flips(
    standing: Standing, changes: Sequence[tuple[Change, ...]], leads: Leads, turned: Places
) -> list[FactFlip]:
    options, heads = list(standing.totals), list(standing.table.model.courses)
    return [
        FactFlip(
            changes[row],
            options[leads.leaders[row]],
            heads[leads.courses[row]],
            float(leads.over[row]),
            bool(leads.lost[row]),
        )
        for row in turned.tolist()
    ]


def claims(standing: Standing, given: Variants | None = None) -> tuple[Claim, ...]:
    """Return the claims behind a number that counts, the one that changes the margin most first.

    Without a claim every shift that cites it is 0, and where the start of any option on a
    criterion cites it all options' starts become their mean. A number counts where its
    criterion has a share, it was not overruled, and an option is scored on it.
    """
    cited = _cited(standing)
    ids = [(name,) for name in standing.table.model.evidence if name in cited]
    return tuple(Claim(*one) for one in _without(standing, ids, given))


def speakers(standing: Standing, given: Variants | None = None) -> tuple[Speaker, ...]:
    """Return the same with all that one person says left out, by speaker."""
    cited = _cited(standing)
    people: dict[str, tuple[str, ...]] = {}
    for name, entry in standing.table.model.evidence.items():
        if name in cited:
            who = entry.speaker or entry.by
            people[who] = (*people.get(who, ()), name)
    names = {ids: who for who, ids in people.items()}
    return tuple(
        Speaker(*one, speaker=names[one[0]])
        for one in _without(standing, list(people.values()), given)
    )


def _cited(standing: Standing) -> set[str]:
    """Return the evidence behind a number that counts."""
    table = standing.table
    return {
        evidence
        for name, row in table.cells.items()
        if standing.shares[name] > 0
        for cell in row.values()
        for reason in cell.reasons
        for evidence in reason.evidence
    }


def _without(
    standing: Standing, sets: Sequence[tuple[str, ...]], given: Variants | None
) -> list[tuple[tuple[str, ...], float | None, str | None, bool]]:
    """Return how the courses stand without each of some sets of evidence, most changed first."""
    table = standing.table
    given = variants(standing) if given is None else given
    names = [name for name, share in standing.shares.items() if share > 0]
    options = list(table.model.options)
    start = starts(table, options, names)
    level = start.mean(axis=0) - start
    places: dict[str, list[int]] = {}
    for place, ids in enumerate(sets):
        for evidence in ids:
            places.setdefault(evidence, []).append(place)
    moves = np.zeros((len(sets), *given.raw.shape))
    levelled: set[tuple[int, int]] = set()
    for row, column, reason in _reasons(standing, names):
        # A number that cites two entries of one set is left out once.
        for place in {place for cited in reason.evidence for place in places.get(cited, ())}:
            if reason.fact is None:
                levelled.add((place, column))
            else:
                moves[place, row, column] -= reason.points
    for place, column in levelled:
        moves[place, :, column] += level[:, column]
    leads = given.scored(given.raw + moves, np.broadcast_to(given.barred, moves.shape[:2]))
    heads = list(table.model.courses)
    home = None if standing.course is None else heads.index(standing.course)
    found = [
        (
            ids,
            float(margin) if np.isfinite(margin) else None,
            None if leader < 0 else options[leader],
            bool(home is not None and course >= 0 and course != home),
        )
        for ids, margin, leader, course in zip(
            sets, leads.margins, leads.leaders.tolist(), leads.courses.tolist(), strict=True
        )
    ]
    stated = standing.margin or 0.0
    return sorted(found, key=lambda one: -round(abs((one[1] or 0.0) - stated), 9))


def _reasons(standing: Standing, names: list[str]) -> Iterator[tuple[int, int, Reason]]:
    """Yield each start and shift with evidence: the option's place, the criterion's, the reason.

    Of all starts, whether a score was overruled or not; of the shifts of the options that are
    scored on their own cells.
    """
    table = standing.table
    for column, name in enumerate(names):
        criterion = table.model.criteria[name]
        for row, option in enumerate(table.model.options):
            yield row, column, start_of(criterion, table.case, name, option)[3]
            if table.stands_on[option] == option:
                for reason in table.cells[name][option].reasons:
                    if reason.fact is not None:
                        yield row, column, reason
