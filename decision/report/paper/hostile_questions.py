"""The hostile questions, answered from the numbers alone."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from decision.evaluation.additive import Standing, stand
from decision.evaluation.verdict import NEAR
from decision.numeric import DRAWS, TIE
from decision.report.paper.appendix_history import weights_after
from decision.report.paper.blocks import Block, Heading, Para, one, tenth
from decision.report.paper.paper_data import PaperData, counted, joined, without_people
from decision.sentences.explanation import certainty, held_back, overruled
from decision.sentences.explanation import whose_weights as whose
from decision.sentences.phrases import course_named, in_points, lead, of_100
from decision.sentences.what_would_change_it import (
    answers,
    not_compared,
    rests_on,
    weight_to_move,
    what_ifs,
)
from decision.wording.lists import listed
from decision.wording.text import cut_at_word

_WAYS = {
    "swing": "by swing, from worst to best",
    "direct": "typed in directly",
    "rank": "from an order of importance",
}


MOST_PEOPLE = 2  # of those that the answer rests on, told one by one


def section(basis: PaperData) -> list[Block]:
    """Give each question with its answer."""
    return [
        Heading("Questions that may be asked", numbered=True),
        *(
            Para(cut_at_word(answer(basis), 900), lead=question)
            for question, answer in QUESTIONS.items()
        ),
    ]


def chosen(basis: PaperData) -> str:
    """Who chose the weights?"""
    case = basis.case
    said = [whose(basis.standing)]
    if basis.standing.weights_from == "case" and case.weights_by in _WAYS:
        said.append(f"They were given {_WAYS[case.weights_by]}.")
    if basis.standing.weights_from in ("case", "panel"):
        said.append(_written(len(case.weight_notes), len(basis.model.criteria)))
    if basis.panel is not None:
        people = counted(basis.panel.people, "person", "people")
        last = ", the last" if basis.panel.round > 1 else ""
        said.append(f"{people} weighed in round {basis.panel.round}{last}.")
    elif case.site.prepared_by and basis.standing.weights_from == "case":
        said.append(f"The case was prepared by: {cut_at_word(case.site.prepared_by, 120)}.")
    return joined(said)


def _written(noted: int, every: int) -> str:
    """Say how many of all weights have a written reason."""
    if every == 1:
        return f"The only weight has {'a' if noted else 'no'} written reason."
    if noted == every:
        return f"All {every} weights have a written reason."
    has = "have" if noted > 1 else "has"
    return f"{noted or 'None'} of the {every} weights {has} a written reason."


def equal(basis: PaperData) -> str:
    """Would it change with equal weights?"""
    then, now = equal_weights(basis), basis.standing
    if then.leader is None:
        return "No option can be chosen, whatever the weights."
    said = f"With every criterion of equal weight, {lead(basis.model, then.lead)}."
    if then.course != now.course:
        return f"{said} That changes {'the course' if basis.has_forms else 'who leads'}."
    if then.leader != now.leader:
        return f"{said} That changes the form, and not the course."
    return f"{said} The same option leads."


def equal_weights(basis: PaperData) -> Standing:
    """Give the standing with every criterion of equal weight."""
    names = tuple(basis.model.criteria)
    return stand(basis.table, dict.fromkeys(names, 1 / len(names)))


def opinion(basis: PaperData) -> str:
    """How much of the lead rests on one person's opinion?"""
    model, claims = basis.model, basis.robustness.claims
    if not claims:
        return (
            "No claim is cited behind a number that counts, so the lead rests on the scores as set."
        )
    kinds = Counter(model.evidence[claim.evidence[0]].kind for claim in claims)
    parts = [f"{count} {_kind(kind, count)}" for kind, count in kinds.most_common()]
    stand_ = "stands" if len(claims) == 1 else "stand"
    said = [
        f"{counted(len(claims), 'claim')} {stand_} behind the numbers that count: {listed(parts)}."
    ]
    opinions = [one for one in claims if model.evidence[one.evidence[0]].kind == "opinion"]
    if opinions and opinions[0].margin is not None and basis.standing.margin is not None:
        first, change = opinions[0], opinions[0].margin - basis.standing.margin
        does = f"{'fall' if change < 0 else 'rise'} by {in_points(change)}"
        said.append(
            f"The opinion that counts most is that of "
            f"{cut_at_word(model.evidence[first.evidence[0]].by, 100)} ({first.evidence[0]}): "
            f"without it the lead would {does if abs(change) > TIE else 'be the same'}."
        )
    said += [rests_on(basis.robustness), *without_people(basis.robustness, MOST_PEOPLE)]
    return joined(said)


def _kind(kind: str, count: int) -> str:
    if kind == "guidance":
        return "piece of guidance" if count == 1 else "pieces of guidance"
    if count == 1:
        return kind
    return "regulations" if kind == "regulation" else f"{kind}s"


def host(basis: PaperData) -> str:
    """What if the host's quality is left out?"""
    said = what_ifs(basis.robustness)
    return joined(said) or "This model has no such test: it names no facts to leave out."


def turned(basis: PaperData) -> str:
    """What would have to change for another course to lead?"""
    return joined([answers(basis.robustness), weight_to_move(basis.robustness)])


def after(basis: PaperData) -> str:
    """Was the scoring changed after the result was seen?"""
    said = [weights_after(basis)]
    count = len(basis.case.overrides)
    if count:
        was = "was" if count == 1 else "were"
        said.append(f"{counted(count, 'score')} {was} overruled.")
        said += overruled(basis.table)
        if idle := sum(not basis.table.uses(item) for item in basis.case.overrides):
            which = "It" if count == 1 else f"{idle} of them"
            is_ = "is" if idle == 1 else "are"
            said.append(f"{which} {is_} not in use, as the option can’t be chosen.")
    else:
        said.append("No score was overruled.")
    return joined(said)


def filled_in(basis: PaperData) -> str:
    """Did the team whose future it is fill it in?"""
    case = basis.case
    said = []
    if case.site.prepared_by:
        said.append(f"The case was prepared by: {cut_at_word(case.site.prepared_by, 120)}.")
    given = [name for name in case.answers if name in basis.table.readings]
    roles = Counter(case.answered_by[name] for name in given if name in case.answered_by)
    if not given:
        said.append("No question about the site is answered yet.")
    elif not roles:
        beside = "it" if len(given) == 1 else "any of them"
        said.append(f"{counted(len(given), 'answer')} given, with no role beside {beside}.")
    else:
        most = [f"{cut_at_word(role, 60)} ({count})" for role, count in roles.most_common(8)]
        if rest := len(roles) - len(most):
            most.append(counted(rest, "other role"))
        known = sum(roles.values())
        said.append(f"{counted(known, 'answer')} came from: {listed(most)}.")
        if silent := len(given) - known:
            does, it = ("does", "it") if silent == 1 else ("do", "them")
            said.append(f"{counted(silent, 'answer')} {does} not say who gave {it}.")
    declared = len(case.interests)
    said.append(
        f"{counted(declared, 'interest')} {'is' if declared == 1 else 'are'} declared.".capitalize()
    )
    return joined(said)


def nothing(basis: PaperData) -> str:
    """Why not do nothing?"""
    base, standing = basis.baseline, basis.standing
    if base is None:
        return f"The scoring can’t say: {basis.why_no_baseline}."
    if base in basis.level:
        return (
            f"The scoring does not argue against it: {basis.name(base)} changes nothing, and no "
            f"option that can be chosen scores higher."
        )
    if basis.preferred is None:
        return "No option can be chosen as the facts stand."
    best = basis.preferred
    gaps = {name: row[best] - row[base] for name, row in standing.contributions.items()}
    wins = sorted((name for name in gaps if gaps[name] > 0.05), key=lambda name: -gaps[name])[:3]
    over = standing.totals[best] - standing.totals[base]
    said = (
        f"{basis.name(base)} changes nothing and scores {one(standing.totals[base])}; "
        f"{basis.name(best)} scores {in_points(over)} more"
    )
    if wins:
        each = listed([f"{basis.criterion(name)} ({tenth(gaps[name])})" for name in wins])
        said += f", most of all on {each}"
    near = " That is too close to separate the two." if over < NEAR else ""
    return f"{said}.{near}"


def noise(basis: PaperData) -> str:
    """Is the difference real or noise?"""
    finding = basis.finding
    # What keeps the answer from being firmer is told whole in another section.
    verdict = replace(finding.verdict, what_ifs=(), roles=(), unmet=(), open_keys=())
    said = [*certainty(finding), *held_back(replace(finding, verdict=verdict))]
    chance = finding.draws.probability or 0.0
    error = max(basis.robustness.standard_error, math.sqrt(chance * (1 - chance) / DRAWS))
    if error > 0:
        most = math.ceil(error * 1000) / 10  # rounded up, or "at most" could be false
        said.append(
            f"Figures that rest on simulations have a standard error of {most} in 100 at most."
        )
    return joined(said) or "Only one course can be chosen, so there is no difference to doubt."


def ranged(basis: PaperData) -> str:
    """Could weights be found to give any answer?"""
    robust, course = basis.robustness, basis.standing.course
    if (said := not_compared(robust)) or course is None:
        return said or ""
    return (
        f"{course_named(basis.model, course)} is best under "
        f"{of_100(robust.course_acceptability[course])} of all possible weights, with the scores "
        f"as stated. The further that is from 100, the more the choice of weights decides."
    )


QUESTIONS: dict[str, Callable[[PaperData], str]] = {
    "Who chose the weights?": chosen,
    "Would it change with equal weights?": equal,
    "Could weights be found to give any answer?": ranged,
    "How much of the lead rests on one person’s opinion?": opinion,
    "What if the quality of either host is left out?": host,
    "What would have to change for another course to lead?": turned,
    "Was the scoring changed after the result was seen?": after,
    "Did the team whose future it is fill it in?": filled_in,
    "Why not do nothing?": nothing,
    "Is the difference real, or noise?": noise,
}
