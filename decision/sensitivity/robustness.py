"""How sure the answer is, and what would change it: everything the contract calls robustness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from decision.acceptability.over_weights import Acceptability, acceptability
from decision.acceptability.sampling import Ranks, sample_weights
from decision.evaluation.score_draws import Drawing
from decision.evaluation.verdict import Finding
from decision.evaluation.weights import Shares
from decision.numeric import DRAWS, SEED, TIE, Floats
from decision.sensitivity import reversals
from decision.sensitivity.answer_changes import Variants, variants
from decision.sensitivity.dominance import Dominated, dominated
from decision.sensitivity.information import Question, ask_next

Pairs = dict[str, dict[str, float]]

# Where no option can be chosen there is nobody to rank.
_NONE: Floats = np.zeros((0, 0))
_NOBODY = Acceptability(_NONE, Ranks(_NONE, (), 0.0), draws=0)


@dataclass(frozen=True)
class Reach:
    """The margins that the answers to one fact, or to one item, give; all else as it stands.

    `low` and `high` are the stated leader's course less the best of any other, in points;
    each with its answer. Of an item, an answer is "yes" or "no".
    """

    fact: str
    item: str | None
    low: float
    low_answer: str
    high: float
    high_answer: str


@dataclass(frozen=True)
class Robustness:
    """What would change the answer; each part is worked out on first use."""

    finding: Finding

    @cached_property
    def options(self) -> tuple[str, ...]:
        """The options with a rank: they, or what they fall back to, can be chosen."""
        ranks = self.finding.standing.ranks
        return tuple(option for option in ranks if ranks[option] is not None)

    @cached_property
    def any_weights(self) -> Acceptability:
        """Who wins over all possible weights, scores as stated."""
        return acceptability(*self._stated) if self.options else _NOBODY

    @cached_property
    def ranked_weights(self) -> Acceptability:
        """Who wins over all weights that keep the stated order of importance."""
        return acceptability(*self._stated, ranked=True) if self.options else _NOBODY

    @cached_property
    def _stated(self) -> tuple[Floats, Floats]:
        standing = self.finding.standing
        return standing.table.values(self.options), standing.weights

    @cached_property
    def all_varied(self) -> Floats:
        """Who wins pairs where weights, scores and open facts vary together: options squared.

        From 20,000 draws; a tie counts half.
        """
        standing = self.finding.standing
        used = standing.weights > 0
        weights = np.zeros((DRAWS, len(used)))
        weights[:, used] = sample_weights(int(used.sum()), DRAWS, SEED)
        places = [list(standing.ranks).index(option) for option in self.options]
        totals = Drawing(standing.table, DRAWS, SEED).totals(weights)[places]
        won = np.full((len(places), len(places)), 0.5)
        for one in range(len(places)):
            for other in range(one):
                gaps = totals[one] - totals[other]
                ahead, behind = np.count_nonzero(gaps > TIE), np.count_nonzero(gaps < -TIE)
                won[one, other] = (DRAWS + ahead - behind) / (2 * DRAWS)
                won[other, one] = 1 - won[one, other]
        return won

    @cached_property
    def standard_error(self) -> float:
        """The largest standard error of `all_varied`, and of `any_weights`' ranks where sampled."""
        varied = self.all_varied[~np.eye(len(self.options), dtype=bool)]
        error = float(np.sqrt(varied * (1 - varied) / DRAWS).max(initial=0.0))
        return max(error, self.any_weights.ranks.error)

    @cached_property
    def variants(self) -> Variants:
        """Every single change to the case's answers."""
        return variants(self.finding.standing)

    @cached_property
    def course_acceptability(self) -> Mapping[str, float]:
        """The part of all weights at which a form of each course is best, by its head's id.

        Exact where the ranks are; 0 for a course of which nothing can be chosen.
        """
        model, able = self.finding.standing.table.model, choosable(self)
        first = dict(zip(able.options, able.any_weights.ranks.table[:, :1].ravel(), strict=True))
        return {
            head: float(sum(first.get(form, 0.0) for form in forms))
            for head, forms in model.courses.items()
        }

    @cached_property
    def switching(self) -> tuple[reversals.Switching, ...]:
        """For every criterion, the nearest shares at which leader and course change."""
        return reversals.switching(self.finding.standing)

    @cached_property
    def cheapest_flip(self) -> reversals.CheapestFlip | None:
        """The least weight to move until another option catches up with the leader."""
        return reversals.cheapest(self.finding.standing)

    @cached_property
    def cheapest_course_flip(self) -> reversals.CheapestCourseFlip | None:
        """The least weight to move until another course ties with the leader's."""
        return reversals.cheapest_of_course(self.finding.standing)

    @cached_property
    def fact_flips(self) -> tuple[reversals.FactFlip, ...]:
        """Answers that change the leader; pairs that change the course where none alone does."""
        return reversals.fact_flips(self.finding.standing, self.variants)

    @cached_property
    def claims(self) -> tuple[reversals.Claim, ...]:
        """How the courses stand without each claim behind a number that counts."""
        return reversals.claims(self.finding.standing, self.variants)

    @cached_property
    def speakers(self) -> tuple[reversals.Speaker, ...]:
        """How the courses stand without all that each person says."""
        return reversals.speakers(self.finding.standing, self.variants)

    @cached_property
    def ask_next(self) -> tuple[Question, ...]:
        """What to ask, the most worthwhile first."""
        return ask_next(self.finding.standing, self.variants)

    @cached_property
    def dominated(self) -> tuple[Dominated, ...]:
        """The options that no weights make best."""
        return dominated(self.finding.standing)

    @cached_property
    def reaches(self) -> tuple[Reach, ...]:
        """How far the answers to each fact or item can take the margin, the farthest first.

        Empty where only one course can be chosen.
        """
        standing, changes = self.finding.standing, self.variants.changes
        if standing.margin is None:
            return ()
        found: dict[tuple[str, str | None], list[tuple[float, str]]] = {}
        margins = self.variants.single().margins.tolist()
        for change, margin in zip(changes, margins, strict=True):
            ends = found.setdefault((change.fact, change.item), [])
            if change.before is not None and not ends:
                ends.append((standing.margin, change.before))
            if np.isfinite(margin):
                ends.append((margin, change.after))
        reaches = [Reach(*key, *min(ends), *max(ends)) for key, ends in found.items() if ends]
        return tuple(sorted(reaches, key=lambda reach: -round(reach.high - reach.low, 9)))

    def to_dict(self) -> dict[str, Any]:
        """Return the part of the JSON document called `robustness`."""
        flip, course_flip, over_all = (
            self.cheapest_flip,
            self.cheapest_course_flip,
            self.any_weights,
        )

        def without(one: reversals.Claim | reversals.Speaker) -> dict[str, Any]:
            return {"margin_without": one.margin, "leader": one.leader, "flips": one.flips}

        return {
            "pairwise": self.named(over_all.pairs),
            "pairwise_ranked": self.named(self.ranked_weights.pairs),
            "rank_acceptability": {
                option: row.tolist()
                for option, row in zip(self.options, over_all.ranks.table, strict=True)
            },
            "central_weights": self.central_weights,
            "all_varied": self.named(self.all_varied),
            "draws": DRAWS,
            "standard_error": self.standard_error,
            "seed": SEED,
            "course_acceptability": dict(self.course_acceptability),
            "switching": [asdict(row) for row in self.switching],
            "cheapest_flip": None if flip is None else asdict(flip) | {"sources": [*flip.sources]},
            "cheapest_course_flip": None
            if course_flip is None
            else {
                "to": course_flip.to,
                "moved": course_flip.moved,
                "from": dict(course_flip.taken),
                "into": dict(course_flip.given),
            },
            "fact_flips": [
                {
                    "changes": [
                        {"fact": one.fact, "item": one.item, "from": one.before, "to": one.after}
                        for one in flip.changes
                    ],
                    "leader": flip.leader,
                    "course": flip.course,
                    "margin": flip.margin,
                }
                for flip in self.fact_flips
            ],
            "claims": [{"evidence": one.evidence[0]} | without(one) for one in self.claims],
            "speakers": [
                {"speaker": one.speaker, "evidence": [*one.evidence]} | without(one)
                for one in self.speakers
            ],
            "ask_next": [asdict(one) for one in self.ask_next],
            "dominated": [asdict(one) | {"by": [*one.by]} for one in self.dominated],
            "what_ifs": {name: asdict(lead) for name, lead in self.finding.what_ifs.items()},
        }

    def named(self, pairs: Floats) -> Pairs:
        """Return a square of probabilities by option ids, without each option against itself."""
        return {
            one: {
                other: part for other, part in zip(self.options, row, strict=True) if other != one
            }
            for one, row in zip(self.options, pairs.tolist(), strict=True)
        }

    @cached_property
    def central_weights(self) -> Mapping[str, Shares | None]:
        """The mean weights at which each option is best; None where none are."""
        names = tuple(self.finding.standing.shares)
        return {
            option: None if row is None else dict(zip(names, row.tolist(), strict=True))
            for option, row in zip(self.options, self.any_weights.ranks.central, strict=True)
        }


def choosable(robustness: Robustness) -> Robustness:
    """Return the same for the options that can be chosen alone.

    An option that can't be chosen is scored as its fallback and so ties with it. Ranked
    beside it, it would take half of every rank of the option that it stands for.
    """
    standing = robustness.finding.standing
    barred = [name for name in standing.ranks if not standing.table.can_choose(name)]
    if not any(standing.ranks[name] for name in barred):
        return robustness
    ranks = {name: None if name in barred else rank for name, rank in standing.ranks.items()}
    return Robustness(replace(robustness.finding, standing=replace(standing, ranks=ranks)))


def nearest_criterion(robustness: Robustness) -> str:
    """Return the criterion whose weight, moved alone, changes the leading course soonest.

    Where none does, the one that changes the leader soonest; else the one with the largest share.
    """
    rows = robustness.switching
    courses = [(abs(row.course_at - row.share), row) for row in rows if row.course_at is not None]
    leaders = [(abs(row.at - row.share), row) for row in rows if row.at is not None]
    if turned := courses or leaders:
        return min(turned, key=lambda each: each[0])[1].criterion
    return max(rows, key=lambda row: row.share).criterion
