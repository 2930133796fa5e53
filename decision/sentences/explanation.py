"""Numbers → sentences, each short and each from the numbers alone; never a ratio of scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from decision.evaluation.additive import Standing, differences
from decision.evaluation.scores import ScoreTable
from decision.evaluation.verdict import Finding, Span
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sensitivity.information import Question
from decision.sentences import templates as texts
from decision.sentences.held_back import held_back, nothing_ahead, still_open
from decision.sentences.phrases import course_named, in_points, named, of_100
from decision.wording.lists import listed, lowered
from decision.wording.numbers import figure, fixed, in_words

FEW = 0.5  # of the questions: with fewer answers a verdict says how few
TELLING = 0.05  # points; a smaller contribution to the margin is not worth a word


def explain(finding: Finding, asks: Sequence[Question] = ()) -> list[str]:
    """Return the whole explanation, the answer first, a sentence or two an item."""
    standing = finding.standing
    return [
        headline(finding),
        *courses_apart(finding),
        *forms_apart(finding),
        *plain_pair(finding),
        *certainty(finding),
        *[one for one in held_back(finding, asks) if one not in nothing_ahead(finding)],
        *reasons(standing),
        *availability(standing.table),
        *duties(standing),
        *warnings(standing.table),
        *overruled(standing.table),
        unknown(standing.table),
        whose_weights(standing),
    ]


def headline(finding: Finding) -> str:
    """Return the answer in one short sentence: the option that leads, or that none is sure.

    A probable or a clear answer says so where it rests on few answers or on preset weights: whoever
    reads no further must not take it for more.
    """
    standing, model = finding.standing, finding.standing.table.model
    if standing.leader is None or standing.course is None:
        return texts.NONE_CAN
    best, word = named(model, standing.leader), finding.verdict.word
    course = course_named(model, standing.course)
    if standing.rival is None:
        return texts.ONLY_ONE.format(one=best if standing.over is None else course)
    agreed = standing.table.available[standing.leader] != "unknown"
    if word in ("close", "unknown"):
        return _not_sure(standing, word, best if agreed else texts.AGREED_WITHIN.format(best=best))
    narrowly = finding.form_word == "close"  # the other form of the course may be as good
    if narrowly:
        best = texts.NARROWLY.format(course=course, best=best)
    elif not agreed:
        best = texts.AGREED.format(best=best)
    if parts := _basis(standing):
        basis = ", ".join(parts) if narrowly else listed(parts)
        return texts.BEST_ON[word].format(basis=basis, best=best)
    return texts.BEST[word].format(best=best)


def _not_sure(standing: Standing, word: str, best: str) -> str:
    model = standing.table.model
    keys = sum(fact.key for fact in model.facts.values())
    if word == "unknown" and keys and not standing.table.case.answers:
        return texts.of(texts.FIRST_ANSWER, keys).format(count=in_words(keys))
    if standing.level:
        level = [course_named(model, one) for one in _two_courses(standing)]
        return texts.NOT_SURE_LEVEL[word].format(courses=listed(level))
    return texts.NOT_SURE[word].format(best=best)


def _basis(standing: Standing) -> list[str]:
    """Return what little an answer rests on; none with most questions answered and weights."""
    every = len(standing.table.readings)
    known = every - len(standing.table.unanswered)
    parts = []
    if every and known < FEW * every:
        parts.append(texts.of(texts.ANSWERS, known).format(count=in_words(known)))
    if standing.weights_from == "model":
        parts.append(texts.PRESET)
    return parts


def _two_courses(standing: Standing) -> tuple[str, str]:
    course_of = standing.table.model.course_of
    return course_of[standing.leader or ""], course_of[standing.rival or ""]


def courses_apart(finding: Finding) -> list[str]:
    """Return in words by how much the leader is ahead of the best option of any other course."""
    standing, model = finding.standing, finding.standing.table.model
    if standing.leader is None or standing.rival is None or standing.margin is None:
        return []  # the headline says that only one can be chosen, or none
    one, other = named(model, standing.leader), named(model, standing.rival)
    if standing.level:
        return [texts.SAME_TOTAL.format(one=one, other=other)]
    return [texts.APART.format(one=one, by=in_points(standing.margin), other=other)]


def forms_apart(finding: Finding) -> list[str]:
    """Return in words how the leader stands beside the best other form of its course."""
    standing, model = finding.standing, finding.standing.table.model
    margin, word = standing.form_margin, finding.form_word
    if standing.leader is None or standing.over is None or margin is None or word is None:
        return []
    one, other, by = named(model, standing.leader), named(model, standing.over), in_points(margin)
    if margin <= TIE:
        return [texts.LEVEL.format(one=one, other=other)]
    pair = (standing.leader, standing.over)
    unsure = [named(model, form) for form in pair if standing.table.available[form] == "unknown"]
    return [texts.FORMS[word].format(one=one, other=other, by=by, unsure=listed(unsure))]


def plain_pair(finding: Finding) -> list[str]:
    """Return in words how the plain options stand side by side; none where they are the answer.

    None either where no course has several forms: then any two options are plain.
    """
    standing, model = finding.standing, finding.standing.table.model
    plain = standing.plain
    if {plain.leader, plain.other} == {standing.leader, standing.rival}:
        return []
    if all(len(forms) == 1 for forms in model.courses.values()):
        return []
    leader, other = named(model, plain.leader), named(model, plain.other)
    able = [one for one in (plain.leader, plain.other) if standing.table.can_choose(one)]
    if not able:
        return [texts.NEITHER.format(one=leader, other=other)]
    if len(able) == 1:
        return [texts.PLAIN_ONLY.format(one=leader, other=other)]
    if abs(plain.margin) <= TIE:
        return [texts.PLAIN_LEVEL.format(one=leader, other=other)]
    return [texts.PLAIN_APART.format(one=leader, by=in_points(plain.margin), other=other)]


def certainty(finding: Finding) -> list[str]:
    """Return in words how often the leading course is ahead, and between what the margin lies."""
    standing, table, draws = finding.standing, finding.standing.table, finding.draws
    if standing.course is None or standing.rival is None:
        return []
    if draws.probability is None or draws.margin is None or standing.margin is None:
        return []
    cells = [cell for row in table.cells.values() for cell in row.values()]
    spread = table.model.shift_spread and any(
        reason.fact for cell in cells for reason in cell.reasons
    )
    if not table.open_facts and not spread and all(cell.low == cell.high for cell in cells):
        return [texts.NOTHING_UNCERTAIN]
    course = course_named(table.model, standing.course)
    margins, often = _between(draws.margin), of_100(draws.probability)
    sentences = [texts.LEADS_IN.format(course=course, often=often, margins=margins)]
    if draws.probability < 0.5:
        others = {head: one.probability for head, one in draws.courses.items()}
        most = max(others, key=lambda head: others[head])
        if most != standing.course and others[most] > draws.probability:
            text = texts.DISAGREE if standing.margin > TIE else texts.DISAGREE_LEVEL
            sentences.append(text.format(course=course, other=course_named(table.model, most)))
    return sentences


def _between(margin: Span) -> str:
    """Return in words the margins between which 90 of 100 simulations lie."""
    low, high = in_points(margin.low), in_points(margin.high)
    if margin.low < -TIE:
        text = texts.BEHIND if margin.high <= TIE else texts.EITHER_SIDE
    else:
        text = texts.AHEAD_BY if low == high else texts.AHEAD
    return text.format(low=low, high=high, by=low)


def reasons(standing: Standing) -> list[str]:
    """Return in words which criteria count most for the leader, and which for its rival."""
    model = standing.table.model
    if standing.leader is None or standing.rival is None:
        return []
    gaps = differences(standing, standing.leader, standing.rival)
    for_leader = [(name, gap) for name, gap in gaps.items() if gap > TELLING][:3]
    for_other = [(name, gap) for name, gap in reversed(gaps.items()) if gap < -TELLING][:3]

    def side(option: str, counted: Iterable[tuple[str, float]]) -> str:
        parts = [
            texts.COUNTED.format(criterion=model.criteria[name].name, points=fixed(abs(gap)))
            for name, gap in counted
        ]
        return texts.COUNTS.format(option=named(model, option), parts=listed(parts))

    sentences = []
    if for_leader:
        sentences.append(side(standing.leader, for_leader))
    if for_other:
        sentences.append(side(standing.rival, for_other))
    if for_leader and min(gaps.values()) >= -TIE:
        sentences.append(texts.COUNTS_FOR_NONE.format(option=named(model, standing.rival)))
    return [" ".join(sentences) or texts.NO_CRITERION]


def availability(table: ScoreTable) -> list[str]:
    """Return in words which options depend on something, or can't be had."""
    model, sentences = table.model, []
    for option, entry in model.options.items():
        name, fallback = named(model, option), table.stands_on[option]
        if table.available[option] == "no":
            refused = [
                _answered(model, need.fact, possible)
                for need in entry.needs
                if (possible := table.possible(need.fact)) and not {*possible} & {*need.is_}
            ]
            text = texts.LEFT_OUT if fallback == option else texts.SCORED_AS
            sentences.append(
                text.format(option=name, answers=listed(refused), fallback=named(model, fallback))
            )
        elif table.available[option] == "unknown":
            missing = [
                texts.QUOTED.format(text=model.facts[need.fact].ask)
                for need in entry.needs
                if not (possible := table.possible(need.fact)) or not {*possible} <= {*need.is_}
            ]
            pair = texts.DEPENDS if table.can_choose(option) else texts.ONCE_SETTLED
            text = texts.of(pair, len(missing))
            sentences.append(text.format(option=name, asks=listed(missing)))
    return sentences


def _answered(model: DecisionModel, fact: str, answers: Iterable[str]) -> str:
    entry = model.facts[fact]
    says = listed([entry.answers[one].says for one in answers])
    return texts.WAS_ANSWERED.format(ask=entry.ask, answers=says)


def duties(standing: Standing) -> list[str]:
    """Return in words which gates are unmet or unknown for the option that leads."""
    model, case, leader = standing.table.model, standing.table.case, standing.leader
    if leader is None:
        return []
    mine = [
        gate for gate, entry in model.gates.items() if leader in (entry.options or model.options)
    ]
    sentences = []
    for word, pair in (("unmet", texts.NOT_MET), ("unknown", texts.NOT_KNOWN)):
        these = [
            lowered(model.gates[gate].says) for gate in mine if case.gate(gate, leader) == word
        ]
        if these:
            text = texts.of(pair, len(these))
            sentences.append(text.format(option=named(model, leader), duties="; ".join(these)))
    return sentences


def warnings(table: ScoreTable) -> list[str]:
    """Return the warnings of the answers given, in file order."""
    return [text for _, text in warned(table)]


def warned(table: ScoreTable) -> list[tuple[str, str]]:
    """Return (fact id, warning) for each answer given that warns of something."""
    return [
        (name, text)
        for name, reading in table.readings.items()
        if reading.answer is not None
        and (text := table.model.facts[name].answers[reading.answer].warns)
    ]


def overruled(table: ScoreTable) -> list[str]:
    """Return in words which scores were overruled, by whom, from what to what and why."""
    model = table.model
    return [
        texts.OVERRULED.format(
            option=named(model, item.option),
            criterion=model.criteria[item.criterion].name,
            by=item.by,
            before=figure(table.cells[item.criterion][item.option].computed),
            after=figure(item.score),
            because=item.because.rstrip("."),
        )
        for item in table.case.overrides
        if table.uses(item)
    ]


def unknown(table: ScoreTable) -> str:
    """Return in words how many facts have no answer."""
    every, still = len(table.readings), len(table.unanswered)
    if not every:
        return texts.NO_QUESTIONS
    if not still:
        return texts.of(texts.ALL_ANSWERED, every).format(every=every)
    return texts.UNANSWERED.format(open=still_open(still, every, texts.ANY_QUESTION))


def whose_weights(standing: Standing) -> str:
    """Return in words whose weights these are."""
    by = standing.table.case.weights_by
    if standing.weights_from == "case" and by in texts.AGREED_WEIGHTS:
        return texts.AGREED_WEIGHTS[by]
    return texts.WEIGHTS[standing.weights_from]
