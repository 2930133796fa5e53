"""Many sites side by side: a row each, and the same as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from decision.engine import Evaluation
from decision.evaluation.additive import Standing
from decision.evaluation.verdict import WORDS
from decision.numeric import TIE
from decision.sentences.phrases import of_100
from decision.wording.numbers import fixed

NEITHER = "neither of the two can be chosen"


@dataclass(frozen=True)
class SiteRow:
    """What a list of sites shows of one: names for people, numbers unrounded.

    `margin` is below 0 where `leader` scores lower and only it can be chosen; `lead` says in
    words what the two come to.
    """

    site: str
    file: str
    leader: str
    margin: float
    verdict: str
    probability: float
    best_of_all: str
    answered: int
    facts: int
    ask_next: str
    lead: str

    @property
    def how_sure(self) -> str:
        """The verdict and the chance; "" where no draw decides, for one or both can't be chosen."""
        if self.lead == NEITHER or (self.margin < -TIE and self.verdict == WORDS["close"]):
            return ""
        who = f"{self.leader} ahead" if abs(self.margin) <= TIE else "ahead"
        return f"{self.verdict}; {who} in {of_100(self.probability)} draws"


def site_row(evaluation: Evaluation, file: str) -> SiteRow:
    """Sum up one evaluated case in a row.

    Args:
        evaluation: the case evaluated.
        file: what the case's file is called.
    """
    model, standing, finding = evaluation.model, evaluation.standing, evaluation.finding
    table, asks = standing.table, evaluation.robustness.ask_next
    return SiteRow(
        site=evaluation.case.site.name or file,
        file=file,
        leader=model.options[standing.ahead].name,
        margin=standing.margin,
        verdict=WORDS[finding.verdict.word],
        probability=finding.draws.probability,
        best_of_all="" if standing.leader is None else model.options[standing.leader].name,
        answered=len(table.readings) - len(table.unanswered),
        facts=len(table.readings),
        ask_next=model.facts[asks[0].fact].ask if asks and asks[0].tells else "",
        lead=_lead(standing),
    )


def _lead(standing: Standing) -> str:
    ahead, behind = standing.ahead, standing.behind
    model, available = standing.table.model, standing.table.available
    if available[ahead] == "no":
        return NEITHER
    if available[behind] == "no":
        return f"only {model.options[ahead].name} can be chosen"
    if abs(standing.margin) <= TIE:
        return "the two are level"
    by = fixed(standing.margin) if standing.margin >= 0.05 else "less than 0.1"
    return f"{model.options[ahead].name} ahead by {by} points"


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
    lines = []
    for row in rows:
        answered = f"{row.answered} of {row.facts} facts answered"
        lines.append(f"{row.site}: {'; '.join(filter(None, (row.lead, row.how_sure, answered)))}")
        if row.best_of_all and row.best_of_all != row.leader:
            lines.append(f"  best of all options: {row.best_of_all}")
        if row.ask_next:
            lines.append(f"  ask next: {row.ask_next}")
    return lines
