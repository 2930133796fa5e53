"""All changes between two versions of a case, in sentences, and their effect on the result."""

from __future__ import annotations

from decision.engine import evaluate
from decision.errors import DecisionError
from decision.evaluation.additive import Standing
from decision.evaluation.verdict import WORDS
from decision.history import changed_inputs, changed_record
from decision.history.wording import brief, option
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sentences.phrases import course_named, in_points

SAME = "Nothing that counts differs between the two versions."


def changes(model: DecisionModel, before: Case, after: Case) -> list[str]:
    """Return what changed from one version of a case to another, in sentences.

    In the order of a case file, without their histories; then their effect on the headline.
    One sentence, `SAME`, where nothing differs. A version that doesn't fit the model is compared
    all the same, but not scored.
    """
    found = [
        *_model(before, after),
        *changed_record.site(before.site, after.site),
        *changed_inputs.answers(model, before, after),
        *changed_inputs.overrides(model, before, after),
        *changed_inputs.amounts(model, before, after),
        *changed_inputs.costs(model, before, after),
        *changed_record.gates(model, before, after),
        *changed_inputs.weights(model, before, after),
        *changed_record.panel(before, after),
        *changed_record.conduct(before, after),
        *changed_record.interests(before, after),
        *changed_record.decided(model, before, after),
        *changed_record.outcome(model, before, after),
    ]
    return [*found, *effect(model, before, after)] if found else [SAME]


def _model(before: Case, after: Case) -> list[str]:
    was, now = before.model.fingerprint, after.model.fingerprint
    if was and now and was != now:
        return ["The two were written for different models, or versions of one."]
    return []


def effect(model: DecisionModel, before: Case, after: Case) -> list[str]:
    """Return the effect of the changes on the headline: who leads and by how much, and its word."""
    try:
        was, now = evaluate(model, before), evaluate(model, after)
    except DecisionError:
        return ["One of the two doesn't fit this model, so their results can't be compared."]
    sentences = _lead(was.standing, now.standing)
    first, second = was.finding.verdict.word, now.finding.verdict.word
    if first != second:
        sentences.append(f"How firm the answer is went from “{WORDS[first]}” to “{WORDS[second]}”.")
    return sentences


def _lead(was: Standing, now: Standing) -> list[str]:
    """Return in words what became of the lead: its course, then its form, then the margin."""
    model, same = now.table.model, (was.leader, was.rival) == (now.leader, now.rival)
    if same and (now.margin is None or abs(now.margin - (was.margin or 0.0)) <= TIE):
        if now.leader is None:
            return ["No option can be chosen, as before."]
        return [f"The lead is as it was: {_stands(now)}."]
    if not (_leads(was) and _leads(now)):
        return [f"Now {_stands(now)}; before, {_stands(was, past=True)}."]
    if was.course != now.course:
        old, new = _course(was), _course(now)
        return [
            f"{new} now leads instead of {old}: {_stands(now)}; before, {_stands(was, past=True)}."
        ]
    if same:
        return [_margin(was, now)]
    sentences = []
    if was.leader != now.leader:
        form, other = option(model, now.leader or ""), option(model, was.leader or "")
        sentences.append(f"{_course(now)} still leads, now with {form}; before, with {other}.")
    return [*sentences, f"Now {_stands(now)}; before, {_stands(was, past=True)}."]


def _margin(was: Standing, now: Standing) -> str:
    before, after = was.margin or 0.0, now.margin or 0.0
    first, second = in_points(before), in_points(after)
    if first == second:
        return f"The margin hardly moved: {_stands(now)}, as before."
    model = now.table.model
    leader, rival = option(model, now.leader or ""), option(model, now.rival or "")
    how = "grew" if after > before else "shrank"
    return f"The lead of {leader} over {rival} {how} from {first} to {second}."


def _leads(standing: Standing) -> bool:
    """Return whether a course leads another that can be chosen, and doesn't tie with it."""
    return standing.rival is not None and not standing.level


def _course(standing: Standing) -> str:
    return brief(course_named(standing.table.model, standing.course or ""))


def _stands(standing: Standing, past: bool = False) -> str:
    """Return in words who leads, over whom and by how much."""
    singular, plural, can = ("was", "were", "could") if past else ("is", "are", "can")
    model = standing.table.model
    if standing.leader is None:
        return f"no option {can} be chosen"
    leader = option(model, standing.leader)
    if standing.rival is None or standing.margin is None:
        only = f"only {_course(standing)} {can} be chosen"
        return only if standing.over is None else f"{only}, best as {leader}"
    rival = option(model, standing.rival)
    if standing.level:
        return f"{leader} and {rival} {plural} level"
    return f"{leader} {singular} ahead of {rival} by {in_points(standing.margin)}"
