"""What holds the verdict back from the next better word, and what to ask about it."""

from __future__ import annotations

from collections.abc import Sequence

from decision.evaluation.additive import Standing
from decision.evaluation.verdict import CLEAR, LEANING, NEAR, Finding
from decision.evaluation.weights import OTHER_ROLES
from decision.numeric import TIE
from decision.sensitivity.information import Question
from decision.sentences.phrases import course_named, lead, named, of_100, question_text
from decision.wording.lists import listed, lowered


def held_back(finding: Finding, asks: Sequence[Question] = ()) -> list[str]:
    """Return sentences on what holds the verdict back from the next better word; none if clear.

    Args:
        asks: what to ask next; the first two are named where asking could settle it.
    """
    verdict, standing, draws = finding.verdict, finding.standing, finding.draws
    model = standing.table.model
    sentences = nothing_ahead(finding)
    if verdict.asking and draws.probability is not None and draws.if_all_known is not None:
        sentences.append(
            f"Asking could settle it: now {of_100(draws.probability)} simulations agree on the "
            f"course, and with every question answered about {of_100(draws.if_all_known)} would."
        )
        sentences += _what_to_ask(standing, asks)
    if verdict.open_keys and not verdict.asking:
        keys = sum(fact.key for fact in model.facts.values())
        asked = listed([f"“{model.facts[name].ask}”" for name in verdict.open_keys])
        sentences.append(f"{still_open(len(verdict.open_keys), keys, 'key question')}: {asked}")
    if verdict.thin_margin and not standing.level:
        sentences.append(f"The margin is under {NEAR:.0f} points, which is too close to call.")
    if verdict.low_probability and draws.probability is not None:
        close = verdict.word == "close"
        needed, word = (LEANING, "probable") if close else (CLEAR, "clear")
        often = of_100(draws.probability)
        if often == of_100(needed):  # it is short by less than rounding shows
            often = f"just under {often}"
        sentences.append(
            f"To call it {word}, {of_100(needed)} simulations must agree; here {often} do."
        )
    if verdict.unweighed:
        sentences.append("Nobody has weighed the criteria yet.")
    if verdict.unmet and standing.leader is not None:
        says = "; ".join(lowered(model.gates[name].says) for name in verdict.unmet)
        sentences.append(f"A duty of {named(model, standing.leader)} is not met: {says}.")
    for name in verdict.what_ifs:
        then = lead(model, finding.what_ifs[name])
        sentences.append(f"{model.what_ifs[name].says.rstrip('.')}: {then}.")
    for role in verdict.roles:
        whose = "the other roles" if role == OTHER_ROLES else f"the role “{role}”"
        sentences.append(f"By the mean weights of {whose}, {lead(model, finding.roles[role])}.")
    if verdict.panel_parts:
        sentences.append(
            "The mean of all people and the mean of all roles put different courses ahead."
        )
    return sentences


def nothing_ahead(finding: Finding) -> list[str]:
    """Return in words that courses tie, or that nothing can be chosen; the headline says so too."""
    standing, model = finding.standing, finding.standing.table.model
    if standing.leader is None:
        return ["No option can be chosen as the facts stand."]
    if not standing.level:
        return []
    most = standing.totals[standing.leader]
    best = {head: standing.best_of(head) for head in model.courses}
    level = [
        course_named(model, head)
        for head, form in best.items()
        if form is not None and standing.totals[form] >= most - TIE
    ]
    return [f"{listed(level)} are level."]


def _what_to_ask(standing: Standing, asks: Sequence[Question]) -> list[str]:
    model = standing.table.model
    first = [one for one in asks if one.worth > 0][:2] or list(asks[:1])
    asked = [(model.facts[one.fact].who, question_text(model, one.fact, one.item)) for one in first]
    parts = [f"{f'{who}: ' if who else ''}“{text}”" for who, text in asked]
    return [f"Ask next. {' '.join(parts)}"] if parts else []


def still_open(still: int, every: int, what: str) -> str:
    """Return in words how many of some questions are open, without a full stop."""
    if every == 1:
        return f"The only {what} is not answered"
    if still == every:
        return f"None of the {every} {what}s is answered"
    return f"{still} of the {every} {what}s {'is' if still == 1 else 'are'} not answered"
