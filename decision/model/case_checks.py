"""Whether a case fits a model: every id it names exists, and every answer can be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from decision.errors import KEY, CaseError, Found, Steps
from decision.model.case import CONDUCT, Ballot, Case, Ticks
from decision.model.decision_model import DecisionModel
from decision.model.entries import Fact
from decision.model.readings import read_fact
from decision.model.validation_messages import faults_in_code
from decision.wording.suggestions import nearest, shown

Given = str | float | Ticks  # an answer as a case gives it


def check_fit(model: DecisionModel, case: Case) -> None:
    """Check a case made in code; one read from a file has been checked already.

    Raises CaseError: with every misfit; the file of each fault is "case".
    """
    found = faults_in_code(misfits(model, case), "case", "case")
    if found:
        raise CaseError(found)


def misfits(model: DecisionModel, case: Case) -> Found:
    """Yield what in a case doesn't fit the model: the path in the case, and a message."""
    yield from _ids(model, "fact", case.answers, ("answers",))
    for fact_id, given in case.answers.items():
        if fact_id not in model.facts:
            continue
        try:
            read_fact(model.facts[fact_id], given)
        except ValueError as error:
            yield ("answers", fact_id), str(error)
    yield from _disputes(model, case)
    asked = (*model.facts, *model.gates)
    for key in ("answered-by", "confirmed-by", "notes"):
        named = getattr(case, key.replace("-", "_"))
        yield from unknown_ids(named, asked, "a fact or a gate of this model", (key,))
    yield from _overrides(model, case)
    yield from _amounts(model, case)
    yield from _ids(model, "option", case.costs, ("costs",))
    yield from _gates(model, case)
    yield from _ids(model, "criterion", case.weights, ("weights",))
    yield from _ids(model, "criterion", case.weight_notes, ("weight-notes",))
    if case.weights and not any(weights_of(model, case).values()):
        yield ("weights",), "are 0, every one; give at least one criterion a weight above 0"
    for number, ballot in enumerate(case.panel):
        yield from _ballot(model, ballot, ("panel", number))
    yield from unknown_ids(case.conduct, CONDUCT, "a point of the checklist", ("conduct",))
    if case.decision:
        yield from _id(model, "option", case.decision.option, ("decision", "option"))
    if case.outcome:
        yield from _id(model, "option", case.outcome.arrangement, ("outcome", "arrangement"))


def _disputes(model: DecisionModel, case: Case) -> Found:
    yield from _ids(model, "fact", case.disputed, ("disputed",))
    for name, dispute in case.disputed.items():
        if fact := model.facts.get(name):
            for steps, message in second_answer_faults(fact, case.answers.get(name), dispute.says):
                yield ("disputed", name, *steps), message


def second_answer_faults(fact: Fact, given: Given | None, second: Given) -> Found:
    """Yield why a second answer to a fact can't stand beside the one given (None: no answer)."""
    try:
        other = read_fact(fact, second)
    except ValueError as error:
        yield ("says",), str(error)
        return
    if not other.answered:
        yield ("says",), "leaves items unknown; say yes or no of each, or remove it"
    if given is None:
        yield (), "has no answer beside it; write one under `answers` too, or remove it"
        return
    try:
        first = read_fact(fact, given)
    except ValueError:  # said of the answer itself
        return
    if not first.answered:
        yield (), "is about an answer with unknown items; say yes or no of each, or remove it"
    elif first == other:
        yield ("says",), "is the answer already given; write the other one, or remove it"


def weights_of(model: DecisionModel, case: Case) -> dict[str, float]:
    """Return the points of every criterion, by id: the case's, or the model's where it has none."""
    return {
        name: case.weights.get(name, criterion.weight) for name, criterion in model.criteria.items()
    }


def unknown_ids(ids: Iterable[str], known: Iterable[str], kind: str, place: Steps) -> Found:
    """Yield the ids among some keys that name nothing known."""
    known = dict.fromkeys(known)
    for name in ids:
        yield from _named(name, known, kind, (*place, name, KEY))


def _ids(model: DecisionModel, kind: str, ids: Iterable[str], place: Steps) -> Found:
    """Yield the ids among some keys that name nothing of a kind in the model."""
    for name in ids:
        yield from _id(model, kind, name, (*place, name, KEY))


def _id(model: DecisionModel, kind: str, name: str, place: Steps) -> Found:
    known: Collection[str] = model.criteria
    if kind != "criterion":
        known = model.options if kind == "option" else model.facts
    return _named(name, known, f"{'an' if kind == 'option' else 'a'} {kind} of this model", place)


def _named(name: str, known: Collection[str], kind: str, place: Steps) -> Found:
    if name not in known:
        yield place, f"{shown(name)} is not {kind}; {nearest(name, known)}"


def _overrides(model: DecisionModel, case: Case) -> Found:
    seen: set[tuple[str, str]] = set()
    for number, override in enumerate(case.overrides):
        place: Steps = ("overrides", number)
        yield from _id(model, "criterion", override.criterion, (*place, "criterion"))
        yield from _id(model, "option", override.option, (*place, "option"))
        cell = (override.criterion, override.option)
        if cell in seen:
            yield place, "overrules a score that an earlier one overrules; keep one of the two"
        seen.add(cell)


def _amounts(model: DecisionModel, case: Case) -> Found:
    yield from _ids(model, "criterion", case.amounts, ("amounts",))
    for criterion, amounts in case.amounts.items():
        if criterion not in model.criteria:
            continue
        if model.criteria[criterion].measure is None:
            yield (
                ("amounts", criterion, KEY),
                f"`{criterion}` is judged by scores and takes no amounts; use `overrides`",
            )
        else:
            place: Steps = ("amounts", criterion)
            yield from _ids(model, "option", amounts, place)
            for option, amount in amounts.items():
                for number, name in enumerate(amount.evidence):
                    here = (*place, option, "evidence", number)
                    yield from _named(name, model.evidence, "in the evidence of this model", here)


def _gates(model: DecisionModel, case: Case) -> Found:
    for gate, state in case.gates.items():
        if gate not in model.gates:
            yield from unknown_ids([gate], model.gates, "a gate of this model", ("gates",))
        elif not isinstance(state, str):
            options = model.gates[gate].options or model.options
            kind = f"an option that `{gate}` is about"
            yield from unknown_ids(state, options, kind, ("gates", gate))


def weight_misfits(criteria: Collection[str], weights: Mapping[str, float], place: Steps) -> Found:
    """Yield what is wrong with one person's weights, which cover every criterion."""
    yield from unknown_ids(weights, criteria, "a criterion of this model", place)
    missing = [name for name in criteria if name not in weights]
    if missing:
        yield place, f"has no weight for `{missing[0]}`; write one for every criterion (0 will do)"
    elif not any(weights.values()):
        yield place, "are 0, every one; give at least one a weight above 0"


def _ballot(model: DecisionModel, ballot: Ballot, place: Steps) -> Found:
    yield from weight_misfits(model.criteria, ballot.weights, (*place, "weights"))
    if ballot.round < 1 or ballot.round != int(ballot.round):
        yield (*place, "round"), f"is {ballot.round}; write 1, 2 and so on"
    yield from _ids(model, "criterion", ballot.comments, (*place, "comments"))
    yield from _ids(model, "criterion", ballot.scores, (*place, "scores"))
    for criterion, scores in ballot.scores.items():
        yield from _ids(model, "option", scores, (*place, "scores", criterion))
