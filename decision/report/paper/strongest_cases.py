"""The strongest case for each option, all of one length, and what is strong and weak in each."""

from __future__ import annotations

from collections.abc import Iterable

from decision.evaluation.scores import NO_REASON
from decision.numeric import TIE
from decision.report.paper.blocks import Block, Bullets, Heading, Para, Table, one, sentence, tenth
from decision.report.paper.paper_data import PaperData, counted
from decision.sensitivity.answer_effects import Effect, other_answers, points_of_answers
from decision.sentences.phrases import in_points
from decision.wording.text import cut_at_word

BEST = 3  # criteria in a strongest case
NAMED = 4  # things named in one part of a SWOT table
LONGEST = 260  # letters of a reason quoted in the body; the whole of it is in an appendix


def strongest(basis: PaperData) -> list[Block]:
    """Give the strongest case for each option, all of one length, from the numbers."""
    many = len(basis.model.criteria)
    answers = (
        ", the answer here that helps it most, and the answer that would help it most"
        if basis.model.facts
        else ""
    )
    other = "the best option of any other course" if basis.has_forms else "the best other option"
    blocks: list[Block] = [
        Heading("The strongest case for each option", numbered=True),
        Para(
            f"Each option has the same number of points: the "
            f"{counted(min(BEST, many), 'criterion', 'criteria')} on which it stands best against "
            f"{other}{answers}. {basis.not_compared}".rstrip()
        ),
    ]
    for option in basis.compared:
        blocks += [
            Heading(basis.label(option), level=2),
            Bullets(tuple(case_for(basis, option))),
        ]
    return blocks


def case_for(basis: PaperData, option: str) -> list[str]:
    """Give the points of one option's case: its best criteria, then what helps it."""
    rival, rows = basis.rival(option), basis.standing.contributions
    gaps = {name: row[option] - row[rival] for name, row in rows.items()}
    best = sorted(gaps, key=lambda name: -round(gaps[name], 9))[:BEST]
    return [
        *(_standing_best(basis, name, option, rival, gaps[name]) for name in best),
        *([_helped(basis, option), _would_help(basis, option)] if basis.model.facts else []),
    ]


def _standing_best(basis: PaperData, name: str, option: str, rival: str, gap: float) -> str:
    cell, other = basis.table.cells[name][option], basis.table.cells[name][rival]
    if abs(cell.score - other.score) <= TIE:
        worth = f"level with {basis.name(rival)}"
    else:
        worth = f"against {one(other.score)} for {basis.name(rival)}, {_lead(gap)}"
    first = cell.reasons[0]
    because = (
        "" if first.because == NO_REASON else f" {sentence(cut_at_word(first.because, LONGEST))}"
    )
    if because and first.evidence:
        because = f"{because.rstrip('.')} ({', '.join(first.evidence)})."
    return f"{basis.criterion(name)}: {one(cell.score)}, {worth}.{because}"


def _lead(gap: float) -> str:
    """Say what a difference in score comes to in the total."""
    if abs(gap) <= TIE:
        return "which counts for nothing, as the criterion has no weight"
    points = tenth(abs(gap))
    by = f"{points} points" if float(points) else "less than 0.1 points"
    return f"{'ahead' if gap > 0 else 'behind'} by {by} of the total"


def _helped(basis: PaperData, option: str) -> str:
    given = points_of_answers(basis.standing, option)
    if not given or max(given.values()) <= TIE:
        return "No answer given here raises its total."
    (fact, item, answer), points = max(given.items(), key=lambda one: round(one[1], 9))
    return (
        f"What helps it most here: {basis.given(fact, item, answer)} "
        f"That adds {in_points(points)} to its total."
    )


def _would_help(basis: PaperData, option: str) -> str:
    found = other_answers(basis.standing, option)
    opening = [one for one in found if one.opens]
    if opening:
        return f"It could be chosen if {_if(basis, opening[0])}."
    raising = [one for one in found if one.points > TIE and not one.bars]
    if not raising:
        return "No other answer would raise its total."
    best = max(raising, key=lambda one: round(one.points, 9))
    return (
        f"What would help it most: if {_if(basis, best)}, its total would rise by "
        f"{in_points(best.points)}."
    )


def _if(basis: PaperData, effect: Effect) -> str:
    answer = basis.answer(effect.fact, effect.item, effect.answer)
    return f"{basis.question(effect.fact, effect.item)} were answered “{answer}”"


def swot(basis: PaperData) -> list[Block]:
    """Give strengths, weaknesses, opportunities and threats of each option."""
    blocks: list[Block] = [
        Heading("Strengths, weaknesses, opportunities and threats", numbered=True),
        Para(
            "Strengths and weaknesses are the criteria on which an option scores highest or "
            "lowest of all, those of most weight first. Opportunities and threats are what could "
            "still move its total, in points, and the duties that are open."
        ),
    ]
    for option in basis.compared:
        strong, weak = _extremes(basis, option)
        blocks.append(
            Table(
                f"SWOT: {basis.label(option)}",
                ("Strengths", "Weaknesses"),
                (
                    (
                        _lines(strong, "Highest on no criterion."),
                        _lines(weak, "Lowest on no criterion."),
                    ),
                    *_outlook(basis, option),
                ),
                (0.5, 0.5),
                subheads=(1,),
                together=True,
            )
        )
    return blocks


def _outlook(basis: PaperData, option: str) -> list[tuple[str, str]]:
    """Give opportunities and threats; nothing where the model asks for no facts or duties."""
    if not basis.model.facts and not basis.model.gates:
        return []
    found = other_answers(basis.standing, option)
    chances, threats = _chances(basis, found), _threats(basis, option, found)
    return [
        ("Opportunities", "Threats"),
        (
            _lines(chances, "No other answer would raise its total."),
            _lines(threats, "No other answer would lower its total."),
        ),
    ]


def _lines(items: Iterable[str], none: str) -> str:
    return "\n".join(list(items)[:NAMED]) or none


def _extremes(basis: PaperData, option: str) -> tuple[list[str], list[str]]:
    """Give the criteria on which an option is the highest or the lowest, not where all tie."""
    strong, weak = [], []
    shares = basis.standing.shares
    for name in sorted(basis.table.cells, key=lambda name: -shares[name]):
        scores = [cell.score for cell in basis.table.cells[name].values()]
        mine = basis.table.cells[name][option].score
        text = f"{basis.criterion(name)} ({one(mine)})"
        if max(scores) - min(scores) <= TIE or shares[name] <= 0:
            continue
        if mine >= max(scores) - TIE:
            strong.append(text)
        if mine <= min(scores) + TIE:
            weak.append(text)
    return strong, weak


def _chances(basis: PaperData, found: Iterable[Effect]) -> list[str]:
    raising = sorted(
        (one for one in found if one.opens or (one.points > TIE and not one.bars)),
        key=lambda one: (not one.opens, -round(one.points, 9)),
    )
    return [
        f"{_answer(basis, effect)}: "
        f"{'it could then be chosen' if effect.opens else f'+{tenth(effect.points)}'}"
        for effect in _each_fact_once(raising)
    ]


def _threats(basis: PaperData, option: str, found: Iterable[Effect]) -> list[str]:
    unmet, unknown = basis.not_met(option)
    duties = [f"{counted(len(unmet), 'duty', 'duties')} not met"] if unmet else []
    duties += [f"{counted(len(unknown), 'duty', 'duties')} not known to be met"] if unknown else []
    lowering = sorted(
        (one for one in found if one.bars or one.points < -TIE),
        key=lambda one: (not one.bars, round(one.points, 9)),
    )
    said = [
        f"{_answer(basis, one)}: "
        f"{'it could then not be chosen' if one.bars else f'−{tenth(abs(one.points))}'}"
        for one in _each_fact_once(lowering)
    ]
    return [*said[: NAMED - len(duties)], *duties]


def _each_fact_once(found: Iterable[Effect]) -> list[Effect]:
    """Keep the first effect of each fact, or of each item of a checklist."""
    kept: dict[tuple[str, str | None], Effect] = {}
    for effect in found:
        kept.setdefault((effect.fact, effect.item), effect)
    return list(kept.values())


def _answer(basis: PaperData, effect: Effect) -> str:
    fact = basis.model.facts[effect.fact]
    asked = fact.ask if effect.item is None else fact.items[effect.item].says
    answer = basis.answer(effect.fact, effect.item, effect.answer)
    return f"“{cut_at_word(asked, 110)}” → “{cut_at_word(answer, 80)}”"
