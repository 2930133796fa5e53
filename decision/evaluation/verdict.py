"""How firm the answer is: ranges, probabilities, what asking would bring, and the word for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from decision.evaluation.additive import Lead, Standing, stand
from decision.evaluation.score_draws import Drawing, Flags
from decision.evaluation.scores import score_table
from decision.evaluation.weights import by_role, last_round, mean, mean_of_roles
from decision.evaluation.weights import shares as shares_of
from decision.numeric import DRAWS, SEED, TIE, Floats

CLEAR, LEANING = 0.90, 0.65  # the least probability for each word
NEAR = 2.0  # points; a smaller margin is too close to call whatever the probability
# What asking must add to the probability for the word to wait for it.
ASKING, ASKING_IF_CLOSE = 0.10, 0.05
FARTHEST = 100.0  # points; a course that can't be chosen in a draw is behind by this

Word = Literal["clear", "leaning", "close", "unknown"]
WORDS: Mapping[Word, str] = {
    "clear": "clear",
    "leaning": "probable",
    "close": "too close to call",
    "unknown": "too early to say",
}


@dataclass(frozen=True)
class Span:
    """The 5th and 95th percentile of the draws, widened to contain the stated figure."""

    low: float
    high: float


@dataclass(frozen=True)
class CourseDraws:
    """A course in the draws: the total of its best form, and how often it is ahead of all others.

    The span is None where none of its forms can be chosen.
    """

    total: Span | None
    probability: float


@dataclass(frozen=True)
class Draws:
    """What the draws say, weights as stated.

    Where nobody leads all but the totals and the plain pair are None, or 0 for each course.
    """

    totals: Mapping[str, Span]  # by option id
    margin: Span | None  # the leader's course less the best other one; None without another
    # The part of draws in which the leader's course is ahead of every other.
    probability: float | None
    best: float | None  # the part in which the leader itself is the best of all that can be chosen
    # The part in which the course that leads as stated, told the draw's answers, is ahead; never
    # less than the probability.
    if_all_known: float | None
    form: float | None  # the part in which the leader is ahead of the best other form of its course
    courses: Mapping[str, CourseDraws]  # by the head's id; the probabilities sum to 1
    # The spread of the plain pair's margin, and how often its leader is ahead.
    plain: tuple[Span, float]


@dataclass(frozen=True)
class Verdict:
    """The word, and what holds it back from the next better one.

    `asking`: an open fact could settle it. `open_keys`: key facts not answered.
    `low_probability`, `thin_margin`: short of what the next word asks. `unweighed`: nobody has
    weighed. `unmet`: duties of the leader that are not met. `what_ifs`, `roles`: those under
    which another course leads. `panel_parts`: the panel's two means disagree on the course.
    """

    word: Word
    asking: bool = False
    open_keys: tuple[str, ...] = ()
    low_probability: bool = False
    thin_margin: bool = False
    unweighed: bool = False
    unmet: tuple[str, ...] = ()
    what_ifs: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    panel_parts: bool = False


@dataclass(frozen=True)
class Finding:
    """All that the verdict rests on: the standing, the draws, what-ifs, roles and the word.

    `form_word` is the word for the leader beside the best other form of its course; None
    where it has none.
    """

    standing: Standing
    draws: Draws
    what_ifs: Mapping[str, Lead]
    roles: Mapping[str, Lead]
    verdict: Verdict
    form_word: Word | None


def find(standing: Standing) -> Finding:
    """Draw, try the what-ifs and the roles, and choose the word."""
    draws, what_ifs, roles = draw(standing), what_if_leads(standing), role_leads(standing)
    verdict = judge(standing, draws, what_ifs, roles, means_part(standing))
    return Finding(standing, draws, what_ifs, roles, verdict, _form_word(standing, draws))


def draw(standing: Standing, size: int = DRAWS, seed: int = SEED) -> Draws:
    """Draw what is uncertain, weights as stated, and read off spans and probabilities.

    In a draw a course stands on its best form that can be chosen there. Ties share: two
    courses level at the top are ahead half each.
    """
    table, model = standing.table, standing.table.model
    options, drawing = list(model.options), Drawing(standing.table, size, seed)
    drawn = drawing.totals(standing.weights)
    spans = {
        option: _span(drawn[row], standing.totals[option]) for row, option in enumerate(options)
    }
    plain = standing.plain
    gaps = drawn[options.index(plain.leader)] - drawn[options.index(plain.other)]
    paired = (_span(gaps, plain.margin), _ahead(gaps))
    if standing.leader is None or standing.course is None:
        none = {course: CourseDraws(None, 0.0) for course in model.courses}
        return Draws(spans, None, None, None, None, None, none, paired)
    can = np.where(drawing.can, drawn, -np.inf)
    heads = list(model.courses)
    by_course = _course_bests(standing, can)
    ahead = _shared(by_course)
    mine = heads.index(standing.course)
    probability = float(ahead[mine].mean())
    others = np.delete(by_course, mine, axis=0).max(axis=0, initial=-np.inf)
    behind = None
    if standing.margin is not None:
        either = np.isfinite(by_course[mine]) | np.isfinite(others)
        apart = np.clip(by_course[mine][either] - others[either], -FARTHEST, FARTHEST)
        behind = _span(apart, standing.margin)
    known = probability
    if table.open_facts:
        told = drawing.told_totals(standing.weights)
        leads = _course_that_leads(standing, np.where(drawing.can, told, -np.inf))
        known = max(known, float(ahead[leads, np.arange(size)].mean()))
    form = None
    if standing.over is not None:
        row, other = options.index(standing.leader), options.index(standing.over)
        form = _ahead(drawn[row] - drawn[other])
    return Draws(
        totals=spans,
        margin=behind,
        probability=probability,
        best=float(_shared(can)[options.index(standing.leader)].mean()),
        if_all_known=known,
        form=form,
        courses={
            head: CourseDraws(_course_span(standing, head, drawn), float(part))
            for head, drawn, part in zip(heads, by_course, ahead.mean(axis=1), strict=True)
        },
        plain=paired,
    )


def _course_bests(standing: Standing, can: Floats) -> Floats:
    """Return the total of each course's best form (courses × N), -inf where it has none.

    `can`: totals of the options (k × N), -inf where one can't be chosen.
    """
    model = standing.table.model
    options = list(model.options)
    rows = [[options.index(form) for form in forms] for forms in model.courses.values()]
    return np.array([can[forms].max(axis=0) for forms in rows])


def _course_that_leads(standing: Standing, can: Floats) -> np.ndarray:
    """Return the place of the leading course in each draw; of ties, the first in file order."""
    model = standing.table.model
    heads = list(model.courses)
    place = np.array([heads.index(model.course_of[option]) for option in model.options])
    first: np.ndarray = place[(can >= can.max(axis=0) - TIE).argmax(axis=0)]
    return first


def _shared(totals: Floats) -> Floats:
    """Return each row's part in being the largest of its column: ties share it equally.

    A column of -inf alone has no part for anybody, and every other column sums to 1; so the
    means sum to 1 where something can be chosen in every draw.
    """
    most = totals.max(axis=0)
    top: Flags = (totals >= most - TIE) & np.isfinite(most)
    parts: Floats = top / np.maximum(top.sum(axis=0), 1)
    nobody = ~np.isfinite(most)
    if nobody.any() and not nobody.all():
        parts = parts / (1 - nobody.mean())
    return parts


def _ahead(gaps: Floats) -> float:
    """Return the part of gaps above 0; a tie counts half."""
    wins = np.count_nonzero(gaps > TIE) + np.count_nonzero(np.abs(gaps) <= TIE) / 2
    return float(wins / len(gaps))


def _span(drawn: Floats, stated: float) -> Span:
    if not len(drawn):  # in no draw can anything of it be chosen
        return Span(stated, stated)
    low, high = np.percentile(drawn, [5, 95])
    return Span(min(float(low), stated), max(float(high), stated))


def _course_span(standing: Standing, course: str, drawn: Floats) -> Span | None:
    form = standing.best_of(course)
    return None if form is None else _span(drawn[np.isfinite(drawn)], standing.totals[form])


def what_if(standing: Standing, leave_out: Iterable[str]) -> Lead:
    """Return who leads, and by how much, with some facts left out."""
    table = standing.table
    return stand(score_table(table.model, table.case, leave_out), standing.shares).lead


def what_if_leads(standing: Standing) -> dict[str, Lead]:
    """Return who leads with each of the model's what-ifs."""
    what_ifs = standing.table.model.what_ifs
    return {name: what_if(standing, entry.leave_out) for name, entry in what_ifs.items()}


def role_leads(standing: Standing) -> dict[str, Lead]:
    """Return who leads under each role's own weights; small roles are merged."""
    return {
        role: stand(standing.table, mean(group)).lead
        for role, group in by_role(last_round(standing.table.case)).items()
    }


def means_part(standing: Standing) -> bool:
    """Return whether the panel's mean is in force and its two means disagree on the course."""
    case = standing.table.case
    agreed = standing.weights_from == "case" and case.weights_by == "panel-mean"
    ballots = last_round(case)
    if not ballots or not (standing.weights_from == "panel" or agreed):
        return False
    people = mean([shares_of(ballot.weights) for ballot in ballots])
    roles = mean_of_roles(by_role(ballots))
    return stand(standing.table, people).course != stand(standing.table, roles).course


def judge(
    standing: Standing,
    draws: Draws,
    what_ifs: Mapping[str, Lead],
    roles: Mapping[str, Lead],
    parts: bool = False,
) -> Verdict:
    """Choose the word for the answer, with what holds it back from the next better one.

    `unknown` while a fact is open, the probability is under 0.90 and knowing every answer
    would raise it by 0.10, or by 0.05 where the word would else be `close`. Else `close`
    where the panel's two means disagree; `clear` at a probability of 0.90 and a margin of 2
    points with every key fact answered, somebody's weights, no duty of the leader unmet, and
    the same course under every what-if and for every role; `leaning` at 0.65 and 2 points;
    else `close`. A margin that isn't defined meets every threshold.
    """
    table = standing.table
    if standing.leader is None or draws.probability is None or draws.if_all_known is None:
        return Verdict("close")
    thin = standing.margin is not None and standing.margin < NEAR - TIE
    against = tuple(name for name, lead in what_ifs.items() if lead.course != standing.course)
    roles_against = tuple(name for name, lead in roles.items() if lead.course != standing.course)
    keys = tuple(name for name in table.unanswered if table.model.facts[name].key)
    unmet = unmet_duties(standing)
    unweighed = standing.weights_from == "model"

    def reaches(least: float) -> bool:
        return draws.probability is not None and draws.probability >= least - TIE

    held = bool(against or roles_against or keys or unmet or unweighed)
    if parts or thin or not reaches(LEANING):
        word: Word = "close"
    else:
        word = "leaning" if held or not reaches(CLEAR) else "clear"
    gain = draws.if_all_known - draws.probability
    asking = gain >= (ASKING_IF_CLOSE if word == "close" else ASKING) - TIE
    if table.open_facts and not reaches(CLEAR) and asking:
        return Verdict("unknown", asking=True, open_keys=keys)
    if word == "close":
        return Verdict(
            "close", low_probability=not reaches(LEANING), thin_margin=thin, panel_parts=parts
        )
    if word == "leaning":
        return Verdict(
            "leaning",
            open_keys=keys,
            low_probability=not reaches(CLEAR),
            unweighed=unweighed,
            unmet=unmet,
            what_ifs=against,
            roles=roles_against,
        )
    return Verdict("clear")


def unmet_duties(standing: Standing) -> tuple[str, ...]:
    """Return the duties of the leader that the case says are not met, by id, in file order."""
    table, leader = standing.table, standing.leader
    if leader is None:
        return ()
    return tuple(
        name
        for name, gate in table.model.gates.items()
        if leader in (gate.options or table.model.options)
        and table.case.gate(name, leader) == "unmet"
    )


def _form_word(standing: Standing, draws: Draws) -> Word | None:
    """Return the word for the leader beside the best other form of its course."""
    margin, leader, over = standing.form_margin, standing.leader, standing.over
    if margin is None or draws.form is None or leader is None or over is None:
        return None
    if "unknown" in (standing.table.available[leader], standing.table.available[over]):
        return "unknown"
    if margin < NEAR - TIE or draws.form < LEANING - TIE:
        return "close"
    return "clear" if draws.form >= CLEAR - TIE else "leaning"
