"""The model linter: what a model may say, and yet its author would want to know."""

from __future__ import annotations

from decision.checks.answer_ways import Ways, every_shift, moved_criteria
from decision.checks.double_counting import overlaps
from decision.checks.influence import Influence, weighty_answers
from decision.checks.reach import Reach, lopsided_courses, one_sided_options
from decision.errors import Found
from decision.evaluation.scores import score_table
from decision.model.decision_model import DecisionModel
from decision.model.evidence_uses import uses
from decision.wording.suggestions import closest, shown


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
        yield from weighty_answers(Influence(ways, reach.stated))


def _unused_evidence(model: DecisionModel) -> Found:
    used = uses(model)
    for name, entry in model.evidence.items():
        if not used[name] and entry.context is None:
            advice = "cite it, or write `context:` to say why no number rests on it"
            yield ("evidence", name), f"nothing cites `{name}`; {advice}"


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
            advice = "give an answer `shifts` or `warns`, or remove the fact"
            yield ("facts", name), f"`{name}` moves no score and warns of nothing; {advice}"


def _idle_criteria(model: DecisionModel) -> Found:
    moved = moved_criteria(model)
    for name, row in score_table(model).cells.items():
        ranged = any(cell.low != cell.high for cell in row.values())
        alike = len({cell.score for cell in row.values()}) == 1
        if alike and name not in moved and not ranged:
            says = f"`{name}` scores the same for every option whatever is answered"
            advice = "remove it, or give it scores that differ"
            yield ("criteria", name), f"{says}, so it can't matter; {advice}"
