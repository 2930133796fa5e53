"""The model linter: what a model may say, and yet its author would want to know."""

from __future__ import annotations

from decision.checks.answer_ways import Ways, every_shift, moved_criteria
from decision.checks.double_counting import overlaps
from decision.checks.influence import Influence, weighty_answers
from decision.checks.reach import START_MARGIN, Reach, lopsided_courses, one_sided_options
from decision.errors import Found
from decision.evaluation.scores import score_table
from decision.model.decision_model import DecisionModel
from decision.model.entries import Criterion
from decision.model.evidence_uses import uses
from decision.sentences.phrases import in_points, named
from decision.wording.lists import first_three
from decision.wording.suggestions import closest, shown

FEW_CRITERIA = 6  # of fewer, what is left without one or two tells nothing of the whole


def lint(model: DecisionModel) -> Found:
    """Find what a model's author would want to know, as (path in the model, message)."""
    yield from _unused_evidence(model)
    yield from _lone_speakers(model)
    yield from _idle_facts(model)
    yield from _idle_criteria(model)
    yield from overlaps(model)
    if model.facts:
        ways = Ways(model)
        reach = Reach(model, ways)
        yield from one_sided_options(model, reach)
        yield from lopsided_courses(model, reach)
        yield from _level_by_judgement(model, reach)
        yield from weighty_answers(Influence(ways, reach.stated))


def _unused_evidence(model: DecisionModel) -> Found:
    used = uses(model)
    for name, entry in model.evidence.items():
        if not used[name] and entry.context is None:
            yield (
                ("evidence", name),
                f"nothing cites `{name}`; cite it, or write `context:` to say why no number "
                f"rests on it",
            )


def _lone_speakers(model: DecisionModel) -> Found:
    """Find speakers that only one entry names and no `by` is: most likely a slip of the pen."""
    named_by: dict[str, list[str]] = {}
    for name, entry in model.evidence.items():
        if entry.speaker is not None:
            named_by.setdefault(entry.speaker, []).append(name)
    authors = {entry.by for entry in model.evidence.values()}
    for speaker, entries in named_by.items():
        if len(entries) == 1 and speaker not in authors:
            meant = closest(speaker, sorted(authors | (named_by.keys() - {speaker})))
            ask = f"did you mean {shown(meant)}? Else remove it" if meant else "remove it"
            yield (
                ("evidence", entries[0], "speaker"),
                f"{shown(speaker)} is the speaker of this entry alone, and nobody's `by`; {ask}, "
                f"or name the same speaker at the other entries",
            )


def _idle_facts(model: DecisionModel) -> Found:
    needed = {need.fact for option in model.options.values() for need in option.needs}
    for name, fact in model.facts.items():
        warns = any(answer.warns for answer in fact.answers.values())
        if name not in needed and not warns and not any(every_shift(fact)):
            yield (
                ("facts", name),
                f"`{name}` moves no score and warns of nothing; give an answer `shifts` or "
                f"`warns`, or remove the fact",
            )


def _idle_criteria(model: DecisionModel) -> Found:
    moved = moved_criteria(model)
    for name, row in score_table(model).cells.items():
        ranged = any(cell.low != cell.high for cell in row.values())
        alike = len({cell.score for cell in row.values()}) == 1
        if alike and name not in moved and not ranged:
            yield (
                ("criteria", name),
                f"`{name}` scores the same for every option whatever is answered, so it can't "
                f"matter; remove it, or give it scores that differ",
            )


def _level_by_judgement(model: DecisionModel, reach: Reach) -> Found:
    """Find a start that is level only through criteria whose starts nobody can look up."""
    first, second = (reach.options.index(name) for name in model.pair)
    gaps = reach.start[:, first] - reach.start[:, second]
    start = float(reach.equal @ gaps)
    names = list(model.criteria)
    judged = [name for name in names if _rests_on_judgement(model, model.criteria[name])]
    rest = [row for row, name in enumerate(names) if name not in judged]
    if not judged or len(rest) < FEW_CRITERIA or abs(start) >= START_MARGIN:
        return
    without = float(gaps[rest].mean())
    if abs(without) >= START_MARGIN:
        ahead = named(model, model.pair[0] if without > 0 else model.pair[1])
        on = first_three([f"`{name}`" for name in judged])
        yield (
            ("compare",),
            f"with nothing answered the two are level only by judgement: without {on}, whose "
            f"start scores cite opinions with no source, {ahead} starts {in_points(without)} "
            f"ahead; start those criteria level, or find a source",
        )


def _rests_on_judgement(model: DecisionModel, criterion: Criterion) -> bool:
    """Return whether all that a criterion's start scores cite is opinion with no source.

    The compared two count. One that cites nothing at all is a plain figure, and no judgement
    that gives itself as evidence.
    """
    cited = {
        name
        for option in model.pair
        for name in criterion.cells[option].evidence or criterion.evidence
    }
    entries = [model.evidence[name] for name in cited]
    return bool(entries) and all(
        entry.kind == "opinion" and entry.source is None for entry in entries
    )
