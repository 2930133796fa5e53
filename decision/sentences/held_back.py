"""What holds the verdict back from the next better word, and what to ask about it."""

from __future__ import annotations

from collections.abc import Sequence

from decision.evaluation.additive import Standing
from decision.evaluation.verdict import CLEAR, LEANING, NEAR, Finding
from decision.evaluation.weights import OTHER_ROLES
from decision.numeric import TIE
from decision.sensitivity.information import Question
from decision.sentences import templates as texts
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
        now, then = of_100(draws.probability), of_100(draws.if_all_known)
        sentences.append(texts.ASKING_SETTLES.format(now=now, then=then))
        sentences += _what_to_ask(standing, asks)
    if verdict.open_keys and not verdict.asking:
        keys = sum(fact.key for fact in model.facts.values())
        stated = still_open(len(verdict.open_keys), keys, texts.KEY_QUESTION)
        quoted = [texts.QUOTED.format(text=model.facts[name].ask) for name in verdict.open_keys]
        sentences.append(texts.KEYS_OPEN.format(open=stated, asks=listed(quoted)))
    if verdict.thin_margin and not standing.level:
        sentences.append(texts.THIN.format(near=f"{NEAR:.0f}"))
    if verdict.low_probability and draws.probability is not None:
        needed = of_100(LEANING if verdict.word == "close" else CLEAR)
        often = of_100(draws.probability)
        if often == needed:  # it is short by less than rounding shows
            often = texts.JUST_UNDER.format(often=often)
        sentences.append(texts.MUST_AGREE[verdict.word].format(needed=needed, often=often))
    if verdict.unweighed:
        sentences.append(texts.UNWEIGHED)
    if verdict.unmet and standing.leader is not None:
        owed = "; ".join(lowered(model.gates[name].says) for name in verdict.unmet)
        sentences.append(texts.UNMET.format(option=named(model, standing.leader), duties=owed))
    for name in verdict.what_ifs:
        says, then = model.what_ifs[name].says.rstrip("."), lead(model, finding.what_ifs[name])
        sentences.append(texts.WHAT_IF.format(says=says, lead=then))
    for role in verdict.roles:
        by = texts.BY_OTHER_ROLES if role == OTHER_ROLES else texts.BY_ROLE
        sentences.append(by.format(role=role, lead=lead(model, finding.roles[role])))
    if verdict.panel_parts:
        sentences.append(texts.MEANS_PART)
    return sentences


def nothing_ahead(finding: Finding) -> list[str]:
    """Return in words that courses tie, or that nothing can be chosen; the headline says so too."""
    standing, model = finding.standing, finding.standing.table.model
    if standing.leader is None:
        return [texts.NONE_CAN]
    if not standing.level:
        return []
    most = standing.totals[standing.leader]
    best = {head: standing.best_of(head) for head in model.courses}
    level = [
        course_named(model, head)
        for head, form in best.items()
        if form is not None and standing.totals[form] >= most - TIE
    ]
    return [texts.ALL_LEVEL.format(courses=listed(level))]


def _what_to_ask(standing: Standing, asks: Sequence[Question]) -> list[str]:
    model = standing.table.model
    first = [one for one in asks if one.worth > 0][:2] or list(asks[:1])
    parts = []
    for one in first:
        who, text = model.facts[one.fact].who, question_text(model, one.fact, one.item)
        parts.append((texts.ASKED_OF if who else texts.QUOTED).format(who=who, text=text))
    return [texts.ASK_NEXT.format(asked=" ".join(parts))] if parts else []


def still_open(still: int, every: int, what: str) -> str:
    """Return in words how many of some questions are open, without a full stop."""
    if every == 1:
        return texts.OPEN_ONLY.format(what=what)
    if still == every:
        return texts.OPEN_ALL.format(every=every, what=what)
    return texts.of(texts.OPEN, still).format(count=still, every=every, what=what)
