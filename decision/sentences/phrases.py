"""Numbers and names as sentences have them: whole points; chances as "81 of 100"."""

from __future__ import annotations

import math

from decision.evaluation.additive import Lead
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.sentences import templates as texts
from decision.wording.numbers import fixed


def in_points(points: float) -> str:
    """Return a number of points as a sentence has it, in whole points.

    >>> in_points(6.4), in_points(-1.2), in_points(0.3), in_points(0.0)
    ('about 6 points', 'about 1 point', 'less than half a point', '0 points')
    """
    size = abs(points)
    if size <= TIE:
        return texts.NO_POINTS
    size = round(size, 9)  # so that the last bit of a float decides nothing
    if size < 0.5:
        return texts.UNDER_HALF
    whole = math.floor(size + 0.5)
    return texts.of(texts.ABOUT, whole).format(count=whole)


def of_100(probability: float) -> str:
    """Return a probability as a natural frequency, never as certainty that it isn't.

    >>> of_100(0.812), of_100(0.998), of_100(0.001), of_100(1.0)
    ('81 of 100', 'more than 99 of 100', 'fewer than 1 of 100', '100 of 100')
    """
    if 0.99 < probability < 1:
        return texts.ALMOST_ALL
    if 0 < probability < 0.01:
        return texts.ALMOST_NONE
    return texts.OF_100.format(count=fixed(probability * 100, 0))


def named(model: DecisionModel, option: str) -> str:
    """Return an option's name as a sentence has it: in quotes where it holds a comma.

    Its own capital stays, for it is a name.
    """
    return _in_quotes(model.options[option].name)


def course_named(model: DecisionModel, course: str) -> str:
    """Return a course's name as a sentence has it: in quotes where it holds a comma."""
    return _in_quotes(model.course_name(course))


def _in_quotes(name: str) -> str:
    return texts.QUOTED.format(text=name) if "," in name else name


def lead(model: DecisionModel, who: Lead) -> str:
    """Return a clause that says who leads and by how much, or that courses are level."""
    if who.leader is None or who.course is None:
        return texts.NOTHING_CHOOSABLE
    if who.margin is None:
        return texts.ONLY_COURSE.format(course=course_named(model, who.course))
    if who.margin <= TIE:
        return texts.COURSES_LEVEL
    return texts.LEADS_BY.format(option=named(model, who.leader), by=in_points(who.margin))


def question_text(model: DecisionModel, fact: str, item: str | None) -> str:
    """Return what to ask about a fact, or about one item of its checklist, as a question."""
    entry = model.facts[fact]
    if item is None:
        return texts.QUESTION.format(text=entry.ask.rstrip(".?"))
    return texts.IS_THAT_SO.format(item=entry.items[item].says.rstrip("."))
