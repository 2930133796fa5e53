"""Numbers → sentences. Whole points; chances as "81 of 100"; never a ratio of scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from decision.evaluation import Standing
from decision.model import DecisionModel
from decision.scoring import ScoreTable
from decision.verdict import CLEAR, LEANING, NEAR, Finding

TELLING = 0.05  # points; a smaller contribution to the margin is not worth a word


def in_points(points: float) -> str:
    """Give a number of points as a sentence has it, in whole points.

    >>> in_points(6.4), in_points(-1.2), in_points(0.3), in_points(0.0)
    ('about 6 points', 'about 1 point', 'less than half a point', '0 points')
    """
    size = abs(points)
    if size < 1e-9:
        return "0 points"
    if size < 0.5:
        return "less than half a point"
    return f"about {size:.0f} point{'' if round(size) == 1 else 's'}"


def of_100(probability: float) -> str:
    """Give a probability as a natural frequency, never as certainty that it isn't.

    >>> of_100(0.812), of_100(0.998), of_100(0.001), of_100(1.0)
    ('81 of 100', 'more than 99 of 100', 'fewer than 1 of 100', '100 of 100')
    """
    if 0.99 < probability < 1:
        return "more than 99 of 100"
    if 0 < probability < 0.01:
        return "fewer than 1 of 100"
    return f"{probability * 100:.0f} of 100"


def named(model: DecisionModel, option: str) -> str:
    """Give an option's name as a sentence has it: in quotes where it holds a comma.

    Its own capital stays, for it is a name.
    """
    name = model.options[option].name
    return f"“{name}”" if "," in name else name


def listed(parts: Sequence[str]) -> str:
    """Join parts as prose does.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def explain(finding: Finding) -> list[str]:
    """Give the whole explanation, the answer first, a sentence or two an item."""
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
    """Give the verdict in one sentence; it names the overall leader too where that differs."""
    standing, model = finding.standing, finding.standing.table.model
    ahead, behind = named(model, standing.ahead), named(model, standing.behind)
    lead = in_points(standing.margin)
    level = abs(standing.margin) < 1e-9
    match finding.verdict.word:
        case "clear":
            said = f"{ahead} is clearly ahead of {behind}, by {lead}"
        case "leaning":
            said = f"{ahead} is ahead of {behind} by {lead}, and the answer leans that way"
        case "close" if level:
            said = f"{ahead} and {behind} are level, and so too close to call"
        case "close":
            said = f"{ahead} and {behind} are too close to call: {ahead} is ahead by {lead}"
        case _:
            so_far = (
                f"{ahead} and {behind} are level"
                if level
                else f"{ahead} is ahead of {behind} by {lead}"
            )
            said = f"Not enough is known yet; so far, {so_far}"
    if standing.margin < 0:  # only where the other can't be chosen
        said = (
            f"{ahead} is the one of the two that can be chosen, though {behind} scores higher "
            f"by {lead}"
        )
    if standing.leader is not None and standing.leader not in (standing.ahead, standing.behind):
        best = named(model, standing.leader)
        over = in_points(standing.totals[standing.leader] - standing.totals[standing.ahead])
        return (
            f"{said}; of all {len(model.options)} options, {best} scores highest, {over} above it."
        )
    return f"{said}."


def certainty(finding: Finding) -> str:
    """Say how often the leader is ahead, and between what the margin lies."""
    standing, draws = finding.standing, finding.draws
    model = standing.table.model
    ahead, behind = named(model, standing.ahead), named(model, standing.behind)
    if draws.margin.high - draws.margin.low < 1e-9:
        return "No score has a range and no fact is open, so nothing here is uncertain."
    often = f"{ahead} is ahead in {of_100(draws.probability)} draws of what is uncertain"
    if draws.margin.low < 0 < draws.margin.high:
        spread = (
            f"the margin lies between {in_points(draws.margin.low)} for {behind} and "
            f"{in_points(draws.margin.high)} for {ahead}"
        )
    else:
        spread = (
            f"the margin lies between {in_points(draws.margin.low)} and "
            f"{in_points(draws.margin.high)}"
        )
    said = f"{often}; in 90 of 100, {spread}."
    if draws.probability < 0.5:
        said += (
            f" What is known and what is likely disagree: the answers given put {ahead} ahead, "
            f"but most ways the open facts could turn out put {behind} ahead."
        )
    return said


def held_back(finding: Finding) -> list[str]:
    """Say what holds the verdict back from the next better word; nothing where it is clear."""
    verdict, standing, draws = finding.verdict, finding.standing, finding.draws
    model = standing.table.model
    ahead, behind = named(model, standing.ahead), named(model, standing.behind)
    said = []
    if verdict.open_keys:
        keys = [fact for fact in model.facts.values() if fact.key]
        asks = " ".join(f"“{model.facts[name].ask}”" for name in verdict.open_keys)
        said.append(
            f"{len(verdict.open_keys)} of the {len(keys)} key facts "
            f"{'is' if len(verdict.open_keys) == 1 else 'are'} not answered: {asks}"
        )
    if verdict.thin_margin:
        said.append(f"The margin is under {NEAR:.0f} points, which is too close to call.")
    if verdict.low_probability:
        needed = LEANING if verdict.word == "close" else CLEAR
        said.append(
            f"{ahead} is ahead in {of_100(draws.probability)} draws; "
            f"{needed * 100:.0f} of 100 are needed to call it "
            f"{'a leaning' if verdict.word == 'close' else 'clear'}."
        )
    for name in verdict.what_ifs:
        said.append(
            f"What if: {_lower(model.what_ifs[name].says)}. Then {behind} is ahead, "
            f"by {in_points(finding.what_ifs[name].margin)}."
        )
    for role in verdict.roles:
        said.append(f"By the weights of {role}, {behind} is ahead.")
    if verdict.panel_parts:
        said.append("The mean of people and the mean of roles put different options ahead.")
    return said


def _lower(text: str) -> str:
    """Start a sentence in its middle: lower its first letter, unless it starts with a capital word."""
    first = text.split(" ", 1)[0]
    text = text.rstrip(".")
    return text if first[1:] != first[1:].lower() else text[:1].lower() + text[1:]


def differences(standing: Standing) -> dict[str, float]:
    """Give the points each criterion adds to the margin, by id, largest lead first.

    They sum to the margin: share × (the leader's score less the other's).
    """
    gaps = {
        name: row[standing.ahead] - row[standing.behind]
        for name, row in standing.contributions.items()
    }
    return dict(sorted(gaps.items(), key=lambda item: -item[1]))


def reasons(standing: Standing) -> str:
    """Say which criteria count most for each side of the pair."""
    model, gaps = standing.table.model, differences(standing)
    for_leader = [(name, gap) for name, gap in gaps.items() if gap > TELLING][:3]
    for_other = [(name, gap) for name, gap in reversed(gaps.items()) if gap < -TELLING][:3]

    def side(option: str, counted: Iterable[tuple[str, float]]) -> str:
        parts = [f"{model.criteria[name].name} ({abs(gap):.1f})" for name, gap in counted]
        return f"What counts most for {named(model, option)}, in points: {listed(parts)}."

    said = []
    if for_leader:
        said.append(side(standing.ahead, for_leader))
    if for_other:
        said.append(side(standing.behind, for_other))
    return " ".join(said) or "No criterion tells the two apart."


def availability(table: ScoreTable) -> list[str]:
    """Say which options depend on something, or can't be had."""
    model, said = table.model, []
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
            said.append(f"{name} is not available: {listed(refused)}. {as_what}")
        elif table.available[option] == "unknown":
            missing = [
                f"“{model.facts[need.fact].ask}”"
                for need in entry.needs
                if _answer(table, need.fact) is None
            ]
            said.append(f"{name} is conditional; it depends on the answer to {listed(missing)}")
    return said


def _answer(table: ScoreTable, fact: str) -> str | None:
    return table.readings[fact].answer if fact in table.readings else None


def duties(standing: Standing) -> list[str]:
    """Say which gates are unmet or unknown for the option that leads."""
    model, case, leader = standing.table.model, standing.table.case, standing.leader
    if leader is None:
        return ["No option can be chosen as the facts stand."]
    mine = [
        gate for gate, entry in model.gates.items() if leader in (entry.options or model.options)
    ]
    said = []
    for word, phrase in (("unmet", "not met"), ("unknown", "not known to be met")):
        these = [_lower(model.gates[gate].says) for gate in mine if case.gate(gate, leader) == word]
        if these:
            said.append(
                f"Duties {phrase} for {named(model, leader)} (never traded off, and so not "
                f"scored): {'; '.join(these)}."
            )
    return said


def warnings(table: ScoreTable) -> list[str]:
    """Give the warnings of the answers given, in file order."""
    return [text for _, text in warned(table)]


def warned(table: ScoreTable) -> list[tuple[str, str]]:
    """Give (fact id, warning) for each answer given that warns of something."""
    return [
        (name, text)
        for name, reading in table.readings.items()
        if reading.answer is not None
        and (text := table.model.facts[name].answers[reading.answer].warns)
    ]


def overruled(table: ScoreTable) -> list[str]:
    """Say which scores were overruled, by whom, from what to what and why."""
    model = table.model
    return [
        f"The score of {named(model, item.option)} on {model.criteria[item.criterion].name} was "
        f"overruled by {item.by}, from {_own(table, item.criterion, item.option):.0f} to "
        f"{item.score:.0f}: {item.because.rstrip('.')}."
        for item in table.case.overrides
        if table.stands_on[item.option] == item.option
    ]


def _own(table: ScoreTable, criterion: str, option: str) -> float:
    return table.cells[criterion][option].computed


def unknown(table: ScoreTable) -> str:
    """Say how many facts have no answer."""
    every, still = len(table.readings), len(table.unanswered)
    if not every:
        return "This model asks for no facts."
    if not still:
        return f"All {every} facts are answered."
    return (
        f"{still} of {every} facts {'is' if still == 1 else 'are'} not answered. Each widens the "
        f"range and moves no score."
    )


def whose_weights(standing: Standing) -> str:
    """Say whose weights these are."""
    return {
        "given": "The weights are those given for this run.",
        "case": "The weights are those of this case.",
        "panel": "The weights are the mean of the panel's last round.",
    }.get(
        standing.weights_from,
        "Nobody has weighed this yet: the weights are the ones the model came with.",
    )
