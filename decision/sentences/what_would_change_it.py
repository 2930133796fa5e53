"""What would change the answer, in sentences; each from the numbers of `Robustness` alone."""

from __future__ import annotations

from collections.abc import Mapping

from decision.evaluation.additive import Standing
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sensitivity.answer_changes import Change
from decision.sensitivity.reversals import FactFlip, Switching, Without
from decision.sensitivity.robustness import Robustness
from decision.sentences.phrases import course_named, in_points, lead, named, of_100, question_text
from decision.wording.lists import listed
from decision.wording.numbers import fixed, in_words
from decision.wording.text import cut_at_word

QUOTED = 70  # letters of a question within a sentence


def doubts(robustness: Robustness) -> list[str]:
    """Return the two most telling reasons why the answer could be wrong, the nearest first.

    Reasons are looked for in this order: an answer that changes the leader, a claim it rests
    on, weight that would have to move, much or little, and what to ask next.
    """
    sentences = []
    if robustness.fact_flips:
        sentences.append(answers(robustness))
    if any(claim.flips for claim in robustness.claims):
        sentences.append(rests_on(robustness))
    if robustness.cheapest_course_flip is not None:
        sentences.append(weight_to_move(robustness))
    if robustness.ask_next and robustness.ask_next[0].tells and not robustness.fact_flips:
        sentences.append(ask_first(robustness))
    return sentences[:2] or ["No single answer, claim or shift of weight would change the answer."]


def answers(robustness: Robustness) -> str:
    """Return in words which answers, alone or in pairs, would change the answer."""
    standing, flips = _standing(robustness), robustness.fact_flips
    if not flips:
        return "No answer, and no pair of answers, would change the answer."
    alone = [flip for flip in flips if len(flip.changes) == 1]
    reversing = [flip for flip in alone if flip.course != standing.course]
    if reversing:
        best = max(reversing, key=lambda flip: flip.margin)
        return f"{_any_of(_subjects(reversing), 'reverse this')}: {_if_so(standing, best)}."
    pairs = [flip for flip in flips if len(flip.changes) > 1]
    sentences = []
    if alone:
        best = max(alone, key=lambda flip: flip.margin)
        only = "only the form of it"
        sentences.append(
            f"{_any_of(_subjects(alone), f'change {only}')}: {_if_so(standing, best)}."
        )
    if pairs:
        best = max(pairs, key=lambda flip: flip.margin)
        two = "No single answer would reverse this, but two together would"
        sentences.append(f"{two}: {_if_so(standing, best)}.")
    return " ".join(sentences)


def _subjects(flips: list[FactFlip]) -> int:
    return len({(flip.changes[0].fact, flip.changes[0].item) for flip in flips})


def _any_of(count: int, does: str) -> str:
    if count == 1:
        return f"One answer could {does}"
    return f"Any of {in_words(count)} answers could {does}. The largest"


def _if_so(standing: Standing, flip: FactFlip) -> str:
    model = standing.table.model
    what = " and ".join(_change(model, change) for change in flip.changes)
    leader, before = named(model, flip.leader), named(model, standing.leader or "")
    if flip.lost:
        return f"{what}, {before} could not be chosen and {leader} would lead"
    if flip.margin > TIE:
        return f"{what}, {leader} would lead {before} by {in_points(flip.margin)}"
    return f"{what}, {leader} would draw level with {before}"


def _change(model: DecisionModel, change: Change) -> str:
    fact = model.facts[change.fact]
    if change.item is None:
        asked = cut_at_word(fact.ask, QUOTED)
        return f"if “{asked}” were answered “{fact.answers[change.after].says}”"
    return f"if “{cut_at_word(fact.items[change.item].says, QUOTED)}” were answered {change.after}"


def rests_on(robustness: Robustness) -> str:
    """Return in words which claims the answer does not survive without."""
    model, standing = _model(robustness), _standing(robustness)
    if standing.course is None:
        return "No option can be chosen, so nothing rests on any claim."
    needed = [claim for claim in robustness.claims if claim.flips]
    course = course_named(model, standing.course)
    if not needed:
        return f"The lead of {course} survives without any one claim."
    first = needed[0]
    entry = model.evidence[first.evidence[0]]
    carries = {
        "opinion": "One opinion carries",
        "experience": "One person's experience carries",
        "figure": "One figure carries",
        "regulation": "One regulation carries",
        "guidance": "One piece of guidance carries",
    }[entry.kind]
    more = len(needed) - 1
    rest = ""
    if more:
        rest = f" Without {more} other claim{'s' if more > 1 else ''} it would change too."
    return f"{carries} this lead: {entry.by}. {_without(standing, first, 'it')}.{rest}"


def rests_on_speakers(robustness: Robustness) -> list[str]:
    """Return in words whose word the answer does not survive without, the weightiest first."""
    standing = _standing(robustness)
    evidence = standing.table.model.evidence
    sentences = []
    for one in robustness.speakers:
        if one.flips:
            kinds = {evidence[name].kind for name in one.evidence}
            who = "person" if kinds <= {"opinion", "experience"} else "source"  # as a council is
            what = f"all that one {who} says ({one.speaker})"
            sentences.append(f"{_without(standing, one, what)}.")
    return sentences


def _without(standing: Standing, one: Without, what: str) -> str:
    """Return how another course leads without some evidence, over the one that leads with it."""
    model, course = standing.table.model, standing.course
    if one.leader is None or course is None:
        return f"Without {what}, nothing can be chosen"
    leader = named(model, one.leader)
    if one.margin is None:
        return f"Without {what}, only {leader} can be chosen"
    if abs(one.margin) <= TIE:
        return f"Without {what}, {leader} draws level with {course_named(model, course)}"
    return (
        f"Without {what}, {leader} leads {course_named(model, course)} by {in_points(one.margin)}"
    )


def weight_to_move(robustness: Robustness) -> str:
    """Return in words the least weight that would have to move for another course to tie."""
    model, standing = _model(robustness), _standing(robustness)
    flip = robustness.cheapest_course_flip
    if standing.leader is None or standing.rival is None:
        return "No weights can compare the courses, since at most one can be chosen."
    if flip is None:
        return "No weights would change the course."
    to = named(model, flip.to)
    if flip.moved <= TIE:
        return f"{to} is level already, so any change of weight could settle it."
    mine = course_named(model, model.course_of[standing.leader])
    return (
        f"Give {_weights(model, flip.given)} more weight and {_weights(model, flip.taken)} less, "
        f"and {to} ties with {mine}."
    )


def _weights(model: DecisionModel, parts: Mapping[str, float]) -> str:
    ordered = sorted(parts.items(), key=lambda one: -one[1])
    return listed([f"{model.criteria[name].name} {percent(part)}" for name, part in ordered])


def percent(part: float) -> str:
    """Return a part of all weight as a percentage, as short as it can be read.

    >>> percent(0.02), percent(0.137), percent(0.0004)
    ('2%', '13.7%', 'under 0.1%')
    """
    if 0 < part < 0.0005:
        return "under 0.1%"
    return f"{fixed(part * 100).removesuffix('.0')}%"


def one_way(robustness: Robustness) -> str:
    """Return in words how many weights could change the course alone, and which is nearest."""
    model, rows = _model(robustness), robustness.switching
    turned = [(abs(row.course_at - row.share), row) for row in rows if row.course_at is not None]
    if not turned:
        return "No criterion's weight, moved alone, would change the course."
    _, nearest = min(turned, key=lambda one: one[0])
    could = (
        "could change the course by itself" if len(turned) == 1 else "could each change the course"
    )
    which = f"{len(turned)} of the {len(rows)} weights"
    return f"{which} {could}; the nearest is {_turn(model, nearest)}."


def _turn(model: DecisionModel, row: Switching) -> str:
    return (
        f"{model.criteria[row.criterion].name}, from {fixed(row.share * 100)}% of the weight to "
        f"{fixed((row.course_at or 0) * 100)}%"
    )


def weight_changes(robustness: Robustness) -> list[str]:
    """Return who would lead at which share of each weight moved alone, the nearest first.

    Only weights that can change the course are listed; the others keep their proportions.
    """
    model, rows = _model(robustness), robustness.switching
    turned = [(row, row.course_at) for row in rows if row.course_at is not None]
    turned.sort(key=lambda one: abs(one[1] - one[0].share))
    return [
        f"{model.criteria[row.criterion].name} from {percent(row.share)} to {percent(at)}: "
        f"{course_named(model, _course_at(robustness, row, at))} leads"
        for row, at in turned
    ]


def _course_at(robustness: Robustness, row: Switching, at: float) -> str:
    """Return the course that takes the lead where one criterion's share reaches `at`."""
    standing = _standing(robustness)
    table, model = standing.table, standing.table.model

    def total(option: str) -> float:
        score = table.cells[row.criterion][option].score
        others = standing.totals[option] - row.share * score
        return at * score + (1 - at) * others / (1 - row.share)

    rivals = [one for one in table.choosable if model.course_of[one] != standing.course]
    return model.course_of[max(rivals, key=total)]


def ask_first(robustness: Robustness) -> str:
    """Return in words what to ask next, and what its answer may do."""
    model, asks = _model(robustness), robustness.ask_next
    if not asks:
        return "Every question is answered, so nothing is left to ask."
    first = asks[0]
    text, who = question_text(model, first.fact, first.item), model.facts[first.fact].who
    asked = f"Ask {f'{who} ' if who else ''}next: “{text}”"
    chance = first.changes
    if chance <= TIE:
        does = "No answer to it alone would change the course"
    elif chance >= 1 - TIE:
        does = "Any answer to it would change the course"
    else:
        does = f"In {of_100(chance)} cases its answer would change the course"
    return f"{asked} {does}; its answers lie {in_points(first.swing)} apart."


def not_compared(robustness: Robustness) -> str | None:
    """Return in words that no weights can compare courses where at most one can be chosen."""
    standing = _standing(robustness)
    if standing.leader is None:
        return "No option can be chosen, so no weights can compare them."
    if standing.rival is None:
        return "Only one course can be chosen, so no weights can compare it with another."
    return None


def any_weights(robustness: Robustness) -> str:
    """Return in words how stable the leading course is over all weights, and ranked ones."""
    model, standing = _model(robustness), _standing(robustness)
    if (sentence := not_compared(robustness)) or standing.course is None:
        return sentence or ""
    assert standing.leader is not None  # else nothing could be compared
    assert standing.rival is not None
    leader, rival = standing.leader, standing.rival
    over_all = robustness.course_acceptability[standing.course]
    ranked = robustness.named(robustness.ranked_weights.pairs)[leader][rival]
    varied = robustness.named(robustness.all_varied)[leader][rival]
    return (
        f"{course_named(model, standing.course)} is best under {of_100(over_all)} of all "
        f"possible weights. {named(model, leader)} is ahead of {named(model, rival)} under "
        f"{of_100(ranked)} of those that keep this order of importance, and in {of_100(varied)} "
        f"simulations where weights, scores and open questions all vary."
    )


def never_best(robustness: Robustness) -> list[str]:
    """Return in words which options no weights make best, and how close they come."""
    model = _model(robustness)
    return [
        f"No weights make {named(model, one.option)} best at the scores as stated; at the closest, "
        f"{listed([named(model, rival) for rival in one.by])} "
        f"{'leads' if len(one.by) == 1 else 'lead'} it by {in_points(one.short_by)}."
        for one in robustness.dominated
    ]


def what_ifs(robustness: Robustness) -> list[str]:
    """Return in words who leads, and by how much, under each of the model's what-ifs."""
    model, standing = _model(robustness), _standing(robustness)
    sentences = []
    for name, then in robustness.finding.what_ifs.items():
        changed = "" if then.course == standing.course else ", which changes the course"
        sentences.append(f"{model.what_ifs[name].says.rstrip('.')}: {lead(model, then)}{changed}.")
    return sentences


def left_out(robustness: Robustness) -> str:
    """Return in words which options no rank is counted for; nothing where there is none."""
    table = _standing(robustness).table
    barred = [named(table.model, name) for name in table.available if not table.can_choose(name)]
    if not barred:
        return ""
    return f"Left out, as {'it' if len(barred) == 1 else 'they'} can’t be chosen: {listed(barred)}."


def _standing(robustness: Robustness) -> Standing:
    return robustness.finding.standing


def _model(robustness: Robustness) -> DecisionModel:
    return robustness.finding.standing.table.model
