"""Complete sites: the word, who leads, how stably, and what brings the margin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from decision.engine import evaluate
from decision.evaluation.additive import Standing
from decision.model.decision_model import DecisionModel
from tests.study.kinds import Site

STARTS = "(starts)"  # what the forms compared start with
STOPS = "(stops)"  # what the stops at 0 and 100 take away


@dataclass(frozen=True)
class Complete:
    """What the tool says of one complete site.

    Attributes:
        site: which.
        word: the verdict's.
        leader, course: the option that leads, and its course.
        lead: how far the leading course is ahead of any other, in points.
        margin: the first compared course's best less the second's best, in points.
        at_all_weights: the part of all weights at which the leading course is best (0 to 1).
        moved: what each fact adds to `margin`, in points, by id, with starts and stops.
    """

    site: Site
    word: str
    leader: str
    course: str
    lead: float
    margin: float
    at_all_weights: float
    moved: Mapping[str, float]


def completed(model: DecisionModel, site: Site) -> Complete:
    """Return what the tool says of a site with every question answered."""
    evaluation = evaluate(model, site.case())
    standing = evaluation.standing
    assert standing.leader is not None
    assert standing.course is not None
    margin, moved = _moved(standing)
    return Complete(
        site=site,
        word=evaluation.finding.verdict.word,
        leader=standing.leader,
        course=standing.course,
        lead=standing.margin or 0.0,
        margin=margin,
        at_all_weights=evaluation.robustness.course_acceptability[standing.course],
        moved=moved,
    )


def _moved(standing: Standing) -> tuple[float, dict[str, float]]:
    """Return the margin between the compared courses' best forms, and what each fact adds."""
    model, table = standing.table.model, standing.table
    bests = [standing.best_of(course) for course in model.pair]
    assert bests[0] is not None
    assert bests[1] is not None
    moved = dict.fromkeys((*model.facts, STARTS, STOPS), 0.0)
    for option, sign in zip(bests, (1, -1), strict=True):
        assert option is not None
        for name, row in table.cells.items():
            for reason in row[option].reasons:
                by = reason.fact or (STARTS if reason is row[option].reasons[0] else STOPS)
                moved[by] += sign * standing.shares[name] * reason.points
    return standing.totals[bests[0]] - standing.totals[bests[1]], moved


def parts_of_variance(found: Sequence[Complete]) -> dict[str, float]:
    """Return the part of the margin's variance over sites that each fact brings, largest first.

    cov(what the fact adds, margin) / var(margin): these sum to 1, and one may be below 0.
    """
    margins = np.array([one.margin for one in found])
    whole = margins.var()
    parts = {
        name: float(
            np.mean(
                [
                    one.moved[name] * gap
                    for one, gap in zip(found, margins - margins.mean(), strict=True)
                ]
            )
            / whole
        )
        for name in found[0].moved
    }
    return dict(sorted(parts.items(), key=lambda part: -part[1]))


def counted(values: Sequence[str], order: Sequence[str]) -> dict[str, float]:
    """Return the part of some values that each one makes up (0 to 1), in the order given."""
    counts = Counter(values)
    return {name: counts[name] / len(values) for name in order}
