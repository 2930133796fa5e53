"""The conduct checklist: what guidance asks of a weighted scoring, and how this one stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from decision.checks.conduct_findings import CHECKS, PointCheck
from decision.engine import Evaluation
from decision.model.case import ConductPoint
from decision.wording.lists import listed

State = Literal["met", "unmet", "overridden", "ask"]

ISPOR = "the ISPOR checklist"
SCOTLAND = "the Scottish option appraisal guidance"
GREEN_BOOK = "the Green Book guidance"
MANUAL = "the DCLG manual"
RULING = "the judgment on quality scoring"

# Each source as the points name it, and what it is, where it was read.
CITATIONS: Mapping[str, str] = {
    ISPOR: "good practice of a society for health economics, table 3 of "
    "resource-allocation.biomedcentral.com/articles/10.1186/s12962-017-0063-x",
    SCOTLAND: "health option appraisal, appendix A3, "
    "ppponline.affinitext.com/public/book?id=1664&toc_id=449769",
    GREEN_BOOK: "supplementary guidance on multi-criteria decision analysis, 16 May 2024, "
    "gov.uk/government/publications/green-book-supplementary-guidance-multi-criteria-decision-"
    "analysis; the Green Book was reissued in 2026, so check it",
    MANUAL: "Multi-criteria analysis: a manual, Department for Communities and Local Government, "
    "2009",
    RULING: "an NHS reconfiguration was quashed over its quality scoring, [2013] EWHC 439 "
    "(Admin), caselaw.nationalarchives.gov.uk/ewhc/admin/2013/439",
}

UNSAID = ConductPoint.model_construct()


@dataclass(frozen=True)
class Asked:
    """What guidance asks."""

    says: str  # what should be so
    sources: tuple[str, ...]  # who asks for it; each is a key of `CITATIONS`
    # What only the facilitator can say; None where the tool sees all of it.
    question: str | None = None

    @property
    def guidance(self) -> str:
        """Who asks for it, in words."""
        who = listed(self.sources)
        return f"{who[0].upper()}{who[1:]}"


@dataclass(frozen=True)
class Point:
    """One point of the checklist for one case."""

    id: str  # its key in the case's `conduct`
    says: str  # what should be so
    guidance: str  # who asks for it, in words
    # "met", "unmet", "overridden" (the tool sees it unmet, and somebody says with a reason and a
    # role that it holds) or "ask" (the facilitator has not answered).
    state: State
    found: str  # what the tool saw, a sentence or two
    because: str | None = None  # the facilitator's reason
    by: str | None = None  # the facilitator's role
    # What only the facilitator can say; None where the tool sees all of it.
    question: str | None = None
    fault: bool = False  # whether the tool itself sees it unmet


POINTS: Mapping[str, Asked] = {
    "supports-appraisal": Asked(
        "The decision is described, and the scoring supports a costed appraisal and never "
        "replaces it.",
        (ISPOR, GREEN_BOOK),
        "Does the paper say that the scoring supports a costed appraisal and doesn't replace it?",
    ),
    "independent-chair": Asked(
        "An independent chair led it, and the interested parties were represented, with roles "
        "and interests recorded.",
        (SCOTLAND,),
        "Was the chair independent, and was everyone with an interest represented?",
    ),
    "baseline-among-options": Asked(
        "Doing nothing different is among the options and can score above zero.", (SCOTLAND,)
    ),
    "no-overlap": Asked(
        "Every criterion is defined, none overlaps another, and none counts a cost twice.",
        (ISPOR, SCOTLAND, MANUAL),
    ),
    "scores-sourced": Asked(
        "Every score has a source, every answer says who gave it, and somebody else has looked "
        "at the scores.",
        (ISPOR,),
        "Has somebody who did not set the scores looked at all of them?",
    ),
    "ends-described": Asked(
        "Both ends of the scale, 0 and 100, are described for every criterion.", (MANUAL,)
    ),
    "swing-weights": Asked(
        "Weights were given by swing, from worst to best, with a reason for each; dissent is "
        "recorded.",
        (GREEN_BOOK, MANUAL, SCOTLAND),
        "Was each weight given by swing, and is any dissent recorded?",
    ),
    "additive-rule": Asked(
        "The additive rule is stated, and it fits: what a gain on one criterion is worth does "
        "not depend on the scores on another.",
        (ISPOR, SCOTLAND, MANUAL),
        "Would a gain on each criterion be worth as much whatever the scores on the others?",
    ),
    "uncertainty-tested": Asked(
        "Uncertainty is named, and tested on weights and on scores.", (ISPOR, SCOTLAND, GREEN_BOOK)
    ),
    "dominance-and-cost": Asked(
        "Options that no weights make best were looked for; costs, where there are any, are set "
        "against the baseline's.",
        (SCOTLAND, MANUAL),
    ),
    "scores-disclosed": Asked("All sub-scores are disclosed.", (RULING,)),
}


def points(evaluation: Evaluation) -> tuple[Point, ...]:
    """Return the eleven points in order, each as it stands for one case.

    The facilitator's own "no" always stands. A "yes" answers what the tool can't see; where
    the tool sees a fault, a "yes" counts only with both a reason and a role.
    """
    found = []
    for name, asked in POINTS.items():
        answer, check = evaluation.case.conduct.get(name, UNSAID), CHECKS[name](evaluation)
        found.append(
            Point(
                id=name,
                says=asked.says,
                guidance=asked.guidance,
                state=_state(asked, check, answer),
                found=check.found,
                because=answer.because,
                by=answer.by,
                question=asked.question,
                fault=check.ok is False,
            )
        )
    return tuple(found)


def summary(points: Iterable[Point]) -> str:
    """Return in words how many points stand how.

    >>> summary([Point("a", "A.", "B", "met", "E."), Point("c", "C.", "D", "ask", "F.")])
    '1 of 2 points met, 1 still to answer.'
    """
    states = [point.state for point in points]
    words: dict[State, str] = {
        "overridden": "overruled with a reason",
        "unmet": "not met",
        "ask": "still to answer",
    }
    parts = [f"{states.count('met')} of {len(states)} points met"]
    parts += [f"{states.count(state)} {word}" for state, word in words.items() if state in states]
    return f"{', '.join(parts)}."


def _state(asked: Asked, check: PointCheck, answer: ConductPoint) -> State:
    if answer.met is False:
        return "unmet"
    if check.ok is False:
        return "overridden" if answer.met and answer.because and answer.by else "unmet"
    if answer.met or (check.ok and asked.question is None):
        return "met"
    return "ask"
