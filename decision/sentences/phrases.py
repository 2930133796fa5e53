"""Numbers and names as sentences have them: whole points; chances as "81 of 100"."""

from __future__ import annotations

import math

from decision.evaluation.additive import Lead
from decision.model.decision_model import DecisionModel
from decision.numeric import TIE
from decision.wording.numbers import fixed


def in_points(points: float) -> str:
    """Return a number of points as a sentence has it, in whole points.

    >>> in_points(6.4), in_points(-1.2), in_points(0.3), in_points(0.0)
    ('about 6 points', 'about 1 point', 'less than half a point', '0 points')
    """
    size = abs(points)
    if size <= TIE:
        return "0 points"
    if size < 0.5:
        return "less than half a point"
    whole = math.floor(size + 0.5)
    return f"about {whole} point{'' if whole == 1 else 's'}"


def of_100(probability: float) -> str:
    """Return a probability as a natural frequency, never as certainty that it isn't.

    >>> of_100(0.812), of_100(0.998), of_100(0.001), of_100(1.0)
    ('81 of 100', 'more than 99 of 100', 'fewer than 1 of 100', '100 of 100')
    """
    if 0.99 < probability < 1:
        return "more than 99 of 100"
    if 0 < probability < 0.01:
        return "fewer than 1 of 100"
    return f"{fixed(probability * 100, 0)} of 100"


def named(model: DecisionModel, option: str) -> str:
    """Return an option's name as a sentence has it: in quotes where it holds a comma.

    Its own capital stays, for it is a name.
    """
    name = model.options[option].name
    return f"“{name}”" if "," in name else name


def course_named(model: DecisionModel, course: str) -> str:
    """Return a course's name as a sentence has it: in quotes where it holds a comma."""
    name = model.course_name(course)
    return f"“{name}”" if "," in name else name


def lead(model: DecisionModel, who: Lead) -> str:
    """Return a clause that says who leads and by how much, or that courses are level."""
    if who.leader is None or who.course is None:
        return "nothing can be chosen"
    if who.margin is None:
        return f"only {course_named(model, who.course)} can be chosen"
    if who.margin <= TIE:
        return "the courses are level"
    return f"{named(model, who.leader)} leads by {in_points(who.margin)}"


def question_text(model: DecisionModel, fact: str, item: str | None) -> str:
    """Return what to ask about a fact, or about one item of its checklist, as a question."""
    entry = model.facts[fact]
    text = entry.ask if item is None else f"{entry.items[item].says.rstrip('.')}. Is that so"
    return f"{text.rstrip('.?')}?"
