"""Answers to the questions that are hardest to answer, from the numbers alone."""

from __future__ import annotations

from decision.evaluation.additive import Standing, stand
from decision.evaluation.verdict import NEAR
from decision.report.paper.blocks import one, tenth
from decision.report.paper.paper_data import PaperData
from decision.sentences.phrases import course_named, in_points, lead, of_100
from decision.sentences.what_would_change_it import not_compared
from decision.wording.lists import listed


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
