"""Numbers → sentences, each short and each from the numbers alone; never a ratio of scores."""

from __future__ import annotations

from collections.abc import Iterable

from decision.evaluation.additive import Standing, differences
from decision.evaluation.scores import ScoreTable
from decision.evaluation.verdict import CLEAR, LEANING, NEAR, Finding
from decision.evaluation.weights import OTHER_ROLES
from decision.numeric import TIE
from decision.sentences.phrases import in_points, lead, named, of_100
from decision.wording.lists import listed, lowered
from decision.wording.numbers import fixed

TELLING = 0.05  # points; a smaller contribution to the margin is not worth a word


def explain(finding: Finding) -> list[str]:
    """Return the whole explanation, the answer first, a sentence or two an item."""
    standing = finding.standing
    return [
        headline(finding),
        certainty(finding),
        *held_back(finding),
        reasons(standing),
        *availability(standing.table),
        *duties(standing),
        *warnings(standing.table),
        *overruled(standing.table),
        unknown(standing.table),
        whose_weights(standing),
    ]


def headline(finding: Finding) -> str:
    """Return the verdict in one sentence; it names the overall leader too where that differs."""
    standing, model = finding.standing, finding.standing.table.model
    text = _of_the_pair(finding)
    if finding.verdict.word == "unknown":
        text = f"Not enough is known yet; so far, {text}"
    choosable = [option for option in model.options if standing.table.available[option] != "no"]
    count, whole = len(choosable), len(model.options)
    of_all = f"of all {count} options{'' if count == whole else ' that can be chosen'}"
    ahead, leader = standing.ahead, standing.leader
    level = [name for name in choosable if name not in model.pair and standing.ranks[name] == 1]
    if level and ahead in choosable and standing.ranks[ahead] == 1:
        top = listed([named(model, option) for option in level])
        are = "is" if len(level) == 1 else "are"
        text += f"; {of_all}, {top} {are} level with {named(model, ahead)}"
    elif leader is not None and leader != ahead and count == 1:
        text += f"; only {named(model, leader)} can"
    elif leader is not None and leader != ahead:
        over = standing.totals[leader] - standing.totals[ahead]
        where = f", {in_points(over)} above {named(model, ahead)}" if over > TIE else ""
        text += f"; {of_all}, {named(model, leader)} scores highest{where}"
    return f"{text}."


def _of_the_pair(finding: Finding) -> str:
    standing, table = finding.standing, finding.standing.table
    ahead, behind = named(table.model, standing.ahead), named(table.model, standing.behind)
    by, level = in_points(standing.margin), abs(standing.margin) <= TIE
    if table.available[standing.ahead] == "no":
        return f"{ahead} and {behind} cannot be chosen as the facts stand"
    if table.available[standing.behind] == "no":
        score = "though it scores higher" if standing.margin < 0 else "and it scores lower"
        return f"{ahead} can be chosen; {behind} cannot{'' if level else f', {score} by {by}'}"
    match finding.verdict.word:
        case "clear":
            return f"{ahead} is clearly ahead of {behind}, by {by}"
        case "leaning":
            return f"{ahead} is ahead of {behind} by {by}, and the answer leans that way"
        case "close" if level:
            return f"{ahead} and {behind} are level, and so too close to call"
        case "close":
            return f"{ahead} and {behind} are too close to call: {ahead} is ahead by {by}"
        case _ if level:
            return f"{ahead} and {behind} are level"
        case _:
            return f"{ahead} is ahead of {behind} by {by}"


def certainty(finding: Finding) -> str:
    """Return in words how often the leader is ahead, and between what the margin lies."""
    standing, table, draws = finding.standing, finding.standing.table, finding.draws
    ahead, behind = named(table.model, standing.ahead), named(table.model, standing.behind)
    cells = [cell for row in table.cells.values() for cell in row.values()]
    if not table.unanswered and all(cell.low == cell.high for cell in cells):
        return "No score has a range and no fact is open, so nothing here is uncertain."
    low, high = draws.margin.low, draws.margin.high
    whose = "" if low >= -TIE else f" for {behind}"
    if high - low <= TIE:
        return (
            f"In at least 90 of 100 draws of what is uncertain, the margin is "
            f"{in_points(low)}{whose}."
        )
    near, far = in_points(low if low >= 0 else high), in_points(high if low >= 0 else low)
    if low < 0 < high:
        spread = f"lies between {far}{whose} and {near} for {ahead}"
    else:
        spread = f"is {near}{whose}" if near == far else f"lies between {near} and {far}{whose}"
    text = (
        f"{ahead} is ahead in {of_100(draws.probability)} draws of what is uncertain; in 90 of "
        f"100, the margin {spread}."
    )
    if draws.probability < 0.5 and standing.margin >= -TIE:
        stated = f"put {ahead} ahead" if standing.margin > TIE else "leave the two level"
        text += (
            f" What is known and what is likely disagree: the figures as stated {stated}, but "
            f"more of the draws put {behind} ahead."
        )
    return text


def held_back(finding: Finding) -> list[str]:
    """Return sentences on what holds the verdict back from the next better word; none if clear."""
    verdict, standing, draws = finding.verdict, finding.standing, finding.draws
    model = standing.table.model
    sentences = []
    if verdict.open_keys:
        keys = sum(fact.key for fact in model.facts.values())
        asks = listed([f"“{model.facts[name].ask}”" for name in verdict.open_keys])
        sentences.append(f"{_still_open(len(verdict.open_keys), keys, 'key fact')}: {asks}")
    only = standing.margin < -TIE  # draws and points don't decide what can't be chosen
    if verdict.thin_margin and only:
        sentences.append(f"Only {named(model, standing.ahead)} of the two can be chosen.")
    elif verdict.thin_margin:
        sentences.append(f"The margin is under {NEAR:.0f} points, which is too close to call.")
    if verdict.low_probability and not only:
        close = verdict.word == "close"
        needed, word = (LEANING, "a leaning") if close else (CLEAR, "clear")
        often = of_100(draws.probability)
        if often == of_100(needed):  # it is short by less than rounding shows
            often = f"just under {often}"
        sentences.append(
            f"{of_100(needed)} draws are needed to call it {word}; here it is {often}."
        )
    for name in verdict.what_ifs:
        side, what_if = finding.what_ifs[name], model.what_ifs[name].says.rstrip(".")
        then = lead(model, side.leader, side.margin)
        sentences.append(f"Under the what-if “{what_if}”, {then}.")
    for role in verdict.roles:
        whose = "the other roles" if role == OTHER_ROLES else f"the role “{role}”"
        side = finding.roles[role]
        sentences.append(
            f"By the mean weights of {whose}, {lead(model, side.leader, side.margin)}."
        )
    if verdict.panel_parts:
        sentences.append(
            "The mean of all people and the mean of all roles put different options ahead."
        )
    return sentences


def _still_open(still: int, every: int, what: str) -> str:
    if every == 1:
        return f"The only {what} is not answered"
    if still == every:
        return f"None of the {every} {what}s is answered"
    return f"{still} of the {every} {what}s {'is' if still == 1 else 'are'} not answered"


def reasons(standing: Standing) -> str:
    """Return in words which criteria count most for each side of the pair."""
    model, gaps = standing.table.model, differences(standing)
    for_leader = [(name, gap) for name, gap in gaps.items() if gap > TELLING][:3]
    for_other = [(name, gap) for name, gap in reversed(gaps.items()) if gap < -TELLING][:3]

    def side(option: str, counted: Iterable[tuple[str, float]]) -> str:
        parts = [f"{model.criteria[name].name} ({fixed(abs(gap))})" for name, gap in counted]
        return f"What counts most for {named(model, option)}, in points: {listed(parts)}."

    sentences = []
    if for_leader:
        sentences.append(side(standing.ahead, for_leader))
    if for_other:
        sentences.append(side(standing.behind, for_other))
    if for_leader and min(gaps.values()) >= -TIE:
        sentences.append(f"No criterion counts for {named(model, standing.behind)}.")
    return " ".join(sentences) or "No criterion by itself tells the two apart."


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
                f"{model.facts[need.fact].answers[answer].says}”"
                for need in entry.needs
                if (answer := _answer(table, need.fact)) is not None and answer not in need.is_
            ]
            sentences.append(f"{name} is not available: {listed(refused)}. {as_what}")
        elif table.available[option] == "unknown":
            missing = [
                f"“{model.facts[need.fact].ask}”"
                for need in entry.needs
                if _answer(table, need.fact) is None
            ]
            which = "which is" if len(missing) == 1 else "which are"
            sentences.append(f"{name} is conditional on {listed(missing)}, {which} not answered.")
    return sentences


def _answer(table: ScoreTable, fact: str) -> str | None:
    return table.readings[fact].answer if fact in table.readings else None


def duties(standing: Standing) -> list[str]:
    """Return in words which gates are unmet or unknown for the option that leads."""
    model, case, leader = standing.table.model, standing.table.case, standing.leader
    if leader is None:
        return ["No option can be chosen as the facts stand."]
    mine = [
        gate for gate, entry in model.gates.items() if leader in (entry.options or model.options)
    ]
    sentences = []
    for word, phrase in (("unmet", "not met"), ("unknown", "not known to be met")):
        these = [
            lowered(model.gates[gate].says) for gate in mine if case.gate(gate, leader) == word
        ]
        if these:
            sentences.append(
                f"Duties {phrase} for {named(model, leader)} (never traded off, and so not "
                f"scored): {'; '.join(these)}."
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
        return "This model asks for no facts."
    if not still:
        return "The only fact is answered." if every == 1 else f"All {every} facts are answered."
    stated = _still_open(still, every, "fact")
    return f"{stated}. An open fact moves no score; it can only widen a range."


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
