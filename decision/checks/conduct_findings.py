"""Automatic findings for each point of the conduct checklist, in one case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from decision.checks.double_counting import overlaps
from decision.engine import Evaluation
from decision.evaluation.scores import ScoreTable, start_of
from decision.evaluation.weights import last_round
from decision.model.baseline import baseline_of
from decision.model.entries import OwnBaseline
from decision.wording.lists import first_three

LONGEST = 60  # characters of a name inside a sentence


class PointCheck(NamedTuple):
    """Whether a point is met as far as the tool can see, and what it found, in a sentence.

    `ok` is None where that is not for the tool to judge.
    """

    ok: bool | None
    found: str


def few(names: Sequence[str]) -> str:
    """Return names listed: each cut short, and the first three where there are many."""
    return first_three([_cut(name) for name in names])


def _quoted(names: Sequence[str]) -> str:
    return first_three([f"“{_cut(name)}”" for name in names])


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _judged(faults: Sequence[str], otherwise: str, ok: bool | None = True) -> PointCheck:
    return PointCheck(False, " ".join(faults)) if faults else PointCheck(ok, otherwise)


def _described(evaluation: Evaluation) -> PointCheck:
    bare = "The model has a title only; `question` in it would describe the decision."
    in_words = "The model puts the decision in words."
    return PointCheck(None, in_words if evaluation.model.question else bare)


def _represented(evaluation: Evaluation) -> PointCheck:
    declared, people = len(evaluation.case.interests), last_round(evaluation.case)
    interests = "1 interest is" if declared == 1 else f"{declared or 'No'} interests are"
    roles = sorted({ballot.role for ballot in people if ballot.role})
    panel = "no panel is recorded"
    if people:
        counted = "1 person" if len(people) == 1 else f"{len(people)} people"
        panel = f"the panel's last round has {counted} ({few(roles) if roles else 'no roles'})"
    return PointCheck(None, f"{interests} declared, and {panel}.")


def _baseline(evaluation: Evaluation) -> PointCheck:
    model, table = evaluation.model, evaluation.standing.table
    may_be = [name for name, entry in model.options.items() if entry.baseline]
    if not may_be:
        return PointCheck(False, "No option is the baseline; write `baseline: true` on one.")
    known = baseline_of(model.options, table.readings)
    if known is not None:
        scores = _scores(table, known)
        found = "it can score above zero" if scores else "every score it can have is 0"
        return PointCheck(scores, f"{_named(evaluation, [known])} is the baseline, and {found}.")
    fact, left = _follows(evaluation)
    ask = f"“{_cut(model.facts[fact].ask)}”"
    may_be = [name for name in may_be if left & _answers(evaluation, name)]
    if left - {answer for name in may_be for answer in _answers(evaluation, name)}:
        which = "some answer" if len(left) > 1 else "the answer"
        return PointCheck(False, f"No option is the baseline for {which} to {ask}.")
    says = f"Which of {_named(evaluation, may_be)} is the baseline follows {ask}, which is open"
    if flat := [name for name in may_be if not _scores(table, name)]:
        return PointCheck(False, f"{says}; every score of {_named(evaluation, flat)} is 0.")
    return PointCheck(True, f"{says}; each of them can score above zero.")


def _named(evaluation: Evaluation, options: Sequence[str]) -> str:
    return _quoted([evaluation.model.options[name].name for name in options])


def _scores(table: ScoreTable, option: str) -> bool:
    return any(row[option].high > 0 for row in table.cells.values())


def _answers(evaluation: Evaluation, option: str) -> set[str]:
    """Return the answers by which an option is the baseline; none where no answer counts."""
    baseline = evaluation.model.options[option].baseline
    return {*baseline.is_} if isinstance(baseline, OwnBaseline) else set()


def _follows(evaluation: Evaluation) -> tuple[str, set[str]]:
    """Return the fact by which the baseline is told, and the answers that it may still get.

    A model whose baseline is by a fact has one fact for all its options, or it isn't valid.
    """
    model, table = evaluation.model, evaluation.standing.table
    own = [entry.baseline for entry in model.options.values()]
    fact = next(one.fact for one in own if isinstance(one, OwnBaseline))
    reading = table.readings.get(fact)
    return fact, {*(reading.possible if reading else model.facts[fact].answers)}


def _distinct(evaluation: Evaluation) -> PointCheck:
    criteria = evaluation.model.criteria.values()
    bare = [entry.name for entry in criteria if not (entry.means or entry.measure)]
    faults = [f"Without a definition (`means`): {few(bare)}."] if bare else []
    found = [message for _, message in overlaps(evaluation.model)]
    faults += [f"{message}." for message in found[:3]]
    if len(found) > 3:
        faults.append(f"`decision check` lists {len(found) - 3} more.")
    return _judged(
        faults, "Every criterion is defined. No overlap and no cost counted twice was found."
    )


def _sourced(evaluation: Evaluation) -> PointCheck:
    model, case = evaluation.model, evaluation.case
    bare = list(_unsourced(evaluation))
    faults = [f"Without a source or a reason: {first_three(bare)}."] if bare else []
    unsigned = [model.facts[fact].ask for fact in case.answers if fact not in case.answered_by]
    if unsigned:
        count = f"{len(unsigned)} of {len(case.answers)} answers"
        faults.append(f"{count} don't say who gave them: {_quoted(unsigned)}.")
    signed = "every answer says who gave it" if case.answers else "no fact is answered yet"
    return _judged(faults, f"Every score has a source or a reason, and {signed}.")


def _unsourced(evaluation: Evaluation) -> Iterator[str]:
    """Name scores, and answers and items that move some, with neither a reason nor evidence."""
    model, case = evaluation.model, evaluation.case
    overruled = {(item.criterion, item.option) for item in case.overrides}
    for name, entry in model.criteria.items():
        for option, start in entry.cells.items():
            cell = case.amounts.get(name, {}).get(option, start)
            sourced = cell.because or start_of(entry, case, name, option)[3].evidence
            if not sourced and (name, option) not in overruled:
                yield f"“{_cut(entry.name)}” for “{_cut(model.options[option].name)}”"
    for fact, reading in evaluation.standing.table.readings.items():
        answer = model.facts[fact].answers[reading.answer] if reading.answer else None
        if answer and answer.shifts and not (answer.because or answer.evidence):
            yield f"what “{_cut(answer.says)}” does"
        for item, state in reading.items.items():
            one = model.facts[fact].items[item]
            told = state is not None or reading.answer is not None
            moves = one.moves if state is None else (one.shifts if state else one.if_not)
            if told and moves and not (one.because or one.evidence):
                yield f"what “{_cut(one.says)}” does"


def _ends(evaluation: Evaluation) -> PointCheck:
    criteria = evaluation.model.criteria.values()
    bare = [entry.name for entry in criteria if not (entry.measure or (entry.worst and entry.best))]
    faults = [f"Without both `worst` and `best`: {few(bare)}."] if bare else []
    return _judged(faults, "Both ends are described for every criterion.")


def _swung(evaluation: Evaluation) -> PointCheck:
    case, whose = evaluation.case, evaluation.standing.weights_from
    ballots = [ballot for ballot in case.panel if ballot.removed is None]
    if whose == "model":
        return PointCheck(False, "Nobody has weighed this yet: the weights are the model's own.")
    commented = any(ballot.comments for ballot in ballots)
    faults = []
    way_of_case = case.weights_by if whose == "case" else None  # others may be in force
    if way_of_case in ("direct", "rank"):
        way = "typed in directly" if way_of_case == "direct" else "made from a rank order"
        faults.append(f"The weights were {way} and not by swing.")
    if silent := _unreasoned(evaluation):
        faults.append(f"No reason is recorded for the weight of {few(silent)}.")
    if len(ballots) > 1 and not commented:
        faults.append("The panel left no comment, so no dissent is recorded.")
    swing = "The weights were given by swing. " if way_of_case == "swing" else ""
    panel = "The panel's comments are recorded." if commented else "No panel's dissent is recorded."
    return _judged(faults, f"{swing}Each weight that was changed has a reason. {panel}", None)


def _unreasoned(evaluation: Evaluation) -> list[str]:
    """Name the criteria whose weight is no longer the model's, and has no reason."""
    model, case = evaluation.model, evaluation.case
    given = {name for ballot in case.panel for name in ballot.comments if ballot.removed is None}
    given |= case.weight_notes.keys()
    own = {name: entry.weight for name, entry in model.criteria.items()}
    changed = [name for name in case.weights or own if case.weights.get(name) != own[name]]
    return [model.criteria[name].name for name in changed if name not in given]


def _tested(evaluation: Evaluation) -> PointCheck:
    table = evaluation.standing.table
    cells = [cell for row in table.cells.values() for cell in row.values()]
    ranged = sum(cell.low < cell.high for cell in cells)
    spread = table.model.shift_spread
    shifted = bool(spread) and any(reason.fact for cell in cells for reason in cell.reasons)
    weights = "Weights are tested over every value they may have"
    if not ranged and not shifted:
        return PointCheck(False, f"{weights}, but no score has a range; write `low` and `high`.")
    parts = [f"scores over their ranges: {ranged} of {len(cells)} scores have one"] * bool(ranged)
    if shifted:
        parts.append(f"what each answer adds or takes off by up to {round(spread * 100)}%")
    return PointCheck(True, f"{weights}, and {'; and '.join(parts)}.")


def _dominance(evaluation: Evaluation) -> PointCheck:
    options, costs = evaluation.model.options, evaluation.case.costs
    table = evaluation.standing.table
    baseline = baseline_of(options, table.readings)
    outdone = [options[one.option].name for one in evaluation.robustness.dominated]
    found = "No option is left behind under all weights."
    if outdone:
        found = f"Best under no weights: {few(outdone)}."
    wanted = {*table.choosable, baseline}  # what can't be chosen needs no cost
    lacking = [entry.name for name, entry in options.items() if name in wanted - {*costs}]
    if not costs:
        return PointCheck(True, f"{found} The case gives no costs.")
    if lacking:
        return PointCheck(False, f"{found} Costs are given, but not for {few(lacking)}.")
    if baseline is None:
        none = not any(entry.baseline for entry in options.values())
        which = "no option is the baseline" if none else "which option is the baseline is open"
        return PointCheck(False, f"{found} Costs are given, but {which}.")
    every = "every option" if wanted >= {*options} else "every option that can be chosen"
    return PointCheck(True, f"{found} Costs are given for {every}, the baseline's among them.")


RULE = "The rule is stated: a total is the sum of each score times its share."
DISCLOSED = (
    "The Result page, the board paper and the workbook give every score with its reasons. "
    "Leave them in what is published."
)
# The tool's finding on every point, by the point's id.
CHECKS: Mapping[str, Callable[[Evaluation], PointCheck]] = {
    "supports-appraisal": _described,
    "independent-chair": _represented,
    "baseline-among-options": _baseline,
    "no-overlap": _distinct,
    "scores-sourced": _sourced,
    "ends-described": _ends,
    "swing-weights": _swung,
    "additive-rule": lambda _: PointCheck(None, RULE),
    "uncertainty-tested": _tested,
    "dominance-and-cost": _dominance,
    "scores-disclosed": lambda _: PointCheck(True, DISCLOSED),
}
