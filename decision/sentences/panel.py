"""A panel in sentences: how far people agree, where roles part, and what it turns on."""

from __future__ import annotations

from collections import Counter

from decision.evaluation.additive import Lead
from decision.evaluation.panel import Panel
from decision.evaluation.weights import OTHER_ROLES
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sentences.phrases import course_named, lead
from decision.wording.lists import listed
from decision.wording.numbers import fixed

# How strong an agreement is called, by the nearest of the readings that Schmidt (1997) gives:
# 0.1 very weak, 0.3 weak, 0.5 moderate, 0.7 strong, 0.9 unusually strong.
# Managing Delphi surveys using nonparametric statistical techniques, Decision Sciences 28(3).
_STRENGTHS = ((0.2, "very weakly"), (0.4, "weakly"), (0.6, "moderately"), (0.8, "strongly"))
_TELLING, _IDLE = 0.1, 0.02  # parts of the spread: worth naming, and too little to discuss


def in_words(panel: Panel, model: DecisionModel) -> list[str]:
    """Return sentences on how far the panel agrees, where roles differ, and on which weights."""
    sentences = [_who(panel), _agree(panel, len(model.criteria))]
    if panel.only is not None or panel.people_mean.course is None:
        return [*sentences, by_means(panel, model)]
    sentences += [_people(panel, model), *_roles(panel, model), by_means(panel, model)]
    return sentences + _turns_on(panel, model)


def _who(panel: Panel) -> str:
    who = "One person" if panel.people == 1 else f"{panel.people} people"
    return f"{who} weighed in round {panel.round}{', the last' if panel.round > 1 else ''}."


def _agree(panel: Panel, criteria: int) -> str:
    if panel.agreement is None:
        if panel.people == 1:
            return "One person alone shows no agreement and no dissent."
        if criteria == 1:
            return "With one criterion there is no order to agree on."
        return "Nobody weighs one criterion above another, so there is no order to agree on."
    how = next((word for most, word in _STRENGTHS if panel.agreement < most), "very strongly")
    return (
        f"They agree {how} on the order of the criteria: {fixed(panel.agreement, 2)} on "
        f"a scale from 0, no agreement, to 1, the same order from everyone."
    )


def _people(panel: Panel, model: DecisionModel) -> str:
    count = Counter(one.course for one in panel.leads.values() if not _level(one))
    level = sum(map(_level, panel.leads.values()))
    whose = "That person's" if panel.people == 1 else "Everyone's"
    if level == panel.people:
        return f"{whose} weights put the courses level."
    ordered = sorted(
        (course for course in model.courses if count[course]), key=lambda one: -count[one]
    )
    first = course_named(model, ordered[0])
    if count[ordered[0]] == panel.people:
        return f"{whose} weights put {first} ahead."
    others = [f"{course_named(model, one)} for {count[one]}" for one in ordered[1:]]
    parts = [f"{first} is ahead for {count[ordered[0]]} of {panel.people} people", *others]
    rest = f"; courses are level for {level}" if level else ""
    return f"By their own weights, {listed(parts)}{rest}."


def _level(who: Lead) -> bool:
    return who.margin is not None and who.margin <= TIE


def _roles(panel: Panel, model: DecisionModel) -> list[str]:
    if len(panel.roles) < 2:
        merged = OTHER_ROLES in panel.roles and panel.people > 1 and panel.names_roles
        return ["Roles of fewer than four people are not shown apart."] if merged else []
    each = [
        f"{lead(model, role.lead)} for "
        f"{'the other roles' if name == OTHER_ROLES else f'“{name}”'} ({role.people} people)"
        for name, role in panel.roles.items()
    ]
    sentences = [f"By the mean weights of each role, {listed(each)}."]
    leads = [role.lead for role in panel.roles.values()]
    if len({one.course for one in leads if not _level(one)}) > 1:
        return ["The roles disagree on the course.", *sentences]
    if any(map(_level, leads)):
        return sentences
    return ["All roles put the same course ahead.", *sentences]


def by_means(panel: Panel, model: DecisionModel) -> str:
    """Return in words who leads by the mean of people, and of roles where there are several."""
    if panel.only is not None:
        return f"Only {course_named(model, panel.only)} can be chosen, whatever the weights."
    people, roles = lead(model, panel.people_mean), lead(model, panel.role_mean)
    if len(panel.roles) < 2:
        return f"By the mean of all people, {people}."
    return (
        f"By the mean of people, {people}; by the mean of roles, in which headcount does not "
        f"count, {roles}.{' So headcount decides which leads.' if panel.parts else ''}"
    )


def _turns_on(panel: Panel, model: DecisionModel) -> list[str]:
    """Return sentences on which weights divide people's margins, and which hardly do."""
    if panel.people < 2:
        return []
    if not panel.matters:
        return ["Everyone's weights give the same margin, so no weight divides the panel."]
    names = {name: criterion.name for name, criterion in model.criteria.items()}
    parts = sorted(panel.matters.items(), key=lambda item: -item[1])
    most = [item for item in parts if item[1] >= _TELLING][:3] or parts[:1]
    idle = [name for name, part in parts if abs(part) < _IDLE]
    told = [names[name] for name, _ in most]
    if all(-_IDLE < part <= 1 for _, part in parts):
        shares = [fixed(part * 100, 0) for _, part in most]
        of = [f"{shares[0]}% of the disagreement", *(f"{share}%" for share in shares[1:])]
        told = [f"{name} ({share})" for name, share in zip(told, of, strict=True)]
    # Else parts that cancel: they sum to 1 as well, but are no parts of a whole.
    sentences = [f"What divides the panel most: {listed(told)}."]
    if len(idle) == 1:
        sentences.append(
            f"The weight of {names[idle[0]]} hardly divides it: agreeing on it would settle little."
        )
    elif idle:
        sentences.append(
            f"The weights of {listed([names[name] for name in idle])} hardly divide it: agreeing "
            f"on them would settle little."
        )
    return sentences
