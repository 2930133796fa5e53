"""All changes between two versions of a case, in sentences, and their effect on the result."""

from __future__ import annotations

from decision.engine import Evaluation, evaluate
from decision.errors import DecisionError
from decision.evaluation.additive import Standing
from decision.evaluation.verdict import WORDS
from decision.history import changed_inputs, changed_record
from decision.history.wording import option
from decision.model.case import Case
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sentences.phrases import in_points

SAME = "Nothing that counts differs between the two versions."


def changes(model: DecisionModel, before: Case, after: Case) -> list[str]:
    """Return what changed from one version of a case to another, in sentences.

    Args:
        model: the model both are read by; a version that doesn't fit it is compared all
            the same, but not scored.
        before, after: any two versions; their histories are not compared.

    Returns:
        A sentence or two for each change, in the order of a case file; then their effect on
        the headline. One sentence, `SAME`, where nothing differs.
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
    """Return the effect of the changes on the headline, on its word, and on who scores highest."""
    try:
        was, now = evaluate(model, before), evaluate(model, after)
    except DecisionError:
        return ["One of the two doesn't fit this model, so their results can't be compared."]
    sentences = [_lead(was.standing, now.standing)]
    first, second = was.finding.verdict.word, now.finding.verdict.word
    if first != second:
        sentences.append(f"How firm the answer is went from “{WORDS[first]}” to “{WORDS[second]}”.")
    return [*sentences, *_of_all(model, was, now)]


def _lead(was: Standing, now: Standing) -> str:
    model = was.table.model
    level_was, level_now = abs(was.margin) <= TIE, abs(now.margin) <= TIE
    ours, theirs = option(model, now.ahead), option(model, now.behind)
    if level_was and level_now:
        return f"{ours} and {theirs} are level, as they were."
    if level_now:
        return f"{ours} and {theirs} are now level; {option(model, was.ahead)} {_was(was)}."
    if level_was:
        return f"{ours} and {theirs} were level; now {ours} {_is(now)}."
    if was.ahead != now.ahead:
        return f"The lead moved from {theirs}, which {_was(was)}, to {ours}, which {_is(now)}."
    if was.margin < 0 or now.margin < 0:
        same = (was.margin < 0) == (now.margin < 0)
        return (
            f"{ours} {'still' if same else 'now'} {_is(now)}{'' if same else f'; it {_was(was)}'}."
        )
    first, second = in_points(was.margin), in_points(now.margin)
    if abs(now.margin - was.margin) <= TIE:
        return f"The margin is as it was: {ours} {_is(now)}."
    if first == second:
        return f"The margin hardly moved: {ours} {_is(now)}, as before."
    return (
        f"The lead of {ours} over {theirs} {'grew' if now.margin > was.margin else 'shrank'} "
        f"from {first} to {second}."
    )


def _was(standing: Standing) -> str:
    if standing.margin < 0:
        return "was the only one of the two that could be chosen"
    return f"was ahead by {in_points(standing.margin)}"


def _is(standing: Standing) -> str:
    if standing.margin < 0:
        return "is the only one of the two that can be chosen"
    return f"is ahead by {in_points(standing.margin)}"


def _of_all(model: DecisionModel, was: Evaluation, now: Evaluation) -> list[str]:
    """Return who scores highest of all where that changed, and not only because the lead did."""
    first, second = was.leader, now.leader
    if first == second or {first, second} <= {*model.pair}:
        return []
    if second is None:
        return ["No option can be chosen any longer."]
    before = f"; before, {option(model, first)} did" if first else ""
    return [f"Of all options, {option(model, second)} now scores highest{before}."]
