"""How firm the headline is: its range, its probability and the word for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from decision.evaluation.additive import Standing, stand
from decision.evaluation.score_draws import draw_scores
from decision.evaluation.scores import score_table
from decision.evaluation.weights import by_role, last_round, mean, mean_of_roles
from decision.evaluation.weights import shares as shares_of
from decision.numeric import DRAWS, SEED, TIE, Floats

CLEAR, LEANING = 0.90, 0.65  # the least probability for each word
NEAR = 2.0  # points; a smaller margin is too close to call whatever the probability

Word = Literal["clear", "leaning", "close", "unknown"]
WORDS: Mapping[Word, str] = {
    "clear": "clear",
    "leaning": "leaning",
    "close": "too close to call",
    "unknown": "not enough known yet",
}


@dataclass(frozen=True)
class Span:
    """The 5th and 95th percentile of the draws, widened to contain the stated figure."""

    low: float
    high: float


@dataclass(frozen=True)
class Draws:
    """What the draws say, weights as stated: a span per option, and the headline pair's."""

    totals: Mapping[str, Span]
    margin: Span
    probability: float


@dataclass(frozen=True)
class Side:
    """Who leads the headline pair under some change, and by how many points.

    The margin is below 0 where the other scores higher and can't be chosen.
    """

    leader: str
    margin: float


@dataclass(frozen=True)
class Verdict:
    """The word, and what holds it back from the next better one.

    `open_keys`: key facts not answered. `low_probability`, `thin_margin`: short of what
    the next word asks. `what_ifs`, `roles`: those under which the other option leads.
    `panel_parts`: the mean of people and the mean of roles disagree.
    """

    word: Word
    open_keys: tuple[str, ...] = ()
    low_probability: bool = False
    thin_margin: bool = False
    what_ifs: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    panel_parts: bool = False


@dataclass(frozen=True)
class Finding:
    """All that the verdict rests on: the standing, the draws, what-ifs, roles and the word."""

    standing: Standing
    draws: Draws
    what_ifs: Mapping[str, Side]
    roles: Mapping[str, Side]
    verdict: Verdict


def find(standing: Standing) -> Finding:
    """Draw, try the what-ifs and the roles, and choose the word."""
    draws, what_ifs, roles = draw(standing), what_if_sides(standing), role_sides(standing)
    verdict = judge(standing, draws.probability, what_ifs, roles, panel_parts(standing))
    return Finding(standing, draws, what_ifs, roles, verdict)


def draw(standing: Standing, size: int = DRAWS, seed: int = SEED) -> Draws:
    """Draw scores and unanswered facts, weights as stated, and read off spans and probability.

    The probability is the part of the draws in which the headline's leader is ahead; a
    tie counts half.
    """
    table = standing.table
    options = list(table.model.options)
    weights = np.array([standing.shares[name] for name in table.model.criteria])
    drawn = _weighed(draw_scores(table, size, seed), weights)
    margins = drawn[:, options.index(standing.ahead)] - drawn[:, options.index(standing.behind)]
    wins = np.count_nonzero(margins > TIE) + np.count_nonzero(np.abs(margins) <= TIE) / 2
    return Draws(
        totals={
            option: _span(drawn[:, column], standing.totals[option])
            for column, option in enumerate(options)
        },
        margin=_span(margins, standing.margin),
        probability=float(wins / size),
    )


def _weighed(scores: Floats, weights: Floats) -> Floats:
    """Weigh draws (N × options × criteria) into N × options totals."""
    # The draws lie in memory as criteria × options × N; weighed that way round, none is copied.
    weighed: Floats = np.tensordot(weights, scores.transpose(2, 1, 0), axes=1)
    return np.minimum(weighed, 100).T  # the last bit of a sum can pass it


def _span(drawn: Floats, stated: float) -> Span:
    low, high = np.percentile(drawn, [5, 95])
    return Span(min(float(low), stated), max(float(high), stated))


def what_if(standing: Standing, leave_out: Iterable[str]) -> Side:
    """Return who leads the pair, and by how much, with some facts left out.

    Args:
        standing: the case as it stands.
        leave_out: ids of the facts that shift nothing and refuse nothing.
    """
    table = standing.table
    left = stand(score_table(table.model, table.case, leave_out), standing.shares)
    return Side(left.ahead, left.margin)


def what_if_sides(standing: Standing) -> dict[str, Side]:
    """Return who leads the pair with each of the model's what-ifs."""
    what_ifs = standing.table.model.what_ifs
    return {name: what_if(standing, entry.leave_out) for name, entry in what_ifs.items()}


def role_sides(standing: Standing) -> dict[str, Side]:
    """Return who leads the pair under each role's own weights; small roles are merged."""
    sides = {}
    for role, group in by_role(last_round(standing.table.case)).items():
        own = stand(standing.table, mean(group))
        sides[role] = Side(own.ahead, own.margin)
    return sides


def panel_parts(standing: Standing) -> bool:
    """Return whether the mean of people and the mean of roles put different options ahead."""
    ballots = last_round(standing.table.case)
    if not ballots:
        return False
    people = mean([shares_of(ballot.weights) for ballot in ballots])
    roles = mean_of_roles(by_role(ballots))
    return stand(standing.table, people).ahead != stand(standing.table, roles).ahead


def judge(
    standing: Standing,
    probability: float,
    what_ifs: Mapping[str, Side],
    roles: Mapping[str, Side],
    parts: bool = False,
) -> Verdict:
    """Choose the word for the headline, with what holds it back from the next better one.

    `unknown` while a key fact is unanswered; else `clear` at a probability of 0.90 and a
    margin of 2 points, with the same leader under every what-if and for every role;
    `leaning` at 0.65 and 2 points; else `close`, as where the panel's two means part.
    """
    table = standing.table
    against = tuple(name for name, side in what_ifs.items() if side.leader != standing.ahead)
    roles_against = tuple(name for name, side in roles.items() if side.leader != standing.ahead)
    open_keys = tuple(name for name in table.unanswered if table.model.facts[name].key)
    thin = standing.margin < NEAR
    if open_keys:
        return Verdict("unknown", open_keys=open_keys)
    if parts or thin or probability < LEANING:
        return Verdict(
            "close", low_probability=probability < LEANING, thin_margin=thin, panel_parts=parts
        )
    if probability < CLEAR or against or roles_against:
        return Verdict(
            "leaning", low_probability=probability < CLEAR, what_ifs=against, roles=roles_against
        )
    return Verdict("clear")
