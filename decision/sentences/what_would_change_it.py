"""What would change the answer, in sentences; each from the numbers of `Robustness` alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from decision.evaluation.additive import Standing
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sensitivity.answer_changes import Change
from decision.sensitivity.reversals import FactFlip, Switching, Without
from decision.sensitivity.robustness import Robustness
from decision.sentences import templates as texts
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
    return sentences[:2] or [texts.NOTHING_CHANGES]


def answers(robustness: Robustness) -> str:
    """Return in words which answers, alone or in pairs, would change the answer."""
    standing, flips = _standing(robustness), robustness.fact_flips
    if not flips:
        return texts.NO_ANSWERS
    alone = [flip for flip in flips if len(flip.changes) == 1]
    reversing = [flip for flip in alone if flip.course != standing.course]
    if reversing:
        return _any_of(texts.REVERSES, standing, reversing)
    pairs = [flip for flip in flips if len(flip.changes) > 1]
    sentences = []
    if alone:
        sentences.append(_any_of(texts.CHANGES_FORM, standing, alone))
    if pairs:
        sentences.append(texts.TOGETHER.format(then=_if_so(standing, _farthest(pairs))))
    return " ".join(sentences)


def _any_of(pair: texts.Pair, standing: Standing, flips: list[FactFlip]) -> str:
    subjects = len({(flip.changes[0].fact, flip.changes[0].item) for flip in flips})
    then = _if_so(standing, _farthest(flips))
    return texts.of(pair, subjects).format(count=in_words(subjects), then=then)


def _farthest(flips: list[FactFlip]) -> FactFlip:
    # Rounded, here and below, so that the last bit of a float doesn't overrule the file's order.
    return max(flips, key=lambda flip: round(flip.margin, 9))


def _if_so(standing: Standing, flip: FactFlip) -> str:
    model = standing.table.model
    text = texts.IF_LOST if flip.lost else texts.IF_LEADS if flip.margin > TIE else texts.IF_LEVEL
    return text.format(
        what=listed([_change(model, change) for change in flip.changes]),
        leader=named(model, flip.leader),
        before=named(model, standing.leader or ""),
        by=in_points(flip.margin),
    )


def _change(model: DecisionModel, change: Change) -> str:
    fact = model.facts[change.fact]
    if change.item is None:
        ask, answer = cut_at_word(fact.ask, QUOTED), fact.answers[change.after].says
        return texts.IF_ANSWERED.format(ask=ask, answer=answer)
    item = cut_at_word(fact.items[change.item].says, QUOTED)
    return texts.IF_ITEM.format(item=item, answer=change.after)


def rests_on(robustness: Robustness) -> str:
    """Return in words which claims the answer does not survive without."""
    model, standing = _model(robustness), _standing(robustness)
    if standing.course is None:
        return texts.NO_CLAIMS
    needed = [claim for claim in robustness.claims if claim.flips]
    if not needed:
        return texts.SURVIVES.format(course=course_named(model, standing.course))
    entry, more = model.evidence[needed[0].evidence[0]], len(needed) - 1
    sentences = [
        texts.CARRIES[entry.kind].format(by=entry.by),
        _without(standing, needed[0], texts.IT),
        *([texts.of(texts.MORE_CLAIMS, more).format(count=more)] if more else []),
    ]
    return " ".join(sentences)


def rests_on_speakers(robustness: Robustness) -> list[str]:
    """Return in words whose word the answer does not survive without, the weightiest first."""
    standing = _standing(robustness)
    evidence = standing.table.model.evidence
    sentences = []
    for one in robustness.speakers:
        if one.flips:
            kinds = {evidence[name].kind for name in one.evidence}
            who = "person" if kinds <= {"opinion", "experience"} else "source"  # as a council is
            what = texts.ALL_OF[who].format(speaker=one.speaker)
            sentences.append(_without(standing, one, what))
    return sentences


def _without(standing: Standing, one: Without, what: str) -> str:
    """Return how another course leads without some evidence, over the one that leads with it."""
    model, course = standing.table.model, standing.course
    if one.leader is None or course is None:
        return texts.WITHOUT_NOTHING.format(what=what)
    leader = named(model, one.leader)
    if one.margin is None:
        return texts.WITHOUT_ONLY.format(what=what, leader=leader)
    text = texts.WITHOUT_LEVEL if abs(one.margin) <= TIE else texts.WITHOUT_LEADS
    return text.format(
        what=what, leader=leader, course=course_named(model, course), by=in_points(one.margin)
    )


def weight_to_move(robustness: Robustness) -> str:
    """Return in words the least weight that would have to move for another course to tie."""
    model, standing = _model(robustness), _standing(robustness)
    flip = robustness.cheapest_course_flip
    if standing.leader is None or standing.rival is None:
        return texts.AT_MOST_ONE
    if flip is None:
        return texts.NO_WEIGHTS
    to = named(model, flip.to)
    if flip.moved <= TIE:
        return texts.LEVEL_ALREADY.format(option=to)
    return texts.GIVE.format(
        given=_weights(model, flip.given),
        taken=_weights(model, flip.taken),
        option=to,
        course=course_named(model, model.course_of[standing.leader]),
    )


def _weights(model: DecisionModel, parts: Mapping[str, float]) -> str:
    ordered = sorted(parts.items(), key=lambda one: -round(one[1], 9))
    return listed(
        [
            texts.PART_OF.format(criterion=model.criteria[name].name, part=percent(part))
            for name, part in ordered
        ]
    )


def percent(part: float) -> str:
    """Return a part of all weight as a percentage, as short as it can be read.

    >>> percent(0.02), percent(0.137), percent(0.0004)
    ('2%', '13.7%', 'under 0.1%')
    """
    if 0 < part < 0.0005:
        return texts.HARDLY_ANY
    return texts.PERCENT.format(part=fixed(part * 100).removesuffix(".0"))


def one_way(robustness: Robustness) -> str:
    """Return in words how many weights could change the course alone, and which is nearest."""
    model, rows = _model(robustness), robustness.switching
    turned = _nearest_first(rows)
    if not turned:
        return texts.NO_WEIGHT_ALONE
    row, at = turned[0]
    return texts.of(texts.WEIGHTS_ALONE, len(turned)).format(
        count=len(turned),
        every=len(rows),
        criterion=model.criteria[row.criterion].name,
        share=fixed(row.share * 100),
        at=fixed(at * 100),
    )


def weight_changes(robustness: Robustness) -> list[str]:
    """Return who would lead at which share of each weight moved alone, the nearest first.

    Only weights that can change the course are listed; the others keep their proportions.
    """
    model = _model(robustness)
    return [
        texts.WEIGHT_MOVED.format(
            criterion=model.criteria[row.criterion].name,
            share=percent(row.share),
            at=percent(at),
            course=course_named(model, _course_at(robustness, row, at)),
        )
        for row, at in _nearest_first(robustness.switching)
    ]


def _nearest_first(rows: Iterable[Switching]) -> list[tuple[Switching, float]]:
    """Return the weights that can change the course alone, each with the share where it does."""
    turned = [(row, row.course_at) for row in rows if row.course_at is not None]
    return sorted(turned, key=lambda one: round(abs(one[1] - one[0].share), 9))


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
        return texts.NONE_TO_ASK
    first = asks[0]
    text, who = question_text(model, first.fact, first.item), model.facts[first.fact].who
    if first.changes <= TIE:
        does = texts.DOES_NOTHING
    elif first.changes >= 1 - TIE:
        does = texts.DOES_SURELY
    else:
        does = texts.DOES_AT_TIMES.format(often=of_100(first.changes))
    ask = texts.ASK_WHO if who else texts.ASK
    return ask.format(who=who, text=text, does=does, by=in_points(first.swing))


def not_compared(robustness: Robustness) -> str | None:
    """Return in words that no weights can compare courses where at most one can be chosen."""
    standing = _standing(robustness)
    if standing.leader is None:
        return texts.NONE_TO_COMPARE
    if standing.rival is None:
        return texts.ONE_TO_COMPARE
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
        text = texts.WHAT_IF if then.course == standing.course else texts.WHAT_IF_CHANGES
        says = model.what_ifs[name].says.rstrip(".")
        sentences.append(text.format(says=says, lead=lead(model, then)))
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
