"""The brief: one page for whoever presents, with the hardest questions and short answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from decision.engine import Evaluation
from decision.evaluation.additive import Standing, differences, stand
from decision.evaluation.verdict import CLEAR, NEAR
from decision.numeric import TIE
from decision.report.paper import front, money
from decision.report.paper.blocks import Block, Bullets, Heading, Paper, Para, one, sentence, tenth
from decision.report.paper.changes import same_without
from decision.report.paper.paper_data import (
    PaperData,
    Purpose,
    counted,
    joined,
    one_sheet,
    without_people,
)
from decision.report.paper.reasons import because, parting, shortened
from decision.sentences.explanation import (
    TELLING,
    certainty,
    courses_apart,
    headline,
    plain_pair,
    unknown,
    whose_weights,
)
from decision.sentences.phrases import course_named, in_points, lead, of_100
from decision.sentences.what_would_change_it import (
    answers,
    not_compared,
    rests_on,
    weight_to_move,
    what_ifs,
)
from decision.wording.lists import listed, lowered
from decision.wording.text import cut_at_word

REASONS = 3  # for the answer, beside the strongest against
ASKED = 5  # the hardest questions
ANSWER = 250  # letters, so that it all fits on one page
SHORTEST = 40  # letters of a duty that can still be told apart


def brief(evaluation: Evaluation, purpose: Purpose = "consultation", private: bool = True) -> Paper:
    """Return the page that whoever presents the paper takes along.

    Args:
        evaluation: one case evaluated.
        purpose: "consultation" or "decision"; what is asked depends on it.
        private: marked as for a private session.
    """
    basis = PaperData(evaluation, purpose, private)
    asked, title = hardest(basis), cut_at_word(evaluation.model.title, 80)
    blocks: list[Block] = [
        *front.titles(basis, "One page for whoever presents", 80),
        Para(cut_at_word(headline(basis.finding), 200), tone="lead"),
        *_beside(basis),
        *_reasons(basis),
        Heading(_questions_head(len(asked)), level=2),
        *(
            Para(shortened(question.answer(basis), ANSWER), lead=question.asks)
            for question in asked
        ),
        Heading("The money, and what is asked", level=2),
        Para(shortened(money.in_short(basis), ANSWER), lead="Money:"),
        Para(shortened(front.asked(basis), ANSWER + 50), lead="Asked:"),
    ]
    running = "Brief for whoever presents"
    return one_sheet(basis, blocks, f"Brief: {title}", "For whoever presents", running, basis.mark)


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


def _beside(basis: PaperData) -> list[Block]:
    """Return by how much, how the plain options stand, and how sure it is; a sentence each."""
    finding = basis.finding
    said = [*courses_apart(finding), *plain_pair(finding), *certainty(finding)[:1]]
    return [Para(shortened(joined(said), 480))] if said else []


# Reasons


def _reasons(basis: PaperData) -> list[Block]:
    """Return the criteria that count most for the leader, and the one that counts most against."""
    standing = basis.standing
    if standing.leader is None or standing.rival is None:
        return []
    leader, rival = standing.leader, standing.rival
    gaps = differences(standing, leader, rival)
    for_it = [(name, gap) for name, gap in gaps.items() if gap > TELLING][:REASONS]
    against = [(name, gap) for name, gap in gaps.items() if gap < -TELLING][-1:]
    if not for_it and not against:
        return []
    sides = [("For", name, gap, leader, rival) for name, gap in for_it]
    sides += [("Against", name, -gap, rival, leader) for name, gap in against]
    items: list[str] = []
    told: set[str] = set()
    for side, name, gap, ahead, behind in sides:
        why = because(basis, parting(basis, name, ahead, behind))
        scores = [one(basis.table.cells[name][option].score) for option in (ahead, behind)]
        items.append(
            joined(
                [
                    f"{side}: {basis.criterion(name)}, {tenth(gap)} points "
                    f"({' against '.join(scores)}).",
                    "" if why in told else why,  # one answer may part them on several
                ]
            )
        )
        told.add(why)
    return [Heading(_reasons_head(len(for_it), bool(against)), level=2), Bullets(tuple(items))]


def _reasons_head(count: int, against: bool) -> str:
    said = f"{_NUMBERS[count].capitalize()} {'reason' if count == 1 else 'reasons'} for it"
    return f"{said}{', and the strongest against' if against else ''}, in points of the total"


# Questions


def _questions_head(count: int) -> str:
    return f"The {_NUMBERS[count]} hardest questions" if count > 1 else "The hardest question"


@dataclass(frozen=True)
class Asked:
    """A question that the board may ask: `hurts` says whether its answer weakens the answer."""

    asks: str
    answer: Callable[[PaperData], str]
    hurts: Callable[[PaperData], bool]


def hardest(basis: PaperData) -> list[Asked]:
    """Return the five hardest questions: first those whose answer weakens what is proposed."""
    asked = [one for one in QUESTIONS if one.answer(basis)]
    hard = sorted(asked, key=lambda one: not one.hurts(basis))[:ASKED]
    return [one for one in asked if one in hard]


def _reversing(basis: PaperData) -> bool:
    course = basis.standing.course
    return any(
        len(flip.changes) == 1 and flip.course != course for flip in basis.robustness.fact_flips
    )


def turning(basis: PaperData) -> str:
    """Say which single answer would put another course ahead, or how much weight would."""
    if _reversing(basis):
        return answers(basis.robustness)
    first = "No single answer would." if basis.model.facts else ""
    return joined([first, weight_to_move(basis.robustness)])


def person(basis: PaperData) -> str:
    """Say whether the lead survives without any one person, or any one claim."""
    if not basis.robustness.claims or basis.standing.rival is None:
        return ""
    return joined(without_people(basis.robustness, 1)) or rests_on(basis.robustness)


def _carried(basis: PaperData) -> bool:
    robust = basis.robustness
    return any(one.flips for one in (*robust.speakers, *robust.claims))


def weighed(basis: PaperData) -> str:
    """Say whose the weights are, and who leads with equal ones."""
    return joined([whose_weights(basis.standing), equal(basis)])


def _unweighed(basis: PaperData) -> bool:
    return basis.finding.verdict.unweighed or (equal_weights(basis).leader != basis.standing.leader)


def unmet(basis: PaperData) -> str:
    """Say which duties of the leader are not met, and how many are not known to be."""
    if basis.preferred is None or not basis.gates_for(basis.preferred):
        return ""
    not_met, not_known = basis.not_met(basis.preferred)
    if not not_met and not not_known:
        return "All are met."
    binding = len(basis.gates_for(basis.preferred))
    said = f"Of {binding}, {listed(_counts(not_met, not_known))}."
    if binding in (len(not_met), len(not_known)):
        state = "met" if not_met else "known to be met"
        said = (
            f"None of the {binding} is {state}." if binding > 1 else f"The only one is not {state}."
        )
    named = not_met or not_known
    room = (ANSWER - len(said) - 20) // len(named)
    if room < SHORTEST:
        return said
    says = [cut_at_word(lowered(basis.model.gates[gate].says), room - 2) for gate in named]
    return joined([said, sentence(f"{'Not met' if not_met else 'Not known'}: {'; '.join(says)}")])


def _counts(not_met: list[str], not_known: list[str]) -> list[str]:
    states = ((not_met, "not met"), (not_known, "not known to be met"))
    return [
        f"{len(each)} {'is' if len(each) == 1 else 'are'} {state}" for each, state in states if each
    ]


def _duties_open(basis: PaperData) -> bool:
    return basis.preferred is not None and any(basis.not_met(basis.preferred))


def not_known(basis: PaperData) -> str:
    """Say how many questions are open or disputed, and what asking them would bring."""
    if not basis.model.facts:
        return ""
    count = len(basis.table.disputed)
    disputed = f"{counted(count, 'answer')} {'is' if count == 1 else 'are'} disputed."
    asking = basis.finding.verdict.asking
    return joined(
        [
            shortened(unknown(basis.table), 60),
            disputed if count else "",
            *(basis.evaluation.because[:1] if asking else ()),
        ]
    )


def supposed(basis: PaperData) -> str:
    """Say who leads under the what-ifs that change the course, or that none does."""
    then = basis.finding.what_ifs
    if not then or basis.standing.rival is None:
        return ""
    turned = [
        said
        for said, lead in zip(what_ifs(basis.robustness), then.values(), strict=True)
        if lead.course != basis.standing.course
    ]
    if turned:
        return joined(turned)
    return same_without(basis)


def _turned_by_supposing(basis: PaperData) -> bool:
    return any(lead.course != basis.standing.course for lead in basis.finding.what_ifs.values())


def _near_nothing(basis: PaperData) -> bool:
    base, best = basis.baseline, basis.preferred
    if base is None or best is None:
        return True
    return basis.standing.totals[best] - basis.standing.totals[base] < NEAR - TIE


def equal(basis: PaperData) -> str:
    """Would it change with equal weights?"""
    then, now = equal_weights(basis), basis.standing
    if then.leader is None:
        return "No option can be chosen, whatever the weights."
    said = f"With every criterion of equal weight, {lead(basis.model, then.lead)}."
    if then.course != now.course:
        return f"{said} That changes {'the course' if basis.has_forms else 'who leads'}."
    if then.leader != now.leader:
        return f"{said} That changes the form, and not the course."
    return f"{said} The same option leads."


def equal_weights(basis: PaperData) -> Standing:
    """Give the standing with every criterion of equal weight."""
    names = tuple(basis.model.criteria)
    return stand(basis.table, dict.fromkeys(names, 1 / len(names)))


def nothing(basis: PaperData) -> str:
    """Why not do nothing?"""
    base, standing = basis.baseline, basis.standing
    if base is None:
        return f"The scoring can’t say: {basis.why_no_baseline}."
    if base in basis.level:
        return (
            f"The scoring does not argue against it: {basis.name(base)} changes nothing, and no "
            f"option that can be chosen scores higher."
        )
    if basis.preferred is None:
        return "No option can be chosen as the facts stand."
    best = basis.preferred
    gaps = {name: row[best] - row[base] for name, row in standing.contributions.items()}
    wins = sorted((name for name in gaps if gaps[name] > 0.05), key=lambda name: -gaps[name])[:3]
    over = standing.totals[best] - standing.totals[base]
    said = (
        f"{basis.name(base)} changes nothing and scores {one(standing.totals[base])}; "
        f"{basis.name(best)} scores {in_points(over)} more"
    )
    if wins:
        each = listed([f"{basis.criterion(name)} ({tenth(gaps[name])})" for name in wins])
        said += f", most of all on {each}"
    near = " That is too close to separate the two." if over < NEAR else ""
    return f"{said}.{near}"


def ranged(basis: PaperData) -> str:
    """Could weights be found to give any answer?"""
    robust, course = basis.robustness, basis.standing.course
    if (said := not_compared(robust)) or course is None:
        return said or ""
    return (
        f"{course_named(basis.model, course)} is best under "
        f"{of_100(robust.course_acceptability[course])} of all possible weights, with the scores "
        f"as stated. The further that is from 100, the more the choice of weights decides."
    )


def _weights_decide(basis: PaperData) -> bool:
    course = basis.standing.course
    return course is not None and basis.robustness.course_acceptability[course] < CLEAR


QUESTIONS = (
    Asked("What would turn this round?", turning, lambda _: True),
    Asked("Does it rest on one person’s word?", person, _carried),
    Asked("Who chose the weights, and would equal ones change it?", weighed, _unweighed),
    Asked("Which duties are not met?", unmet, _duties_open),
    Asked("What is still not known?", not_known, lambda basis: bool(basis.table.open_facts)),
    Asked("Why not leave things as they are?", nothing, _near_nothing),
    Asked("Could weights be found to give any answer?", ranged, _weights_decide),
    Asked("What if part of the case is left out?", supposed, _turned_by_supposing),
)
