"""Numbers → sentences, each short and each from the numbers alone; never a ratio of scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from decision.evaluation.additive import Standing, differences
from decision.evaluation.scores import ScoreTable
from decision.evaluation.verdict import Finding
from decision.numeric import TIE
from decision.sensitivity.information import Question
from decision.sentences.held_back import held_back, nothing_ahead, still_open
from decision.sentences.phrases import course_named, in_points, named, of_100
from decision.wording.lists import listed, lowered
from decision.wording.numbers import fixed, in_words

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
        return "No option can be chosen as the facts stand."
    best, word = named(model, standing.leader), finding.verdict.word
    course = course_named(model, standing.course)
    if standing.rival is None and standing.over is None:
        return f"Only {best} can be chosen."
    if standing.rival is None:
        return f"Only {course} can be chosen."
    agreed = ", if agreed" if standing.table.available[standing.leader] == "unknown" else ""
    if word in ("close", "unknown"):
        return _not_sure(standing, word, f"{best}{agreed and f'{agreed},'}")
    narrowly = finding.form_word == "close"  # the other form of the course may be as good
    best = f"{course}, narrowly as {best}" if narrowly else f"{best}{agreed}"
    if basis := _basis(standing, ", " if narrowly else " and "):
        return f"{basis}: {'' if word == 'clear' else 'probably '}{best}."
    return f"{'Best' if word == 'clear' else 'Probably best'}: {best}."


def _not_sure(standing: Standing, word: str, best: str) -> str:
    model, early = standing.table.model, word == "unknown"
    start = "Too early to say" if early else "Too close to call"
    keys = sum(fact.key for fact in model.facts.values())
    if early and keys and not standing.table.case.answers:
        questions = f"{in_words(keys)} question{'s' * (keys > 1)}"
        return f"{start}. Answer {questions} for a first result."
    if standing.level:
        level = [course_named(model, one) for one in _two_courses(standing)]
        return f"{start}: {listed(level)} are level."
    return f"{start}. {best} is {'' if early else 'just '}ahead."


def _basis(standing: Standing, joined: str) -> str:
    """Return what little an answer rests on; "" with most questions answered and weights given."""
    every = len(standing.table.readings)
    known = every - len(standing.table.unanswered)
    parts = []
    if every and known < FEW * every:
        parts.append(f"{in_words(known)} answer{'' if known == 1 else 's'}")
    if standing.weights_from == "model":
        parts.append("preset weights")
    return f"On {joined.join(parts)}" if parts else ""


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
        return [f"{one} and {other} have the same total."]
    return [f"{one} is {in_points(standing.margin)} ahead of {other}."]


def forms_apart(finding: Finding) -> list[str]:
    """Return in words how the leader stands beside the best other form of its course."""
    standing, model = finding.standing, finding.standing.table.model
    margin, word = standing.form_margin, finding.form_word
    if standing.leader is None or standing.over is None or margin is None or word is None:
        return []
    one, other, by = named(model, standing.leader), named(model, standing.over), in_points(margin)
    match word:
        case _ if margin <= TIE:
            return [f"{one} and {other} are level."]
        case "clear":
            return [f"{one} is clearly better than {other}, by {by}."]
        case "leaning":
            return [f"{one} is probably better than {other}, by {by}."]
        case "close":
            return [f"{one} and {other} are too close to call: {by} apart."]
        case _:
            pair = (standing.leader, standing.over)
            open_ = [
                named(model, form) for form in pair if standing.table.available[form] == "unknown"
            ]
            can = f"whether {listed(open_)} can be had is not settled"
            return [f"{one} is {by} ahead of {other}, but {can}."]


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
        return [f"Neither {leader} nor {other} can be chosen as it is."]
    if len(able) == 1:
        return [f"Side by side as they are, only {leader} can be chosen, and not {other}."]
    if abs(plain.margin) <= TIE:
        return [f"Side by side as they are, {leader} and {other} are level."]
    return [f"Side by side as they are, {leader} is {in_points(plain.margin)} ahead of {other}."]


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
        return ["No score has a range and no question is open, so nothing here is uncertain."]
    course = course_named(table.model, standing.course)
    low, high = draws.margin.low, draws.margin.high
    sentences = [
        f"Allowing for what is uncertain, {course} leads in {of_100(draws.probability)} "
        f"simulations: {_between(low, high)}."
    ]
    if draws.probability < 0.5:
        others = {head: one.probability for head, one in draws.courses.items()}
        most = max(others, key=lambda head: others[head])
        if most != standing.course and others[most] > draws.probability:
            stated = f"put {course} ahead" if standing.margin > TIE else "leave the two level"
            sentences.append(
                f"What is known and what is likely disagree: the figures as stated {stated}, "
                f"but {course_named(table.model, most)} leads in more of the simulations."
            )
    return sentences


def _between(low: float, high: float) -> str:
    """Return in words the margins between which 90 of 100 simulations lie."""
    if low < -TIE:
        if high <= TIE:
            return f"from {in_points(low)} behind to {in_points(high)} behind"
        return f"from {in_points(low)} behind to {in_points(high)} ahead"
    near, far = in_points(low), in_points(high)
    return f"{near} ahead" if near == far else f"from {near} to {far} ahead"


def reasons(standing: Standing) -> list[str]:
    """Return in words which criteria count most for the leader, and which for its rival."""
    model = standing.table.model
    if standing.leader is None or standing.rival is None:
        return []
    gaps = differences(standing, standing.leader, standing.rival)
    for_leader = [(name, gap) for name, gap in gaps.items() if gap > TELLING][:3]
    for_other = [(name, gap) for name, gap in reversed(gaps.items()) if gap < -TELLING][:3]

    def side(option: str, counted: Iterable[tuple[str, float]]) -> str:
        parts = [f"{model.criteria[name].name} ({fixed(abs(gap))})" for name, gap in counted]
        return f"What counts most for {named(model, option)}, in points: {listed(parts)}."

    sentences = []
    if for_leader:
        sentences.append(side(standing.leader, for_leader))
    if for_other:
        sentences.append(side(standing.rival, for_other))
    if for_leader and min(gaps.values()) >= -TIE:
        sentences.append(f"No criterion counts for {named(model, standing.rival)}.")
    return [" ".join(sentences) or "No criterion by itself tells the two apart."]


def availability(table: ScoreTable) -> list[str]:
    """Return in words which options depend on something, or can't be had."""
    model, sentences = table.model, []
    for option, entry in model.options.items():
        name = named(model, option)
        if table.available[option] == "no":
            fallback = table.stands_on[option]
            as_what = (
                f"It is scored as {named(model, fallback)}, and never leads."
                if fallback != option
                else "It is left out of the ranking."
            )
            refused = [
                f"“{model.facts[need.fact].ask}” was answered “"
                f"{listed([model.facts[need.fact].answers[one].says for one in possible])}”"
                for need in entry.needs
                if (possible := table.possible(need.fact)) and not {*possible} & {*need.is_}
            ]
            sentences.append(f"{name} is not available: {listed(refused)}. {as_what}")
        elif table.available[option] == "unknown":
            missing = [
                f"“{model.facts[need.fact].ask}”"
                for need in entry.needs
                if not (possible := table.possible(need.fact)) or not {*possible} <= {*need.is_}
            ]
            which = "which is" if len(missing) == 1 else "which are"
            depends = (
                f"{name} depends on {listed(missing)}, {which} not settled."
                if table.can_choose(option)
                else f"{name} can be chosen only once {listed(missing)} "
                f"{'is' if len(missing) == 1 else 'are'} settled."
            )
            sentences.append(depends)
    return sentences


def duties(standing: Standing) -> list[str]:
    """Return in words which gates are unmet or unknown for the option that leads."""
    model, case, leader = standing.table.model, standing.table.case, standing.leader
    if leader is None:
        return []
    mine = [
        gate for gate, entry in model.gates.items() if leader in (entry.options or model.options)
    ]
    sentences = []
    for word, phrase in (("unmet", "Not met"), ("unknown", "Not known to be met")):
        these = [
            lowered(model.gates[gate].says) for gate in mine if case.gate(gate, leader) == word
        ]
        if these:
            sentences.append(
                f"{phrase} for {named(model, leader)}: {'; '.join(these)}. "
                f"{'This duty is' if len(these) == 1 else 'These duties are'} owed whatever the "
                f"scores say."
            )
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
        f"The score of {named(model, item.option)} on {model.criteria[item.criterion].name} was "
        f"overruled by {item.by}, from "
        f"{round(table.cells[item.criterion][item.option].computed, 1):g} to "
        f"{round(item.score, 1):g}: {item.because.rstrip('.')}."
        for item in table.case.overrides
        if table.stands_on[item.option] == item.option
    ]


def unknown(table: ScoreTable) -> str:
    """Return in words how many facts have no answer."""
    every, still = len(table.readings), len(table.unanswered)
    if not every:
        return "This model asks no questions."
    if not still:
        answered = "The only question is answered."
        return answered if every == 1 else f"All {every} questions are answered."
    stated = still_open(still, every, "question")
    return f"{stated}. An unanswered question moves no score; it can only widen a range."


_AGREED = {
    "panel-mean": "The weights are the mean of the panel's people, as the panel agreed.",
    "panel-role-mean": "The weights are the mean of the panel's roles, as the panel agreed.",
    "panel-median": "The weights are the median of the panel's people, as the panel agreed.",
    "agreed": "The weights are those that the panel agreed.",
}


def whose_weights(standing: Standing) -> str:
    """Return in words whose weights these are."""
    if standing.weights_from == "case" and standing.table.case.weights_by in _AGREED:
        return _AGREED[standing.table.case.weights_by]
    return {
        "given": "The weights are those given for this run.",
        "case": "The weights are those of this case.",
        "panel": "The weights are the mean of the panel's last round.",
    }.get(
        standing.weights_from,
        "Nobody has weighed this yet: the weights are the ones the model came with.",
    )
