"""Many sites side by side: a row each, and the same as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from decision.engine import Evaluation
from decision.evaluation.additive import Standing
from decision.evaluation.verdict import WORDS
from decision.sentences.explanation import plain_pair
from decision.sentences.phrases import course_named, named, of_100, question_text
from decision.wording.dates import day
from decision.wording.numbers import fixed

ONE_OUTCOME = (
    "What happened is listed and not scored: a site has one outcome, and nobody sees what the "
    "other course would have brought. The result is that of the answers in the file now."
)


@dataclass(frozen=True)
class SiteRow:
    """What a list of sites shows of one: names for people, "" for none, numbers unrounded."""

    site: str
    file: str
    lead: str  # in words who leads, over whom and by how much
    course: str  # the leading one
    leader: str  # its best form
    rival: str  # the best option of any other course
    margin: float | None  # the leader's total less the rival's, 0 or more; None without a rival
    probability: float | None  # that the course is ahead; None where nothing can be chosen
    verdict: str  # the word for the answer
    # In words how the two plain options stand, where they aren't the answer; then in numbers.
    plain: str
    plain_leader: str
    plain_other: str
    plain_margin: float  # below 0 where the other scores higher and can't be chosen
    plain_probability: float
    answered: int
    facts: int
    ask_next: str  # the question whose answer may tell most
    # What happened at the site, beside what is said above and never scored.
    outcome_date: dt.date | None
    outcome_arrangement: str
    outcome_went: str
    outcome_by: str

    @property
    def how_sure(self) -> str:
        """The word and how often the course leads; "" where no other course can be chosen."""
        if self.probability is None or not self.rival:
            return ""
        often = f"{_name(self.course)} leads in {of_100(self.probability)} simulations"
        return f"{self.verdict}; {often}"

    @property
    def happened(self) -> str:
        """In words what happened at the site; "" where it isn't known."""
        if not self.outcome_went:
            return ""
        when = "" if self.outcome_date is None else f" by {day(self.outcome_date)}"
        who = f" (says {self.outcome_by})" if self.outcome_by else ""
        return (
            f"what happened{when}: {_name(self.outcome_arrangement)}; it went: "
            f"{self.outcome_went}{who}"
        )


def site_row(evaluation: Evaluation, file: str) -> SiteRow:
    """Sum up one evaluated case in a row."""
    model, standing, finding = evaluation.model, evaluation.standing, evaluation.finding
    table, asks, plain = standing.table, evaluation.robustness.ask_next, standing.plain
    outcome = evaluation.case.outcome

    def name(option: str | None) -> str:
        return "" if option is None else model.options[option].name

    return SiteRow(
        site=evaluation.case.site.name or file,
        file=file,
        lead=_lead(standing),
        course="" if standing.course is None else model.course_name(standing.course),
        leader=name(standing.leader),
        rival=name(standing.rival),
        margin=standing.margin,
        probability=finding.draws.probability,
        verdict=WORDS[finding.verdict.word],
        plain=" ".join(plain_pair(finding)),
        plain_leader=name(plain.leader),
        plain_other=name(plain.other),
        plain_margin=plain.margin,
        plain_probability=finding.draws.plain[1],
        answered=len(table.readings) - len(table.unanswered),
        facts=len(table.readings),
        ask_next=question_text(model, asks[0].fact, asks[0].item) if asks and asks[0].tells else "",
        outcome_date=None if outcome is None else outcome.date,
        outcome_arrangement="" if outcome is None else name(outcome.arrangement),
        outcome_went="" if outcome is None else outcome.went.replace("-", " "),
        outcome_by=(outcome.by or "") if outcome is not None else "",
    )


def _lead(standing: Standing) -> str:
    model, leader, rival = standing.table.model, standing.leader, standing.rival
    if leader is None or standing.course is None:
        return "no option can be chosen"
    if rival is None or standing.margin is None:
        only = f"only {course_named(model, standing.course)} can be chosen"
        return f"{only}; best as {named(model, leader)}" if standing.over is not None else only
    if standing.level:
        return f"{named(model, leader)} and {named(model, rival)} are level"
    return f"{named(model, leader)} {_ahead(standing.margin)} {named(model, rival)}"


def _ahead(margin: float) -> str:
    by = fixed(margin) if margin >= 0.05 else "less than 0.1"
    return f"is {by} points ahead of"


def _name(name: str) -> str:
    """Return a name as a sentence has it: in quotes where it holds a comma."""
    return f"“{name}”" if "," in name else name


def as_csv(rows: Iterable[SiteRow]) -> str:
    """Return rows as CSV that no spreadsheet takes for formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(field.name.replace("_", " ") for field in fields(SiteRow))
    for row in rows:
        writer.writerow(
            _harmless(value) if isinstance(value, str) else value for value in astuple(row)
        )
    return out.getvalue()


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking text for a formula: it does so by the first character."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def as_lines(rows: Iterable[SiteRow]) -> list[str]:
    """Lay rows out for a terminal: a site a line, and what else to know of it below."""
    lines, rows = [], tuple(rows)
    for row in rows:
        answered = f"{row.answered} of {row.facts} questions answered"
        lines.append(f"{row.site}: {'; '.join(filter(None, (row.lead, row.how_sure, answered)))}")
        if row.plain:
            lines.append(f"  {row.plain[:1].lower()}{row.plain[1:].rstrip('.')}")
        if row.ask_next:
            lines.append(f"  ask next: {row.ask_next}")
        if row.happened:
            lines.append(f"  {row.happened}")
    return [*lines, *outcome_note(rows)]


def outcome_note(rows: Iterable[SiteRow]) -> list[str]:
    """Return how to read what happened, a line; none where no site says what happened."""
    return [ONE_OUTCOME] if any(row.happened for row in rows) else []
