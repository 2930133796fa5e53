"""Whether a case fits a model: every id it names exists, and every answer can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decision.case import Ballot, Case, read_fact
from decision.errors import CaseError, Fault
from decision.fields import nearest
from decision.model import DecisionModel

Place = tuple[str | int, ...]
Found = Iterator[tuple[Place, str]]


def check_fit(model: DecisionModel, case: Case) -> None:
    """Check a case made in code; one read from a file has been checked already.

    Raises:
        CaseError: with every misfit; the file of each fault is "case".
    """
    found = [
        Fault("case", 1, 1, "error", f"{'.'.join(map(str, place))}: {message}")
        for place, message in misfits(model, case)
    ]
    if found:
        raise CaseError(found)


def misfits(model: DecisionModel, case: Case) -> Found:
    """Find what in a case doesn't fit the model, as (path in the case, message)."""
    for fact_id, said in case.answers.items():
        if fact_id not in model.facts:
            yield from _unknown([fact_id], model.facts, "a fact", ("answers",))
            continue
        try:
            read_fact(model.facts[fact_id], said)
        except ValueError as error:
            yield ("answers", fact_id), str(error)
    for key, named in (("answered-by", case.answered_by), ("notes", case.notes)):
        yield from _unknown(named, (*model.facts, *model.gates), "a fact", (key,))
    yield from _overrides(model, case)
    yield from _amounts(model, case)
    yield from _unknown(case.costs, model.options, "an option", ("costs",))
    yield from _gates(model, case)
    yield from _unknown(case.weights, model.criteria, "a criterion", ("weights",))
    yield from _unknown(case.weight_notes, model.criteria, "a criterion", ("weight-notes",))
    if case.weights and not any(weights_of(model, case).values()):
        yield ("weights",), "are 0, every one; give at least one criterion a weight above 0"
    for number, ballot in enumerate(case.panel):
        yield from _ballot(model, ballot, ("panel", number))
    if case.decision and case.decision.option not in model.options:
        yield from _unknown([case.decision.option], model.options, "an option", ("decision",))


def weights_of(model: DecisionModel, case: Case) -> dict[str, float]:
    """Give the case's weight of every criterion; the model's where the case has none."""
    return {
        name: case.weights.get(name, criterion.weight) for name, criterion in model.criteria.items()
    }


def _unknown(ids: Iterable[str], known: Iterable[str], kind: str, place: Place) -> Found:
    known = list(known)
    for name in ids:
        if name not in known:
            yield (*place, name), f"`{name}` is not {kind} of this model; {nearest(name, known)}"


def _overrides(model: DecisionModel, case: Case) -> Found:
    seen: set[tuple[str, str]] = set()
    for number, override in enumerate(case.overrides):
        place: Place = ("overrides", number)
        for key, name, known in (
            ("criterion", override.criterion, model.criteria),
            ("option", override.option, model.options),
        ):
            if name not in known:
                yield (
                    (*place, key),
                    f"`{name}` is not {'a criterion' if key == 'criterion' else 'an option'} "
                    f"of this model; {nearest(name, known)}",
                )
        cell = (override.criterion, override.option)
        if cell in seen:
            yield place, "overrules a score that an earlier one overrules; keep one of the two"
        seen.add(cell)


def _amounts(model: DecisionModel, case: Case) -> Found:
    for criterion, amounts in case.amounts.items():
        if criterion not in model.criteria:
            yield from _unknown([criterion], model.criteria, "a criterion", ("amounts",))
        elif model.criteria[criterion].measure is None:
            yield (
                ("amounts", criterion),
                f"`{criterion}` is judged by scores and takes no amounts; use `overrides`",
            )
        else:
            yield from _unknown(amounts, model.options, "an option", ("amounts", criterion))


def _gates(model: DecisionModel, case: Case) -> Found:
    for gate, said in case.gates.items():
        if gate not in model.gates:
            yield from _unknown([gate], model.gates, "a gate", ("gates",))
        elif not isinstance(said, str):
            options = model.gates[gate].options or model.options
            yield from _unknown(said, options, "an option of this gate, or", ("gates", gate))


def _ballot(model: DecisionModel, ballot: Ballot, place: Place) -> Found:
    yield from _unknown(ballot.weights, model.criteria, "a criterion", (*place, "weights"))
    missing = [name for name in model.criteria if name not in ballot.weights]
    if missing:
        yield (
            (*place, "weights"),
            f"has no weight for `{missing[0]}`; a ballot weighs every criterion (0 is a weight)",
        )
    elif not any(ballot.weights.values()):
        yield (*place, "weights"), "are 0, every one; give at least one a weight above 0"
    if ballot.round < 1 or ballot.round != int(ballot.round):
        yield (*place, "round"), f"is {ballot.round}; write 1, 2 and so on"
    yield from _unknown(ballot.comments, model.criteria, "a criterion", (*place, "comments"))
    yield from _unknown(ballot.scores, model.criteria, "a criterion", (*place, "scores"))
    for criterion, scores in ballot.scores.items():
        yield from _unknown(scores, model.options, "an option", (*place, "scores", criterion))
