"""What would make another course lead, in sentences, each with the proof that it would need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from decision.evaluation.additive import Standing
from decision.model.decision_model import DecisionModel
from decision.model.entries import Evidence
from decision.numeric import TIE
from decision.sensitivity.answer_changes import Change
from decision.sensitivity.objections import Objection
from decision.sensitivity.reversals import FactFlip, Speaker, Without
from decision.sensitivity.robustness import Robustness
from decision.sentences.phrases import course_named, in_points, named
from decision.sentences.what_would_change_it import percent
from decision.wording.lists import listed
from decision.wording.text import cut_at_word, sentence

ASK, ANSWER, HELP = 200, 120, 300  # letters
LONG = 300  # letters of a claim

# What would count against evidence of each kind, beside its own caveat.
AGAINST = {
    "opinion": "It is one view. A count, or what happened at other sites, would outweigh it.",
    "experience": "It happened at one place. A site more like yours that saw the opposite would "
    "outweigh it.",
    "figure": "It is a count. A newer one, or one of your own, would replace it.",
    "regulation": "It is a rule. Show that it does not apply here, or that it has changed.",
    "guidance": "It is advice. Show that it does not apply here, or that newer advice differs.",
}


@dataclass(frozen=True)
class Point:
    """One thing that would make a course lead.

    Attributes:
        says: what would have to be so, a clause for each answer.
        then: who leads then, and of a single answer what it is now, in sentences.
        proof: what would prove it, a part each; none where the list gives that of each fact.
        facts: what it is about, by id.
    """

    says: tuple[str, ...]
    then: str
    proof: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Points:
    """A list of one kind, the most telling first; `none` is said where it is empty."""

    title: str
    none: str
    points: tuple[Point, ...]


def heading(robustness: Robustness, objection: Objection) -> str:
    """Return what the lists of one course are about."""
    return (
        f"What would put {course_named(_standing(robustness).table.model, objection.course)} ahead"
    )


def lists(robustness: Robustness, objection: Objection) -> tuple[Points, ...]:
    """Return the four lists of one course: answers, pairs, weights, and claims and people."""
    standing = _standing(robustness)
    no_pairs = (
        "One answer is enough, so pairs are not listed."
        if objection.alone
        else "No two answers together would do it."
    )
    return (
        Points(
            "One answer",
            "No single answer would do it.",
            _once([_alone(standing, flip) for flip in objection.alone]),
        ),
        Points(
            "Two answers together",
            no_pairs,
            tuple(_pair(standing, flip) for flip in objection.pairs),
        ),
        Points("Weights", "No other weights would do it.", tuple(_weights(standing, objection))),
        Points(
            "Claims and people",
            "Leaving out any one claim, or all that any one person says, would not do it.",
            (
                *_once([_claim(standing, one) for one in objection.claims]),
                *_once([_speaker(standing, one) for one in objection.speakers]),
            ),
        ),
    )


def _once(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return points of which only the first of those that need the same proof gives it."""
    given: set[str] = set()
    found = []
    for point in points:
        found.append(replace(point, proof=tuple(part for part in point.proof if part not in given)))
        given |= {*point.proof}
    return tuple(found)


def grouped(points: Sequence[Point]) -> list[tuple[str, list[str]]]:
    """Return points as lines; pairs that share an answer stand under it, in the same order."""
    left, found = list(points), list[tuple[str, list[str]]]()
    while left:
        first = left[0]
        if len(first.says) == 1:
            found.append((" ".join([f"{first.says[0]}.", first.then, *first.proof]), []))
            left = left[1:]
            continue
        shared = max(first.says, key=lambda said: sum(said in point.says for point in left))
        mine = [point for point in left if shared in point.says]
        left = [point for point in left if shared not in point.says]
        lines = [
            f"{next((said for said in point.says if said != shared), shared)}. {point.then}"
            for point in mine
        ]
        one = "this" if len(lines) == 1 else "one of these"
        found.append((f"{shared}, and {one}:", lines))
    return found


def proofs(robustness: Robustness, points: Sequence[Point]) -> list[str]:
    """Return the proof that each fact of a list of points needs, a fact once."""
    model = _standing(robustness).table.model
    facts = dict.fromkeys(fact for point in points for fact in point.facts)
    return [
        " ".join([f"“{cut_at_word(model.facts[fact].ask, ASK)}”", *_proof(model, fact)])
        for fact in facts
    ]


# Answers


def _alone(standing: Standing, flip: FactFlip) -> Point:
    (change,) = flip.changes
    then = f"{_then(standing, flip)} {_now(standing, change)}"
    return Point((_answered(standing, change),), then, _proof(standing.table.model, change.fact))


def _pair(standing: Standing, flip: FactFlip) -> Point:
    says = tuple(_answered(standing, change) for change in flip.changes)
    facts = tuple(dict.fromkeys(change.fact for change in flip.changes))
    return Point(says, _then(standing, flip), facts=facts)


def _answered(standing: Standing, change: Change) -> str:
    fact = standing.table.model.facts[change.fact]
    if change.item is not None:
        return f"“{cut_at_word(fact.items[change.item].says, ASK)}” is answered {change.after}"
    answer = cut_at_word(fact.answers[change.after].says, ANSWER)
    return f"“{cut_at_word(fact.ask, ASK)}” is answered “{answer}”"


def _now(standing: Standing, change: Change) -> str:
    """Return the answer as it stands, and who gives it."""
    if change.before is None:
        return "It is not answered yet."
    fact, case = standing.table.model.facts[change.fact], standing.table.case
    answer = (
        change.before
        if change.item is not None
        else f"“{cut_at_word(fact.answers[change.before].says, ANSWER)}”"
    )
    by = case.answered_by.get(change.fact)
    return f"Now it is {answer}{f' ({cut_at_word(by, 60)})' if by else ''}."


def _proof(model: DecisionModel, fact: str) -> tuple[str, ...]:
    """Return what proves an answer, and who can give it."""
    entry = model.facts[fact]
    proof = f"Proof: {sentence(cut_at_word(entry.help, HELP))}" if entry.help else ""
    who = f"{entry.who} can answer." if entry.who else ""
    return tuple(part for part in (" ".join(filter(None, (proof, who))),) if part)


def _then(standing: Standing, flip: FactFlip) -> str:
    model = standing.table.model
    leader = named(model, flip.leader)
    if flip.lost:
        return f"Then {named(model, standing.leader or '')} can’t be chosen, and {leader} leads."
    if flip.margin > TIE:
        return f"Then {leader} leads by {in_points(flip.margin)}."
    return f"Then {leader} draws level."


# Weights


def _weights(standing: Standing, objection: Objection) -> list[Point]:
    model, flip, course = standing.table.model, objection.weight, standing.course
    found = [
        Point(
            (f"The role “{role}” weighs so that it leads already",),
            "No answer has to change.",
            ("Proof: that role’s weights, which are in the record.",),
        )
        for role in objection.roles
    ]
    if flip is None or course is None:
        return found
    to, mine = named(model, flip.to), course_named(model, course)
    proof = (
        "Proof: weights that go so far, from the panel or one role in it, recorded with a reason."
    )
    if flip.moved <= TIE:
        says, then = (
            f"Any weight is changed in its favour, for {to} is level already",
            "Then it leads.",
        )
    else:
        given, taken = _parts(model, flip.given), _parts(model, flip.taken)
        says = f"{given} more weight, and {taken} less"
        then = f"Then {to} ties with {mine}, and any more puts it ahead."
    return [*found, Point((says,), then, (proof,))]


def _parts(model: DecisionModel, parts: Mapping[str, float]) -> str:
    ordered = sorted(parts.items(), key=lambda one: -one[1])
    return listed([f"{model.criteria[name].name} gets {percent(part)}" for name, part in ordered])


# Claims


def _claim(standing: Standing, claim: Without) -> Point:
    entry = standing.table.model.evidence[claim.evidence[0]]
    said = cut_at_word(entry.says, LONG).rstrip(".")
    kind = "piece of guidance" if entry.kind == "guidance" else entry.kind
    return Point(
        (f"This {kind} is refuted: “{said}” ({entry.by})",),
        _without(standing, claim, "it"),
        _against(entry),
    )


def _speaker(standing: Standing, one: Speaker) -> Point:
    return Point(
        (f"All {len(one.evidence)} claims of one person are refuted ({one.speaker})",),
        _without(standing, one, "them"),
        (
            "Show that this person’s place is not like yours, or that others there saw it "
            "differently.",
        ),
    )


def _against(entry: Evidence) -> tuple[str, ...]:
    """Return what would refute a claim, what weakens it already, and where it can be read."""
    parts = [AGAINST[entry.kind]]
    if entry.caveat:
        parts.append(f"What weakens it already: {sentence(cut_at_word(entry.caveat, LONG))}")
    if entry.source:
        parts.append(f"Source: {sentence(cut_at_word(entry.source, LONG))}")
    return tuple(parts)


def _without(standing: Standing, one: Without, what: str) -> str:
    leader = named(standing.table.model, one.leader or "")
    if one.margin is None:
        return f"Without {what}, only {leader} can be chosen."
    if abs(one.margin) <= TIE:
        return f"Without {what}, {leader} draws level."
    return f"Without {what}, {leader} leads by {in_points(one.margin)}."


def _standing(robustness: Robustness) -> Standing:
    return robustness.finding.standing
